//! SparkPost: event webhooks (`msys`) and the events API.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let Some(msys) = value.get("msys") else {
        // the API lists the same objects without the wrapping
        let plain = value.get("event_id").is_some() && value.get("transmission_id").is_some();
        return plain.then(|| event(value).into_iter().collect());
    };
    Some(msys.as_object()?.values().filter_map(event).collect())
}

fn event(value: &Value) -> Option<Event> {
    let name = field::text(value, "/type")?;
    let class = field::word(value, "/bounce_class");
    let kind = match name {
        // some bounces are mails of another kind that came to the bounce address
        "bounce" | "out_of_band" => match class.as_deref() {
            Some("60") => Kind::AutoReply,
            Some("80") => Kind::SubscribeRequest,
            Some("90") => Kind::UnsubscribeRequest,
            Some("100") => Kind::ChallengeResponse,
            _ => Kind::Failed,
        },
        "policy_rejection" | "generation_rejection" | "generation_failure" => Kind::Failed,
        "delay" => Kind::Delayed,
        "delivery" => Kind::Delivered,
        "spam_complaint" => Kind::Complaint,
        "list_unsubscribe" | "link_unsubscribe" => Kind::UnsubscribeRequest,
        _ => return None,
    };
    let recipient = field::text(value, "/raw_rcpt_to").or_else(|| field::text(value, "/rcpt_to"));
    let text = field::text(value, "/raw_reason").or_else(|| field::text(value, "/reason"));
    let outgoing = matches!(name, "bounce" | "delay" | "delivery");
    Some(Event {
        time: field::time(value, "/timestamp"),
        recipient: recipient.map(field::mailbox),
        sender: field::text(value, "/msg_from").map(field::mailbox),
        id: field::word(value, "/message_id").or_else(|| field::word(value, "/transmission_id")),
        remote_address: field::word(value, "/ip_address").filter(|_| outgoing),
        delay: field::number(value, "/queue_time").map(|ms| ms / 1000.0),
        text: text.map(field::reply).unwrap_or_default(),
        provider_label: field::label(&[
            Some(name),
            class.as_deref().or_else(|| field::text(value, "/fbtype")),
        ]),
        ..Event::new(kind)
    })
}
