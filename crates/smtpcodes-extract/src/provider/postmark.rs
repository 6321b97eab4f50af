//! Postmark: bounce, delivery and complaint webhooks, and the bounce API.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let record = field::text(value, "/RecordType");
    let class = field::text(value, "/Type");
    if record.is_none() && (class.is_none() || value.get("TypeCode").is_none()) {
        return None;
    }
    let kind = match (record.unwrap_or("Bounce"), class.unwrap_or_default()) {
        ("Delivery", _) => Kind::Delivered,
        ("SpamComplaint", _) | (_, "SpamComplaint") => Kind::Complaint,
        ("Bounce", "Transient") => Kind::Delayed,
        ("Bounce", "AutoResponder" | "AddressChange") => Kind::AutoReply,
        ("Bounce", "ChallengeVerification") => Kind::ChallengeResponse,
        ("Bounce", "Subscribe") => Kind::SubscribeRequest,
        ("Bounce", "Unsubscribe") => Kind::UnsubscribeRequest,
        ("Bounce", _) => Kind::Failed,
        _ => return Some(Vec::new()),
    };
    let recipient = field::text(value, "/Email").or_else(|| field::text(value, "/Recipient"));
    let text = field::text(value, "/Details").or_else(|| field::text(value, "/Description"));
    let time = field::time(value, "/BouncedAt").or_else(|| field::time(value, "/DeliveredAt"));
    Some(vec![Event {
        time,
        recipient: recipient.map(field::mailbox),
        sender: field::text(value, "/From").map(field::mailbox),
        id: field::word(value, "/MessageID"),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: class.or(record).map(str::to_owned),
        ..Event::new(kind)
    }])
}
