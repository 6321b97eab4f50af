//! Brevo.

use serde_json::json;

use crate::check;

#[test]
fn every_event_is_read() {
    for (name, kind) in [
        ("hard_bounce", "failed"),
        ("soft_bounce", "failed"),
        ("blocked", "failed"),
        ("invalid_email", "failed"),
        ("error", "failed"),
        ("deferred", "delayed"),
        ("delivered", "delivered"),
        ("spam", "complaint"),
        ("complaint", "complaint"),
        ("unsubscribed", "unsubscribe_request"),
    ] {
        check(
            json!({"event": name, "email": "ann@example.com", "id": 9, "message-id": "<1@example.net>", "ts_epoch": 1_700_000_000_000_u64, "ts": 1,
                "reason": "550 RecipientError: 550 5.1.1 no such user"}),
            &[
                json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "id": "<1@example.net>", "text": "550 5.1.1 no such user", "label": name}),
            ],
        );
    }
    check(
        json!({"event": "opened", "email": "ann@example.com", "message-id": "<1@example.net>"}),
        &[],
    );
}
