use crate::{events, problem};
use serde_json::json;

#[test]
fn deliveries_and_rejections() {
    let log = "\
Nov 24 00:16:17 mx1 sm-mta[7]: 4AO0GIab000007: from=<news@example.net>, size=471, class=0, nrcpts=2, msgid=<1@example.net>, proto=ESMTP, daemon=MTA, relay=web.example.net [198.51.100.7]
Nov 24 00:16:18 mx1 sm-mta[7]: 4AO0GIab000007: to=<ann@example.com>,<bob@example.com>, ctladdr=<news@example.net> (1000/1000), delay=00:04:10, xdelay=00:00:01, mailer=esmtp, pri=120344, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, reply=550 5.1.1 <ann@example.com>... User unknown, sorry, stat=User unknown
Nov 24 00:16:19 mx1 sm-mta[7]: 4AO0GIab000007: to=<cat@example.com>, delay=1+00:00:00, xdelay=00:00:01, mailer=esmtp, pri=120344, relay=mx.example.com. [IPv6:2001:db8::25], dsn=4.3.0, stat=Deferred: 451 4.3.0 Temporary system problem
Nov 24 00:16:20 mx1 sm-mta[7]: 4AO0GIab000007: to=<dan@example.com>, delay=00:00:01, mailer=esmtp, pri=1, relay=mx.example.com., dsn=4.0.0, stat=Deferred: Connection refused by mx.example.com.
Nov 24 00:16:21 mx1 sm-mta[7]: 4AO0GIab000007: to=<eve@no.example>, delay=00:00:01, mailer=esmtp, pri=1, relay=no.example, dsn=5.1.2, stat=Host unknown (Name server: no.example: host not found)
Nov 24 00:16:22 mx1 sendmail[7]: 4AO0GIab000007: to=fay@example.com, delay=00:00:01, mailer=relay, pri=1, relay=[127.0.0.1] [127.0.0.1], dsn=2.0.0, stat=Sent (250 2.0.0 Ok: queued as 9C)
Nov 24 00:16:23 mx1 sm-mta[7]: 4AO0GIab000007: to=<gus@example.com>, delay=00:00:00, mailer=esmtp, pri=1, stat=queued
Nov 24 00:16:24 mx1 sm-mta[7]: 4AO0GIab000008: ruleset=check_rcpt, arg1=<x@example.com>, relay=mail.example.net [198.51.100.7] (may be forged), reject=550 5.7.1 <x@example.com>... Relaying denied
Nov 24 00:16:25 mx1 sm-mta[7]: 4AO0GIab000009: ruleset=check_mail, arg1=<s@example.net>, relay=[198.51.100.7], reject=451 4.1.8 Domain of sender address s@example.net does not resolve
Nov 24 00:16:26 mx1 sm-mta[7]: 4AO0GIab000010: Milter: data, reject=554 5.7.1 virus found
Nov 24 00:16:27 mx1 sm-mta[7]: 4AO0GIab000011: <y@example.com>... User unknown
Nov 24 00:16:28 mx1 sm-mta[7]: 4AO0GIab000007: 4AO0GIab000012: DSN: User unknown";
    let (id, sender) = ("4AO0GIab000007", "news@example.net");
    let unknown = |recipient: &str| {
        json!({"kind": "failed", "time": "Nov 24 00:16:18", "recipient": recipient, "sender": sender, "id": id, "host": "mx.example.com", "address": "192.0.2.1",
               "delay": 250.0, "text": "550 5.1.1 <ann@example.com>... User unknown, sorry", "status": "5.1.1", "line": 2})
    };
    assert_eq!(
        events(log),
        [
            unknown("ann@example.com"),
            unknown("bob@example.com"),
            json!({"kind": "delayed", "time": "Nov 24 00:16:19", "recipient": "cat@example.com", "sender": sender, "id": id, "host": "mx.example.com", "address": "2001:db8::25",
                   "delay": 86400.0, "text": "451 4.3.0 Temporary system problem", "status": "4.3.0", "line": 3}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:20", "recipient": "dan@example.com", "sender": sender, "id": id, "host": "mx.example.com",
                   "delay": 1.0, "text": "Connection refused by mx.example.com.", "status": "4.0.0", "line": 4}),
            json!({"kind": "failed", "time": "Nov 24 00:16:21", "recipient": "eve@no.example", "sender": sender, "id": id, "host": "no.example",
                   "delay": 1.0, "text": "Host unknown (Name server: no.example: host not found)", "status": "5.1.2", "line": 5}),
            json!({"kind": "delivered", "time": "Nov 24 00:16:22", "recipient": "fay@example.com", "sender": sender, "id": id, "address": "127.0.0.1",
                   "delay": 1.0, "text": "250 2.0.0 Ok: queued as 9C", "status": "2.0.0", "line": 6}),
            json!({"kind": "failed", "time": "Nov 24 00:16:24", "recipient": "x@example.com", "id": "4AO0GIab000008", "address": "198.51.100.7", "command": "RCPT",
                   "text": "550 5.7.1 <x@example.com>... Relaying denied", "line": 8}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:25", "sender": "s@example.net", "id": "4AO0GIab000009", "address": "198.51.100.7", "command": "MAIL",
                   "text": "451 4.1.8 Domain of sender address s@example.net does not resolve", "line": 9}),
            json!({"kind": "failed", "time": "Nov 24 00:16:26", "id": "4AO0GIab000010", "command": "DATA", "text": "554 5.7.1 virus found", "line": 10}),
            json!({"kind": "failed", "time": "Nov 24 00:16:27", "recipient": "y@example.com", "id": "4AO0GIab000011", "command": "RCPT", "text": "User unknown", "line": 11}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("Nov 24 00:16:18 mx1 sm-mta[7]: 4AO0GI: to=<ann@example.com>, delay=00:00")
            .contains("expected `stat=`")
    );
}
