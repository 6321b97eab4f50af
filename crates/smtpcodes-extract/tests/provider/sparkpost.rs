//! SparkPost.

use serde_json::json;

use crate::check;

#[test]
fn every_event_is_read() {
    let plain = |name: &str, class: &str| {
        json!({"type": name, "event_id": "1", "bounce_class": class, "error_code": "550", "message_id": "s-1", "transmission_id": "t", "msg_from": "news@example.net",
            "ip_address": "192.0.2.1", "queue_time": "1500", "raw_rcpt_to": "Ann@example.com", "rcpt_to": "ann@example.com",
            "raw_reason": "550 5.1.1 no such user", "reason": "550 5.1.1 ...", "timestamp": "1700000000"})
    };
    let expected = |kind: &str, label: &str, outgoing: bool| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "Ann@example.com", "sender": "news@example.net", "id": "s-1", "delay": 1.5, "text": "550 5.1.1 no such user", "label": label});
        if outgoing {
            event["address"] = "192.0.2.1".into();
        }
        event
    };
    for (name, class, kind, outgoing) in [
        ("bounce", "10", "failed", true),
        ("bounce", "60", "auto_reply", true),
        ("bounce", "100", "challenge_response", true),
        ("out_of_band", "22", "failed", false),
        ("delay", "21", "delayed", true),
        ("policy_rejection", "25", "failed", false),
        ("generation_rejection", "25", "failed", false),
    ] {
        let wrapped = json!([{"msys": {"message_event": plain(name, class)}}]);
        check(wrapped, &[expected(kind, &format!("{name}/{class}"), outgoing)]);
    }
    check(
        json!({"results": [plain("bounce", "10")], "total_count": 1}),
        &[expected("failed", "bounce/10", true)],
    );
    check(
        json!({"msys": {"message_event": {"type": "spam_complaint", "rcpt_to": "ann@example.com", "fbtype": "abuse", "timestamp": "2026-11-24T00:16:18.000+00:00"}}}),
        &[
            json!({"kind": "complaint", "time": "2026-11-24T00:16:18.000+00:00", "recipient": "ann@example.com", "label": "spam_complaint/abuse"}),
        ],
    );
    check(json!([{"msys": {}}]), &[]);
    check(json!({"msys": {"track_event": {"type": "open", "rcpt_to": "ann@example.com"}}}), &[]);
}
