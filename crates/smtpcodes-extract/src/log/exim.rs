//! Exim: the main log. `**` failed, `==` deferred, `=>` and `->` delivered, `<=` arrived.

use crate::{Event, Kind};

use super::attempts::Attempts;
use super::exim_reply::{answer, field, lines, peer, reason, timings};
use super::header::{self, Header};
use super::joins::About;
use super::output::{Outcome, Output, event};
use super::{exim_reject, scan};

/// Reads one line of the main log or the reject log.
pub(super) fn read(header: &Header<'_>, attempts: &mut Attempts, out: &mut Output<'_>) -> Outcome {
    let header = inner(header);
    let (id, rest) = scan::split(header.message, b" ").unwrap_or((header.message, b""));
    let Some((flag, rest)) = scan::split(rest, b" ").filter(|_| is_id(id)) else {
        return exim_reject::read(&header, None, header.message, out);
    };
    if matches!(flag, b"=>" | b"->" | b"**" | b"==") {
        attempts.settle(id, rest, out);
    }
    match flag {
        b"<=" => {
            let sender = scan::until(rest, b" ");
            out.joins.put(About::Sender, id, sender.strip_prefix(b"<>").unwrap_or(sender));
            Ok(())
        }
        b"=>" | b"->" | b">>" | b"*>" => {
            if out.skips_delivery() {
                return Ok(());
            }
            delivered(&header, id, rest, out)
        }
        b"**" => failed(&header, id, rest, out),
        b"==" => deferred(&header, id, rest, out),
        _ => {
            let message = &header.message[id.len() + 1..];
            match attempt(&header, id, message, out) {
                Some((reason, found)) => attempts.hold(id, reason, found, out),
                None => return exim_reject::read(&header, Some(id), message, out),
            }
            Ok(())
        }
    }
}

/// Reads `H=host [address]: SMTP error from remote mail server after ...` and `H=host [address] Connection refused`,
/// which `==` or `**` repeats where no other server took the mail.
fn attempt<'a>(
    header: &Header<'_>,
    id: &[u8],
    message: &'a [u8],
    out: &mut Output<'_>,
) -> Option<(&'a [u8], Event)> {
    // H=host [address]:port: reason, or without the port or the colon
    let (fields, reason) = message.split_at(memchr::memchr(b']', message)? + 1);
    let reason = reason[scan::until(reason, b" ").len()..].trim_ascii_start();
    let network = [&b"Connection "[..], b"No route to host", b"Network is unreachable"];
    let failed = scan::has(reason, b"error from remote mail server after ")
        || network.iter().any(|words| reason.starts_with(words));
    if !fields.starts_with(b"H=") || !failed {
        return None;
    }
    let fields = [b" ", fields].concat();
    out.joins.put(About::Peer, id, &[&fields, &b"\0"[..], reason].concat());
    let answer = answer(&fields, reason);
    let found = Event {
        kind: Some(Kind::Delayed),
        time: header.time.and_then(scan::known),
        id: scan::known(id),
        sender: out.joins.text(About::Sender, id),
        ..answer
    };
    Some((reason, found))
}

/// Drops what Exim itself writes before the id: its own stamp inside syslog, and `[pid]`.
fn inner<'a>(header: &Header<'a>) -> Header<'a> {
    let mut header = *header;
    if let Some((time, rest)) = header::stamp_and_year(header.message) {
        header.time = Some(time);
        header.message = rest.trim_ascii_start();
    }
    if let Some((pid, rest)) = header.message.strip_prefix(b"[").and_then(|m| scan::split(m, b"] "))
        && pid.iter().all(u8::is_ascii_digit)
    {
        header.message = rest;
    }
    header
}

