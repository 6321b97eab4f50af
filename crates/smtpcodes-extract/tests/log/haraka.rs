use crate::{events, problem};
use serde_json::json;

#[test]
fn outbound_and_inbound() {
    let log = r#"[NOTICE] [AB-1.1] [outbound] recipient <ann@example.com> rejected: 550 5.1.1 no such user
2026-11-24 00:16:18.609085500  [NOTICE] [AB-1.2] [outbound] recipient <bob@example.com> deferred: 451 4.7.1 greylisted
Nov 24 00:16:18 mx1 haraka[77]: [INFO] [AB-1.3] [outbound] bouncing mail: Domain no.example sends and receives no email (NULL MX)
[INFO] [AB-1.1] [outbound] bouncing mail: Some recipients failed: <ann@example.com>
[INFO] [AB-1.4] [outbound] Temp failing 1_2_3.mx1 for 64 seconds: Upstream error: 421 4.7.0 not now
[INFO] [AB-1.2] [outbound] Temp failing 1_2_3.mx1 for 64 seconds: Some recipients temp failed: <bob@example.com>
[NOTICE] [AB-1.5] [outbound] delivered file="1_2_3.mx1" domain="example.com" host="mx.example.com" ip=192.0.2.1 port=25 mode=SMTP tls=Y auth=N response="ok queued" delay=0.75 fails=0 rcpts=1/0/0
[NOTICE] [AB-1] [core] recipient <x@example.com> code=DENY msg="I cannot deliver mail for <x@example.com>" sender="s@example.net"
[NOTICE] [AB-1] [core] recipient <y@example.com> code=DENYSOFT msg="later" sender="<>"
[NOTICE] [AB-1] [core] recipient <z@example.com> code=OK msg="" sender="s@example.net"
level=NOTICE uuid=AB-1.6 source=outbound message="recipient <cat@example.com> rejected: 552 5.2.2 full"
{"level":"NOTICE","uuid":"AB-1.7","source":"outbound","message":"recipient <dan@example.com> rejected: 553 no"}"#;
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "recipient": "ann@example.com", "id": "AB-1.1", "command": "RCPT", "text": "550 5.1.1 no such user", "line": 1}),
            json!({"kind": "delayed", "time": "2026-11-24 00:16:18.609085500", "recipient": "bob@example.com", "id": "AB-1.2", "command": "RCPT", "text": "451 4.7.1 greylisted", "line": 2}),
            json!({"kind": "failed", "time": "Nov 24 00:16:18", "id": "AB-1.3", "text": "Domain no.example sends and receives no email (NULL MX)", "line": 3}),
            json!({"kind": "delayed", "id": "AB-1.4", "text": "421 4.7.0 not now", "line": 5}),
            json!({"kind": "delivered", "id": "AB-1.5", "host": "mx.example.com", "address": "192.0.2.1", "delay": 0.75, "text": "ok queued", "line": 7}),
            json!({"kind": "failed", "recipient": "x@example.com", "sender": "s@example.net", "id": "AB-1", "command": "RCPT", "text": "I cannot deliver mail for <x@example.com>", "line": 8}),
            json!({"kind": "delayed", "recipient": "y@example.com", "sender": "", "id": "AB-1", "command": "RCPT", "text": "later", "line": 9}),
            json!({"kind": "failed", "recipient": "cat@example.com", "id": "AB-1.6", "command": "RCPT", "text": "552 5.2.2 full", "line": 11}),
            json!({"kind": "failed", "recipient": "dan@example.com", "id": "AB-1.7", "command": "RCPT", "text": "553 no", "line": 12}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("[INFO] [AB-1.4] [outbound] Temp failing 1_2_3.mx1 for 64")
            .contains("expected `seconds:`")
    );
}
