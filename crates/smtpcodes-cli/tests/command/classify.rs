//! `classify`: the contract of its rows, its readers and its exit codes.

use std::fs;

use crate::{run, run_with};

const KEYS: [&str; 21] = [
    "source",
    "kind",
    "time",
    "recipient",
    "remote_host",
    "command",
    "code",
    "enhanced",
    "text",
    "permanence",
    "reason",
    "bounce",
    "fault",
    "retry",
    "retry_after",
    "action",
    "basis",
    "rule",
    "span",
    "provider",
    "blocklist",
];

/// The keys of a line of JSON, as they stand in it.
fn keys(line: &str) -> Vec<String> {
    let keys = line.match_indices("\":").map(|(end, _)| {
        let start = line[..end].rfind('"').unwrap() + 1;
        line[start..end].to_owned()
    });
    keys.collect()
}

#[test]
fn rows_have_the_keys_of_the_contract_in_order() {
    let run = run_with(&["classify", "--from", "replies"], b"550 5.1.1 user unknown\n");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(keys(&run.out), KEYS);
    assert_eq!(
        run.out,
        "{\"source\":\"-:1\",\"kind\":null,\"time\":null,\"recipient\":null,\"remote_host\":null,\"command\":null,\
         \"code\":550,\"enhanced\":\"5.1.1\",\"text\":\"550 5.1.1 user unknown\",\"permanence\":\"permanent\",\
         \"reason\":\"mailbox_unknown\",\"bounce\":\"hard\",\"fault\":\"recipient\",\"retry\":\"no\",\
         \"retry_after\":null,\"action\":\"suppress\",\"basis\":\"rule\",\"rule\":\"generic-user-unknown\",\
         \"span\":[10,22],\"provider\":null,\"blocklist\":null}\n"
    );
    let with_id = run_with(
        &["classify", "--from", "jsonl"],
        b"{\"text\": \"550 5.1.1 user unknown\", \"id\": {\"n\": 1.50}}\n",
    );
    assert!(
        with_id.out.starts_with("{\"id\":{\"n\": 1.50},\"source\":\"-:1\","),
        "{}",
        with_id.out
    );
    assert_eq!(keys(&with_id.out)[2..], KEYS);
}

#[test]
fn a_success_has_no_reason() {
    let row = &run_with(&["classify"], b"250 2.1.5 Ok\n").json_lines()[0];
    assert_eq!(row["permanence"], "success");
    for key in ["reason", "bounce", "fault", "retry", "retry_after", "action", "rule", "span"] {
        assert!(row[key].is_null(), "{key}");
    }
}

