use crate::{events, problem};
use serde_json::json;

#[test]
fn every_record_type() {
    let log = r#"{"type":"Reception","id":"k0","sender":"news@example.net","recipient":"ann@example.com","queue":"q","site":"","response":{"code":250,"content":""},"timestamp":1700000000,"created":1700000000}
{"type":"Bounce","id":"k1","sender":"news@example.net","recipient":"ann@example.com","queue":"q","site":"s","size":812,"response":{"code":550,"enhanced_code":{"class":5,"subject":1,"detail":1},"content":"no such user\nsee help","command":"RCPT TO"},"peer_address":{"name":"mx.example.com.","addr":"192.0.2.1"},"timestamp":1700000060,"created":1700000000,"bounce_classification":"InvalidRecipient"}
{"type":"TransientFailure","id":"k2","sender":"","recipient":["bob@example.com","cat@example.com"],"queue":"q","site":"s","response":{"code":421,"enhanced_code":null,"content":"4.7.0 busy","command":null},"peer_address":{"name":"mx.example.com","addr":"[2001:db8::25]:25"},"timestamp":1700000060,"created":1700000000,"bounce_classification":"Uncategorized"}
{"type":"Delivery","id":"k3","sender":"news@example.net","recipient":"dan@example.com","queue":"q","response":{"code":250,"enhanced_code":{"class":2,"subject":0,"detail":0},"content":"2.0.0 OK","command":"."},"peer_address":{"name":"mx.example.com","addr":"192.0.2.1"},"timestamp":1700000060,"created":1700000000}
{"type": "Expiration","id":"k4","sender":"news@example.net","recipient":"eve@example.com","queue":"q","response":{"code":551,"enhanced_code":{"class":5,"subject":4,"detail":7},"content":"Delivery time expired"},"timestamp":"2026-11-24T00:16:18Z"}
{"type":"Rejection","id":"k5","sender":"s@example.net","recipient":"x@example.com","queue":"","response":{"code":451,"enhanced_code":null,"content":"later","command":"RCPT TO:<x@example.com>"},"peer_address":{"name":"mail.example.net","addr":"198.51.100.7"},"timestamp":1700000060}
{"type":"Feedback","id":"k6","sender":"","recipient":"fbl@example.net","queue":"","response":{"code":200,"content":""},"timestamp":1700000060,"feedback_report":{"feedback_type":"abuse","original_rcpt_to":["fay@example.com"]}}
{"type":"AdminRebind","id":"k7","recipient":"x@example.com","queue":"q"}"#;
    let (sender, time) = ("news@example.net", "2023-11-14T22:14:20Z");
    let two = |recipient: &str| json!({"kind": "delayed", "time": time, "recipient": recipient, "sender": "", "id": "k2", "host": "mx.example.com", "address": "2001:db8::25", "delay": 60.0, "text": "421 4.7.0 busy", "line": 3});
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": time, "recipient": "ann@example.com", "sender": sender, "id": "k1", "host": "mx.example.com", "address": "192.0.2.1", "command": "RCPT", "delay": 60.0, "text": "550 5.1.1 no such user\nsee help", "label": "InvalidRecipient", "line": 2}),
            two("bob@example.com"),
            two("cat@example.com"),
            json!({"kind": "delivered", "time": time, "recipient": "dan@example.com", "sender": sender, "id": "k3", "host": "mx.example.com", "address": "192.0.2.1", "command": "DATA", "delay": 60.0, "text": "250 2.0.0 OK", "line": 4}),
            json!({"kind": "failed", "time": "2026-11-24T00:16:18Z", "recipient": "eve@example.com", "sender": sender, "id": "k4", "text": "551 5.4.7 Delivery time expired", "line": 5}),
            json!({"kind": "delayed", "time": time, "recipient": "x@example.com", "sender": "s@example.net", "id": "k5", "address": "198.51.100.7", "command": "RCPT", "text": "451 later", "line": 6}),
            json!({"kind": "complaint", "time": time, "recipient": "fay@example.com", "sender": "", "id": "k6", "text": "200", "label": "abuse", "line": 7}),
        ]
    );
}

#[test]
fn broken_and_foreign_json_is_named() {
    assert!(
        problem(r#"{"type":"Bounce","id":"k1","recip"#).contains("expected one whole JSON value")
    );
    assert!(problem(r#"{"hello":"world"}"#).contains("expected a record of KumoMTA"));
    assert!(problem(r#"{"type":"Bounce","recipient":7,"queue":"q"}"#).contains("as `recipient`"));
}
