//! Mailgun.

use serde_json::{Value, json};

use crate::check;

#[test]
fn every_event_is_read() {
    let data = |more: Value| {
        let mut data = json!({"timestamp": 1_700_000_000.5, "recipient": "ann@example.com", "recipient-domain": "example.com",
            "envelope": {"sender": "news@example.net", "targets": "ann@example.com"}, "message": {"headers": {"message-id": "1@example.net"}}});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        data
    };
    let base = |kind: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20.500Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "1@example.net"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let permanent = data(json!({"event": "failed", "severity": "permanent", "reason": "bounce",
        "delivery-status": {"code": 550, "enhanced-code": "5.1.1", "message": "no such user", "description": "", "mx-host": "mx.example.com"}}));
    let expected = base(
        "failed",
        json!({"host": "mx.example.com", "text": "550 5.1.1 no such user", "status": "5.1.1", "label": "permanent/bounce"}),
    );
    check(json!({"signature": {}, "event-data": permanent}), std::slice::from_ref(&expected));
    check(json!({"items": [permanent], "paging": {}}), &[expected]);
    check(
        json!({"event-data": data(json!({"event": "failed", "severity": "temporary", "reason": "generic", "delivery-status": {"code": 498, "message": "No MX for example.com"}}))}),
        &[base("delayed", json!({"text": "No MX for example.com", "label": "temporary/generic"}))],
    );
    check(
        json!({"event-data": data(json!({"event": "failed", "severity": "permanent", "reason": "suppress-bounce", "delivery-status": {"code": 605, "message": "", "description": "Not delivering to previously bounced address"}}))}),
        &[base(
            "failed",
            json!({"text": "Not delivering to previously bounced address", "label": "permanent/suppress-bounce"}),
        )],
    );
    check(
        json!({"event-data": data(json!({"event": "rejected", "reject": {"reason": "Sandbox subdomains are for test purposes only"}}))}),
        &[base(
            "failed",
            json!({"text": "Sandbox subdomains are for test purposes only", "label": "rejected"}),
        )],
    );
    check(
        json!({"event-data": data(json!({"event": "complained"}))}),
        &[base("complaint", json!({"label": "complained"}))],
    );
    check(
        json!({"event-data": data(json!({"event": "delivered", "delivery-status": {"code": 250, "message": "OK", "mx-host": "mx.example.com"}}))}),
        &[base(
            "delivered",
            json!({"host": "mx.example.com", "text": "250 OK", "label": "delivered"}),
        )],
    );
    check(json!({"event-data": data(json!({"event": "opened"}))}), &[]);
}
