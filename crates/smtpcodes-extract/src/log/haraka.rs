//! Haraka: recipients that a remote server or a plugin refused, mails that bounced or are tried again.

use crate::{Command, Event, Kind};

use super::header::Header;
use super::output::{Outcome, Output, event};
use super::scan;

/// Reads `[NOTICE] [UUID] [outbound] message` or `level=NOTICE uuid=UUID source=outbound message="message"`.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    if header.message.starts_with(b"level=") {
        let field = |name: &[u8]| {
            scan::split(header.message, name).map(|(_, value)| scan::until(value, b" "))
        };
        let message = scan::split(header.message, b" message=").map(|(_, message)| message);
        let (Some(message), Some(id)) = (message, field(b" uuid=")) else {
            return Ok(());
        };
        let message =
            message.strip_prefix(b"\"").and_then(|m| m.strip_suffix(b"\"")).unwrap_or(message);
        return line(header.time, id, message, out);
    }
    let mut rest = header.message;
    let mut id = &b""[..];
    for place in 0..3 {
        let Some((word, after)) = rest.strip_prefix(b"[").and_then(|r| scan::split(r, b"] "))
        else {
            return Ok(());
        };
        if place == 1 {
            id = word;
        }
        rest = after;
    }
    line(header.time, id, rest, out)
}

/// Reads the message itself.
pub(super) fn line(
    time: Option<&[u8]>,
    id: &[u8],
    message: &[u8],
    out: &mut Output<'_>,
) -> Outcome {
    let mut emit = |kind: Kind, event_of: Event, text: &[u8]| {
        out.emit(Event {
            id: scan::known(id),
            ..Event {
                kind: Some(kind),
                time: time.and_then(scan::known),
                text: text.to_vec(),
                ..event_of
            }
        });
    };
    if let Some(rest) = message.strip_prefix(b"recipient ") {
        return match recipient(rest) {
            Some((kind, event_of, text)) => {
                emit(kind, event_of, &text);
                Ok(())
            }
            None => Ok(()),
        };
    }
    if let Some(reason) = message.strip_prefix(b"bouncing mail: ") {
        // the refused recipients have lines of their own
        if !reason.starts_with(b"Some recipients ") {
            emit(
                Kind::Failed,
                Event::default(),
                reason.strip_prefix(b"Too many failures (").unwrap_or(reason),
            );
        }
    } else if let Some(rest) = message.strip_prefix(b"Temp failing ") {
        let Some((_, reason)) = scan::split(rest, b" seconds: ") else {
            return Err("`seconds:` and the reason after `Temp failing`");
        };
        if !reason.starts_with(b"Some recipients ") {
            emit(
                Kind::Delayed,
                Event::default(),
                reason.strip_prefix(b"Upstream error: ").unwrap_or(reason),
            );
        }
    } else if message.starts_with(b"delivered file=") {
        if out.skips_delivery() {
            return Ok(());
        }
        delivered(time, id, message, out);
    }
    Ok(())
}

/// Reads `<a> rejected: 550 ...`, `<a> deferred: 451 ...` and `<a> code=DENY msg="..." sender="..."`.
fn recipient(rest: &[u8]) -> Option<(Kind, Event, Vec<u8>)> {
    let (recipient, rest) = scan::split(rest, b"> ")?;
    let mut event = Event {
        recipient: Some(scan::text(recipient.strip_prefix(b"<").unwrap_or(recipient))),
        command: Some(Command::Rcpt),
        ..Event::default()
    };
    if let Some(reply) = rest.strip_prefix(b"rejected: ") {
        return Some((Kind::Failed, event, reply.to_vec()));
    }
    if let Some(reply) = rest.strip_prefix(b"deferred: ") {
        return Some((Kind::Delayed, event, reply.to_vec()));
    }
    let code = scan::until(rest.strip_prefix(b"code=")?, b" ");
    let kind = if code.starts_with(b"DENYSOFT") {
        Kind::Delayed
    } else if code.starts_with(b"DENY") {
        Kind::Failed
    } else {
        return None;
    };
    event.sender = scan::between(rest, b" sender=\"", b"\"").map(scan::address);
    let text = scan::between(rest, b" msg=\"", b"\"").unwrap_or_default();
    Some((kind, event, text.to_vec()))
}

/// Reads `delivered file="..." domain="..." host="..." ip=... response="..." delay=...`.
fn delivered(time: Option<&[u8]>, id: &[u8], message: &[u8], out: &mut Output<'_>) {
    let field = |name: &[u8]| {
        let (_, value) = scan::split(message, name)?;
        Some(match value.strip_prefix(b"\"") {
            Some(quoted) => scan::until(quoted, b"\""),
            None => scan::until(value, b" "),
        })
    };
    out.emit(Event {
        id: scan::known(id),
        remote_host: field(b" host=").and_then(scan::known),
        remote_address: field(b" ip=").and_then(scan::known),
        delay: field(b" delay=").and_then(scan::seconds),
        ..event(Kind::Delivered, time, field(b" response=").unwrap_or_default())
    });
}
