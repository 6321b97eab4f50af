use crate::{events, events_of, problem};
use serde_json::json;
use smtpcodes_extract::log::Format;

#[test]
fn failed_deferred_and_delivered() {
    let log = r#"2026-11-24 00:16:17 1rABCD-000000012ab-1XyZ <= news@example.net H=web.example.net [198.51.100.7] P=esmtps X=TLS1.3 S=1234 id=1@example.net
2026-11-24 00:16:18 1rABCD-000000012ab-1XyZ ** ann@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1] X=TLS1.3:ECDHE:256 CV=yes DN="CN=mx: a" DT=0.4s: SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550-5.1.1 no such user\n550 5.1.1 see https://example.com/help
2026-11-24 00:16:19 1rABCD-000000012ab-1XyZ == bob@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [2001:db8::25]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 451 4.7.1 greylisted
2026-11-24 00:16:20 1rABCD-000000012ab-1XyZ => cat@example.com F=<other@example.net> R=dnslookup T=remote_smtp S=1300 H=mx.example.com [192.0.2.1]:25 X=TLS1.3 CV=yes C="250 2.0.0 Ok: \"queued\" as 9C"
2026-11-24 00:16:20 1rABCD-000000012ab-1XyZ -> dan@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1] C="250 ok"
2026-11-24 00:16:21 1rABCD-000000012ab-1XyZ Completed"#;
    let (id, sender) = ("1rABCD-000000012ab-1XyZ", "news@example.net");
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "2026-11-24 00:16:18", "recipient": "ann@example.com", "sender": sender, "id": id, "host": "mx.example.com",
                   "address": "192.0.2.1", "command": "RCPT", "text": "550-5.1.1 no such user\n550 5.1.1 see https://example.com/help", "line": 2}),
            json!({"kind": "delayed", "time": "2026-11-24 00:16:19", "recipient": "bob@example.org", "sender": sender, "id": id, "host": "mx.example.org",
                   "address": "2001:db8::25", "command": "RCPT", "text": "451 4.7.1 greylisted", "line": 3}),
            json!({"kind": "delivered", "time": "2026-11-24 00:16:20", "recipient": "cat@example.com", "sender": "other@example.net", "id": id, "host": "mx.example.com",
                   "address": "192.0.2.1", "text": "250 2.0.0 Ok: \\\"queued\\\" as 9C", "line": 4}),
            json!({"kind": "delivered", "time": "2026-11-24 00:16:20", "recipient": "dan@example.com", "sender": sender, "id": id, "host": "mx.example.com",
                   "address": "192.0.2.1", "text": "250 ok", "line": 5}),
        ]
    );
}

#[test]
fn old_shapes_and_what_exim_says_itself() {
    let log = "\
2014-11-24 00:16:18 1RookS-000Pg8-VO == ann@example.com R=dnslookup T=remote_smtp defer (-44): SMTP error from remote mail server after RCPT TO:<ann@example.com>: host mx0.example.com [192.0.2.90]: 450 4.3.2 Too many mails
2014-11-24 00:16:18 [4711] 1RookS-000Pg8-VO ** bob@example.com: <bob@example.com> retry timeout exceeded
2014-11-24 00:16:18 +0100 1RookS-000Pg8-VO ** cat@example.com R=dnslookup T=remote_smtp: all hosts for 'example.com' have been failing for a long time (and retry time not reached)
2014-11-24 00:16:18 1RookS-000Pg8-VO ** :root: <root@example.com> R=system: Unrouteable address
2014-11-24 00:16:18 1RookS-000Pg8-VO == dan@example.com R=dnslookup T=remote_smtp defer (111): Connection refused H=mx.example.com [192.0.2.1]
2014-11-24 00:16:18 1RookS-000Pg8-VO == eve@example.com R=dnslookup T=remote_smtp defer (110) H=mx.example.com [192.0.2.1]: Connection timed out
2014-11-24 00:16:18 1RookS-000Pg8-VO == fay@example.com routing defer (-51): retry time not reached
2014-11-24 00:16:18 1RookS-000Pg8-VO ** gus@example.com R=lmtp_router T=lmtp: LMTP error after RCPT TO:<gus@example.com>: 550 5.1.1 <gus@example.com> User doesn't exist
2014-11-24 00:16:18 1RookS-000Pg8-VO ** hal@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after end of data: 554 5.7.1 spam
2014-11-24 00:16:18 1RookS-000Pg8-VO == ida@example.com R=dnslookup T=remote_smtp defer (-46) H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after initial connection: 421 4.7.0 not now
2014-11-24 00:16:18 1RookS-000Pg8-VO == jon@example.com R=dnslookup T=remote_smtp defer (110) H=mx.example.com [192.0.2.1]: SMTP timeout after pipelined MAIL FROM:<s@example.net>: Connection timed out
2014-11-24 00:16:18 1RookS-000Pg8-VO ** |/usr/bin/filter --of <kim@example.com> R=userforward T=address_pipe: Child process of address_pipe transport returned 127
2014-11-24 00:16:18 1RookS-000Pg8-VO Frozen (delivery error message)";
    let found: Vec<_> = events(log)
        .into_iter()
        .map(|e| {
            json!([
                e["kind"],
                e["recipient"],
                e["host"],
                e["address"],
                e["command"],
                e["text"],
                e["line"]
            ])
        })
        .collect();
    assert_eq!(
        found,
        [
            json!([
                "delayed",
                "ann@example.com",
                "mx0.example.com",
                "192.0.2.90",
                "RCPT",
                "450 4.3.2 Too many mails",
                1
            ]),
            json!([
                "failed",
                "bob@example.com",
                null,
                null,
                null,
                "<bob@example.com> retry timeout exceeded",
                2
            ]),
            json!([
                "failed",
                "cat@example.com",
                null,
                null,
                null,
                "all hosts for 'example.com' have been failing for a long time (and retry time not reached)",
                3
            ]),
            json!(["failed", "root@example.com", null, null, null, "Unrouteable address", 4]),
            json!([
                "delayed",
                "dan@example.com",
                "mx.example.com",
                "192.0.2.1",
                null,
                "Connection refused",
                5
            ]),
            json!([
                "delayed",
                "eve@example.com",
                "mx.example.com",
                "192.0.2.1",
                null,
                "Connection timed out",
                6
            ]),
            json!([
                "failed",
                "gus@example.com",
                null,
                null,
                "RCPT",
                "550 5.1.1 <gus@example.com> User doesn't exist",
                8
            ]),
            json!([
                "failed",
                "hal@example.com",
                "mx.example.com",
                "192.0.2.1",
                "DATA",
                "554 5.7.1 spam",
                9
            ]),
            json!([
                "delayed",
                "ida@example.com",
                "mx.example.com",
                "192.0.2.1",
                "CONNECT",
                "421 4.7.0 not now",
                10
            ]),
            json!([
                "delayed",
                "jon@example.com",
                "mx.example.com",
                "192.0.2.1",
                "MAIL",
                "Connection timed out",
                11
            ]),
            json!([
                "failed",
                "kim@example.com",
                null,
                null,
                null,
                "Child process of address_pipe transport returned 127",
                12
            ]),
        ]
    );
}

