use crate::{events, problem};
use serde_json::json;

#[test]
fn joined_by_the_numbers_of_deliveries_and_messages() {
    let log = "\
@400000006553f10a00000000 new msg 4711
@400000006553f10a00000000 info msg 4711: bytes 812 from <news@example.net> qp 77 uid 89
@400000006553f10a00000000 starting delivery 1: msg 4711 to remote ann@example.com
@400000006553f10a00000000 status: local 0/10 remote 1/20
@400000006553f10a00000000 starting delivery 2: msg 4711 to remote bob@example.org
@400000006553f10b0773594c delivery 1: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550-5.1.1_no_such_user/550_5.1.1_see_https://example.com/help/Giving_up_on_192.0.2.1./
@400000006553f10c00000000 delivery 2: deferral: Connected_to_192.0.2.2_but_sender_was_rejected./Remote_host_said:_451_4.7.1_later/
@400000006553f10d00000000 starting delivery 3: msg 4711 to local cat@example.net
@400000006553f10d00000000 delivery 3: success: did_1+0+0/
@400000006553f10d00000000 end msg 4711";
    let (id, sender) = ("4711", "news@example.net");
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "2023-11-14T22:13:21.125Z", "recipient": "ann@example.com", "sender": sender, "id": id, "address": "192.0.2.1", "command": "RCPT",
                   "text": "550-5.1.1 no such user\n550 5.1.1 see https://example.com/help", "line": 6}),
            json!({"kind": "delayed", "time": "2023-11-14T22:13:22Z", "recipient": "bob@example.org", "sender": sender, "id": id, "address": "192.0.2.2", "command": "MAIL",
                   "text": "451 4.7.1 later", "line": 7}),
            json!({"kind": "delivered", "time": "2023-11-14T22:13:23Z", "recipient": "cat@example.net", "sender": sender, "id": id, "text": "did 1+0+0", "line": 9}),
        ]
    );
}

#[test]
fn through_syslog_and_with_local_time() {
    let log = "\
Nov 24 00:16:18 mx1 qmail: 1136042461.862345 delivery 9: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/
2026-11-24 00:16:18.123456500 delivery 9: failure: 192.0.2.1_failed_after_I_sent_the_message./Remote_host_said:_554_5.7.1_spam/
delivery 9: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/";
    assert_eq!(
        events(log),
        [
            json!({"kind": "delayed", "time": "2005-12-31T15:21:01.862345Z", "text": "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)", "line": 1}),
            json!({"kind": "failed", "time": "2026-11-24 00:16:18.123456500", "address": "192.0.2.1", "command": "DATA", "text": "554 5.7.1 spam", "line": 2}),
            json!({"kind": "failed", "text": "Sorry, no mailbox here by that name. (#5.1.1)", "line": 3}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(problem("@400000006553f10a00000000 delivery 1").contains("expected `: success`"));
    assert!(
        problem("@400000006553f10a00000000 starting delivery 1: msg 47").contains("expected `to`")
    );
}
