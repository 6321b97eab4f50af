use crate::{events, problem};
use serde_json::json;

#[test]
fn stored_refused_and_proxied() {
    let log = "\
Nov 24 00:16:18 mx1 dovecot: lmtp(ann@example.com)<77><S+1>: msgid=<1@example.net>: save failed to INBOX: Quota exceeded (mailbox for user is full)
Nov 24 00:16:19 mx1 dovecot: lmtp(77, bob@example.com): Info: S+1: sieve: msgid=<2@example.net>: failed to store into mailbox 'Junk': Internal error occurred. Refer to server log for more information. [2026-11-24 00:16:19]
Nov 24 00:16:20 mx1 dovecot: lmtp(cat@example.com)<77><S+1>: sieve: msgid=<3@example.net>: rejected message from <s@example.net> (no thanks)
Nov 24 00:16:21 mx1 dovecot: lmtp(dan@example.com)<77><S+1>: sieve: msgid=<4@example.net>: stored mail into mailbox 'INBOX'
Nov 24 00:16:22 mx1 deliver(eve@example.com): msgid=<5@example.net>: rejected: Quota exceeded (mailbox for user is full)
Nov 24 00:16:23 lmtp(fay@example.com)<77><S+1>: Info: msgid=<6@example.net>: saved mail to INBOX
Nov 24 00:16:24 mx1 dovecot: lmtp(77): Error: Failed to send message to <gus@example.com> at 192.0.2.1:24: 550 5.1.1 <gus@example.com> User doesn't exist (1/1 at 3 ms)
Nov 24 00:16:25 mx1 dovecot: lmtp(77): Info: Sent message to <hal@example.com> at mx.example.com:24: 250 2.0.0 saved (1/1 at 3 ms)
Nov 24 00:16:26 mx1 dovecot: lmtp(77): Connect from local
Nov 24 00:16:27 mx1 dovecot: imap-login: Login: user=<ann>, rip=198.51.100.7";
    let time = |second: u32| format!("Nov 24 00:16:{second}");
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": time(18), "recipient": "ann@example.com", "id": "<1@example.net>", "text": "Quota exceeded (mailbox for user is full)", "line": 1}),
            json!({"kind": "delayed", "time": time(19), "recipient": "bob@example.com", "id": "<2@example.net>", "text": "Internal error occurred. Refer to server log for more information. [2026-11-24 00:16:19]", "line": 2}),
            json!({"kind": "failed", "time": time(20), "recipient": "cat@example.com", "id": "<3@example.net>", "text": "no thanks", "line": 3}),
            json!({"kind": "delivered", "time": time(21), "recipient": "dan@example.com", "id": "<4@example.net>", "text": "stored mail into mailbox 'INBOX'", "line": 4}),
            json!({"kind": "failed", "time": time(22), "recipient": "eve@example.com", "id": "<5@example.net>", "text": "Quota exceeded (mailbox for user is full)", "line": 5}),
            json!({"kind": "delivered", "time": time(23), "recipient": "fay@example.com", "id": "<6@example.net>", "text": "saved mail to INBOX", "line": 6}),
            json!({"kind": "failed", "time": time(24), "recipient": "gus@example.com", "address": "192.0.2.1", "text": "550 5.1.1 <gus@example.com> User doesn't exist", "line": 7}),
            json!({"kind": "delivered", "time": time(25), "recipient": "hal@example.com", "host": "mx.example.com", "text": "250 2.0.0 saved", "line": 8}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("Nov 24 00:16:18 mx1 dovecot: lmtp(a@example.com)<77><S>: msgid=<1@exa")
            .contains("after `msgid=`")
    );
}