#[test]
fn rejections_of_the_own_server() {
    let log = "\
2026-11-24 00:16:18 H=(helo) [198.51.100.7]:4321 I=[192.0.2.1]:25 F=<s@example.net> rejected RCPT <x@example.com>: relay not permitted
2026-11-24 00:16:19 H=mail.example.net [198.51.100.7] F=<> temporarily rejected RCPT <y@example.com>: greylisted: try later
2026-11-24 00:16:20 1rABCD-0001ab-Cd H=mail.example.net [2001:db8::7] F=<s@example.net> rejected after DATA: This message contains a virus: Eicar
2026-11-24 00:16:21 H=mail.example.net [198.51.100.7] rejected MAIL <spam@example.net>: sender is listed
2026-11-24 00:16:22 H=[198.51.100.7] rejected connection in \"connect\" ACL: listed at zen.example.org
2026-11-24 00:16:23 H=mail.example.net [198.51.100.7] F=<s@example.net> rejected RCPT <z@example.com>
2026-11-24 00:16:24 H=mail.example.net [198.51.100.7] rejected EHLO or HELO bad_name: syntactically invalid argument(s)
2026-11-24 00:16:25 no host name found for IP address 198.51.100.7";
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "2026-11-24 00:16:18", "recipient": "x@example.com", "sender": "s@example.net", "address": "198.51.100.7", "command": "RCPT", "text": "relay not permitted", "line": 1}),
            json!({"kind": "delayed", "time": "2026-11-24 00:16:19", "recipient": "y@example.com", "sender": "", "address": "198.51.100.7", "command": "RCPT", "text": "greylisted: try later", "line": 2}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:20", "sender": "s@example.net", "id": "1rABCD-0001ab-Cd", "address": "2001:db8::7", "command": "DATA", "text": "This message contains a virus: Eicar", "line": 3}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:21", "sender": "spam@example.net", "address": "198.51.100.7", "command": "MAIL", "text": "sender is listed", "line": 4}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:22", "address": "198.51.100.7", "command": "CONNECT", "text": "listed at zen.example.org", "line": 5}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:23", "recipient": "z@example.com", "sender": "s@example.net", "address": "198.51.100.7", "command": "RCPT", "text": "rejected RCPT <z@example.com>", "line": 6}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:24", "address": "198.51.100.7", "command": "EHLO", "text": "syntactically invalid argument(s)", "line": 7}),
        ]
    );
}

#[test]
fn through_syslog_with_and_without_its_own_stamp() {
    let line = "1rABCD-0001ab-Cd ** ann@example.com: gone";
    let syslog = format!(
        "Nov 24 00:16:18 mx1 exim[77]: {line}\nNov 24 00:16:18 mx1 exim[77]: 2026-11-24 00:16:18 {line}"
    );
    let times: Vec<_> = events(&syslog).into_iter().map(|e| e["time"].clone()).collect();
    assert_eq!(times, ["Nov 24 00:16:18", "2026-11-24 00:16:18"]);
    assert_eq!(events_of(Format::Exim, line)[0]["recipient"], "ann@example.com");
}