/// Says whether a word is a message id: `1rABCD-0001ab-Cd`, or since 4.97 `1rABCD-00000000abc-1Xyz`.
fn is_id(word: &[u8]) -> bool {
    let mut parts = word.split(|b| *b == b'-').map(<[u8]>::len);
    let lengths = (parts.next(), parts.next(), parts.next(), parts.next());
    matches!(lengths, (Some(6), Some(6), Some(2), None) | (Some(6), Some(11), Some(4), None))
        && word.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// Takes the address, and the original one in angle brackets where only that is complete.
fn recipient(rest: &[u8]) -> (String, &[u8]) {
    let pipe_or_file = matches!(rest, [b'|' | b'/' | b'"', ..]);
    // a command line has blanks of its own
    let end = match pipe_or_file {
        true => scan::find(rest, b" <"),
        false => scan::find(rest, b": ").into_iter().chain(scan::find(rest, b" ")).min(),
    };
    let (address, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let (address, rest) = match rest.strip_prefix(b": <") {
        // :blackhole: and :fail: end in a colon themselves
        Some(_) if address.starts_with(b":") => (address, &rest[1..]),
        _ => (address, rest),
    };
    match rest.strip_prefix(b" <").and_then(|r| scan::split(r, b">")) {
        Some((original, rest))
            if address.contains(&b'@') && !pipe_or_file || original.is_empty() =>
        {
            (scan::text(address), rest)
        }
        Some((original, rest)) => (scan::text(original), rest),
        None => (scan::text(address), rest),
    }
}

fn delivered(header: &Header<'_>, id: &[u8], rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let (recipient, fields) = recipient(rest);
    let text = field(fields, b" C=").unwrap_or_default();
    let (remote_host, remote_address) = peer(fields);
    out.emit(Event {
        recipient: Some(recipient),
        remote_host,
        remote_address,
        sender: sender(fields, id, out),
        id: scan::known(id),
        ..event(Kind::Delivered, header.time, &lines(text))
    });
    Ok(())
}

fn sender(fields: &[u8], id: &[u8], out: &Output<'_>) -> Option<String> {
    match scan::between(fields, b" F=<", b">") {
        Some(sender) => Some(scan::text(sender)),
        None => out.joins.text(About::Sender, id),
    }
}

/// Reads `** address F=<sender> R=router T=transport H=host [address]: reason`.
fn failed(header: &Header<'_>, id: &[u8], rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let (recipient, rest) = recipient(rest);
    let Some((fields, reason)) = reason(rest) else {
        return Err("`: reason` after `** address`; the line seems cut");
    };
    let (reason, delay) = timings(reason);
    let answer = Event { delay, ..answer(fields, reason) };
    emit(header, Kind::Failed, id, recipient, fields, answer, out);
    Ok(())
}

/// Reads `== address R=router T=transport defer (-44) H=host [address]: reason`.
fn deferred(header: &Header<'_>, id: &[u8], rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let (recipient, rest) = recipient(rest);
    let Some((fields, after)) =
        scan::split(rest, b" defer (").or_else(|| scan::split(rest, b"defer ("))
    else {
        return Err("`defer (number)` after `== address`; the line seems cut");
    };
    let Some((_number, after)) = scan::split(after, b")") else {
        return Err("`)` after `defer (`");
    };
    // the host stands before the reason or after it: defer (111): Connection refused H=host [address]
    let (before, reason) = reason(after).unwrap_or((after, b""));
    let (reason, delay) = timings(reason);
    let (host, reason) = match scan::find(reason, b" H=").filter(|_| !scan::has(before, b" H=")) {
        Some(at) => (&reason[at..], &reason[..at]),
        None => (before, reason),
    };
    // nothing was tried, so nothing was answered
    if reason.starts_with(b"retry time not reached") || reason.starts_with(b"domain matches queue_")
    {
        return Ok(());
    }
    let mut answer = Event { delay, ..answer(host, reason) };
    // or in the line of the attempt alone
    if answer.remote_address.is_none()
        && let Some((fields, said)) =
            out.joins.get(About::Peer, id).and_then(|line| scan::split(line, b"\0"))
        && said == reason
    {
        (answer.remote_host, answer.remote_address) = peer(fields);
    }
    emit(header, Kind::Delayed, id, recipient, fields, answer, out);
    Ok(())
}

fn emit(
    header: &Header<'_>,
    kind: Kind,
    id: &[u8],
    recipient: String,
    fields: &[u8],
    answer: Event,
    out: &mut Output<'_>,
) {
    let sender = sender(fields, id, out);
    out.emit(Event {
        kind: Some(kind),
        time: header.time.and_then(scan::known),
        recipient: Some(recipient),
        sender,
        id: scan::known(id),
        ..answer
    });
}
