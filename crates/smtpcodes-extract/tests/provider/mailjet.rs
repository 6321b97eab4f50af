//! Mailjet.

use serde_json::{Value, json};

use crate::check;

#[test]
fn every_event_is_read() {
    let event = |more: Value| {
        let mut event = json!({"time": 1_700_000_000, "MessageID": 12_345_678_901_234_567_u64, "email": "ann@example.com", "mj_contact_id": 7});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let base = |kind: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "id": "12345678901234567"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    check(
        json!([
            event(
                json!({"event": "bounce", "blocked": true, "hard_bounce": true, "error_related_to": "recipient", "error": "user unknown", "comment": "550 5.1.1 no such user"})
            ),
            event(
                json!({"event": "bounce", "blocked": false, "hard_bounce": false, "error_related_to": "domain", "error": "greylisted"})
            ),
            event(
                json!({"event": "blocked", "error_related_to": "recipient", "error": "preblocked", "comment": ""})
            ),
            event(json!({"event": "sent", "smtp_reply": "sent (250 2.0.0 OK x - gsmtp)"})),
            event(json!({"event": "spam", "source": "JMRPP"})),
            event(json!({"event": "unsub"})),
            event(json!({"event": "click"})),
        ]),
        &[
            base(
                "failed",
                json!({"text": "550 5.1.1 no such user", "label": "bounce/recipient/user unknown"}),
            ),
            base("delayed", json!({"text": "greylisted", "label": "bounce/domain/greylisted"})),
            base("failed", json!({"text": "preblocked", "label": "blocked/recipient/preblocked"})),
            base("delivered", json!({"text": "250 2.0.0 OK x - gsmtp", "label": "sent"})),
            base("complaint", json!({"label": "spam/JMRPP"})),
            base("unsubscribe_request", json!({"label": "unsub"})),
        ],
    );
}
