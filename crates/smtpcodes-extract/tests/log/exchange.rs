use crate::{events, run};
use serde_json::json;
use smtpcodes_extract::log::Reader;

#[test]
fn message_tracking_with_one_status_a_recipient() {
    let log = "\
#Software: Microsoft Exchange Server
#Version: 15.02.1118.000
#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source,event-id,message-id,recipient-address,recipient-status,sender-address
2026-11-24T00:16:18.123Z,,,,EX1,SMTP,FAIL,<1@example.net>,ann@example.com;bob@example.com,[{LED=550 5.1.1 no such user [mx.example.com]};{MSG=};{FQDN=mx.example.com};{IP=192.0.2.1};{LRT=11/24/2026 12:16:18 AM}];[{LRT=};{LED=550 5.7.1 RESOLVER.RST.AuthRequired; authentication required};{FQDN=};{IP=}],news@example.net
2026-11-24T00:16:19.000Z,,,,EX1,SMTP,DEFER,<2@example.net>,cat@example.com,[{LED=451 4.4.0 Primary target IP address responded with: \"\"421 4.2.1 busy\"\"};{MSG=};{FQDN=mx.example.com};{IP=192.0.2.1};{LRT=}],<>
2026-11-24T00:16:20.000Z,,,192.0.2.1,mx.example.com,SMTP,SEND,<3@example.net>,dan@example.com,250 2.1.5 Recipient OK,news@example.net
2026-11-24T00:16:21.000Z,,,,EX1,ROUTING,FAIL,<4@example.net>,eve@example.com,'550 5.1.1 RESOLVER.ADR.RecipNotFound; not found',news@example.net
2026-11-24T00:16:22.000Z,,,,EX1,STOREDRIVER,RECEIVE,<5@example.net>,fay@example.com,,news@example.net";
    let sender = "news@example.net";
    assert_eq!(
        events(&log.replace("\"\"", "'")),
        [
            json!({"kind": "failed", "time": "2026-11-24T00:16:18.123Z", "recipient": "ann@example.com", "sender": sender, "id": "<1@example.net>", "host": "mx.example.com", "address": "192.0.2.1", "text": "550 5.1.1 no such user [mx.example.com]", "line": 4}),
            json!({"kind": "failed", "time": "2026-11-24T00:16:18.123Z", "recipient": "bob@example.com", "sender": sender, "id": "<1@example.net>", "text": "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", "line": 4}),
            json!({"kind": "delayed", "time": "2026-11-24T00:16:19.000Z", "recipient": "cat@example.com", "sender": "", "id": "<2@example.net>", "host": "mx.example.com", "address": "192.0.2.1", "text": "451 4.4.0 Primary target IP address responded with: '421 4.2.1 busy'", "line": 5}),
            json!({"kind": "delivered", "time": "2026-11-24T00:16:20.000Z", "recipient": "dan@example.com", "sender": sender, "id": "<3@example.net>", "host": "mx.example.com", "address": "192.0.2.1", "text": "250 2.1.5 Recipient OK", "line": 6}),
            json!({"kind": "failed", "time": "2026-11-24T00:16:21.000Z", "recipient": "eve@example.com", "sender": sender, "id": "<4@example.net>", "text": "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", "line": 7}),
        ]
    );
}

#[test]
fn message_trace_in_both_shapes() {
    let portal = "\
\"MessageId\",\"Received\",\"SenderAddress\",\"RecipientAddress\",\"Subject\",\"Status\",\"ToIP\"
\"<1@example.net>\",\"11/24/2026 12:16:18 AM\",\"news@example.net\",\"ann@example.com\",\"Hello, \"\"you\"\"\",\"Failed\",\"192.0.2.1\"
\"<2@example.net>\",\"11/24/2026 12:16:19 AM\",\"news@example.net\",\"bob@example.com\",\"x\",\"Pending\",\"\"
\"<3@example.net>\",\"11/24/2026 12:16:20 AM\",\"news@example.net\",\"cat@example.com\",\"x\",\"GettingStatus\",\"\"";
    assert_eq!(
        events(portal),
        [
            json!({"kind": "failed", "time": "11/24/2026 12:16:18 AM", "recipient": "ann@example.com", "sender": "news@example.net", "id": "<1@example.net>", "address": "192.0.2.1", "label": "Failed", "line": 2}),
            json!({"kind": "delayed", "time": "11/24/2026 12:16:19 AM", "recipient": "bob@example.com", "sender": "news@example.net", "id": "<2@example.net>", "label": "Pending", "line": 3}),
        ]
    );
    let report = "\
origin_timestamp_utc,sender_address,recipient_status,message_subject,message_id
2026-11-24T00:16:18.0000000Z,news@example.net,\"ann@example.com##Receive, Fail;bob@example.com##Receive, Deliver\",x,<1@example.net>";
    assert_eq!(
        events(report),
        [
            json!({"kind": "failed", "time": "2026-11-24T00:16:18.0000000Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "<1@example.net>", "label": "Fail", "line": 2}),
            json!({"kind": "delivered", "time": "2026-11-24T00:16:18.0000000Z", "recipient": "bob@example.com", "sender": "news@example.net", "id": "<1@example.net>", "label": "Deliver", "line": 2}),
        ]
    );
}

#[test]
fn a_broken_row_does_not_cost_the_next() {
    let log = "date-time,event-id,recipient-address,recipient-status,sender-address\n\
        2026,FAIL,\"ann@exam\n\
        2026,FAIL\n\
        2026,FAIL,bob@example.com,550 no,s@example.net";
    let (events, problems) = run(Reader::new(), log.as_bytes());
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["recipient"], "bob@example.com");
    let said: Vec<_> = problems.iter().map(|p| (p.line, p.message.contains("expected"))).collect();
    assert_eq!(said, [(Some(2), true), (Some(3), true)]);
}
