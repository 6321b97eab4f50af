//! Completions and the manual page.

use crate::run;

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = run(&["completions", shell]);
        assert_eq!(run.code, 0);
        for word in ["explain", "classify", "suppressions", "watch"] {
            assert!(run.out.contains(word), "{shell} lacks {word}");
        }
    }
    assert_eq!(run(&["completions", "clam"]).code, 2);
}

#[test]
fn the_manual_page_has_every_subcommand() {
    let run = run(&["man"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains(".TH smtpcodes 1"));
    for section in ["EXPLAIN", "LIST", "CLASSIFY", "WATCH", "RULES"] {
        let section = format!("SMTPCODES {section}");
        assert!(run.out.contains(&section), "{section}");
    }
}

#[test]
fn help_and_version_end_with_zero() {
    assert_eq!(run(&["--help"]).code, 0);
    assert!(run(&["--version"]).out.starts_with("smtpcodes "));
    assert_eq!(run(&[]).code, 2);
}
