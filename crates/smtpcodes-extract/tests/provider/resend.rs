//! Resend.

use serde_json::{Value, json};

use crate::check;

#[test]
fn every_event_is_read() {
    let event = |name: &str, more: Value| {
        let mut data = json!({"email_id": "r-1", "from": "News <news@example.net>", "to": ["Ann <ann@example.com>", "bob@example.com"]});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": format!("email.{name}"), "created_at": "2026-11-24T00:16:18.000Z", "data": data})
    };
    let base = |kind: &str, recipient: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2026-11-24T00:16:18.000Z", "recipient": recipient, "sender": "news@example.net", "id": "r-1"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let bounced = json!({"text": "550 5.1.1 no such user", "label": "bounced/Permanent/General"});
    check(
        event(
            "bounced",
            json!({"bounce": {"message": "words", "type": "Permanent", "subType": "General", "diagnosticCode": ["smtp; 550 5.1.1 no such user"]}}),
        ),
        &[
            base("failed", "ann@example.com", bounced.clone()),
            base("failed", "bob@example.com", bounced),
        ],
    );
    check(
        event(
            "bounced",
            json!({"to": "ann@example.com", "bounce": {"message": "The recipient's provider sent a hard bounce"}}),
        ),
        &[base(
            "failed",
            "ann@example.com",
            json!({"text": "The recipient's provider sent a hard bounce", "label": "bounced"}),
        )],
    );
    check(
        event("delivery_delayed", json!({"to": ["ann@example.com"]})),
        &[base("delayed", "ann@example.com", json!({"label": "delivery_delayed"}))],
    );
    check(
        event(
            "failed",
            json!({"to": ["ann@example.com"], "failed": {"reason": "reached_daily_quota"}}),
        ),
        &[base(
            "failed",
            "ann@example.com",
            json!({"text": "reached_daily_quota", "label": "failed"}),
        )],
    );
    check(
        event("complained", json!({"to": ["ann@example.com"]})),
        &[base("complaint", "ann@example.com", json!({"label": "complained"}))],
    );
    check(event("opened", json!({})), &[]);
}
