//! `explain`: pages, JSON, and what it says about nonsense.

use serde_json::Value;

use crate::{run, run_with};

fn json(arguments: &[&str]) -> Value {
    let run = run(&[&["explain", "--json"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn pages_name_what_people_need() {
    for (what, words) in [
        (
            "550",
            &["550", "mailbox", "Standing", "standard", "Whose fault", "What to do", "RFC 5321"][..],
        ),
        ("5.1.1", &["bad_destination_mailbox", "Subject", "Goes with", "RFC 3463"]),
        ("5.7.25", &["5.7.25", "References"]),
        ("5.7.515", &["microsoft_", "What to do", "https://"]),
        ("X.1.1", &["bad_destination_mailbox", "mailbox_unknown"]),
        ("(5.1.1)", &["bad_destination_mailbox"]),
        ("mailbox_full", &["soft", "recipient", "sisimai: mailboxfull", "Wait"]),
        ("google", &["Gmail", "Hosts", "gsmtp", "Own codes"]),
        ("spamhaus_zen", &["Spamhaus ZEN", "Look up", "https://check.spamhaus.org/"]),
        ("generic-user-unknown", &["mailbox_unknown", "Written as"]),
        ("299", &["no document names", "success"]),
        ("5.999.999", &["no registry names", "not registered"]),
        ("431", &["unofficial"]),
    ] {
        let run = run(&["explain", what]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{what}");
        for word in words {
            assert!(run.out.contains(word), "{what} lacks {word}:\n{}", run.out);
        }
    }
}

#[test]
fn a_reply_shows_the_words_that_decided() {
    let text = "550 5.1.1 <ann@example.com>: user unknown";
    let plain = run(&["explain", text]).out;
    let mut lines = plain.lines();
    let quoted = lines.next().unwrap();
    let marker = lines.next().unwrap();
    assert_eq!(quoted, format!("  {text}"));
    let start = marker.find('~').unwrap();
    assert_eq!(&quoted[start..marker.len()], "user unknown");
    for words in ["mailbox_unknown", "hard", "suppress", "rule generic-user-unknown", "5.1.1"] {
        assert!(plain.contains(words), "{words}");
    }
    let coloured = run(&["explain", "--color=always", text]).out;
    assert!(coloured.contains("\x1b[4muser unknown\x1b[0m"), "{coloured:?}");
    assert!(!coloured.contains('~'));
}

#[test]
fn an_overruled_code_and_a_block_list_are_named() {
    let overruled = run(&["explain", "550 5.7.1 No such user!"]).out;
    assert!(
        overruled.contains("mailbox_unknown") && overruled.contains("Overruled"),
        "{overruled}"
    );
    let listed =
        run(&["explain", "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org"]).out;
    assert!(
        listed.contains("Spamhaus ZEN") && listed.contains("look it up at https://"),
        "{listed}"
    );
    let delayed = run(&["explain", "450 4.2.0 Greylisted, try again in 300 seconds"]).out;
    assert!(delayed.contains("Wait           5 minutes"), "{delayed}");
}

#[test]
fn many_lines_are_one_reply() {
    for text in [
        "550-5.1.1 The account does not exist.\\n550 5.1.1 No such user",
        "550-5.1.1 The account does not exist.\r\n550 5.1.1 No such user",
    ] {
        let run = run(&["explain", text]);
        assert!(run.out.starts_with("  550-5.1.1 The account"), "{}", run.out);
        assert!(run.out.contains("\n  550 5.1.1 No such user\n"), "{}", run.out);
        assert_eq!(run.out.matches("Address").count(), 1);
    }
}

#[test]
fn json_has_the_keys_of_the_contract_in_order() {
    let run = run(&["explain", "--json", "550 5.1.1 <ann@example.com>: user unknown"]);
    let keys = [
        "query",
        "reply_code",
        "code",
        "name",
        "phrase",
        "meaning",
        "standing",
        "commands",
        "reason",
        "phrases",
        "sources",
        "enhanced_code",
        "code",
        "class",
        "subject",
        "detail",
        "name",
        "phrase",
        "meaning",
        "standing",
        "replies",
        "reason",
        "vendor",
        "sources",
        "classification",
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
        "meaning",
        "advice",
        "overruled",
        "runner_up",
    ];
    let mut rest = run.out.as_str();
    for key in keys {
        let quoted = format!("\"{key}\":");
        let at = rest
            .find(&quoted)
            .unwrap_or_else(|| panic!("{key} is missing, or too early:\n{}", run.out));
        rest = &rest[at + quoted.len()..];
    }
}

#[test]
fn json_of_a_code_has_no_classification() {
    let code = json(&["550"]);
    assert_eq!(code["reply_code"]["name"], "mailbox_unavailable");
    assert!(code["enhanced_code"].is_null() && code["classification"].is_null());
    let enhanced = json(&["5.7.515"]);
    assert_eq!(enhanced["enhanced_code"]["code"], "5.7.515");
    assert_eq!(enhanced["enhanced_code"]["detail"], 515);
    assert_eq!(enhanced["enhanced_code"]["vendor"][0]["provider"], "microsoft");
    assert_eq!(json(&["mailbox_full"])["reason"]["bounce"], "soft");
    let unnamed = json(&["299"]);
    assert_eq!(unnamed["reply_code"]["code"], 299);
    assert!(unnamed["reply_code"]["name"].is_null());
}

#[test]
fn json_of_a_reply_names_what_decided() {
    let reply = json(&["550 5.7.1 No such user!"]);
    let c = &reply["classification"];
    assert_eq!(c["reason"], "mailbox_unknown");
    assert_eq!(c["basis"], "rule");
    assert!(c["overruled"].is_string() && c["advice"].is_string() && c["meaning"].is_string());
    let span: Vec<usize> =
        c["span"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    assert!("550 5.7.1 No such user!"[span[0]..span[1]].starts_with("No such user"));
}

#[test]
fn unquoted_words_are_one_reply_and_names_are_many() {
    let joined = json(&["550", "5.1.1", "user", "unknown"]);
    assert_eq!(joined["query"], "550 5.1.1 user unknown");
    let several = run(&["explain", "--json", "550", "5.1.1", "mailbox_full"]);
    assert_eq!(several.json_lines().len(), 3);
    let quoted = run(&["explain", "--json", "550", "421 4.7.0 Try again later"]);
    assert_eq!(quoted.json_lines()[1]["query"], "421 4.7.0 Try again later");
}

#[test]
fn standard_input_is_read() {
    for arguments in [&["explain", "-"][..], &["explain"]] {
        assert!(run_with(arguments, b"552 5.2.2 mailbox full\r\n").out.contains("mailbox_full"));
    }
    let lines =
        run_with(&["explain", "--json"], b"550\n5.1.1\n452 4.2.2 mailbox full\n").json_lines();
    assert_eq!(lines.len(), 3);
    let one =
        run_with(&["explain", "--json"], b"550-5.1.1 The account\n550 5.1.1 does not exist\n")
            .json_lines();
    assert_eq!(one.len(), 1);
}

#[test]
fn nonsense_is_told_what_would_be_right() {
    for (what, words) in [
        ("999", &["999", "200 to 599"][..]),
        ("199", &["199", "200 to 599"]),
        ("600", &["600", "200 to 599"]),
        ("050", &["050", "200 to 599"]),
        ("5500", &["5500", "200 to 599"]),
        ("5.7.1000", &["5.7.1000", "0 to 999"]),
        ("3.1.1", &["3.1.1", "class 2, 4 or 5"]),
        ("5.07.1", &["5.07.1", "without leading zeros"]),
        ("5.1", &["5.1", "5.7.515"]),
        ("X.99.99", &["X.99.99", "not registered"]),
        ("hello", &["hello", "200 to 599", "list reasons"]),
        ("mailbox_fulll", &["Did you mean mailbox_full?"]),
        ("", &["nothing to explain", "550"]),
        ("   ", &["nothing to explain"]),
        ("()", &["()"]),
    ] {
        let run = run(&["explain", what]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{what}");
        for word in words {
            assert!(run.err.contains(word), "{what} lacks {word}: {}", run.err);
        }
    }
    let empty = run_with(&["explain"], b"");
    assert!(empty.code == 2 && empty.err.contains("nothing to explain"));
}

#[test]
fn a_bad_question_does_not_cost_the_others() {
    let run = run(&["explain", "--json", "550", "999", "5.1.1"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.json_lines().len(), 2);
    assert!(run.err.contains("999"));
}

#[test]
fn a_hyphen_may_begin_a_reply() {
    assert_eq!(run(&["explain", "-- 550 user unknown"]).code, 0);
}
