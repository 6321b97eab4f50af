//! Stalwart: delivery events, as text lines and as JSON.

use serde_json::Value;

use crate::{Command, Event, Kind};

use super::header::Header;
use super::joins::About;
use super::output::{Outcome, Output};
use super::scan;

/// The most recipients that one event may name.
const RECIPIENTS: usize = 100;

/// What one event says, from either form.
#[derive(Default)]
struct Found {
    name: String,
    time: Option<String>,
    id: Option<String>,
    sender: Option<String>,
    recipients: Vec<String>,
    host: Option<String>,
    address: Option<String>,
    code: Option<String>,
    details: Option<String>,
}

/// Reads `INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 1, from = "a", to = ["b"], ...`.
pub(super) fn read(header: &Header<'_>, out: &mut Output<'_>) -> Outcome {
    let Some((_, rest)) = scan::split(header.message, b" (delivery.") else {
        return Ok(());
    };
    let Some((name, fields)) = scan::split(rest, b") ") else {
        return Err("`)` after the name of the event; the line seems cut");
    };
    let mut found = Found {
        name: scan::text(name),
        time: header.time.and_then(scan::known),
        ..Found::default()
    };
    // the span comes first and the event after it, and both may have a field of the same name
    let mut rest = fields;
    while let Some((key, after)) = scan::split(rest, b" = ") {
        let (values, after) = value(after);
        let key = key.strip_prefix(b", ").unwrap_or(key);
        set(&mut found, key, values);
        rest = after;
    }
    emit(found, out);
    Ok(())
}

/// Reads one object of a webhook or of a JSON log: `{"type":"delivery.…","createdAt":…,"data":{…}}`.
pub(super) fn json(object: &Value, out: &mut Output<'_>) -> Outcome {
    let word = |key: &str| object.get(key).and_then(Value::as_str);
    let Some(name) = word("type").and_then(|name| name.strip_prefix("delivery.")) else {
        return Ok(());
    };
    let mut found = Found {
        name: name.to_owned(),
        time: word("createdAt").or_else(|| word("timestamp")).map(str::to_owned),
        ..Found::default()
    };
    for (key, value) in object.get("data").and_then(Value::as_object).into_iter().flatten() {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let values = match value {
            Value::Array(list) => list.iter().filter_map(text).take(RECIPIENTS).collect(),
            value => text(value).into_iter().collect(),
        };
        set(&mut found, key.as_bytes(), values);
    }
    emit(found, out);
    Ok(())
}

fn set(found: &mut Found, key: &[u8], mut values: Vec<String>) {
    let trim = |text: String| scan::address(text.as_bytes());
    match key {
        b"to" => found.recipients = values.into_iter().map(trim).collect(),
        b"queueId" => found.id = values.pop(),
        b"from" => found.sender = values.pop().map(trim),
        b"hostname" => found.host = values.pop(),
        b"remoteIp" => found.address = values.pop(),
        b"code" => found.code = values.pop(),
        b"details" | b"reason" => found.details = values.pop(),
        _ => {}
    }
}

/// Reads `"text"`, `["a", "b"]`, or a bare word, and returns what follows it.
fn value(text: &[u8]) -> (Vec<String>, &[u8]) {
    if let Some(list) = text.strip_prefix(b"[") {
        let mut values = Vec::new();
        let mut rest = list;
        while rest.starts_with(b"\"") && values.len() < RECIPIENTS {
            let (one, after) = quoted(&rest[1..]);
            values.push(one);
            rest = after.strip_prefix(b", ").unwrap_or(after);
        }
        return (values, rest.strip_prefix(b"]").unwrap_or(rest));
    }
    match text.strip_prefix(b"\"") {
        Some(inner) => {
            let (one, rest) = quoted(inner);
            (vec![one], rest)
        }
        None => {
            let end = scan::find(text, b", ").unwrap_or(text.len());
            (vec![scan::text(&text[..end])], &text[end..])
        }
    }
}

/// Reads up to the closing quote, resolving backslashes.
fn quoted(text: &[u8]) -> (String, &[u8]) {
    let mut out = Vec::new();
    let mut bytes = text.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return (scan::text(&out), &text[at + 1..]),
            b'\\' => match bytes.next() {
                Some((_, b'n')) => out.push(b'\n'),
                Some((_, b'r')) => out.push(b'\r'),
                Some((_, b't')) => out.push(b'\t'),
                Some((_, other)) => out.push(*other),
                None => {}
            },
            other => out.push(*other),
        }
    }
    (scan::text(&out), b"")
}

/// Hands over what the event reports, once: a refusal and the notice about it are one failure.
fn emit(found: Found, out: &mut Output<'_>) {
    let (text, command) = answer(&found);
    let class = scan::reply_class(&text);
    let kind = match found.name.as_str() {
        "dsn-perm-fail" => Kind::Failed,
        "dsn-temp-fail" | "connect-error" | "greeting-failed" | "auth-failed"
        | "start-tls-error" | "implicit-tls-error" => Kind::Delayed,
        "delivered" | "dsn-success" => Kind::Delivered,
        name if name.ends_with("-rejected") && class == Some(5) => Kind::Failed,
        name if name.ends_with("-rejected") => Kind::Delayed,
        _ => return,
    };
    let command = command.or(match found.name.as_str() {
        "rcpt-to-rejected" => Some(Command::Rcpt),
        "mail-from-rejected" => Some(Command::Mail),
        "message-rejected" => Some(Command::Data),
        "ehlo-rejected" => Some(Command::Ehlo),
        "connect-error" | "greeting-failed" => Some(Command::Connect),
        _ => None,
    });
    for recipient in found.recipients {
        let key = format!("{}/{recipient}", found.id.as_deref().unwrap_or_default());
        let notice = found.name.starts_with("dsn-");
        if notice && out.joins.get(About::Seen, key.as_bytes()) == Some(kind.as_str().as_bytes()) {
            continue;
        }
        out.joins.put(About::Seen, key.as_bytes(), kind.as_str().as_bytes());
        out.emit(Event {
            time: found.time.clone(),
            recipient: Some(recipient),
            sender: found.sender.clone(),
            id: found.id.clone(),
            remote_host: found.host.clone(),
            remote_address: found.address.clone(),
            command,
            text: text.clone(),
            provider_label: Some(format!("delivery.{}", found.name)),
            ..Event::new(kind)
        });
    }
}

/// Writes the reply as the server did, from its parts or from the sentence of a notice:
/// `Unexpected response for RCPT TO:<a>: Code: 553, Enhanced code: 5.7.1, Message: ...`.
fn answer(found: &Found) -> (Vec<u8>, Option<Command>) {
    let details = found.details.as_deref().unwrap_or_default();
    if let Some((context, rest)) = details.split_once(": Code: ")
        && let Some((code, rest)) = rest.split_once(", Enhanced code: ")
        && let Some((enhanced, message)) = rest.split_once(", Message: ")
    {
        let command = context
            .strip_prefix("Unexpected response for ")
            .and_then(|words| Command::from_words(words.split(['<', ':']).next()?.as_bytes()));
        let text = match enhanced {
            "0.0.0" => format!("{code} {message}"),
            _ => format!("{code} {enhanced} {message}"),
        };
        return (text.into_bytes(), command);
    }
    let text = match &found.code {
        Some(code) => format!("{code} {details}"),
        None => details.to_owned(),
    };
    (text.trim().as_bytes().to_vec(), None)
}
