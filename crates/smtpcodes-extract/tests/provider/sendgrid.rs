//! SendGrid.

use serde_json::{Value, json};

use crate::check;

#[test]
fn every_event_is_read() {
    let event = |name: &str, more: Value| {
        let mut event = json!({"event": name, "email": "ann@example.com", "timestamp": 1_700_000_000, "smtp-id": "<1@example.net>", "sg_event_id": "e", "sg_message_id": "s"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let base = |kind: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "id": "<1@example.net>"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    check(
        json!([
            event(
                "bounce",
                json!({"status": "5.1.1", "reason": "550 5.1.1 no such user", "type": "bounce", "bounce_classification": "Invalid Address"})
            ),
            event(
                "bounce",
                json!({"status": "5.7.1", "reason": "550 5.7.1 listed", "type": "blocked"})
            ),
            event("dropped", json!({"reason": "Bounced Address", "status": "5.0.0"})),
            event("deferred", json!({"response": "451 4.7.1 later", "attempt": "3"})),
            event("delivered", json!({"response": "250 OK"})),
            event("spamreport", json!({})),
            event("group_unsubscribe", json!({})),
            event("open", json!({})),
        ]),
        &[
            base(
                "failed",
                json!({"text": "550 5.1.1 no such user", "status": "5.1.1", "label": "bounce/Invalid Address"}),
            ),
            base(
                "failed",
                json!({"text": "550 5.7.1 listed", "status": "5.7.1", "label": "bounce/blocked"}),
            ),
            base(
                "failed",
                json!({"text": "Bounced Address", "status": "5.0.0", "label": "dropped"}),
            ),
            base("delayed", json!({"text": "451 4.7.1 later", "label": "deferred"})),
            base("delivered", json!({"text": "250 OK", "label": "delivered"})),
            base("complaint", json!({"label": "spamreport"})),
            base("unsubscribe_request", json!({"label": "group_unsubscribe"})),
        ],
    );
}
