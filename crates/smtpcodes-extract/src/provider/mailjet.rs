//! Mailjet: event API.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/event")?;
    let recipient = field::text(value, "/email")?;
    if !["MessageID", "Message_GUID", "mj_contact_id", "mj_campaign_id"]
        .iter()
        .any(|key| value.get(*key).is_some())
    {
        return None;
    }
    let error = field::text(value, "/error");
    let kind = match name {
        // the one bounce that Mailjet itself tries again
        "bounce" if error == Some("greylisted") => Kind::Delayed,
        "bounce" | "blocked" => Kind::Failed,
        "sent" => Kind::Delivered,
        "spam" => Kind::Complaint,
        "unsub" => Kind::UnsubscribeRequest,
        _ => return Some(Vec::new()),
    };
    let text = field::text(value, "/smtp_reply")
        .map(|reply| {
            reply.strip_prefix("sent (").and_then(|r| r.strip_suffix(')')).unwrap_or(reply)
        })
        .or_else(|| field::text(value, "/comment"))
        .or(error);
    let detail = field::label(&[field::text(value, "/error_related_to"), error]);
    Some(vec![Event {
        time: field::time(value, "/time"),
        recipient: Some(field::mailbox(recipient)),
        id: field::word(value, "/MessageID"),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: field::label(&[
            Some(name),
            detail.as_deref().or_else(|| field::text(value, "/source")),
        ]),
        ..Event::new(kind)
    }])
}
