//! MailerSend: activity webhooks.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/type")?.strip_prefix("activity.")?;
    let data = value.get("data").filter(|data| data.is_object())?;
    let kind = match name {
        "hard_bounced" | "soft_bounced" => Kind::Failed,
        "deferred" => Kind::Delayed,
        "delivered" => Kind::Delivered,
        "spam_complaint" => Kind::Complaint,
        "unsubscribed" => Kind::UnsubscribeRequest,
        _ => return Some(Vec::new()),
    };
    let text = ["/morph/reason", "/morph/readable_reason", "/morph/description"]
        .iter()
        .find_map(|path| field::text(data, path));
    Some(vec![Event {
        time: field::time(data, "/created_at").or_else(|| field::time(value, "/created_at")),
        recipient: field::text(data, "/email/recipient/email").map(field::mailbox),
        sender: field::text(data, "/email/from").map(field::mailbox),
        id: field::word(data, "/email/message/id"),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: Some(name.to_owned()),
        ..Event::new(kind)
    }])
}
