//! KumoMTA: log records, one JSON object a line.

use serde_json::{Map, Value};

use crate::{Command, Event, Kind};

use super::clock;
use super::output::{Outcome, Output};

/// Says whether an object is such a record.
pub(super) fn is(object: &Map<String, Value>) -> bool {
    let known = ["queue", "site", "response", "nodeid", "egress_source"];
    object.get("type").is_some_and(Value::is_string)
        && object.contains_key("recipient")
        && known.iter().any(|key| object.contains_key(*key))
}

/// Says whether a line is a record of a message that came or went, without parsing it.
pub(super) fn is_routine(line: &[u8]) -> Option<Kind> {
    let rest = line.strip_prefix(b"{\"type\":\"")?;
    if rest.starts_with(b"Reception\"") {
        return Some(Kind::Delayed);
    }
    rest.starts_with(b"Delivery\"").then_some(Kind::Delivered)
}

/// Reads one record.
pub(super) fn read(object: &Map<String, Value>, out: &mut Output<'_>) -> Outcome {
    let word = |key: &str| object.get(key).and_then(Value::as_str);
    let response = object.get("response");
    let code = response.and_then(|r| r.get("code")).and_then(Value::as_u64).unwrap_or_default();
    let own = word("type") == Some("Rejection");
    let kind = match word("type").unwrap_or_default() {
        "Rejection" if (400..500).contains(&code) => Kind::Delayed,
        "Bounce" | "AdminBounce" | "Expiration" | "OOB" | "Rejection" => Kind::Failed,
        "TransientFailure" | "Delayed" => Kind::Delayed,
        "Delivery" => Kind::Delivered,
        "Feedback" => Kind::Complaint,
        _ => return Ok(()),
    };
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    let peer =
        |key: &str| object.get("peer_address").and_then(|p| p.get(key)).and_then(Value::as_str);
    let number = |key: &str| object.get(key).and_then(Value::as_f64);
    let template = Event {
        time: number("timestamp")
            .and_then(clock::from_seconds)
            .or_else(|| word("timestamp").map(str::to_owned)),
        sender: word("sender").map(str::to_owned),
        id: word("id").map(str::to_owned),
        remote_host: peer("name")
            .filter(|_| !own)
            .map(|name| name.trim_end_matches('.').to_owned()),
        remote_address: peer("addr").map(address),
        command: response.and_then(|r| r.get("command")).and_then(Value::as_str).and_then(
            |command| match command {
                "." => Some(Command::Data),
                _ => Command::from_words(command.as_bytes()),
            },
        ),
        delay: number("timestamp")
            .zip(number("created"))
            .map(|(at, created)| at - created)
            .filter(|d| *d >= 0.0),
        text: response.map(text).unwrap_or_default(),
        provider_label: word("bounce_classification")
            .filter(|label| *label != "Uncategorized")
            .or_else(|| object.get("feedback_report")?.get("feedback_type")?.as_str())
            .map(str::to_owned),
        ..Event::new(kind)
    };
    let reported = object.get("feedback_report").and_then(|report| report.get("original_rcpt_to"));
    let recipients = reported.filter(|list| list.as_array().is_some_and(|l| !l.is_empty()));
    match recipients.or_else(|| object.get("recipient")) {
        Some(Value::Array(list)) => {
            for recipient in list.iter().filter_map(Value::as_str) {
                out.emit(Event { recipient: Some(recipient.to_owned()), ..template.clone() });
            }
        }
        Some(Value::String(recipient)) => out.emit(Event {
            recipient: Some(recipient.clone()).filter(|r| !r.is_empty()),
            ..template
        }),
        _ => return Err("a text or a list as `recipient`"),
    }
    Ok(())
}

/// Drops the port that follows an address.
fn address(peer: &str) -> String {
    match peer.parse::<std::net::SocketAddr>() {
        Ok(socket) => socket.ip().to_string(),
        Err(_) => peer.to_owned(),
    }
}

/// Writes the reply as the server did: code, enhanced code, text.
fn text(response: &Value) -> Vec<u8> {
    let mut parts = Vec::new();
    if let Some(code) = response.get("code").and_then(Value::as_u64) {
        parts.push(code.to_string());
    }
    let content = response.get("content").and_then(Value::as_str).unwrap_or_default();
    if let Some(enhanced) = response.get("enhanced_code").filter(|e| e.is_object()) {
        let digit = |key: &str| enhanced.get(key).and_then(Value::as_u64).unwrap_or_default();
        let enhanced = format!("{}.{}.{}", digit("class"), digit("subject"), digit("detail"));
        if !content.starts_with(&enhanced) {
            parts.push(enhanced);
        }
    }
    parts.push(content.to_owned());
    parts.join(" ").trim().as_bytes().to_vec()
}
