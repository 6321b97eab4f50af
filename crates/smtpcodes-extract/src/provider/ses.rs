//! Amazon SES: feedback notifications and published events.

use serde_json::Value;

use crate::{Event, Kind};

use super::field;

pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    let mail = value.get("mail").filter(|mail| mail.is_object())?;
    let name =
        field::text(value, "/eventType").or_else(|| field::text(value, "/notificationType"))?;
    let (part, list, kind) = match name {
        "Bounce" => ("bounce", "bouncedRecipients", Kind::Failed),
        "Complaint" => ("complaint", "complainedRecipients", Kind::Complaint),
        "DeliveryDelay" => ("deliveryDelay", "delayedRecipients", Kind::Delayed),
        "Delivery" => ("delivery", "recipients", Kind::Delivered),
        // before any attempt: a virus, a template that does not render
        "Reject" => return Some(unsent(mail, field::text(value, "/reject/reason"), name)),
        "Rendering Failure" => {
            return Some(unsent(mail, field::text(value, "/failure/errorMessage"), name));
        }
        _ => return Some(Vec::new()),
    };
    let part = value.get(part)?;
    let label = match kind {
        Kind::Failed => {
            field::label(&[field::text(part, "/bounceType"), field::text(part, "/bounceSubType")])
        }
        Kind::Complaint => field::label(&[
            field::text(part, "/complaintFeedbackType"),
            field::text(part, "/complaintSubType"),
        ]),
        _ => field::label(&[field::text(part, "/delayType")]),
    };
    let template = Event {
        time: field::time(part, "/timestamp"),
        remote_address: field::word(part, "/remoteMtaIp"),
        delay: field::number(part, "/processingTimeMillis").map(|ms| ms / 1000.0),
        provider_label: label,
        ..of(mail, kind)
    };
    let whole = field::text(part, "/smtpResponse").or_else(|| field::text(part, "/diagnosticCode"));
    let list = format!("/{list}");
    Some(
        field::list(part, &list)
            .map(|recipient| {
                let address =
                    recipient.as_str().or_else(|| field::text(recipient, "/emailAddress"));
                let text = field::text(recipient, "/diagnosticCode").or(whole);
                Event {
                    kind: Some(match field::text(recipient, "/action") {
                        Some("delayed") => Kind::Delayed,
                        _ => kind,
                    }),
                    recipient: address.map(field::mailbox),
                    status: field::word(recipient, "/status"),
                    text: text.map(field::reply).unwrap_or_default(),
                    ..template.clone()
                }
            })
            .collect(),
    )
}

fn of(mail: &Value, kind: Kind) -> Event {
    Event {
        sender: field::text(mail, "/source").map(field::mailbox),
        id: field::word(mail, "/messageId"),
        ..Event::new(kind)
    }
}

fn unsent(mail: &Value, reason: Option<&str>, name: &str) -> Vec<Event> {
    field::list(mail, "/destination")
        .filter_map(Value::as_str)
        .map(|recipient| Event {
            time: field::time(mail, "/timestamp"),
            recipient: Some(field::mailbox(recipient)),
            text: reason.map(field::reply).unwrap_or_default(),
            provider_label: Some(name.to_owned()),
            ..of(mail, Kind::Failed)
        })
        .collect()
}
