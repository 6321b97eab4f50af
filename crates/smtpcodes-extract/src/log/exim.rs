//! Exim: the main log. `**` failed, `==` deferred, `=>` and `->` delivered, `<=` arrived.

use crate::{Command, Event, Kind};

use super::attempts::Attempts;
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
    out: &Output<'_>,
) -> Option<(&'a [u8], Event)> {
    let at = scan::find(message, b"] ").into_iter().chain(scan::find(message, b"]: ")).min()?;
    let (fields, reason) = message.split_at(at + 1);
    let reason = reason.strip_prefix(b":").unwrap_or(reason).trim_ascii_start();
    let network = [&b"Connection "[..], b"No route to host", b"Network is unreachable"];
    let failed = scan::has(reason, b"error from remote mail server after ")
        || network.iter().any(|words| reason.starts_with(words));
    if !fields.starts_with(b"H=") || !failed {
        return None;
    }
    let answer = answer(&[b" ", fields].concat(), reason);
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

/// Returns a field such as `R=dnslookup`, unquoted.
fn field<'a>(fields: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (_, value) = scan::split(fields, name)?;
    match value.strip_prefix(b"\"") {
        Some(quoted) => scan::split_last(quoted, b"\"").map(|(value, _)| value),
        None => Some(scan::until(value, b" ")),
    }
}

/// Reads ` H=name [address]` or ` H=name (helo) [address]:port`.
fn peer(fields: &[u8]) -> (Option<String>, Option<String>) {
    match scan::split(fields, b" H=") {
        Some((_, value)) => {
            let end = scan::find(value, b"]").map_or(value.len(), |at| at + 1);
            let value = &value[..end];
            let address = scan::split(value, b"[").map_or(&b""[..], |(_, a)| a);
            (scan::known(scan::until(value, b" [")), scan::known(scan::until(address, b"]")))
        }
        None => (None, None),
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
    let answer = answer(fields, reason);
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
    let (host, reason) = match after.strip_prefix(b" H=") {
        Some(_) => reason(after).unwrap_or((after, b"")),
        None => {
            let reason = after.strip_prefix(b": ").unwrap_or(after);
            // Connection refused H=host [address]
            match scan::find(reason, b" H=") {
                Some(at) => (&reason[at..], &reason[..at]),
                None => (fields, reason),
            }
        }
    };
    // nothing was tried, so nothing was answered
    if reason.starts_with(b"retry time not reached") || reason.starts_with(b"domain matches queue_")
    {
        return Ok(());
    }
    let answer = answer(host, reason);
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

/// Splits `fields: reason`; a colon inside quotes, of an address or of a port does not end the fields.
fn reason(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut quoted = false;
    let end = rest.iter().enumerate().position(|(at, byte)| {
        quoted ^= *byte == b'"' && at > 0 && rest[at - 1] != b'\\';
        !quoted && *byte == b':' && rest.get(at + 1) == Some(&b' ')
    })?;
    Some((&rest[..end], &rest[end + 2..]))
}

/// Splits the reply, who gave it and to what, out of the words that Exim puts around it.
fn answer(fields: &[u8], reason: &[u8]) -> Event {
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
fn lines(text: &[u8]) -> Vec<u8> {
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
