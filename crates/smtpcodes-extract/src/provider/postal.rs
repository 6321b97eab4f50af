//! Postal: message webhooks.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/event").filter(|name| name.starts_with("Message"))?;
    let payload = value.get("payload").filter(|payload| payload.is_object())?;
    // a bounce that came back by mail names the mail it answers
    let original = payload.get("original_message");
    let message = original.or_else(|| payload.get("message"))?;
    let kind = match name {
        _ if original.is_some() => Kind::Failed,
        "MessageDeliveryFailed" | "MessageBounced" => Kind::Failed,
        "MessageDelayed" | "MessageHeld" => Kind::Delayed,
        "MessageSent" => Kind::Delivered,
        _ => return Some(Vec::new()),
    };
    // what Postal hands to a web server of its own is no mail delivery
    if field::text(message, "/direction") == Some("incoming") {
        return Some(Vec::new());
    }
    let text = field::text(payload, "/output").or_else(|| field::text(payload, "/details"));
    let label = if original.is_some() { Some("Bounced") } else { field::text(payload, "/status") };
    Some(vec![Event {
        time: field::time(payload, "/timestamp").or_else(|| field::time(value, "/timestamp")),
        recipient: field::text(message, "/to").map(field::mailbox),
        sender: field::text(message, "/from").map(field::mailbox),
        id: field::word(message, "/message_id").or_else(|| field::word(message, "/id")),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: label.or(Some(name)).map(str::to_owned),
        ..Event::new(kind)
    }])
}
