//! `classify` over logs, messages and events of providers.

use std::fs;

use crate::{run, run_with};

const LOG: &str = "\
Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1.2, \
delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 <ann@example.com>: user unknown \
(in reply to RCPT TO command))
Nov 24 00:16:19 mx1 postfix/smtp[77]: 4B1D: to=<bob@example.net>, relay=mx.example.net[192.0.2.2]:25, delay=1.2, \
delays=0/0/1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 24 00:16:20 mx1 postfix/smtp[77]: 4B1E: to=<cat@example.org>, relay=mx.example.org[192.0.2.3]:25, delay=1.2, \
delays=0/0/1/0.2, dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.3] said: 452 4.2.2 mailbox full \
(in reply to RCPT TO command))
";

const BOUNCE: &str = "\
From: MAILER-DAEMON@mx1.example.org
To: news@example.org
Subject: Undelivered Mail Returned to Sender
Date: Tue, 24 Nov 2026 00:16:18 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx1.example.org

Final-Recipient: rfc822; ann@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 <ann@example.com>: user unknown

Final-Recipient: rfc822; dan@example.com
Action: delayed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 mailbox full

--b--
";

#[test]
fn a_log_gives_what_failed_and_on_request_what_did_not() {
    for from in ["auto", "maillog"] {
        let rows = run_with(&["classify", "--from", from], LOG.as_bytes()).json_lines();
        let seen: Vec<_> = rows
            .iter()
            .map(|row| {
                format!("{} {} {} {}", row["source"], row["kind"], row["recipient"], row["reason"])
                    .replace('"', "")
            })
            .collect();
        assert_eq!(
            seen,
            [
                "-:1 failed ann@example.com mailbox_unknown",
                "-:3 delayed cat@example.org mailbox_full"
            ]
        );
        assert_eq!(rows[0]["remote_host"], "mx.example.com");
        assert_eq!(rows[0]["command"], "RCPT");
    }
    let all = run_with(&["classify", "--deliveries"], LOG.as_bytes()).json_lines();
    assert_eq!(all[1]["kind"], "delivered");
    assert_eq!(all[1]["permanence"], "success");
    assert!(all[1]["reason"].is_null());
    let summary = run_with(&["classify", "--format", "summary"], LOG.as_bytes()).out;
    assert!(summary.contains("Delivered      1"), "{summary}");
}

#[test]
fn messages_are_read_alone_in_folders_and_in_mailboxes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.eml"), BOUNCE).unwrap();
    fs::write(folder.path().join("b.eml"), BOUNCE.replace('\n', "\r\n")).unwrap();
    let mailbox = format!(
        "From - Tue Nov 24 00:00:00 2026\n{BOUNCE}\nFrom - Tue Nov 24 00:00:01 2026\n{BOUNCE}"
    );
    fs::write(folder.path().join("c.mbox"), mailbox).unwrap();
    for from in ["auto", "message"] {
        let run = run(&["classify", "--from", from, folder.path().to_str().unwrap()]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let rows = run.json_lines();
        assert_eq!(rows.len(), 8, "{}", run.out);
        for pair in rows.chunks(2) {
            assert_eq!(pair[0]["recipient"], "ann@example.com");
            assert_eq!(pair[0]["bounce"], "hard");
            assert_eq!(pair[0]["kind"], "failed");
            assert_eq!(pair[1]["kind"], "delayed");
            assert_eq!(pair[1]["bounce"], "soft");
        }
        assert!(rows[0]["source"].as_str().unwrap().ends_with("a.eml"));
        assert!(rows[6]["source"].as_str().unwrap().ends_with("c.mbox:2"));
    }
}

#[test]
fn a_folder_may_hold_everything() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1-replies.txt"), "550 user unknown\n").unwrap();
    fs::write(folder.path().join("2-mail.log"), LOG).unwrap();
    fs::write(folder.path().join("3-bounce.eml"), BOUNCE).unwrap();
    fs::write(folder.path().join("4-rows.jsonl"), "{\"text\":\"421 4.3.2 shutting down\"}\n")
        .unwrap();
    let rows = run(&["classify", folder.path().to_str().unwrap()]).json_lines();
    let files: Vec<_> = rows
        .iter()
        .map(|row| {
            let source = row["source"].as_str().unwrap();
            source.rsplit('/').next().unwrap().chars().next().unwrap()
        })
        .collect();
    assert_eq!(files, ['1', '2', '2', '3', '3', '4']);
}

#[test]
fn an_event_of_a_provider_is_read() {
    let event = br#"{"event":"bounce","email":"ann@example.com","sg_event_id":"x","reason":"550 5.1.1 user unknown","type":"bounce","timestamp":1763942400}"#;
    let rows = run_with(&["classify"], &[event.as_slice(), b"\n"].concat()).json_lines();
    assert_eq!(rows[0]["recipient"], "ann@example.com");
    assert_eq!(rows[0]["reason"], "mailbox_unknown");
    let listed = format!(
        "[\n  {},\n  {}\n]\n",
        String::from_utf8_lossy(event),
        String::from_utf8_lossy(event)
    );
    assert_eq!(
        run_with(&["classify"], listed.as_bytes()).json_lines().len(),
        2,
        "a document over several lines"
    );
}

#[test]
fn json_may_stand_over_several_lines() {
    let documents = "{\n \"text\": \"550 user unknown\",\n \"id\": 1\n}\n\n[\n {\"text\": \"452 mailbox full\"},\n 7\n]\n";
    for from in ["auto", "jsonl"] {
        let run = run_with(&["classify", "--from", from], documents.as_bytes());
        let seen: Vec<_> = run
            .json_lines()
            .iter()
            .map(|row| format!("{} {}", row["source"], row["reason"]).replace('"', ""))
            .collect();
        assert_eq!(seen, ["-:1 mailbox_unknown", "-:6 mailbox_full"], "{from}");
        assert!(run.code == 1 && run.err.contains("-:6: "), "{from}: {}", run.err);
    }
    let deep = "[".repeat(1_000_000);
    let run = run_with(&["classify", "--from", "jsonl"], deep.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    let deep = "[".repeat(500_000) + &"]".repeat(500_000);
    let run = run_with(&["classify", "--from", "jsonl"], deep.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
}

#[test]
fn dead_addresses_are_listed_once_and_only_those() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dead.txt");
    let input = r#"{"text":"550 5.1.1 user unknown","recipient":"ann@example.com","time":"2026-11-24T01:02:03Z"}
{"text":"550 5.1.1 user unknown","recipient":"Ann@example.com","time":"2026-11-25T01:02:03Z"}
{"text":"550 5.1.1 user unknown","recipient":"dan@example.com"}
{"text":"550 5.1.1 user unknown","recipient":"evil\n@example.com"}
{"text":"550 5.1.1 user unknown","recipient":"nobody"}
{"text":"552 5.2.2 mailbox full","recipient":"full@example.com"}
{"text":"450 4.1.1 user unknown","recipient":"later@example.com"}
{"text":"user unknown","recipient":"queued@example.com","kind":"delayed"}
{"text":"550 5.7.1 message rejected as spam","recipient":"spam@example.com"}
{"text":"550 5.7.26 unauthenticated email from example.org is not accepted","recipient":"auth@example.com"}
{"text":"554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org","recipient":"listed@example.com"}
"#;
    let run = run_with(&["classify", "--suppressions", path.to_str().unwrap()], input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "ann@example.com\tmailbox_unknown\t2026-11-24\ndan@example.com\tmailbox_unknown\t\n"
    );
}
