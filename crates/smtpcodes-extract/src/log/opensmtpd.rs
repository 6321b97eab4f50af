//! OpenSMTPD: deliveries of the mta and mda, and the commands that its own sessions refused.

use crate::{Command, Event, Kind};

use super::header::Header;
use super::joins::About;
use super::output::{Outcome, Output, event};
use super::{clock, scan};

/// Reads one message.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let message = header.message;
    // 6.4 and later: SESSION mta delivery evpid=...; 6.0: SESSION mta event=delivery evpid=...
    if scan::has(message, b" delivery evpid=") || scan::has(message, b"event=delivery ") {
        return delivery(header, message, b" stat=", b" result=", out);
    }
    if let Some(rest) =
        message.strip_prefix(b"relay: ").or_else(|| message.strip_prefix(b"delivery: "))
    {
        return old(header, rest, out);
    }
    if let Some((session, rest)) = scan::split(message, b" mta ") {
        return connection(header, session, rest, out);
    }
    if scan::has(message, b" connected address=") || scan::has(message, b"event=connected ") {
        if let (Some((session, _)), Some(peer)) =
            (scan::split(message, b" "), value(message, b" address="))
        {
            out.joins.put(About::Peer, session, peer);
        }
        return Ok(());
    }
    if scan::has(message, b"failed-command ") {
        return refused(header, value(message, b" command=\""), value(message, b" result=\""), out);
    }
    // 5.x: smtp-in: Failed command on session SESSION: "RCPT TO:<...>" => 550 ...
    if let Some(rest) = message.strip_prefix(b"smtp-in: Failed command on session ") {
        let parts = scan::split(rest, b": \"").and_then(|(_, rest)| scan::split(rest, b"\" => "));
        return refused(header, parts.map(|p| p.0), parts.map(|p| p.1), out);
    }
    Ok(())
}

/// Reads `connecting address=smtp://192.0.2.1:25 host=mx.example.com` and `error reason=BANNER rejected: 421 ...`: what
/// a server refuses before any mail has no line of its own for a recipient.
fn connection(header: &Header<'_>, session: &[u8], rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let rest = rest.strip_prefix(b"event=").unwrap_or(rest);
    if rest.starts_with(b"connecting ") {
        out.joins.put(About::Peer, session, rest);
    }
    let Some(reason) = rest.strip_prefix(b"error reason=") else {
        return Ok(());
    };
    let (state, text) = scan::split(reason, b" rejected: ").unwrap_or((b"", reason));
    let peer = out.joins.get(About::Peer, session).unwrap_or_default();
    let url = value(peer, b" address=").unwrap_or_default();
    let socket = scan::split(url, b"://").map_or(url, |(_, socket)| socket);
    let address = scan::split_last(socket, b":").map_or(socket, |(address, _port)| address);
    let address = address.strip_prefix(b"[").and_then(|a| a.strip_suffix(b"]")).unwrap_or(address);
    let (remote_host, remote_address) =
        (value(peer, b" host=").and_then(scan::known), scan::known(address));
    out.emit(Event {
        remote_host,
        remote_address,
        command: match state {
            b"BANNER" => Some(Command::Connect),
            _ => Command::from_words(state),
        },
        ..event(Kind::Delayed, header.time, text)
    });
    Ok(())
}

/// Returns the value of ` name=value`, or up to the quote that closes ` name="value"`.
fn value<'a>(message: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (_, value) = scan::split(message, name)?;
    if name.ends_with(b"\"") {
        return Some(
            scan::split(value, b"\" ")
                .map(|(value, _)| value)
                .unwrap_or(value.strip_suffix(b"\"").unwrap_or(value)),
        );
    }
    Some(scan::until(value, b" ,"))
}

fn unquoted(value: &[u8]) -> &[u8] {
    let inner = value.strip_prefix(b"\"").unwrap_or(value);
    inner.strip_suffix(b"\"").unwrap_or(inner)
}

