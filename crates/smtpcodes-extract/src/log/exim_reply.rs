//! Exim: the fields of a line, and the reply within the words that Exim puts around it.

use crate::{Command, Event};

use super::{clock, scan};

/// Returns a field such as `R=dnslookup`, unquoted.
pub(super) fn field<'a>(fields: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (_, value) = scan::split(fields, name)?;
    match value.strip_prefix(b"\"") {
        Some(quoted) => scan::split_last(quoted, b"\"").map(|(value, _)| value),
        None => Some(scan::until(value, b" ")),
    }
}

/// Reads ` H=name [address]` or ` H=name (helo) [address]:port`.
pub(super) fn peer(fields: &[u8]) -> (Option<String>, Option<String>) {
    match scan::split(fields, b" H=") {
        Some((_, value)) => {
            let end = scan::find(value, b"]").map_or(value.len(), |at| at + 1);
            let value = &value[..end];
            let address = scan::split(value, b"[").map_or(&b""[..], |(_, a)| a);
            (
                scan::host_or_address(scan::until(value, b" [")).0,
                scan::known(scan::until(address, b"]")),
            )
        }
        None => (None, None),
    }
}

/// Splits the times of delivery and in the queue, where the log has them, off the end of a reason.
pub(super) fn timings(reason: &[u8]) -> (&[u8], Option<f64>) {
    let (mut reason, mut delay) = (reason, None);
    while let Some((rest, word)) = scan::split_last(reason, b" ") {
        if let Some(time) = word.strip_prefix(b"QT=") {
            let decimal = time.strip_suffix(b"s").and_then(scan::seconds);
            delay = decimal.or_else(|| clock::span(time));
        } else if !word.starts_with(b"DT=") {
            break;
        }
        reason = rest;
    }
    (reason, delay)
}

/// Splits `fields: reason`; a colon inside quotes, of an address or of a port does not end the fields.
pub(super) fn reason(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut quoted = false;
    let end = rest.iter().enumerate().position(|(at, byte)| {
        quoted ^= *byte == b'"' && at > 0 && rest[at - 1] != b'\\';
        !quoted && *byte == b':' && rest.get(at + 1) == Some(&b' ')
    })?;
    Some((&rest[..end], &rest[end + 2..]))
}

/// Splits the reply, who gave it and to what, out of the words that Exim puts around it.
pub(super) fn answer(fields: &[u8], reason: &[u8]) -> Event {
    let (mut remote_host, mut remote_address) = peer(fields);
    let mut command = None;
    let mut reply = reason;
    for mark in [
        &b"error from remote mail server after "[..],
        b"LMTP error after ",
        b"timeout after ",
        b"response to ",
    ] {
        if let Some((_, after)) = scan::split(reason, mark) {
            (command, reply) = after_command(after, reason);
            break;
        }
    }
    // before 4.83 the host stood in the reason
    if let Some((host, rest)) = reply.strip_prefix(b"host ").and_then(|r| scan::split(r, b"]: ")) {
        let (name, address) = scan::split(host, b" [").unwrap_or((host, b""));
        (remote_host, remote_address) = (scan::known(name), scan::known(address));
        reply = rest;
    }
    Event { remote_host, remote_address, command, text: lines(reply), ..Event::default() }
}

/// Reads `RCPT TO:<...>: reply`; without a reply the whole reason is the text.
fn after_command<'a>(after: &'a [u8], reason: &'a [u8]) -> (Option<Command>, &'a [u8]) {
    let (words, reply) = scan::split(after, b": ").unwrap_or((after, b""));
    let verb = words.strip_prefix(b"pipelined ").unwrap_or(words);
    let command = match verb {
        b"initial connection" | b"connect" => Some(Command::Connect),
        _ if verb.starts_with(b"end of data") || verb.starts_with(b"sending data") => {
            Some(Command::Data)
        }
        _ => Command::from_words(scan::until(verb, b":< ")),
    };
    (command, if reply.is_empty() { reason } else { reply })
}

/// Turns the `\n` that Exim writes between the lines of a reply into line breaks.
pub(super) fn lines(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, after)) = scan::split(rest, b"\\n") {
        out.extend_from_slice(line);
        out.push(b'\n');
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}
