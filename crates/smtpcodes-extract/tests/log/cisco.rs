use crate::{events, problem};
use serde_json::json;

#[test]
fn mail_logs_and_bounce_logs() {
    let log = r#"Tue Nov 24 00:16:10 2026 Info: MID 4 ICID 7 From: <news@example.net>
Tue Nov 24 00:16:10 2026 Info: MID 4 ICID 7 RID 0 To: <ann@example.com>
Tue Nov 24 00:16:10 2026 Info: MID 4 ICID 7 RID 1 To: <bob@example.com>
Tue Nov 24 00:16:11 2026 Info: New SMTP DCID 3 interface 192.0.2.9 address 192.0.2.1 port 25
Tue Nov 24 00:16:12 2026 Info: Delivery start DCID 3 MID 4 to RID [0, 1]
Tue Nov 24 00:16:13 2026 Info: Bounced: DCID 3 MID 4 to RID 0 - 5.1.0 - Unknown address error ('550', ['<ann@example.com>... no such user', "it's gone"]) []
Tue Nov 24 00:16:14 2026 Info: Delayed: DCID 3 MID 4 to RID 1 - 4.1.0 - Unknown address error ('451', ['try \'later\'']) []
Tue Nov 24 00:16:15 2026 Info: Message done DCID 3 MID 4 to RID [1] [('X-SBRS', 'None')]
Tue Nov 24 00:16:16 2026 Info: Bounced: 45346670:0 From:<news@example.net> To:<cat@example.com> Reason: "5.1.0 - Unknown address error" Response: "('550', ['There is no such active account.'])"
Tue Nov 24 00:16:17 2026 Info: Bounced: 203:0 From:<news@example.net> To:<dan@no.example> Reason:"5.1.2 - Bad destination host" Response: "('000', [])"
Tue Nov 24 00:16:18 2026 Info: Delayed: DCID 8 MID 9 From: <s@example.net> To: <eve@example.com> RID 0 - 4.3.2 - Not accepting messages at this time ('421', ['4.3.2 later'])
<22>Nov 24 00:16:19 esa1 mail_logs: Info: Bounced: DCID 0 MID 8 to RID 0 - 5.1.2 - Bad destination host ('000', ['DNS Hard Error looking up no.example (MX):  NXDomain']) []
Tue Nov 24 00:16:18 2026 Info: DCID 3 close"#;
    let time = |second: u32| format!("Tue Nov 24 00:16:{second} 2026");
    let sender = "news@example.net";
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": time(13), "recipient": "ann@example.com", "sender": sender, "id": "4", "address": "192.0.2.1", "text": "550 <ann@example.com>... no such user\nit's gone", "status": "5.1.0", "line": 6}),
            json!({"kind": "delayed", "time": time(14), "recipient": "bob@example.com", "sender": sender, "id": "4", "address": "192.0.2.1", "text": "451 try 'later'", "status": "4.1.0", "line": 7}),
            json!({"kind": "delivered", "time": time(15), "recipient": "bob@example.com", "sender": sender, "id": "4", "address": "192.0.2.1", "line": 8}),
            json!({"kind": "failed", "time": time(16), "recipient": "cat@example.com", "sender": sender, "id": "45346670", "text": "550 There is no such active account.", "status": "5.1.0", "line": 9}),
            json!({"kind": "failed", "time": time(17), "recipient": "dan@no.example", "sender": sender, "id": "203", "text": "Bad destination host", "status": "5.1.2", "line": 10}),
            json!({"kind": "delayed", "time": time(18), "recipient": "eve@example.com", "sender": "s@example.net", "id": "9", "text": "421 4.3.2 later", "status": "4.3.2", "line": 11}),
            json!({"kind": "failed", "time": "Nov 24 00:16:19", "id": "8", "text": "Bad destination host: DNS Hard Error looking up no.example (MX):  NXDomain", "status": "5.1.2", "line": 12}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("Tue Nov 24 00:16:13 2026 Info: Bounced: DCID 3 MID 4 to RI")
            .contains("expected `MID number")
    );
    assert!(
        problem("Tue Nov 24 00:16:13 2026 Info: Bounced: DCID 3 MID 4 to RID 0")
            .contains("the reason")
    );
}