/// Reads `... from=<...> to=<...> rcpt=<...> relay="address (host)" delay=3s result="PermFail" stat="550 ..."`.
fn delivery(
    header: &Header<'_>,
    message: &[u8],
    stat: &[u8],
    result: &[u8],
    out: &mut Output<'_>,
) -> Outcome {
    let Some((fields, stat)) = scan::split(message, stat) else {
        return Err("`stat=` after the delivery; the line seems cut");
    };
    let Some((_, result)) = scan::split(fields, result) else {
        return Err("`result=` before `stat=`");
    };
    emit(header, fields, unquoted(scan::until(result, b" ,")), unquoted(stat), out)
}

/// Reads `PermFail for EVPID: session=..., from=<...>, to=<...>, relay=address (host), delay=3s, stat=550 ...`.
fn old(header: &Header<'_>, rest: &[u8], out: &mut Output<'_>) -> Outcome {
    let Some((result, rest)) = scan::split(rest, b" for ") else {
        return Ok(());
    };
    let Some((fields, stat)) = scan::split(rest, b", stat=") else {
        return Err("`stat=` after the delivery; the line seems cut");
    };
    emit(header, fields, result, stat, out)
}

fn emit(
    header: &Header<'_>,
    fields: &[u8],
    result: &[u8],
    stat: &[u8],
    out: &mut Output<'_>,
) -> Outcome {
    let kind = match result {
        b"Ok" => Kind::Delivered,
        b"TempFail" => Kind::Delayed,
        _ => Kind::Failed,
    };
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    let inside = |name: &[u8]| scan::between(fields, name, b">").map(scan::text);
    // 127.0.0.1 (localhost), quoted in new versions
    let relay = scan::split(fields, b" relay=").map(|(_, relay)| match relay.strip_prefix(b"\"") {
        Some(quoted) => scan::until(quoted, b"\""),
        None => scan::split(relay, b", ").map_or(relay, |(relay, _)| relay),
    });
    let (host, address) = relay.map_or((None, None), |relay| match scan::split(relay, b" (") {
        Some((address, host)) => {
            (scan::known(host.strip_suffix(b")").unwrap_or(host)), scan::known(address))
        }
        None => scan::host_or_address(relay),
    });
    let id = value(fields, b"evpid=").or_else(|| fields.split(|b| *b == b':').next());
    // mail.lmtp quotes the reply of its server
    let text = scan::between(stat, b"LMTP server error: ", b"\"").unwrap_or(stat);
    out.emit(Event {
        recipient: inside(b" to=<"),
        sender: inside(b" from=<"),
        id: id.and_then(scan::known),
        remote_host: host,
        remote_address: address,
        delay: value(fields, b" delay=").and_then(clock::span),
        ..event(kind, header.time, text)
    });
    Ok(())
}

/// Reports what our own session answered to a client: command and reply.
fn refused(
    header: &Header<'_>,
    command: Option<&[u8]>,
    reply: Option<&[u8]>,
    out: &mut Output<'_>,
) -> Outcome {
    let (Some(line), Some(reply)) = (command, reply) else {
        return Err("`command=\"...\"` and `result=\"...\"` of a failed command");
    };
    let kind = match scan::reply_class(reply) {
        Some(4) => Kind::Delayed,
        Some(5) => Kind::Failed,
        _ => return Ok(()),
    };
    let command = Command::from_words(scan::until(line, b" :"));
    let address = scan::between(line, b"<", b">").map(scan::text);
    let session = scan::split(header.message, b" ").map_or(&b""[..], |(session, _)| session);
    let client = value(header.message, b" address=").and_then(scan::known);
    let client = client.or_else(|| out.joins.text(About::Peer, session));
    out.emit(Event {
        recipient: address.clone().filter(|_| command == Some(Command::Rcpt)),
        sender: address.filter(|_| command == Some(Command::Mail)),
        remote_address: client,
        command,
        ..event(kind, header.time, reply)
    });
    Ok(())
}
