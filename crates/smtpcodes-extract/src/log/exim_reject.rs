//! Exim: the clients and messages that its access control lists turned away.

use crate::{Command, Event, Kind};

use super::header::Header;
use super::output::{Outcome, Output, event};
use super::scan;

/// Reads `H=name (helo) [address]:port F=<sender> rejected RCPT <recipient>: reason`.
pub(super) fn read(
    header: &Header<'_>,
    id: Option<&[u8]>,
    message: &[u8],
    out: &mut Output<'_>,
) -> Outcome {
    let Some((before, after)) =
        scan::split(message, b"rejected ").filter(|(before, _)| is_client(before))
    else {
        return Ok(());
    };
    let kind = if before.ends_with(b"temporarily ") { Kind::Delayed } else { Kind::Failed };
    let (what, reason) = split_reason(after);
    let command = if what.starts_with(b"connection") {
        Some(Command::Connect)
    } else if what.starts_with(b"after DATA")
        || what.starts_with(b"during MIME")
        || what.starts_with(b"by non-SMTP")
    {
        Some(Command::Data)
    } else {
        Command::from_words(scan::until(what, b" "))
    };
    let target = scan::between(what, b"<", b">");
    let sender = scan::between(before, b" F=<", b">").or(match command {
        Some(Command::Mail) => target,
        _ => None,
    });
    let address = scan::split(before, b"[").map(|(_, rest)| scan::until(rest, b"]"));
    // without a reason of its own Exim says no more than that it refuses
    let text = if reason.is_empty() {
        &message[message.len() - after.len() - b"rejected ".len()..]
    } else {
        reason
    };
    out.emit(Event {
        recipient: target.filter(|_| command == Some(Command::Rcpt)).map(scan::text),
        sender: sender.map(scan::text),
        id: id.and_then(scan::known),
        remote_address: address.and_then(scan::known),
        command,
        ..event(kind, header.time, text)
    });
    Ok(())
}

/// Splits `RCPT <recipient>: reason`; the address may hold a colon.
fn split_reason(after: &[u8]) -> (&[u8], &[u8]) {
    let address = scan::split(after, b"<").filter(|(verb, _)| verb.len() < 12);
    let skip = match address {
        Some((verb, rest)) => verb.len() + 1 + scan::find(rest, b">").unwrap_or(0),
        None => 0,
    };
    match scan::find(&after[skip..], b": ") {
        Some(at) => (&after[..skip + at], &after[skip + at + 2..]),
        None => (after, b""),
    }
}

/// Says whether the words before `rejected` name a client, so that a message about something else is left alone.
fn is_client(before: &[u8]) -> bool {
    before.starts_with(b"H=")
        || before.starts_with(b"U=")
        || scan::has(before, b" H=")
        || scan::has(before, b"F=<")
}
