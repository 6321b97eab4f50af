//! Reads events written in the style of each provider and checks every field.
#![allow(clippy::unwrap_used)]

mod brevo;
mod hostile;
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

use serde_json::{Map, Value, json};
use smtpcodes_extract::{Event, provider};

/// Writes an event as an object of the fields it has, so that a test states all of them.
pub fn fields(event: &Event) -> Value {
    let mut object = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(Value::from);
    set("kind", event.kind.map(|kind| kind.as_str().into()));
    set("time", text(&event.time));
    set("recipient", text(&event.recipient));
    set("sender", text(&event.sender));
    set("id", text(&event.id));
    set("host", text(&event.remote_host));
    set("address", text(&event.remote_address));
    set("command", event.command.map(|command| command.as_str().into()));
    set("delay", event.delay.map(Value::from));
    let reply = String::from_utf8_lossy(&event.text).into_owned();
    set("text", (!reply.is_empty()).then(|| reply.into()));
    set("status", text(&event.status));
    set("label", text(&event.provider_label));
    set("line", event.line.map(Value::from));
    Value::Object(object)
}

/// Reads a value of a known provider and compares every field of its events.
#[track_caller]
pub fn check(value: Value, expected: &[Value]) {
    let found: Vec<_> =
        provider::read(&value).expect("a known provider").iter().map(fields).collect();
    assert_eq!(found, expected);
}

/// A bounce of Amazon SES with two recipients.
pub fn ses_bounce() -> Value {
    json!({
        "notificationType": "Bounce",
        "bounce": {
            "bounceType": "Permanent", "bounceSubType": "General", "timestamp": "2026-11-24T00:16:18.000Z",
            "reportingMTA": "dns; a8-1.smtp-out.amazonses.com", "remoteMtaIp": "192.0.2.1", "feedbackId": "f-1",
            "bouncedRecipients": [
                {"emailAddress": "Ann <ann@example.com>", "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 no such user"},
                {"emailAddress": "bob@example.com"},
            ],
        },
        "mail": {"timestamp": "2026-11-24T00:16:17.000Z", "source": "News <news@example.net>", "messageId": "m-1", "destination": ["ann@example.com", "bob@example.com"]},
    })
}
