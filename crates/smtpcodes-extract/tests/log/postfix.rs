use crate::{events, events_of, problem};
use serde_json::json;
use smtpcodes_extract::log::Format;

const AT: &str = "Nov 24 00:16:18 mx1 postfix/smtp[77]:";

#[test]
fn bounced_by_a_server() {
    let log = "\
Nov 24 00:16:17 mx1 postfix/qmgr[70]: 4B1C2D: from=<news@example.net>, size=4711, nrcpt=1 (queue active)
Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C2D: to=<ann@example.com>, orig_to=<staff@example.net>, relay=mx.example.com[192.0.2.1]:25, conn_use=2, delay=1.7, delays=0.3/0/1/0.4, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550-5.1.1 <ann@example.com>: no such user 550 5.1.1 (see https://example.com/help) (in reply to RCPT TO command))";
    assert_eq!(
        events(log),
        [json!({
            "kind": "failed", "time": "Nov 24 00:16:18", "recipient": "ann@example.com", "sender": "news@example.net",
            "id": "4B1C2D", "host": "mx.example.com", "address": "192.0.2.1", "command": "RCPT", "delay": 1.7,
            "text": "550-5.1.1 <ann@example.com>: no such user 550 5.1.1 (see https://example.com/help)",
            "status": "5.1.1", "line": 2,
        })]
    );
}

#[test]
fn deferred_at_the_end_of_data_with_an_rfc_3339_stamp_and_a_null_sender() {
    let log = "\
2026-11-24T00:16:17.001+01:00 mx1 postfix/qmgr[70]: 4ZkQx1abcDz9: from=<>, size=471, nrcpt=1 (queue active)
2026-11-24T00:16:18.123456+01:00 mx1 postfix-out/relay/smtp[77]: 4ZkQx1abcDz9: to=<bob@example.org>, relay=mx.example.org[2001:db8::25]:25, delay=3605, delays=3600/0.01/1/4, dsn=4.7.1, status=deferred (host mx.example.org[2001:db8::25] said: 451 4.7.1 try again later (in reply to end of DATA command))";
    assert_eq!(
        events(log),
        [json!({
            "kind": "delayed", "time": "2026-11-24T00:16:18.123456+01:00", "recipient": "bob@example.org", "sender": "",
            "id": "4ZkQx1abcDz9", "host": "mx.example.org", "address": "2001:db8::25", "command": "DATA", "delay": 3605.0,
            "text": "451 4.7.1 try again later", "status": "4.7.1", "line": 2,
        })]
    );
}

#[test]
fn refused_to_talk_connection_refused_and_lost() {
    let log = format!(
        "\
{AT} A1: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.0.0, status=deferred (host mx.example.com[192.0.2.1] refused to talk to me: 421 4.7.0 too many connections)
{AT} A2: to=<b@example.com>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.1]:25: Connection timed out)
{AT} A3: to=<c@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=9, delays=0/0/9/0, dsn=4.4.2, status=deferred (lost connection with mx.example.com[192.0.2.1] while sending RCPT TO)
{AT} A4: to=<d@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=300, delays=0/0/300/0, dsn=4.4.2, status=deferred (conversation with mx.example.com[192.0.2.1] timed out while receiving the initial server greeting)
{AT} A5: to=<e@example.com>, relay=none, delay=5, delays=0/0/5/0, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx.example.com[192.0.2.1]:25: Connection refused)
{AT} A6: to=<f@no.example>, relay=none, delay=0.1, delays=0/0/0.1/0, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=no.example type=A: Host not found)"
    );
    let seen: Vec<_> = events(&log)
        .into_iter()
        .map(|e| {
            (
                e["host"].as_str().map(str::to_owned),
                e["command"].as_str().map(str::to_owned),
                e["text"].as_str().map(str::to_owned).unwrap(),
                e["status"].as_str().map(str::to_owned).unwrap(),
            )
        })
        .collect();
    let mx = Some("mx.example.com".to_owned());
    let command = |c: &str| Some(c.to_owned());
    assert_eq!(
        seen,
        [
            (mx.clone(), command("CONNECT"), "421 4.7.0 too many connections".into(), "4.0.0".into()),
            (mx.clone(), command("CONNECT"), "connect to mx.example.com[192.0.2.1]:25: Connection timed out".into(), "4.4.1".into()),
            (mx.clone(), command("RCPT"), "lost connection with mx.example.com[192.0.2.1] while sending RCPT TO".into(), "4.4.2".into()),
            (mx.clone(), command("CONNECT"), "conversation with mx.example.com[192.0.2.1] timed out while receiving the initial server greeting".into(), "4.4.2".into()),
            (mx, command("CONNECT"), "delivery temporarily suspended: connect to mx.example.com[192.0.2.1]:25: Connection refused".into(), "4.4.1".into()),
            (None, None, "Host or domain name not found. Name service error for name=no.example type=A: Host not found".into(), "5.4.4".into()),
        ]
    );
}

