//! Dovecot: what LMTP and LDA could not store, what Sieve refused, and what an LMTP proxy was told.

use crate::{Event, Kind};

use super::header::Header;
use super::output::{Outcome, Output, event};
use super::scan;

/// Reads `lmtp(user)<pid><session>: msgid=<...>: save failed to INBOX: reason` and its relatives.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let split = match is_service(header.program) {
        // deliver(user): the program itself, in old versions
        true => Some((header.program, header.message)),
        false => scan::split(header.message, b": ").filter(|(service, _)| is_service(service)),
    };
    let Some((service, rest)) = split else {
        return Ok(());
    };
    let levels = [&b"Info: "[..], b"Error: ", b"Warning: "];
    let rest = levels.iter().find_map(|level| rest.strip_prefix(*level)).unwrap_or(rest);
    if let Some(answer) =
        scan::split(rest, b"end message to <").or_else(|| scan::split(rest, b"ent message to <"))
    {
        return proxied(header, answer.1, rest, out);
    }
    let Some((_, rest)) = scan::split(rest, b"msgid=") else {
        return Ok(());
    };
    let Some((id, what)) = scan::split(rest, b": ") else {
        return Err("`: ` and what was done after `msgid=`");
    };
    let kind_and_text = if let Some(rest) = what.strip_prefix(b"save failed to ") {
        scan::split(rest, b": ").map(|(_, reason)| (failure(reason), reason))
    } else if let Some(rest) = what.strip_prefix(b"failed to store into mailbox '") {
        scan::split(rest, b"': ").map(|(_, reason)| (failure(reason), reason))
    } else if let Some(rest) = what.strip_prefix(b"rejected: ") {
        Some((Kind::Failed, rest))
    } else if let Some(rest) = what.strip_prefix(b"rejected message from ") {
        scan::split(rest, b" (")
            .map(|(_, reason)| (Kind::Failed, reason.strip_suffix(b")").unwrap_or(reason)))
    } else if what.starts_with(b"saved mail to ") || what.starts_with(b"stored mail into mailbox ")
    {
        Some((Kind::Delivered, what))
    } else {
        return Ok(());
    };
    let Some((kind, text)) = kind_and_text else {
        return Err("a reason after the failure; the line seems cut");
    };
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    out.emit(Event {
        recipient: user(service),
        id: scan::known(id),
        ..event(kind, header.time, text)
    });
    Ok(())
}

/// Says whether this is a service that stores mail, with what it stands for in parentheses.
pub(super) fn is_service(name: &[u8]) -> bool {
    [&b"lmtp("[..], b"lda(", b"deliver("].iter().any(|service| name.starts_with(service))
}

/// Takes the user out of `lmtp(user)<pid>`, `lmtp(pid, user)` or `deliver(user)`.
fn user(service: &[u8]) -> Option<String> {
    let inside = scan::between(service, b"(", b")")?;
    let user = scan::split_last(inside, b", ").map_or(inside, |(_, user)| user);
    // lmtp(4711) holds the process alone
    scan::known(user).filter(|user| !user.bytes().all(|b| b.is_ascii_digit()))
}

/// An internal error is tried again; anything else that Dovecot says about a mailbox is its last word.
fn failure(reason: &[u8]) -> Kind {
    if scan::has(reason, b"Internal error occurred") || scan::has(reason, b"emporar") {
        Kind::Delayed
    } else {
        Kind::Failed
    }
}

/// Reads `(S|s)ent message to <a> at 192.0.2.1:24: 250 ... (1/1 at 3 ms)` and `Failed to send message to <a> at ...`.
fn proxied(header: &Header<'_>, answer: &[u8], whole: &[u8], out: &mut Output<'_>) -> Outcome {
    let Some((recipient, rest)) = scan::split(answer, b"> at ") else {
        return Err("`at host:port` after the recipient");
    };
    let Some((server, reply)) = scan::split(rest, b": ") else {
        return Err("the reply after `at host:port`");
    };
    let reply = scan::split_last(reply, b" (")
        .filter(|(_, tail)| tail.ends_with(b")") && scan::has(tail, b" at "));
    let reply = reply
        .map_or_else(|| scan::split(rest, b": ").map_or(&b""[..], |(_, r)| r), |(reply, _)| reply);
    let kind = match scan::reply_class(reply) {
        Some(5) => Kind::Failed,
        Some(4) => Kind::Delayed,
        _ if scan::has(whole, b"Failed to send") => Kind::Delayed,
        _ => Kind::Delivered,
    };
    let server = scan::split_last(server, b":").map_or(server, |(host, _port)| host);
    let (remote_host, remote_address) = scan::host_or_address(server);
    out.emit(Event {
        recipient: Some(scan::text(recipient)),
        remote_host,
        remote_address,
        ..event(kind, header.time, reply)
    });
    Ok(())
}
