use crate::{events, events_of};
use serde_json::json;
use smtpcodes_extract::log::Format;

const NAMES: &str = "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,dlvSourceIp,dlvDestinationIp,totalSecondsQueued,header_Message-Id,feedbackType";
const ROWS: &str = "\
b,2026-11-24 00:16:18+0100,2026-11-24 00:16:17+0100,news@example.net,ann@example.com,,failed,5.1.1 (bad destination mailbox address),\"smtp;550 5.1.1 no such user, sorry\",mx.example.com (192.0.2.1),bad-mailbox,192.0.2.9,192.0.2.1,1,<1@example.net>,
t,1700000000,,news@example.net,bob@example.com,,delayed,4.7.1 (delivery not authorized),smtp;451 4.7.1 later,mx.example.com (192.0.2.1),spam-related,,,,,
rb,2026-11-24 00:16:20+0100,,,cat@example.com,,failed,5.2.2 (mailbox full),smtp;552 5.2.2 full,,quota-issues,,,,,
b,2026-11-24 00:16:21+0100,,<>,dan@no.example,,failed,5.4.4 (unable to route: no mail hosts for domain),,,bad-domain,,,,,
d,2026-11-24 00:16:22+0100,,news@example.net,eve@example.com,,relayed,2.0.0 (success),smtp;250 ok,mx.example.com (192.0.2.1),,,,2,,
f,2026-11-24 00:16:23+0100,,news@example.net,fay@example.com,,,,,,,,,,,abuse
r,2026-11-24 00:16:24+0100,,news@example.net,gus@example.com,,,,,,,,,,,";

#[test]
fn every_record_type() {
    let sender = "news@example.net";
    assert_eq!(
        events(&format!("{NAMES}\n{ROWS}")),
        [
            json!({"kind": "failed", "time": "2026-11-24 00:16:18+0100", "recipient": "ann@example.com", "sender": sender, "id": "<1@example.net>", "host": "mx.example.com", "address": "192.0.2.1", "delay": 1.0, "text": "550 5.1.1 no such user, sorry", "status": "5.1.1", "label": "bad-mailbox", "line": 2}),
            json!({"kind": "delayed", "time": "2023-11-14T22:13:20Z", "recipient": "bob@example.com", "sender": sender, "host": "mx.example.com", "address": "192.0.2.1", "text": "451 4.7.1 later", "status": "4.7.1", "label": "spam-related", "line": 3}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:20+0100", "recipient": "cat@example.com", "text": "552 5.2.2 full", "status": "5.2.2", "label": "quota-issues", "line": 4}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:21+0100", "recipient": "dan@no.example", "sender": "", "text": "unable to route: no mail hosts for domain", "status": "5.4.4", "label": "bad-domain", "line": 5}),
            json!({"kind": "delivered", "time": "2026-11-24 00:16:22+0100", "recipient": "eve@example.com", "sender": sender, "host": "mx.example.com", "address": "192.0.2.1", "delay": 2.0, "text": "250 ok", "status": "2.0.0", "line": 6}),
            json!({"kind": "complaint", "time": "2026-11-24 00:16:23+0100", "recipient": "fay@example.com", "sender": sender, "label": "abuse", "line": 7}),
        ]
    );
}

#[test]
fn a_file_that_was_cut_from_its_header_is_read_where_the_format_is_forced() {
    let row = "b,2026-11-24 00:16:18+0100,2026-11-24 00:16:17+0100,news@example.net,ann@example.com,,failed,5.1.1 (x),smtp;550 no,mx.example.com (192.0.2.1),bad-mailbox,smtp,web,smtp,192.0.2.9,192.0.2.1,,812,vmta,job,env";
    assert!(events(row).is_empty());
    assert_eq!(events_of(Format::PowerMta, row)[0]["label"], "bad-mailbox");
    assert_eq!(events_of(Format::PowerMta, &format!("{NAMES}\n{ROWS}")).len(), 6);
}
