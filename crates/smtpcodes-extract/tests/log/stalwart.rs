use crate::{events, problem};
use serde_json::json;

#[test]
fn text_and_json_tell_each_failure_once() {
    let log = r#"2026-11-24T00:16:18Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 333, queueName = "remote", from = "news@example.net", to = ["ann@example.com", "x@example.com"], size = 812, total = 1, hostname = "mx.example.com", to = "ann@example.com", code = 550, details = "the \"user\" is unknown", elapsed = 12ms
2026-11-24T00:16:18Z INFO DSN permanent failure notification (delivery.dsn-perm-fail) queueId = 333, from = "news@example.net", to = ["ann@example.com"], size = 812, to = "ann@example.com", hostname = "mx.example.com", code = 550, details = "the user is unknown", total = 0
2026-11-24T00:16:19Z INFO DSN permanent failure notification (delivery.dsn-perm-fail) queueId = 334, from = "news@example.net", to = ["bob@example.com"], size = 812, to = "bob@example.com", hostname = "mx.example.com", details = "Unexpected response for RCPT TO:<bob@example.com>: Code: 553, Enhanced code: 5.7.1, Message: not yours", total = 0
2026-11-24T00:16:20Z INFO Connection error (delivery.connect-error) queueId = 335, from = "news@example.net", to = ["cat@example.com"], hostname = "mx.example.com", remoteIp = 192.0.2.1, remotePort = 25, reason = "Connection refused (os error 111)", elapsed = 1ms
2026-11-24T00:16:21Z INFO Message delivered (delivery.delivered) queueId = 336, from = "", to = ["dan@example.com"], hostname = "mx.example.com", to = "dan@example.com", code = 250, details = "2.0.0 OK", elapsed = 1ms
2026-11-24T00:16:22Z INFO Delivery completed (delivery.completed) queueId = 336, total = 0
{"events":[{"id":"1","createdAt":"2026-11-24T00:16:23Z","type":"delivery.rcpt-to-rejected","data":{"queueId":337,"from":"news@example.net","to":"eve@example.com","hostname":"mx.example.com","code":451,"details":"later"}}]}
{"id":"2","createdAt":"2026-11-24T00:16:24Z","type":"delivery.dsn-temp-fail","data":{"queueId":337,"from":"news@example.net","to":"eve@example.com","hostname":"mx.example.com","details":"later"}}"#;
    let sender = "news@example.net";
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "2026-11-24T00:16:18Z", "recipient": "ann@example.com", "sender": sender, "id": "333", "host": "mx.example.com", "command": "RCPT", "text": "550 the \"user\" is unknown", "label": "delivery.rcpt-to-rejected", "line": 1}),
            json!({"kind": "failed", "time": "2026-11-24T00:16:19Z", "recipient": "bob@example.com", "sender": sender, "id": "334", "host": "mx.example.com", "command": "RCPT", "text": "553 5.7.1 not yours", "label": "delivery.dsn-perm-fail", "line": 3}),
            json!({"kind": "delayed", "time": "2026-11-24T00:16:20Z", "recipient": "cat@example.com", "sender": sender, "id": "335", "host": "mx.example.com", "address": "192.0.2.1", "command": "CONNECT", "text": "Connection refused (os error 111)", "label": "delivery.connect-error", "line": 4}),
            json!({"kind": "delivered", "time": "2026-11-24T00:16:21Z", "recipient": "dan@example.com", "sender": "", "id": "336", "host": "mx.example.com", "text": "250 2.0.0 OK", "label": "delivery.delivered", "line": 5}),
            json!({"kind": "delayed", "time": "2026-11-24T00:16:23Z", "recipient": "eve@example.com", "sender": sender, "id": "337", "host": "mx.example.com", "command": "RCPT", "text": "451 later", "label": "delivery.rcpt-to-rejected", "line": 7}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("2026-11-24T00:16:18Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rej")
            .contains("expected `)`")
    );
}
