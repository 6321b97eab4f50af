//! Resend: webhooks.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let name = field::text(value, "/type")?.strip_prefix("email.")?;
    let data = value.get("data").filter(|data| data.get("email_id").is_some())?;
    let (kind, detail) = match name {
        "bounced" => (Kind::Failed, "/bounce"),
        "failed" => (Kind::Failed, "/failed"),
        "suppressed" => (Kind::Failed, "/suppressed"),
        "delivery_delayed" => (Kind::Delayed, "/delivery_delayed"),
        "delivered" => (Kind::Delivered, "/delivered"),
        "complained" => (Kind::Complaint, "/complaint"),
        _ => return Some(Vec::new()),
    };
    let detail = data.pointer(detail).unwrap_or(&Value::Null);
    let diagnostic: Vec<&str> =
        field::list(detail, "/diagnosticCode").filter_map(Value::as_str).collect();
    let text = match diagnostic.as_slice() {
        [] => ["/diagnosticCode", "/message", "/reason"]
            .iter()
            .find_map(|path| field::text(detail, path))
            .unwrap_or_default()
            .to_owned(),
        lines => lines.join("\n"),
    };
    let label =
        field::label(&[Some(name), field::text(detail, "/type"), field::text(detail, "/subType")]);
    let event = |recipient: &str| Event {
        time: field::time(value, "/created_at"),
        recipient: Some(field::mailbox(recipient)),
        sender: field::text(data, "/from").map(field::mailbox),
        id: field::word(data, "/email_id"),
        text: field::reply(&text),
        provider_label: label.clone(),
        ..Event::new(kind)
    };
    Some(match field::text(data, "/to") {
        Some(recipient) => vec![event(recipient)],
        None => field::list(data, "/to").filter_map(Value::as_str).map(event).collect(),
    })
}
