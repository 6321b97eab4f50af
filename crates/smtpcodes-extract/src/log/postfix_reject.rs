//! Postfix: the clients and messages that smtpd, postscreen, cleanup and milters turned away.

use crate::{Command, Event, Kind};

use super::header::Header;
use super::output::{Outcome, Output, event};
use super::scan;

/// Reads `NOQUEUE: reject: RCPT from host[address]: 550 5.1.1 ...; from=<...> to=<...> proto=... helo=<...>`.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let Some((id, action)) = scan::split(header.message, b": ") else {
        return Ok(());
    };
    let rest = [&b"reject: "[..], b"milter-reject: ", b"proxy-reject: "]
        .iter()
        .find_map(|prefix| action.strip_prefix(*prefix));
    let Some(rest) = rest else {
        return Ok(());
    };
    let content =
        [&b"header "[..], b"body ", b"mime-header "].iter().any(|what| rest.starts_with(what));
    let rejected = if content { content_check(rest) } else { session(rest) };
    let Some(Rejected { stage, client, text, envelope }) = rejected else {
        return Err("`STAGE from client[address]: reply` after `reject:`");
    };
    let kind = match scan::reply_class(text) {
        Some(5) => Kind::Failed,
        // postscreen gives no code when all its servers are busy: it says 421
        _ => Kind::Delayed,
    };
    let value = |name: &[u8]| scan::between(envelope, name, b">").map(scan::text);
    out.emit(Event {
        recipient: value(b" to=<"),
        sender: value(b" from=<"),
        id: scan::known(id).filter(|id| id != "NOQUEUE"),
        remote_address: scan::host(client).1,
        command: stage,
        ..event(kind, header.time, text)
    });
    Ok(())
}

struct Rejected<'a> {
    stage: Option<Command>,
    client: &'a [u8],
    text: &'a [u8],
    envelope: &'a [u8],
}

/// Reads `RCPT from host[address]:port: reply; from=<...> to=<...> ...`.
fn session(rest: &[u8]) -> Option<Rejected<'_>> {
    let (stage, rest) = scan::split(rest, b" from ")?;
    let stage = stage.strip_suffix(b":").unwrap_or(stage);
    let bracket = memchr::memchr(b']', rest)?;
    let colon = bracket + scan::find(&rest[bracket..], b": ")?;
    let (client, reply) = (&rest[..colon], &rest[colon + 2..]);
    let context = [&b"; from=<"[..], b"; proto=", b"; helo=<", b"; client="];
    let end = context.iter().filter_map(|mark| scan::find_last(reply, mark)).min();
    let (text, envelope) = reply.split_at(end.unwrap_or(reply.len()));
    Some(Rejected {
        stage: match stage {
            b"END-OF-MESSAGE" | b"DATA content" | b"BDAT" => Some(Command::Data),
            _ => Command::from_words(stage),
        },
        client,
        text,
        envelope,
    })
}

/// Reads `header Subject: ... from host[address]; from=<...> to=<...> proto=... helo=<...>: 5.7.1 reply`.
fn content_check(rest: &[u8]) -> Option<Rejected<'_>> {
    let (content, envelope) = scan::split_last(rest, b"; from=<")?;
    let start = rest.len() - envelope.len() - b" from=<".len();
    let (_, client) = scan::split_last(content, b" from ")?;
    let (_, text) = scan::split_last(rest, b">: ").or_else(|| scan::split_last(rest, b": "))?;
    Some(Rejected { stage: Some(Command::Data), client, text, envelope: &rest[start..] })
}
