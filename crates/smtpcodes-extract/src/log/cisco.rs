//! Cisco Secure Email (IronPort): `Bounced:` and `Delayed:` of the mail logs and of the bounce logs.

use crate::{Event, Kind};

use super::header::Header;
use super::joins::About;
use super::output::{Outcome, Output, event};
use super::scan;

/// Reads one message, which begins with its level: `Info: Bounced: DCID 3 MID 4 to RID 0 - 5.1.0 - ...`.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let Some((_level, message)) = scan::split(header.message, b": ") else {
        return Ok(());
    };
    if let Some(rest) = message.strip_prefix(b"Bounced: ") {
        return bounce(header, Kind::Failed, rest, out);
    }
    if let Some(rest) = message.strip_prefix(b"Delayed: ") {
        return bounce(header, Kind::Delayed, rest, out);
    }
    if let Some(rest) = message.strip_prefix(b"MID ") {
        remember(rest, out);
    } else if let Some(rest) = message.strip_prefix(b"New SMTP DCID ") {
        let id = scan::until(rest, b" ");
        if let Some((_, address)) = scan::split(rest, b" address ") {
            out.joins.put(About::Peer, id, scan::until(address, b" "));
        }
    } else if let Some(rest) = message.strip_prefix(b"Message done DCID ")
        && !out.skips_delivery()
        && let Some((dcid, mid, rids)) = ids(rest)
    {
        for rid in rids.split(|b| *b == b',') {
            let mut found = joined(header, Kind::Delivered, dcid, mid, rid.trim_ascii(), out);
            found.text = Vec::new();
            out.emit(found);
        }
    }
    Ok(())
}

/// Remembers `4 ICID 7 From: <sender>` and `4 ICID 7 RID 0 To: <recipient>`.
fn remember(rest: &[u8], out: &mut Output<'_>) {
    let mid = scan::until(rest, b" ");
    if let Some(sender) = scan::between(rest, b" From: <", b">") {
        out.joins.put(About::Sender, mid, sender);
    } else if let Some(recipient) = scan::between(rest, b" To: <", b">")
        && let Some((_, rid)) = scan::split(rest, b" RID ")
    {
        out.joins.put(About::Recipient, &key(mid, scan::until(rid, b" ")), recipient);
    }
}

fn key(mid: &[u8], rid: &[u8]) -> Vec<u8> {
    [mid, b"/", rid].concat()
}

/// Reads `3 MID 4 to RID 0`, `3 MID 4 to RID [0, 1]` or `3 MID 4 From: <a> To: <b> RID 0`.
fn ids(rest: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (dcid, rest) = scan::split(rest, b" MID ")?;
    let (mid, rest) = scan::split(rest, b" ")?;
    let (_, rest) = scan::split(rest, b"RID ")?;
    let rids = match rest.strip_prefix(b"[") {
        Some(list) => scan::until(list, b"]"),
        None => scan::until(rest, b" "),
    };
    Some((dcid, mid, rids))
}

fn joined(
    header: &Header<'_>,
    kind: Kind,
    dcid: &[u8],
    mid: &[u8],
    rid: &[u8],
    out: &Output<'_>,
) -> Event {
    Event {
        recipient: out.joins.text(About::Recipient, &key(mid, rid)),
        sender: out.joins.text(About::Sender, mid),
        id: scan::known(mid),
        remote_address: out.joins.text(About::Peer, dcid),
        ..event(kind, header.time, b"")
    }
}

fn bounce(header: &Header<'_>, kind: Kind, rest: &[u8], out: &mut Output<'_>) -> Outcome {
    if let Some(rest) = rest.strip_prefix(b"DCID ") {
        // 3 MID 4 to RID 0 - 5.1.0 - Unknown address error ('550', ['...']) []
        let Some((dcid, mid, rid)) = ids(rest) else {
            return Err("`MID number to RID number` after `DCID`");
        };
        let Some((_, reason)) = scan::split(rest, b" - ") else {
            return Err("` - ` and the reason after the recipient; the line seems cut");
        };
        let inline = |name: &[u8]| {
            let (_, value) = scan::split(rest, name)?;
            scan::between(value, b"<", b">").map(scan::text)
        };
        let (status, reason) = scan::split(reason, b" - ").unwrap_or((b"", reason));
        let (words, reply) = scan::split(reason, b" ('").unwrap_or((reason, b""));
        let found = joined(header, kind, dcid, mid, rid, out);
        out.emit(Event {
            recipient: inline(b" To:").or(found.recipient),
            sender: inline(b" From:").or(found.sender),
            status: scan::known(status),
            text: reply_text(reply, words),
            ..found
        });
        return Ok(());
    }
    // 45346670:0 From:<a> To:<b> Reason: "5.1.0 - Unknown address error" Response: "('550', ['...'])"
    let Some(recipient) = scan::between(rest, b" To:<", b">") else {
        return Err("`To:<recipient>` after the message id");
    };
    let reason =
        scan::split(rest, b"Reason:").and_then(|(_, rest)| scan::between(rest, b"\"", b"\""));
    let (status, words) =
        reason.map_or((&b""[..], &b""[..]), |r| scan::split(r, b" - ").unwrap_or((b"", r)));
    let reply = scan::split(rest, b"\"('").map_or(&b""[..], |(_, reply)| reply);
    out.emit(Event {
        recipient: Some(scan::text(recipient)),
        sender: scan::between(rest, b" From:<", b">").map(scan::text),
        id: scan::known(scan::until(rest, b": ")),
        status: scan::known(status),
        text: reply_text(reply, words),
        ..event(kind, header.time, b"")
    });
    Ok(())
}

/// Turns `550', ['first line', "second line"])` into `550 first line\nsecond line`.
fn reply_text(reply: &[u8], otherwise: &[u8]) -> Vec<u8> {
    let (code, rest) = scan::split(reply, b"', [").unwrap_or((b"", b""));
    let mut text = Vec::new();
    // 000: no server answered, and what follows says why
    match code {
        b"000" => text.extend([otherwise.trim_ascii(), b":"].concat()),
        _ => text.extend_from_slice(code),
    }
    let mut lines = 0;
    let mut rest = rest;
    while let Some((&quote @ (b'\'' | b'"'), after)) = rest.split_first() {
        let (line, after) = quoted(after, quote);
        text.push(if lines > 0 { b'\n' } else { b' ' });
        text.extend_from_slice(&line);
        lines += 1;
        rest = after.strip_prefix(b", ").unwrap_or(b"");
    }
    if lines == 0 { otherwise.trim_ascii().to_vec() } else { text }
}

/// Reads up to the closing quote, resolving backslashes.
fn quoted(text: &[u8], quote: u8) -> (Vec<u8>, &[u8]) {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() && text[at] != quote {
        if text[at] == b'\\' && at + 1 < text.len() {
            at += 1;
            out.push(match text[at] {
                b'n' => b'\n',
                b't' => b'\t',
                other => other,
            });
        } else {
            out.push(text[at]);
        }
        at += 1;
    }
    (out, &text[(at + 1).min(text.len())..])
}
