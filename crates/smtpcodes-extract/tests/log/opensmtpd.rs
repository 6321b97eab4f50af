use crate::{events, problem};
use serde_json::json;

#[test]
fn new_and_old_shapes() {
    let log = "\
Nov 24 00:16:18 mx1 smtpd[7]: 5df87c9b982c840c mta delivery evpid=3d4c4a424797fe79 from=<news@example.net> to=<ann@example.com> rcpt=<-> source=\"192.0.2.9\" relay=\"192.0.2.1 (mx.example.com)\" delay=6m41s result=\"PermFail\" stat=\"550 5.1.1 \"ann\" is unknown\"
Nov 24 00:16:19 mx1 smtpd[7]: 5df87c9b982c840c mta event=delivery evpid=3d4c4a424797fe80 from=<> to=<bob@example.com> rcpt=<-> source=\"192.0.2.9\" relay=\"2001:db8::25 (mx.example.com)\" delay=1s result=\"TempFail\" stat=\"421 busy\"
Nov 24 00:16:20 mx1 smtpd[7]: 5df87c9b982c840c mda delivery evpid=3d4c4a424797fe81 from=<news@example.net> to=<cat@example.net> rcpt=<cat@example.net> user=cat delay=40s result=TempFail stat=Error (temporary failure: \"mail.lmtp: LMTP server error: 550 5.7.1 <cat@example.net> no\")
Nov 24 00:16:21 mx1 smtpd[7]: relay: TempFail for c534b8c7f5ad4a41: session=a6ee, from=<news@example.net>, to=<dan@example.com>, rcpt=<->, source=192.0.2.9, relay=192.0.2.1 (mx.example.com), delay=6m41s, stat=451 Temporary failure, sorry
Nov 24 00:16:22 mx1 smtpd[7]: delivery: Ok for f23a96c23e2500b8: from=<news@example.net>, to=<eve@example.net>, user=eve, method=maildir, delay=1s, stat=Delivered
Nov 24 00:16:23 mx1 smtpd[7]: 0000000000000000 mta delivery evpid=3d4c4a424797fe82 from=<news@example.net> to=<fay@no.example> rcpt=<-> source=\"-\" relay=\"no.example\" delay=4d result=\"Expire\" stat=\"Envelope expired\"
Nov 24 00:16:24 mx1 smtpd[7]: 5df87c9b982c840d smtp connected address=198.51.100.7 host=mail.example.net
Nov 24 00:16:25 mx1 smtpd[7]: 5df87c9b982c840d smtp failed-command command=\"RCPT TO:<x@example.com> \" result=\"550 Invalid recipient: <x@example.com>\"
Nov 24 00:16:26 mx1 smtpd[7]: smtp-in: Failed command on session a6ee64eda205f046: \"MAIL FROM:<s@example.net>\" => 451 Temporary failure
Nov 24 00:16:27 mx1 smtpd[7]: 5df87c9b982c840d smtp event=failed-command address=198.51.100.8 host=x command=\"DATA\" result=\"421 4.7.0 later\"
Nov 24 00:16:28 mx1 smtpd[7]: 5df87c9b982c840d smtp disconnected reason=quit";
    let sender = "news@example.net";
    assert_eq!(
        events(log),
        [
            json!({"kind": "failed", "time": "Nov 24 00:16:18", "recipient": "ann@example.com", "sender": sender, "id": "3d4c4a424797fe79", "host": "mx.example.com", "address": "192.0.2.1", "delay": 401.0, "text": "550 5.1.1 \"ann\" is unknown", "line": 1}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:19", "recipient": "bob@example.com", "sender": "", "id": "3d4c4a424797fe80", "host": "mx.example.com", "address": "2001:db8::25", "delay": 1.0, "text": "421 busy", "line": 2}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:20", "recipient": "cat@example.net", "sender": sender, "id": "3d4c4a424797fe81", "delay": 40.0, "text": "550 5.7.1 <cat@example.net> no", "line": 3}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:21", "recipient": "dan@example.com", "sender": sender, "id": "c534b8c7f5ad4a41", "host": "mx.example.com", "address": "192.0.2.1", "delay": 401.0, "text": "451 Temporary failure, sorry", "line": 4}),
            json!({"kind": "delivered", "time": "Nov 24 00:16:22", "recipient": "eve@example.net", "sender": sender, "id": "f23a96c23e2500b8", "delay": 1.0, "text": "Delivered", "line": 5}),
            json!({"kind": "failed", "time": "Nov 24 00:16:23", "recipient": "fay@no.example", "sender": sender, "id": "3d4c4a424797fe82", "host": "no.example", "delay": 345600.0, "text": "Envelope expired", "line": 6}),
            json!({"kind": "failed", "time": "Nov 24 00:16:25", "recipient": "x@example.com", "address": "198.51.100.7", "command": "RCPT", "text": "550 Invalid recipient: <x@example.com>", "line": 8}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:26", "sender": "s@example.net", "command": "MAIL", "text": "451 Temporary failure", "line": 9}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:27", "address": "198.51.100.8", "command": "DATA", "text": "421 4.7.0 later", "line": 10}),
        ]
    );
}

#[test]
fn a_server_that_refuses_the_connection() {
    let log = "\
Nov 24 00:16:18 mx1 smtpd[7]: 0d633f3bc5688ee0 mta connecting address=smtp+notls://192.0.2.1:25 host=mx.example.com
Nov 24 00:16:18 mx1 smtpd[7]: 0d633f3bc5688ee0 mta connected
Nov 24 00:16:19 mx1 smtpd[7]: 0d633f3bc5688ee0 mta error reason=BANNER rejected: 421 4.7.0 mx busy, come back
Nov 24 00:16:20 mx1 smtpd[7]: 0d633f3bc5688ee1 mta connecting address=smtp://[2001:db8::25]:25 host=<unknown>
Nov 24 00:16:21 mx1 smtpd[7]: 0d633f3bc5688ee1 mta error reason=Connection closed unexpectedly
Nov 24 00:16:22 mx1 smtpd[7]: 0d633f3bc5688ee1 mta disconnected reason=quit messages=6";
    assert_eq!(
        events(log),
        [
            json!({"kind": "delayed", "time": "Nov 24 00:16:19", "host": "mx.example.com", "address": "192.0.2.1", "command": "CONNECT", "text": "421 4.7.0 mx busy, come back", "line": 3}),
            json!({"kind": "delayed", "time": "Nov 24 00:16:21", "address": "2001:db8::25", "text": "Connection closed unexpectedly", "line": 5}),
        ]
    );
}

#[test]
fn a_cut_line_is_named() {
    assert!(
        problem("Nov 24 00:16:18 mx1 smtpd[7]: 5d mta delivery evpid=3d from=<news@exa")
            .contains("expected `stat=`")
    );
}