#[test]
fn replies_are_joined_where_they_go_on() {
    let input = b"550-5.1.1 The account\r\n550-5.1.1 does not\r\n550 5.1.1 exist\r\n\r\n\
        450-4.2.0 never ended\n421 4.3.2 Closing\n550 5.2.2 over\\nquota\n";
    let rows = run_with(&["classify", "--from", "replies"], input).json_lines();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(
        texts,
        [
            "550-5.1.1 The account\r\n550-5.1.1 does not\r\n550 5.1.1 exist",
            "450-4.2.0 never ended",
            "421 4.3.2 Closing",
            "550 5.2.2 over\nquota",
        ]
    );
    let sources: Vec<&str> = rows.iter().map(|row| row["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["-:1", "-:5", "-:6", "-:7"]);
}

#[test]
fn json_gives_what_is_known_around_a_reply() {
    let input = br#"{"text":"550 5.4.1 Recipient address rejected: Access denied","remote_host":"example-com.mail.protection.outlook.com","command":"RCPT TO","recipient":"ann@example.com","time":"2026-11-24T01:02:03Z","kind":"failed"}
{"text":"mailbox is gone","status":"5.1.1"}
{"text":"mailbox is gone","enhanced":"4.2.0","command":"carrier pigeon"}
"#;
    let rows = run_with(&["classify", "--from", "jsonl"], input).json_lines();
    assert_eq!(rows[0]["reason"], "mailbox_unknown");
    assert_eq!(rows[0]["provider"], "microsoft");
    assert_eq!(rows[0]["command"], "RCPT");
    assert_eq!(rows[0]["recipient"], "ann@example.com");
    assert_eq!(rows[0]["time"], "2026-11-24T01:02:03Z");
    assert_eq!(rows[0]["kind"], "failed");
    assert_eq!(rows[1]["enhanced"], "5.1.1");
    assert_eq!(rows[2]["enhanced"], "4.2.0");
    assert!(rows[2]["command"].is_null());
}

#[test]
fn its_own_rows_can_be_read_again() {
    let first = run_with(&["classify"], b"550 5.1.1 user unknown\n452 4.2.2 mailbox full\n").out;
    let again = run_with(&["classify"], first.as_bytes()).out;
    assert_eq!(first, again);
}

#[test]
fn json_is_known_by_the_beginning_of_a_line_that_is_very_long() {
    let list = format!("[{}]", ["{\"text\":\"550 user unknown\"}"; 4000].join(","));
    let run = run_with(&["classify"], list.as_bytes());
    assert_eq!((run.code, run.json_lines().len()), (0, 4000), "{}", run.err);
}

#[test]
fn a_bad_line_does_not_cost_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.jsonl");
    fs::write(&path, "{\"text\":\"550 user unknown\"}\n{broken\n{\"nothing\":1}\n\n[]\n7\n{\"text\":\"452 mailbox full\"}\n").unwrap();
    let run = run(&["classify", "--from", "jsonl", path.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    let reasons: Vec<_> = run.json_lines().iter().map(|row| row["reason"].clone()).collect();
    assert_eq!(reasons, ["mailbox_unknown", "mailbox_full"]);
    for line in [2, 3, 6] {
        assert!(run.err.contains(&format!("in.jsonl:{line}: ")), "{line}: {}", run.err);
    }
}

#[test]
fn files_that_cannot_be_read_do_not_cost_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "550 user unknown\n").unwrap();
    let run = run(&["classify", "/nonexistent/log", path.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json_lines().len(), 1);
    assert!(run.err.contains("/nonexistent/log"), "{}", run.err);
}

#[test]
fn output_is_in_the_order_of_the_input_whatever_the_jobs() {
    let mut input = String::new();
    for at in 0..60_000 {
        input.push_str(&format!(
            "{{\"id\":{at},\"text\":\"550 5.1.1 user{at} unknown, no such user here\"}}\n"
        ));
    }
    let one = run_with(&["classify", "--jobs", "1"], input.as_bytes());
    let many = run_with(&["classify", "--jobs", "7"], input.as_bytes());
    assert_eq!(one.code, 0);
    assert!(one.out == many.out);
    for (at, line) in one.out.lines().enumerate() {
        assert!(line.starts_with(&format!("{{\"id\":{at},\"source\":\"-:{}\"", at + 1)));
    }
    assert_eq!(one.out.lines().count(), 60_000);
}

#[test]
fn bytes_that_are_no_text_are_shown_as_such_and_the_span_still_fits() {
    let rows =
        run_with(&["classify"], b"550 5.1.1 <\xff\xfe@example.com>: user unknown\n").json_lines();
    let text = rows[0]["text"].as_str().unwrap();
    let span: Vec<usize> =
        rows[0]["span"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    assert_eq!(&text[span[0]..span[1]], "user unknown");
}

#[test]
fn usage_errors_end_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.txt");
    fs::write(&path, "550 user unknown\n").unwrap();
    let name = path.to_str().unwrap();
    for arguments in [
        &["classify", "--from", "tea-leaves"][..],
        &["classify", "--format", "gold"],
        &["classify", "--jobs", "0"],
        &["classify", "-o", "/nonexistent/folder/out", name],
        &["classify", "-o", name, name],
        &["classify", "--report", name, name],
        &["classify", "--rules", "/nonexistent/rules.yaml", name],
        &["divine"],
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(!run.err.is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "550 user unknown\n");
}

#[test]
fn an_empty_input_gives_no_rows() {
    for from in ["auto", "replies", "jsonl", "maillog"] {
        let run = run_with(&["classify", "--from", from], b"");
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{from}: {}", run.err);
    }
}
