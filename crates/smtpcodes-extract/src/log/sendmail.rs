//! Sendmail: `to=..., dsn=..., stat=...` of deliveries, `reject=...` of sessions.

use crate::{Command, Event, Kind};

use super::header::Header;
use super::joins::About;
use super::output::{Outcome, Output, event};
use super::{clock, scan};

/// The most recipients that one line may name; Sendmail itself writes at most 25 a line.
const RECIPIENTS: usize = 100;

/// Reads one message.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let Some((id, rest)) = scan::split(header.message, b": ") else {
        return Ok(());
    };
    if let Some(sender) = rest.strip_prefix(b"from=") {
        let sender = scan::until(sender, b",");
        let sender = sender.strip_prefix(b"<").and_then(|s| s.strip_suffix(b">")).unwrap_or(sender);
        out.joins.put(About::Sender, id, sender);
        return Ok(());
    }
    if let Some((fields, reply)) = scan::split(rest, b", reject=") {
        return reject(header, id, fields, reply, out);
    }
    if rest.starts_with(b"to=") {
        return delivery(header, id, rest, out);
    }
    // <address>... reason: what the session told the client
    if let Some((recipient, reason)) =
        rest.strip_prefix(b"<").and_then(|r| scan::split(r, b">... "))
    {
        out.emit(Event {
            recipient: Some(scan::text(recipient)),
            id: scan::known(id),
            command: Some(Command::Rcpt),
            ..event(Kind::Failed, header.time, reason)
        });
    }
    Ok(())
}

/// Reads `to=<a>,<b>, delay=..., relay=host [address], dsn=..., reply=..., stat=...`.
fn delivery(header: &Header<'_>, id: &[u8], rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let Some((fields, stat)) = scan::split(rest, b", stat=") else {
        return Err("`stat=` after `to=`; the line seems cut");
    };
    let (kind, reason) = if stat.starts_with(b"Sent") {
        if out.skips_delivery() {
            return Ok(());
        }
        let reply = scan::split(stat, b"(").map(|(_, r)| r.strip_suffix(b")").unwrap_or(r));
        (Kind::Delivered, reply.unwrap_or(stat))
    } else if let Some(reason) = stat.strip_prefix(b"Deferred") {
        (Kind::Delayed, reason.strip_prefix(b": ").unwrap_or(stat))
    } else if stat.starts_with(b"queued") {
        return Ok(());
    } else {
        (Kind::Failed, stat)
    };
    let field = |name: &[u8]| scan::split(fields, name).map(|(_, value)| scan::until(value, b","));
    // the reply runs to the end of the fields, and may hold commas
    let reply = scan::split(fields, b", reply=").map(|(_, reply)| reply);
    let (remote_host, remote_address) = field(b", relay=").map(scan::host).unwrap_or_default();
    let template = Event {
        sender: out.joins.text(About::Sender, id),
        id: scan::known(id),
        remote_host,
        remote_address,
        delay: field(b", delay=").and_then(clock::span),
        status: field(b", dsn=").and_then(scan::known),
        ..event(kind, header.time, reply.unwrap_or(reason))
    };
    let recipients = scan::split(&fields[3..], b", ").map_or(&fields[3..], |(to, _)| to);
    for recipient in recipients.split(|b| *b == b',').take(RECIPIENTS) {
        out.emit(Event { recipient: Some(scan::address(recipient)), ..template.clone() });
    }
    Ok(())
}

/// Reads `ruleset=check_rcpt, arg1=<...>, relay=host [address], reject=550 ...` and `Milter: to=<...>, reject=...`.
fn reject(
    header: &Header<'_>,
    id: &[u8],
    fields: &[u8],
    reply: &[u8],
    out: &mut Output<'_>,
) -> Outcome {
    let value = |name: &[u8]| scan::split(fields, name).map(|(_, value)| value);
    let ruleset = value(b"ruleset=").map_or(&b""[..], |value| scan::until(value, b","));
    let (command, argument) = match ruleset {
        b"check_rcpt" => (Some(Command::Rcpt), value(b"arg1=")),
        b"check_mail" => (Some(Command::Mail), value(b"arg1=")),
        b"check_relay" => (Some(Command::Connect), None),
        b"check_data" | b"check_eom" => (Some(Command::Data), None),
        _ => match value(b"Milter: ") {
            Some(what) if what.starts_with(b"to=") => (Some(Command::Rcpt), value(b"to=")),
            Some(what) if what.starts_with(b"from=") => (Some(Command::Mail), value(b"from=")),
            Some(what) => (Command::from_words(scan::until(what, b",=")), None),
            None => (None, None),
        },
    };
    let argument = argument.map(|value| scan::address(scan::until(value, b",")));
    let (recipient, sender) = match command {
        Some(Command::Mail) => (None, argument),
        _ => (argument, out.joins.text(About::Sender, id)),
    };
    let kind = match scan::reply_class(reply) {
        Some(4) => Kind::Delayed,
        _ => Kind::Failed,
    };
    let client = value(b"relay=").and_then(|relay| scan::host(scan::until(relay, b",")).1);
    out.emit(Event {
        recipient,
        sender,
        id: scan::known(id),
        remote_address: client,
        command,
        ..event(kind, header.time, reply)
    });
    Ok(())
}
