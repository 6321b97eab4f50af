//! Standard input, which ends.

use std::fs;

use crate::run_with;

use super::log::deferred;

#[test]
fn a_pipe_ends_with_its_input_and_is_known_by_its_content() {
    let deep = deferred("cat").repeat(3);
    let event = r#"{"event":"bounce","email":"ann@example.com","sg_event_id":"x","reason":"550 5.1.1 user unknown","type":"bounce"}"#;
    let delivered = r#"{"text":"250 ok","kind":"delivered"}"#;
    for (input, arguments, code, told) in [
        (deep.as_str(), &[][..], 0, "3  failures and delays"),
        (deep.trim_end(), &["-"], 0, "3  failures and delays"),
        ("\n\n550 user unknown\n452-mailbox\n452 full\n250 ok\n", &[], 0, "Read           3"),
        (&format!("{event}\n{delivered}\n{event}\n"), &[], 0, "Delivered      1"),
        (&format!("{event}\n{{\"cut\n{event}\n"), &[], 1, "Unreadable     1"),
        (event, &["--from", "replies"], 0, "Read           1"),
        ("", &[], 0, "0  failures and delays"),
    ] {
        let arguments: Vec<_> = ["watch"].iter().chain(arguments).copied().collect();
        let run = run_with(&arguments, input.as_bytes());
        assert_eq!(run.code, code, "{input}: {}", run.err);
        assert!(run.out.contains(told), "{told} is not in\n{}", run.out);
    }
}

#[test]
fn rules_of_the_users_own_count() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.yaml");
    let own = "- id: ours-parking\n  reason: domain_no_mail\n  any: [\"this domain is parked\"]\n  \
               accepts: [\"550 this domain is parked\"]\n  source: ours\n";
    fs::write(&rules, own).unwrap();
    let arguments = ["watch", "--rules", rules.to_str().unwrap()];
    let run = run_with(&arguments, b"550 this domain is parked\n");
    assert!(run.out.contains("domain_no_mail"), "{}{}", run.out, run.err);
}
