//! Postal.

use serde_json::json;

use crate::check;

#[test]
fn every_event_is_read() {
    let message = json!({"id": 7, "direction": "outgoing", "message_id": "p@example.net", "to": "ann@example.com", "from": "news@example.net"});
    for (name, status, kind) in [
        ("MessageDeliveryFailed", "HardFail", "failed"),
        ("MessageDelayed", "SoftFail", "delayed"),
        ("MessageHeld", "Held", "delayed"),
        ("MessageSent", "Sent", "delivered"),
    ] {
        check(
            json!({"event": name, "timestamp": 1, "uuid": "u", "payload": {"message": message, "status": status, "details": "words", "output": "550 5.1.1 no such user\n", "timestamp": 1_700_000_000.25}}),
            &[
                json!({"kind": kind, "time": "2023-11-14T22:13:20.250Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "p@example.net", "text": "550 5.1.1 no such user", "label": status}),
            ],
        );
    }
    check(
        json!({"event": "MessageBounced", "timestamp": 1_700_000_000, "payload": {"original_message": message, "bounce": {"id": 8, "to": "x@rp.example.net"}}}),
        &[
            json!({"kind": "failed", "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "p@example.net", "label": "Bounced"}),
        ],
    );
    let mut incoming = message.clone();
    incoming["direction"] = "incoming".into();
    check(
        json!({"event": "MessageDeliveryFailed", "payload": {"message": incoming, "output": "Not found"}}),
        &[],
    );
}