#[test]
fn agents_of_the_own_host_have_no_remote_host() {
    let log = "\
Nov 24 00:16:18 mx1 postfix/local[77]: A1: to=<root@example.com>, relay=local, delay=0.1, delays=0/0/0/0.1, dsn=5.1.1, status=bounced (unknown user: \"root\")
Nov 24 00:16:18 mx1 postfix/virtual[77]: A2: to=<a@example.com>, relay=virtual, delay=0.1, delays=0/0/0/0.1, dsn=5.1.1, status=bounced (unknown user: \"a@example.com\")
Nov 24 00:16:18 mx1 postfix/pipe[77]: A3: to=<b@example.com>, relay=maildrop, delay=0.1, delays=0/0/0/0.1, dsn=4.3.0, status=deferred (temporary failure. Command output: cannot lock mailbox)
Nov 24 00:16:18 mx1 postfix/error[77]: A4: to=<c@example.com>, relay=none, delay=0.1, delays=0/0/0/0.1, dsn=5.0.0, status=bounced (domain is gone)
Nov 24 00:16:18 mx1 postfix/lmtp[77]: A5: to=<d@example.com>, relay=mx1.example.com[private/dovecot-lmtp], delay=0.1, delays=0/0/0/0.1, dsn=5.2.2, status=bounced (host mx1.example.com[private/dovecot-lmtp] said: 552 5.2.2 <d@example.com> Quota exceeded (mailbox for user is full) (in reply to end of DATA command))
Nov 24 00:16:18 mx1 postfix/smtp[77]: A6: to=<e@example.com>, relay=none, delay=0.1, delays=0/0/0/0.1, dsn=4.3.2, status=SOFTBOUNCE (soft)
Nov 24 00:16:18 mx1 postfix/smtp[77]: A7: to=<f@example.com>, relay=none, delay=0.1, delays=0/0/0/0.1, dsn=4.4.1, status=undeliverable (probe later)
Nov 24 00:16:18 mx1 postfix/smtp[77]: A8: to=<g@example.com>, relay=none, delay=0.1, delays=0/0/0/0.1, dsn=5.1.1, status=undeliverable (probe says no)";
    let expected = [
        json!({"kind": "failed", "recipient": "root@example.com", "id": "A1", "text": "unknown user: \"root\"", "status": "5.1.1", "line": 1}),
        json!({"kind": "failed", "recipient": "a@example.com", "id": "A2", "text": "unknown user: \"a@example.com\"", "status": "5.1.1", "line": 2}),
        json!({"kind": "delayed", "recipient": "b@example.com", "id": "A3", "text": "temporary failure. Command output: cannot lock mailbox", "status": "4.3.0", "line": 3}),
        json!({"kind": "failed", "recipient": "c@example.com", "id": "A4", "text": "domain is gone", "status": "5.0.0", "line": 4}),
        json!({"kind": "failed", "recipient": "d@example.com", "id": "A5", "host": "mx1.example.com", "command": "DATA",
               "text": "552 5.2.2 <d@example.com> Quota exceeded (mailbox for user is full)", "status": "5.2.2", "line": 5}),
        json!({"kind": "delayed", "recipient": "e@example.com", "id": "A6", "text": "soft", "status": "4.3.2", "line": 6}),
        json!({"kind": "delayed", "recipient": "f@example.com", "id": "A7", "text": "probe later", "status": "4.4.1", "line": 7}),
        json!({"kind": "failed", "recipient": "g@example.com", "id": "A8", "text": "probe says no", "status": "5.1.1", "line": 8}),
    ]
    .map(|mut event| {
        event["time"] = "Nov 24 00:16:18".into();
        event["delay"] = 0.1.into();
        event
    });
    assert_eq!(events(log), expected);
}

#[test]
fn sent_is_an_event_only_where_it_is_wanted() {
    let log = format!(
        "{AT} A1: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=0.5, delays=0/0/0/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9C)"
    );
    assert_eq!(
        events(&log),
        [json!({
            "kind": "delivered", "time": "Nov 24 00:16:18", "recipient": "a@example.com", "id": "A1", "host": "mx.example.com",
            "address": "192.0.2.1", "delay": 0.5, "text": "250 2.0.0 Ok: queued as 9C", "status": "2.0.0", "line": 1,
        })]
    );
    let mut reader = smtpcodes_extract::log::Reader::new();
    let mut count = 0;
    reader.line(log.as_bytes(), 1, &mut |_| count += 1).unwrap();
    assert_eq!((count, reader.delivered()), (0, 1));
}

#[test]
fn expired_is_told_by_the_queue_manager() {
    let log = "Nov 24 00:16:18 mx1 postfix/qmgr[70]: A1: from=<news@example.net>, status=expired, returned to sender
Nov 24 00:16:19 mx1 postfix/qmgr[70]: A2: from=<>, status=force-expired, returned to sender
Nov 24 00:16:19 mx1 postfix/qmgr[70]: A2: removed";
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "Nov 24 00:16:18", "sender": "news@example.net", "id": "A1", "text": "expired, returned to sender", "line": 1}),
            json!({"kind": "failed", "time": "Nov 24 00:16:19", "sender": "", "id": "A2", "text": "force-expired, returned to sender", "line": 2}),
        ]
    );
}

