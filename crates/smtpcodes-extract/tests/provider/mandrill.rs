//! Mandrill.

use serde_json::json;

use crate::check;

#[test]
fn every_event_is_read() {
    let hard = json!({"event": "hard_bounce", "_id": "e", "ts": 1_700_000_000, "msg": {"ts": 1, "_id": "m-1", "email": "ann@example.com", "sender": "news@example.net",
        "state": "bounced", "bounce_description": "bad_mailbox", "diag": "smtp;550 5.1.1 no such user", "smtp_events": []}});
    let expected = [
        json!({"kind": "failed", "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "m-1", "text": "550 5.1.1 no such user", "label": "hard_bounce/bad_mailbox"}),
    ];
    check(json!([hard]), &expected);
    check(json!({"mandrill_events": json!([hard]).to_string()}), &expected);
    check(
        json!({"event": "deferral", "ts": 1_700_000_000, "msg": {"_id": "m-2", "email": "bob@example.com", "smtp_events": [
            {"ts": 1, "type": "deferred", "diag": "421 old"}, {"ts": 2, "type": "deferred", "diag": "451 4.3.5 later", "destination_ip": "192.0.2.1"}]}}),
        &[
            json!({"kind": "delayed", "time": "2023-11-14T22:13:20Z", "recipient": "bob@example.com", "id": "m-2", "address": "192.0.2.1", "text": "451 4.3.5 later", "label": "deferral"}),
        ],
    );
    check(
        json!({"event": "reject", "ts": 1_700_000_000, "msg": {"_id": "m-3", "email": "cat@example.com", "reject": {"reason": "hard-bounce"}}}),
        &[
            json!({"kind": "failed", "time": "2023-11-14T22:13:20Z", "recipient": "cat@example.com", "id": "m-3", "label": "reject/hard-bounce"}),
        ],
    );
    check(
        json!({"event": "spam", "ts": 1_700_000_000, "msg": {"_id": "m-4", "email": "dan@example.com"}}),
        &[
            json!({"kind": "complaint", "time": "2023-11-14T22:13:20Z", "recipient": "dan@example.com", "id": "m-4", "label": "spam"}),
        ],
    );
    check(json!({"event": "click", "msg": {"email": "x@example.com"}}), &[]);
}