#[test]
fn the_headers_of_a_reject_log_are_left_alone() {
    let log = "\
2026-11-24 00:16:20 1rABCD-0001ab-Cd H=mail.example.net [198.51.100.7] F=<s@example.net> rejected after DATA: spam
Envelope-from: <s@example.net>
Envelope-to: <x@example.com>
P Received: from mail.example.net ([198.51.100.7])
T To: x@example.com
  Subject: ** rejected RCPT <x@example.com>: no
----------------------------------------";
    assert_eq!(events(log).len(), 1);
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("2026-11-24 00:16:18 1rABCD-0001ab-Cd ** ann@example.com R=dnslookup T=remo")
            .contains("expected `: reason`")
    );
    assert!(
        problem("2026-11-24 00:16:18 1rABCD-0001ab-Cd == ann@example.com R=dnsl")
            .contains("expected `defer (number)`")
    );
}

#[test]
fn an_attempt_that_the_delivery_repeats_is_one_event() {
    let log = "\
2026-11-24 00:16:17 1rABCD-0001ab-Cd H=mx1.example.com [2001:db8::25] Network is unreachable
2026-11-24 00:16:18 1rABCD-0001ab-Cd H=mx2.example.com [192.0.2.2]: SMTP error from remote mail server after pipelined MAIL FROM:<s@example.net> SIZE=1758: 421 4.7.0 busy
2026-11-24 00:16:19 1rABCD-0001ab-Cd == ann@example.com R=dnslookup T=remote_smtp defer (-45) H=mx2.example.com [192.0.2.2]: SMTP error from remote mail server after pipelined MAIL FROM:<s@example.net> SIZE=1758: 421 4.7.0 busy
2026-11-24 00:16:20 1rABCD-0001ab-Ef H=mx3.example.com [192.0.2.3] TLS error on connection (recv): The TLS connection was non-properly terminated.";
    let id = "1rABCD-0001ab-Cd";
    assert_eq!(
        events(log),
        [
            json!({"kind": "delayed", "time": "2026-11-24 00:16:17", "id": id, "host": "mx1.example.com", "address": "2001:db8::25", "text": "Network is unreachable", "line": 1}),
            json!({"kind": "delayed", "time": "2026-11-24 00:16:19", "recipient": "ann@example.com", "id": id, "host": "mx2.example.com", "address": "192.0.2.2", "command": "MAIL", "text": "421 4.7.0 busy", "line": 3}),
        ]
    );
}

#[test]
fn the_host_of_an_attempt_and_the_times_of_a_talkative_log() {
    let log = "\
2026-11-24 00:16:18.162 [77] 1rABCD-0001ab-Cd H=mx1.example.com [192.0.2.1]:25 Connection refused
2026-11-24 00:16:18.163 [77] 1rABCD-0001ab-Cd H=mx2.example.com [192.0.2.2]:25 Connection refused
2026-11-24 00:16:18.164 [77] 1rABCD-0001ab-Cd == ann@example.com R=dnslookup T=remote_smtp defer (111): Connection refused QT=1m4s DT=0.000s
2026-11-24 00:16:18.165 [77] 1rABCD-0001ab-Cd == bob@example.com R=dnslookup T=remote_smtp defer (111): Connection refused QT=0.250s DT=0.000s
2026-11-24 00:16:18.166 [77] 1rABCD-0001ab-Cd == cat@example.org R=redirect defer (-1) DT=0.000s: later please
2026-11-24 00:16:18.167 [77] 1rABCD-0001ab-Cd ** dan@example.com F=<s@example.net> P=<s@example.net> R=dnslookup T=remote_smtp H=mx1.example.com [192.0.2.1]:25 I=[192.0.2.9]:38332: SMTP error from remote mail server after RCPT TO:<dan@example.com>: 552-5.2.2 full\\n552 5.2.2 try elsewhere QT=2d DT=0.000s";
    let found: Vec<_> = events(log)
        .into_iter()
        .map(|e| {
            json!([
                e["kind"],
                e["recipient"],
                e["host"],
                e["address"],
                e["delay"],
                e["text"],
                e["line"]
            ])
        })
        .collect();
    assert_eq!(
        found,
        [
            json!(["delayed", null, "mx1.example.com", "192.0.2.1", null, "Connection refused", 1]),
            json!([
                "delayed",
                "ann@example.com",
                "mx2.example.com",
                "192.0.2.2",
                64.0,
                "Connection refused",
                3
            ]),
            json!([
                "delayed",
                "bob@example.com",
                "mx2.example.com",
                "192.0.2.2",
                0.25,
                "Connection refused",
                4
            ]),
            json!(["delayed", "cat@example.org", null, null, null, "later please", 5]),
            json!([
                "failed",
                "dan@example.com",
                "mx1.example.com",
                "192.0.2.1",
                172800.0,
                "552-5.2.2 full\n552 5.2.2 try elsewhere",
                6
            ]),
        ]
    );
}