#[test]
fn an_attempt_that_the_delivery_repeats_is_one_event() {
    let log = format!(
        "\
{AT} connect to mx1.example.com[192.0.2.1]:25: Connection refused
{AT} A1: host mx2.example.com[192.0.2.2] refused to talk to me: 421 busy
{AT} A1: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.0.0, status=deferred (host mx2.example.com[192.0.2.2] refused to talk to me: 421 busy)"
    );
    assert_eq!(
        events(&log),
        [
            json!({"kind": "delayed", "time": "Nov 24 00:16:18", "host": "mx1.example.com", "address": "192.0.2.1", "command": "CONNECT",
                   "text": "connect to mx1.example.com[192.0.2.1]:25: Connection refused", "line": 1}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:18", "recipient": "a@example.com", "id": "A1", "host": "mx2.example.com", "address": "192.0.2.2",
                   "command": "CONNECT", "delay": 1.0, "text": "421 busy", "status": "4.0.0", "line": 3}),
        ]
    );
}

#[test]
fn attempts_without_a_delivery_are_told_at_the_end_and_bounded() {
    let log: String = (0..100)
        .map(|n| format!("Nov 24 00:16:18 mx1 postfix/smtp[{n}]: connect to mx{n}.example.com[192.0.2.1]:25: Connection refused\n"))
        .collect();
    let hosts: Vec<_> = events(&log).into_iter().map(|e| e["line"].as_u64().unwrap()).collect();
    assert_eq!(hosts, (1..=100).collect::<Vec<_>>());
    let other = format!(
        "{AT} A1: host mx.example.com[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command)"
    );
    assert_eq!(events(&other)[0]["text"], "450 4.2.0 later");
    let lost = format!(
        "{AT} A1: lost connection with mx.example.com[192.0.2.1] while receiving the initial server greeting"
    );
    assert_eq!(events(&lost)[0]["command"], "CONNECT");
}

