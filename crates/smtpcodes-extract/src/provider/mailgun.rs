//! Mailgun: webhooks and the events API.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let data = value.get("event-data").or_else(|| value.get("recipient-domain").map(|_| value))?;
    let name = field::text(data, "/event")?;
    let severity = field::text(data, "/severity");
    let kind = match name {
        "failed" if severity == Some("temporary") => Kind::Delayed,
        "failed" | "rejected" => Kind::Failed,
        "delivered" => Kind::Delivered,
        "complained" => Kind::Complaint,
        "unsubscribed" => Kind::UnsubscribeRequest,
        _ => return Some(Vec::new()),
    };
    let recipient =
        field::text(data, "/recipient").or_else(|| field::text(data, "/envelope/targets"));
    Some(vec![Event {
        time: field::time(data, "/timestamp"),
        recipient: recipient.map(field::mailbox),
        sender: field::text(data, "/envelope/sender").map(field::mailbox),
        id: field::word(data, "/message/headers/message-id"),
        remote_host: field::word(data, "/delivery-status/mx-host"),
        status: field::word(data, "/delivery-status/enhanced-code"),
        text: reply(data),
        provider_label: field::label(&[severity.or(Some(name)), field::text(data, "/reason")]),
        ..Event::new(kind)
    }])
}

/// Puts code, enhanced code and message, which come apart, together again.
fn reply(data: &Value) -> Vec<u8> {
    let message = ["/delivery-status/message", "/delivery-status/description", "/reject/reason"]
        .iter()
        .find_map(|path| field::text(data, path))
        .unwrap_or_default();
    let mut parts = Vec::new();
    // 498 and the 600s are Mailgun's own, for what no server said
    let code = field::number(data, "/delivery-status/code").map(|code| code as u64);
    if let Some(code) = code.filter(|code| (200..=599).contains(code) && *code != 498) {
        if !message.starts_with(&code.to_string()) {
            parts.push(code.to_string());
        }
        if let Some(enhanced) = field::word(data, "/delivery-status/enhanced-code")
            && !message.contains(&enhanced)
        {
            parts.push(enhanced);
        }
    }
    parts.push(message.to_owned());
    field::reply(&parts.join(" "))
}
