//! Mandrill (Mailchimp Transactional): message webhooks.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/event")?;
    let message = value.get("msg").filter(|message| message.is_object())?;
    let kind = match name {
        "hard_bounce" | "soft_bounce" | "reject" => Kind::Failed,
        "deferral" => Kind::Delayed,
        "delivered" => Kind::Delivered,
        "spam" => Kind::Complaint,
        "unsub" => Kind::UnsubscribeRequest,
        _ => return Some(Vec::new()),
    };
    let last = field::list(message, "/smtp_events").last();
    let text = field::text(message, "/diag")
        .or_else(|| last.and_then(|event| field::text(event, "/diag")));
    let detail = field::text(message, "/bounce_description")
        .or_else(|| field::text(message, "/reject/reason"))
        .or_else(|| field::text(message, "/reject"));
    Some(vec![Event {
        time: field::time(value, "/ts").or_else(|| field::time(message, "/ts")),
        recipient: field::text(message, "/email").map(field::mailbox),
        sender: field::text(message, "/sender").map(field::mailbox),
        id: field::word(message, "/_id").or_else(|| field::word(value, "/_id")),
        remote_address: last.and_then(|event| field::word(event, "/destination_ip")),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: field::label(&[Some(name), detail]),
        ..Event::new(kind)
    }])
}
