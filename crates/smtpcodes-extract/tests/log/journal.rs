use crate::events;
use serde_json::json;

const MESSAGE: &str = "A1: to=<ann@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.1]:25: Connection refused)";

fn expected(line: u64) -> serde_json::Value {
    json!({"kind": "delayed", "time": "2023-11-14T22:13:20.500Z", "recipient": "ann@example.com", "id": "A1", "host": "mx.example.com", "address": "192.0.2.1",
           "command": "CONNECT", "delay": 1.0, "text": "connect to mx.example.com[192.0.2.1]:25: Connection refused", "status": "4.4.1", "line": line})
}

#[test]
fn export_format_with_a_binary_field() {
    let first = format!(
        "__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1700000000500000\n_HOSTNAME=mx1\nSYSLOG_IDENTIFIER=postfix/smtp\nSYSLOG_PID=77\nMESSAGE={MESSAGE}\n\n"
    );
    let length =
        String::from_utf8((MESSAGE.len() as u64).to_le_bytes().map(|b| b & 0x7f).to_vec()).unwrap();
    let second = format!(
        "__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1700000000500000\nSYSLOG_IDENTIFIER=postfix/smtp\nMESSAGE\n{length}{MESSAGE}\n_PID=77\n\n"
    );
    let third = format!(
        "__CURSOR=s=1;i=3\n__REALTIME_TIMESTAMP=1700000000500000\nSYSLOG_IDENTIFIER=sshd\nMESSAGE={MESSAGE}\n\n"
    );
    let last = format!(
        "__CURSOR=s=1;i=4\n__REALTIME_TIMESTAMP=1700000000500000\n_COMM=dovecot\nSYSLOG_IDENTIFIER=postfix/smtp\nMESSAGE={MESSAGE}"
    );
    // the last entry ends with the log
    assert_eq!(
        events(&format!("{first}{second}{third}{last}")),
        [expected(1), expected(8), expected(20)]
    );
}

#[test]
fn json_with_a_text_and_with_bytes() {
    let text = json!({"__REALTIME_TIMESTAMP": "1700000000500000", "SYSLOG_IDENTIFIER": "postfix/smtp", "_PID": "77", "MESSAGE": MESSAGE});
    let bytes = json!({"__REALTIME_TIMESTAMP": "1700000000500000", "SYSLOG_IDENTIFIER": "postfix/smtp", "_PID": "77", "MESSAGE": MESSAGE.as_bytes()});
    let other = json!({"__REALTIME_TIMESTAMP": "1700000000500000", "SYSLOG_IDENTIFIER": "sshd", "MESSAGE": "hello"});
    assert_eq!(events(&format!("{text}\n{bytes}\n{other}")), [expected(1), expected(2)]);
}
