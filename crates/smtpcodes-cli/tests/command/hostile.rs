//! What servers, neighbours and disks may do to the command.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use crate::{command, run, run_with};

const EVIL: &str =
    "550 5.1.1 \x1b]0;owned\x07\x1b[2J\u{9b}31m\u{202e}nwonknu\u{7f}\u{0}\u{200b} user unknown";

fn is_harmless(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !(c.is_control() || ('\u{200b}'..='\u{202e}').contains(&c)))
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let input = EVIL.as_bytes();
    let json = serde_json::to_string(
        &serde_json::json!({ "text": EVIL, "recipient": EVIL, "remote_host": EVIL }),
    );
    let json = json.unwrap();
    for (arguments, input) in [
        (&["explain", "-"][..], input),
        (&["explain", "--json", "-"], input),
        (&["classify"], input),
        (&["classify", "--from", "jsonl"], json.as_bytes()),
        (&["classify", "--from", "jsonl", "--format", "summary"], json.as_bytes()),
        (&["rules", "test", "-"], input),
    ] {
        let run = run_with(arguments, input);
        assert!(is_harmless(&run.out), "{arguments:?}: {:?}", run.out);
        assert!(run.out.contains("mailbox_unknown"), "{arguments:?}");
    }
    let shown = run_with(&["explain", "-"], input).out;
    assert!(shown.contains("␛]0;owned␇") && shown.contains("\\u{202e}"), "{shown}");
    let row = &run_with(&["classify"], input).json_lines()[0];
    assert_eq!(row["text"], EVIL, "escapes in JSON lose nothing");
}

#[test]
fn messages_on_standard_error_are_harmless_too() {
    let argument = "hello\x1b[31m\u{202e}";
    let told = run(&["explain", argument]);
    assert!(told.code == 2 && is_harmless(&told.err), "{:?}", told.err);
    let broken = run_with(&["classify", "--from", "jsonl"], b"{\"\x1b[2J\": nonsense}\n");
    assert!(broken.code == 1 && is_harmless(&broken.err), "{:?}", broken.err);
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("evil.yaml");
    fs::write(&rules, "- id: \"a\\e[31m\"\n  reason: \"b\\e[31m\"\n  any: [\"\\e[2J\"]\n").unwrap();
    let linted = run(&["rules", "lint", rules.to_str().unwrap()]);
    assert!(linted.code == 2 && is_harmless(&linted.err), "{:?}", linted.err);
}

#[test]
fn strange_bytes_never_panic() {
    let inputs: [&[u8]; 12] = [
        b"5",
        b"55",
        b"550",
        b"550-",
        b"550-\n",
        b"\xff\xfe",
        b"\0\0\0",
        b"\xef\xbb\xbf550 x",
        b"\n\n\n",
        b"{",
        b"[",
        b"From ",
    ];
    for input in inputs {
        for from in ["auto", "replies", "jsonl", "maillog", "message"] {
            let run = run_with(&["classify", "--from", from], input);
            assert!(run.code <= 1, "{from} {input:?}: {}", run.err);
            assert!(!run.err.contains("panicked"), "{from} {input:?}: {}", run.err);
        }
        let run = run_with(&["explain"], input);
        assert!(
            matches!(run.code, 0 | 2) && !run.err.contains("panicked"),
            "{input:?}: {}",
            run.err
        );
    }
}

#[test]
fn a_huge_line_is_answered() {
    let mut input = b"550 5.1.1 user unknown ".to_vec();
    input.resize(20 << 20, b'x');
    input.extend(b"\n552 5.2.2 mailbox full\n");
    let run = run_with(&["classify", "--from", "replies"], &input);
    assert_eq!(run.code, 1);
    let reasons: Vec<_> = run.json_lines().iter().map(|row| row["reason"].clone()).collect();
    assert_eq!(reasons, ["mailbox_unknown", "mailbox_full"]);
    assert!(run.err.contains("-:1: is longer than 16 MiB"), "{}", run.err);
    let mut long = b"550 5.1.1 user unknown ".to_vec();
    long.resize(3 << 20, b'x');
    assert_eq!(run_with(&["explain"], &long).code, 0);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = command()
        .args(["classify", "--from", "replies"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || {
        let lines = "550 5.1.1 user unknown\n".repeat(10_000);
        while stdin.write_all(lines.as_bytes()).is_ok() {}
    });
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    assert!(first.starts_with('{'));
    drop(out);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    feeder.join().unwrap();
}

#[test]
fn a_slow_pipe_is_answered_line_by_line() {
    let mut child =
        command().args(["classify"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for text in ["550 5.1.1 user unknown", "452 4.2.2 mailbox full"] {
        stdin.write_all(format!("{text}\n").as_bytes()).unwrap();
        stdin.flush().unwrap();
        let mut row = String::new();
        out.read_line(&mut row).unwrap();
        assert!(row.contains(text), "{row}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn no_colour_without_a_terminal_or_when_it_is_refused() {
    for arguments in [
        &["explain", "550"][..],
        &["explain", "--color=never", "550"],
        &["explain", "550 user unknown"],
    ] {
        assert!(!run(arguments).out.contains('\x1b'), "{arguments:?}");
    }
    assert!(run(&["--color=always", "explain", "550"]).out.contains('\x1b'));
    let forced = command().args(["explain", "550"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let refused = command().args(["explain", "550"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!refused.stdout.contains(&0x1b));
}
