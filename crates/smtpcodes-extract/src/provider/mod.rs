//! Reads the delivery events that mail providers send as JSON: webhooks, notifications, and what their APIs list.
//!
//! One module a provider. Each says by the keys of an object whether it is its own, and keeps the provider's word for
//! what happened in `provider_label`, as `word` or `word/detail`. What concerns no delivery, such as an opened mail, is
//! known and gives no event.

mod brevo;
mod field;
mod mailersend;
mod mailgun;
mod mailjet;
mod mandrill;
mod postal;
mod postmark;
mod resend;
mod sendgrid;
mod ses;
mod sparkpost;

use serde_json::Value;

use crate::Event;

/// Reads one value that a provider sent: an event, a list of events, or the envelope around them.
///
/// Returns `None` where no provider is known by the keys, and an empty list for an event that concerns no delivery.
///
/// ```
/// use smtpcodes_extract::provider;
/// let event = serde_json::json!({"event": "bounce", "email": "a@example.com", "sg_event_id": "x",
///     "reason": "550 5.1.1 user unknown", "type": "bounce"});
/// let events = provider::read(&event).unwrap();
/// assert_eq!(events[0].text, b"550 5.1.1 user unknown");
/// assert!(provider::read(&serde_json::json!({"hello": "world"})).is_none());
/// ```
pub fn read(value: &Value) -> Option<Vec<Event>> {
    read_at(value, 0)
}

/// How many envelopes may lie within one another: a queue around a topic around a list is the most that is seen.
const DEPTH: usize = 8;

fn read_at(value: &Value, depth: usize) -> Option<Vec<Event>> {
    if depth > DEPTH {
        return None;
    }
    if let Value::Array(list) = value {
        let known: Vec<_> = list.iter().filter_map(|value| read_at(value, depth + 1)).collect();
        return (!known.is_empty() || list.is_empty())
            .then(|| known.into_iter().flatten().collect());
    }
    if let Some(inner) = envelope(value) {
        return read_at(&inner, depth + 1);
    }
    let readers = [
        ses::read,
        mailgun::read,
        postmark::read,
        sparkpost::read,
        mandrill::read,
        resend::read,
        mailersend::read,
        postal::read,
        sendgrid::read,
        mailjet::read,
        brevo::read,
    ];
    readers.iter().find_map(|read| read(value))
}

/// Opens what transports put around an event: SNS, SQS, EventBridge, lists of an API.
fn envelope(value: &Value) -> Option<Value> {
    let object = value.as_object()?;
    if let Some(message) = object.get("Message").and_then(Value::as_str)
        && object.contains_key("TopicArn")
    {
        // the confirmation of a subscription is a sentence
        return Some(serde_json::from_str(message).unwrap_or(Value::Array(Vec::new())));
    }
    if let (Some(Value::String(source)), Some(detail)) =
        (object.get("source"), object.get("detail"))
        && source == "aws.ses"
    {
        return Some(detail.clone());
    }
    if let Some(body) = object.get("body").or_else(|| object.get("Body")).and_then(Value::as_str)
        && (object.contains_key("receiptHandle") || object.contains_key("ReceiptHandle"))
    {
        return serde_json::from_str(body).ok();
    }
    for (key, beside) in [
        ("Records", "Records"),
        ("items", "paging"),
        ("results", "total_count"),
        ("mandrill_events", "mandrill_events"),
    ] {
        if let Some(list) = object.get(key).filter(|_| object.contains_key(beside)) {
            return match list {
                Value::Array(_) => Some(list.clone()),
                Value::String(text) => serde_json::from_str(text).ok(),
                _ => None,
            };
        }
    }
    object.get("Sns").filter(|sns| sns.is_object()).cloned()
}
