//! Brevo (Sendinblue): transactional and marketing webhooks.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/event")?;
    let recipient = field::text(value, "/email")?;
    if !["message-id", "ts_event", "ts_epoch", "date_sent", "camp_id"]
        .iter()
        .any(|key| value.get(*key).is_some())
    {
        return None;
    }
    let kind = match name {
        "hard_bounce" | "soft_bounce" | "blocked" | "invalid_email" | "invalid" | "error"
        | "hardBounce" | "softBounce" | "invalidEmail" => Kind::Failed,
        "deferred" => Kind::Delayed,
        "delivered" => Kind::Delivered,
        "spam" | "complaint" => Kind::Complaint,
        "unsubscribe" | "unsubscribed" => Kind::UnsubscribeRequest,
        _ => return Some(Vec::new()),
    };
    // 550 RecipientError: 550 5.1.1 ...
    let text =
        field::text(value, "/reason").map(|reason| match reason.split_once("RecipientError: ") {
            Some((_, reply)) => reply,
            None => reason,
        });
    let time =
        ["/ts_epoch", "/ts_event", "/ts", "/date"].iter().find_map(|path| field::time(value, path));
    Some(vec![Event {
        time,
        recipient: Some(field::mailbox(recipient)),
        id: field::word(value, "/message-id"),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: Some(name.to_owned()),
        ..Event::new(kind)
    }])
}
