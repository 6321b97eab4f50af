//! qmail, netqmail and notqmail: `delivery 7: failure: ...`, joined with `starting delivery 7: ...`.

use crate::{Command, Event, Kind};

use super::header::Header;
use super::joins::About;
use super::output::{Outcome, Output, event};
use super::{clock, scan};

/// Reads one message.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let (time, message) = stamp(header);
    if let Some(rest) = message.strip_prefix(b"starting delivery ") {
        // 7: msg 4711 to remote user@example.com
        let Some((number, rest)) = scan::split(rest, b": msg ") else {
            return Err("`: msg` after `starting delivery`");
        };
        let Some((id, rest)) = scan::split(rest, b" to ") else {
            return Err("`to` after `starting delivery`; the line seems cut");
        };
        let address = scan::split(rest, b" ").map_or(rest, |(_, address)| address);
        out.joins.put(About::Message, number, id);
        out.joins.put(About::Recipient, number, address);
    } else if let Some(rest) = message.strip_prefix(b"info msg ") {
        // 4711: bytes 812 from <sender@example.com> qp 77 uid 89
        if let Some((id, rest)) = scan::split(rest, b": bytes ")
            && let Some(sender) = scan::between(rest, b" from <", b"> qp ")
        {
            out.joins.put(About::Sender, id, sender);
        }
    } else if let Some(rest) = message.strip_prefix(b"delivery ") {
        return delivery(time, rest, out);
    }
    Ok(())
}

/// Takes the stamp: of multilog before the message, or of splogger at its beginning.
fn stamp<'a>(header: &Header<'a>) -> (Option<String>, &'a [u8]) {
    let message = header.message;
    let word = scan::until(message, b" ");
    if let Some(time) = clock::from_decimal(word).or_else(|| clock::from_tai64n(word)) {
        return (Some(time), message[word.len()..].trim_ascii_start());
    }
    let time = header.time.and_then(|t| clock::from_tai64n(t).or_else(|| scan::known(t)));
    (time, message)
}

/// Reads `7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_.../Giving_up_on_192.0.2.1./`.
fn delivery(time: Option<String>, rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let Some((number, rest)) = scan::split(rest, b": ") else {
        return Err("`: success`, `: failure` or `: deferral` after `delivery`");
    };
    let (word, report) = scan::split(rest, b": ").unwrap_or((rest, b""));
    let kind = match word {
        b"success" => Kind::Delivered,
        b"failure" => Kind::Failed,
        b"deferral" => Kind::Delayed,
        // report mangled, will defer
        _ => return Ok(()),
    };
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    let id = out.joins.get(About::Message, number).map(<[u8]>::to_vec);
    let sender = id.as_deref().and_then(|id| out.joins.text(About::Sender, id));
    let text = reply(report);
    out.emit(Event {
        time,
        recipient: out.joins.text(About::Recipient, number),
        sender,
        id: id.as_deref().and_then(scan::known),
        remote_address: peer(report),
        command: command(report),
        ..event(kind, None, &text)
    });
    Ok(())
}

/// Returns what the server said, with blanks and line breaks back in place; or the whole report.
fn reply(report: &[u8]) -> Vec<u8> {
    let said = scan::split(report, b"Remote_host_said:_").map(|(_, said)| said);
    let said =
        said.or_else(|| scan::split(report, b"_said:_").map(|(_, said)| said)).unwrap_or(report);
    let said = scan::split_last(said, b"/Giving_up_on_").map_or(said, |(said, _)| said);
    let said = said.strip_suffix(b"/").unwrap_or(said);
    let mut text: Vec<u8> = said.to_vec();
    for at in 0..text.len() {
        match said[at] {
            // qmail writes a blank as _, so that an underscore of the server cannot be told from one
            b'_' => text[at] = b' ',
            // and a line break as /, which a reply continues with its code
            b'/' if begins_reply_line(&said[at + 1..]) => text[at] = b'\n',
            _ => {}
        }
    }
    text
}

fn begins_reply_line(rest: &[u8]) -> bool {
    matches!(rest, [b'2'..=b'5', a, b, b'_' | b'-', ..] if a.is_ascii_digit() && b.is_ascii_digit())
}

/// Finds the address that qmail-remote talked to.
fn peer(report: &[u8]) -> Option<String> {
    let named = [&b"Connected_to_"[..], b"Giving_up_on_"]
        .iter()
        .find_map(|mark| scan::split(report, mark).map(|(_, rest)| rest));
    let word = scan::until(named.unwrap_or(report), b"_/");
    let word = word.strip_suffix(b".").unwrap_or(word);
    let address = word.contains(&b'.') && word.iter().all(|b| b.is_ascii_digit() || *b == b'.');
    let address = address
        || (scan::has(word, b":") && word.iter().all(|b| b.is_ascii_hexdigit() || *b == b':'));
    address.then(|| scan::text(word))
}

/// Finds what was answered, by the words of qmail-remote.
fn command(report: &[u8]) -> Option<Command> {
    [
        (&b"does_not_like_recipient"[..], Command::Rcpt),
        (b"sender_was_rejected", Command::Mail),
        (b"greeting_failed", Command::Connect),
        (b"name_was_rejected", Command::Helo),
        (b"failed_on_DATA", Command::Data),
        (b"failed_after_I_sent_the_message", Command::Data),
    ]
    .into_iter()
    .find_map(|(words, command)| scan::has(report, words).then_some(command))
}
