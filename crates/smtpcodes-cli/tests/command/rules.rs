//! `--rules`, `rules test` and `rules lint`.

use std::fs;
use std::path::PathBuf;

use crate::{run, run_with};

const GOOD: &str = r#"
- id: ours-parked
  reason: domain_no_mail
  any: ["this domain is parked"]
  accepts: ["550 This domain is parked"]
  source: "our own servers"
"#;

fn file(folder: &tempfile::TempDir, text: &str) -> (PathBuf, String) {
    let path = folder.path().join("rules.yaml");
    fs::write(&path, text).unwrap();
    let name = path.to_str().unwrap().to_owned();
    (path, name)
}

#[test]
fn own_rules_come_first_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let (_, name) = file(&folder, GOOD);
    let text = "550 5.1.1 this domain is parked";
    let row = &run_with(&["classify", "--rules", &name], text.as_bytes()).json_lines()[0];
    assert_eq!(
        (row["rule"].as_str(), row["reason"].as_str()),
        (Some("ours-parked"), Some("domain_no_mail"))
    );
    let page = run(&["explain", "--rules", &name, text]).out;
    assert!(page.contains("rule ours-parked") && page.contains("our own servers"), "{page}");
    let tested = run_with(&["rules", "test", "--rules", &name, "-"], text.as_bytes()).out;
    assert!(tested.contains("ours-parked: domain_no_mail"), "{tested}");
}

#[test]
fn bad_rules_are_refused_whole_with_every_problem() {
    let folder = tempfile::tempdir().unwrap();
    let bad = "
- id: ours-one
  reason: no_such_reason
  any: [\"parked\"]
  accepts: [\"550 parked\"]
  source: x
- id: ours-two
  reason: mailbox_full
  any: [\"ab\"]
  accepts: [\"550 something else\"]
  source: x
";
    let (_, name) = file(&folder, bad);
    for arguments in [
        &["classify", "--rules", &name][..],
        &["explain", "--rules", &name, "550 parked"],
        &["rules", "test", "--rules", &name, "-"],
        &["rules", "lint", &name],
    ] {
        let run = run_with(arguments, b"550 parked\n");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        for words in ["ours-one", "no_such_reason", "ours-two"] {
            assert!(run.err.contains(words), "{arguments:?} lacks {words}: {}", run.err);
        }
    }
}

#[test]
fn lint_praises_what_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let (_, name) = file(&folder, GOOD);
    let run = run(&["rules", "lint", &name]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("no problems"));
}

#[test]
fn a_test_shows_who_wins_and_who_else_matched() {
    let input =
        b"550 5.1.1 user unknown\n452 4.2.2 over quota, mailbox full\n299 fine\n550 5.1.1 hm\n";
    let run = run_with(&["rules", "test", "-"], input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.out.contains("line 1") && run.out.contains("generic-user-unknown: mailbox_unknown"),
        "{}",
        run.out
    );
    assert!(run.out.contains("no rule: mailbox_unknown, by the enhanced code"), "{}", run.out);
    assert_eq!(super::run(&["rules", "test", "/nonexistent"]).code, 1);
}
