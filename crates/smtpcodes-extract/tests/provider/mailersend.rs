//! MailerSend.

use serde_json::json;

use crate::check;

#[test]
fn every_event_is_read() {
    for (name, kind) in [
        ("hard_bounced", "failed"),
        ("soft_bounced", "failed"),
        ("deferred", "delayed"),
        ("delivered", "delivered"),
        ("spam_complaint", "complaint"),
        ("unsubscribed", "unsubscribe_request"),
    ] {
        check(
            json!({"type": format!("activity.{name}"), "created_at": "x", "data": {"type": name, "created_at": "2026-11-24T00:16:18.000000Z",
                "email": {"from": "news@example.net", "message": {"id": "ms-1"}, "recipient": {"email": "ann@example.com"}}, "morph": {"reason": "Host or domain name not found"}}}),
            &[
                json!({"kind": kind, "time": "2026-11-24T00:16:18.000000Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "ms-1", "text": "Host or domain name not found", "label": name}),
            ],
        );
    }
    check(json!({"type": "activity.opened", "data": {"email": {}}}), &[]);
}
