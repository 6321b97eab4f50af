//! SendGrid: event webhook.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/event")?;
    let recipient = field::text(value, "/email")?;
    if value.get("sg_event_id").is_none() && value.get("sg_message_id").is_none() {
        return None;
    }
    let kind = match name {
        "bounce" | "dropped" => Kind::Failed,
        "deferred" => Kind::Delayed,
        "delivered" => Kind::Delivered,
        "spamreport" => Kind::Complaint,
        "unsubscribe" | "group_unsubscribe" => Kind::UnsubscribeRequest,
        _ => return Some(Vec::new()),
    };
    let text = field::text(value, "/reason").or_else(|| field::text(value, "/response"));
    let class = field::text(value, "/bounce_classification");
    // a bounce is either a `bounce` or `blocked`
    let label =
        field::label(&[Some(name), field::text(value, "/type").filter(|t| *t != name), class]);
    Some(vec![Event {
        time: field::time(value, "/timestamp"),
        recipient: Some(field::mailbox(recipient)),
        id: field::word(value, "/smtp-id").or_else(|| field::word(value, "/sg_message_id")),
        status: field::word(value, "/status"),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: label,
        ..Event::new(kind)
    }])
}
