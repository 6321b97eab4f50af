//! Postfix: what its delivery agents and queue manager log.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::{Command, Event, Kind};

use super::attempts::Attempts;
use super::header::Header;
use super::joins::About;
use super::output::{Outcome, Output, event};
use super::{postfix_reject, scan};

/// Prepared once, since it looks at most lines of a log.
static STATUS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b" status="));

/// Reads one message of the service, such as `smtp` or `qmgr`.
pub(super) fn read(header: &Header<'_>, attempts: &mut Attempts, out: &mut Output<'_>) -> Outcome {
    let service = header.program.rsplit(|b| *b == b'/').next();
    match service.unwrap_or_default() {
        b"qmgr" | b"nqmgr" => queue_manager(header, out),
        b"smtpd" | b"postscreen" | b"cleanup" => postfix_reject::read(header, out),
        b"pickup" | b"anvil" | b"master" | b"scache" | b"tlsmgr" | b"tlsproxy"
        | b"postfix-script" => Ok(()),
        _ => delivery(header, attempts, out),
    }
}

/// Reads `A1: from=<sender>, size=...`, which comes before each attempt, and `A1: from=<sender>, status=expired, ...`.
fn queue_manager(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let Some((id, rest)) = scan::split(header.message, b": from=<") else {
        return Ok(());
    };
    let Some((sender, rest)) = scan::split(rest, b">, ") else {
        return Err("`>` after `from=<`");
    };
    if let Some(status) = rest.strip_prefix(b"status=") {
        let kind = match scan::until(status, b", ") {
            b"expired" | b"force-expired" => Kind::Failed,
            _ => return Ok(()),
        };
        // the reason stands in the earlier lines of each recipient
        out.emit(Event {
            id: scan::known(id),
            sender: Some(scan::text(sender)),
            ..event(kind, header.time, status)
        });
    } else {
        out.joins.put(About::Sender, id, sender);
    }
    Ok(())
}

/// Reads `A1: to=<...>, relay=..., delay=..., dsn=..., status=... (...)`, or a failed attempt to reach a server.
fn delivery(header: &Header<'_>, attempts: &mut Attempts, out: &mut Output<'_>) -> Outcome {
    let Some(at) = STATUS.find(header.message) else {
        attempt(header, attempts, out);
        return Ok(());
    };
    let (fields, status) = (&header.message[..at], &header.message[at + STATUS.needle().len()..]);
    let word = scan::until(status, b" ,");
    let kind = match word {
        b"sent" | b"deliverable" => Kind::Delivered,
        b"deferred" | b"SOFTBOUNCE" => Kind::Delayed,
        b"bounced" | b"expired" | b"undeliverable" => Kind::Failed,
        _ => return Ok(()),
    };
    attempts.settle(header.pid.unwrap_or_default(), status, out);
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    let Some((id, rest)) = scan::split(fields, b": to=<") else {
        return Err("`to=<recipient>` before `status=`");
    };
    let Some((recipient, rest)) = scan::split(rest, b">,") else {
        return Err("`>,` after the recipient");
    };
    let reason = match scan::split(status, b" (") {
        Some((_, reason)) => reason.strip_suffix(b")").unwrap_or(reason),
        None if word == b"expired" => status,
        None => return Err("the reason in parentheses after `status=`; the line seems cut"),
    };
    let field = |name: &[u8]| scan::split(rest, name).map(|(_, value)| scan::until(value, b","));
    let status = field(b" dsn=").and_then(scan::known);
    // an address probe that cannot know yet is no failure of the address
    let probing = word == b"undeliverable" && status.as_deref().is_some_and(|s| s.starts_with('4'));
    let (remote_host, remote_address) = field(b" relay=").map(relay).unwrap_or_default();
    let mut found = answer(reason);
    found.kind = Some(if probing { Kind::Delayed } else { kind });
    found.time = header.time.and_then(scan::known);
    found.id = scan::known(id);
    found.sender = out.joins.text(About::Sender, id);
    found.recipient = Some(scan::text(recipient));
    found.delay = field(b" delay=").and_then(scan::seconds);
    found.status = status;
    if found.remote_host.is_none() && found.remote_address.is_none() {
        (found.remote_host, found.remote_address) = (remote_host, remote_address);
    }
    out.emit(found);
    Ok(())
}

/// Reads `relay=`: a host, or `none`, or the name of the agent that delivered here.
fn relay(value: &[u8]) -> (Option<String>, Option<String>) {
    if value.contains(&b'[') { scan::host(value) } else { (None, None) }
}

/// Splits the reply, who gave it and to what, out of the words that Postfix puts around it.
fn answer(reason: &[u8]) -> Event {
    let mut event = Event { text: reason.to_vec(), ..Event::default() };
    let inner = reason.strip_prefix(b"delivery temporarily suspended: ").unwrap_or(reason);
    if let Some(rest) = inner.strip_prefix(b"host ") {
        if let Some((host, reply)) = scan::split(rest, b" said: ") {
            (event.remote_host, event.remote_address) = scan::host(host);
            let (reply, command) =
                scan::split_last(reply, b" (in reply to ").unwrap_or((reply, b""));
            event.command = Command::from_words(command);
            event.text = reply.to_vec();
        } else if let Some((host, reply)) = scan::split(rest, b" refused to talk to me: ") {
            (event.remote_host, event.remote_address) = scan::host(host);
            event.command = Some(Command::Connect);
            event.text = reply.to_vec();
        }
    } else if let Some(rest) = inner.strip_prefix(b"connect to ") {
        let host = scan::split(rest, b": ").map_or(rest, |(host, _)| host);
        (event.remote_host, event.remote_address) = scan::host(host);
        event.command = Some(Command::Connect);
    } else if let Some(rest) = inner
        .strip_prefix(b"lost connection with ")
        .or_else(|| inner.strip_prefix(b"conversation with "))
    {
        (event.remote_host, event.remote_address) = scan::host(scan::until(rest, b" "));
        event.command = scan::split_last(inner, b" while ").and_then(|(_, doing)| match doing {
            b"receiving the initial server greeting" => Some(Command::Connect),
            _ => Command::from_words(doing),
        });
    }
    event
}

/// How a message about one server of several begins, after the queue id.
const ATTEMPTS: [&[u8]; 3] = [b"host ", b"lost connection with ", b"conversation with "];

/// Holds `connect to host[address]:25: ...` and `A1: host host[address] said: ...`, which the `status=` line of the same
/// process repeats where no other server took the mail.
fn attempt(header: &Header<'_>, attempts: &mut Attempts, out: &mut Output<'_>) {
    let message = header.message;
    let (id, reason) = match scan::split(message, b": ") {
        _ if message.starts_with(b"connect to ") => (None, message),
        Some((id, reason)) if ATTEMPTS.iter().any(|words| reason.starts_with(words)) => {
            (Some(id), reason)
        }
        _ => return,
    };
    let answer = answer(reason);
    if answer.command.is_none() && answer.text == reason {
        return;
    }
    let found = Event {
        kind: Some(Kind::Delayed),
        time: header.time.and_then(scan::known),
        id: id.and_then(scan::known),
        sender: id.and_then(|id| out.joins.text(About::Sender, id)),
        ..answer
    };
    attempts.hold(header.pid.unwrap_or_default(), reason, found, out);
}