#[test]
fn smtpd_postscreen_milters_and_cleanup_reject() {
    let log = "\
Nov 24 00:16:18 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from unknown[198.51.100.7]: 550 5.1.1 <x@example.com>: Recipient address rejected: User unknown in local recipient table; from=<s@example.net> to=<x@example.com> proto=ESMTP helo=<mail.example.net>
Nov 24 00:16:19 mx1 postfix/submission/smtpd[9]: 4F: reject: RCPT from mail.example.net[198.51.100.7]: 451 4.3.0 <y@example.com>: Temporary lookup failure; from=<> to=<y@example.com> proto=ESMTP helo=<mail.example.net>
Nov 24 00:16:20 mx1 postfix/postscreen[9]: NOQUEUE: reject: RCPT from [2001:db8::7]:4321: 550 5.7.1 Service unavailable; client [2001:db8::7] blocked using zen.example.org; from=<s@example.net>, to=<z@example.com>, proto=ESMTP, helo=<h>
Nov 24 00:16:21 mx1 postfix/postscreen[9]: NOQUEUE: reject: CONNECT from [198.51.100.8]:4321: all server ports busy
Nov 24 00:16:22 mx1 postfix/smtpd[9]: NOQUEUE: reject: CONNECT from unknown[198.51.100.9]: 554 5.7.1 <unknown[198.51.100.9]>: Client host rejected: Access denied; proto=SMTP
Nov 24 00:16:23 mx1 postfix/cleanup[9]: 5A: milter-reject: END-OF-MESSAGE from mail.example.net[198.51.100.7]: 5.7.1 Blocked by filter; from=<s@example.net> to=<x@example.com> proto=ESMTP helo=<h>
Nov 24 00:16:24 mx1 postfix/cleanup[9]: 5B: reject: header Subject: from me to you from mail.example.net[198.51.100.7]; from=<s@example.net> to=<x@example.com> proto=ESMTP helo=<h>: 5.7.1 message content rejected
Nov 24 00:16:25 mx1 postfix/smtpd[9]: NOQUEUE: reject_warning: RCPT from unknown[198.51.100.7]: 550 5.1.1 <x@example.com>: not yet; from=<> to=<x@example.com> proto=ESMTP helo=<h>
Nov 24 00:16:26 mx1 postfix/smtpd[9]: NOQUEUE: reject: MAIL from unknown[198.51.100.7]: 552 5.3.4 Message size exceeds fixed limit; proto=ESMTP helo=<h>";
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "Nov 24 00:16:18", "recipient": "x@example.com", "sender": "s@example.net", "address": "198.51.100.7", "command": "RCPT",
                   "text": "550 5.1.1 <x@example.com>: Recipient address rejected: User unknown in local recipient table", "line": 1}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:19", "recipient": "y@example.com", "sender": "", "id": "4F", "address": "198.51.100.7", "command": "RCPT",
                   "text": "451 4.3.0 <y@example.com>: Temporary lookup failure", "line": 2}),
            json!({"kind": "failed", "time": "Nov 24 00:16:20", "recipient": "z@example.com", "sender": "s@example.net", "address": "2001:db8::7", "command": "RCPT",
                   "text": "550 5.7.1 Service unavailable; client [2001:db8::7] blocked using zen.example.org", "line": 3}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:21", "address": "198.51.100.8", "command": "CONNECT", "text": "all server ports busy", "line": 4}),
            json!({"kind": "failed", "time": "Nov 24 00:16:22", "address": "198.51.100.9", "command": "CONNECT",
                   "text": "554 5.7.1 <unknown[198.51.100.9]>: Client host rejected: Access denied", "line": 5}),
            json!({"kind": "failed", "time": "Nov 24 00:16:23", "recipient": "x@example.com", "sender": "s@example.net", "id": "5A", "address": "198.51.100.7",
                   "command": "DATA", "text": "5.7.1 Blocked by filter", "line": 6}),
            json!({"kind": "failed", "time": "Nov 24 00:16:24", "recipient": "x@example.com", "sender": "s@example.net", "id": "5B", "address": "198.51.100.7",
                   "command": "DATA", "text": "5.7.1 message content rejected", "line": 7}),
            json!({"kind": "failed", "time": "Nov 24 00:16:26", "address": "198.51.100.7", "command": "MAIL",
                   "text": "552 5.3.4 Message size exceeds fixed limit", "line": 9}),
        ]
    );
}

#[test]
fn other_services_and_programs_say_nothing() {
    let log = "\
Nov 24 00:16:18 mx1 postfix/pickup[9]: 5A: uid=0 from=<root>
Nov 24 00:16:18 mx1 postfix/cleanup[9]: 5A: message-id=<1@example.com>
Nov 24 00:16:18 mx1 postfix/smtpd[9]: connect from unknown[198.51.100.7]
Nov 24 00:16:18 mx1 postfix/smtpd[9]: warning: hostname x does not resolve to address 198.51.100.7
Nov 24 00:16:18 mx1 postfix/bounce[9]: 5A: sender non-delivery notification: 6B
Nov 24 00:16:18 mx1 postfix/smtp[9]: Trusted TLS connection established to mx.example.com[192.0.2.1]:25: TLSv1.3
Nov 24 00:16:18 mx1 CRON[9]: (root) CMD (true)
Nov 24 00:16:18 mx1 kernel: out of memory";
    assert!(events(log).is_empty());
}

#[test]
fn a_forced_format_takes_any_program() {
    let line = "Nov 24 00:16:18 mx1 outgoing[77]: A1: to=<a@example.com>, relay=none, dsn=4.4.1, status=deferred (later)";
    assert!(events(line).is_empty());
    assert_eq!(events_of(Format::Postfix, line)[0]["text"], "later");
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem(&format!("{AT} A1: to=<a@example.com>, relay=none, dsn=4.4.1, status=deferred"))
            .contains("expected the reason in parentheses")
    );
    assert!(
        problem(&format!("{AT} A1: to=<a@exam status=bounced (x)"))
            .contains("expected `>,` after the recipient")
    );
    assert!(problem(&format!("{AT} A1: status=bounced (x)")).contains("expected `to=<recipient>`"));
    assert!(
        problem("Nov 24 00:16:18 mx1 postfix/qmgr[7]: A1: from=<news@exa")
            .contains("expected `>` after `from=<`")
    );
    assert!(
        problem("Nov 24 00:16:18 mx1 postfix/smtpd[7]: NOQUEUE: reject: RCPT from unk")
            .contains("after `reject:`")
    );
}
