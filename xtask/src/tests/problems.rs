//! Each message of the validator, provoked by one edit of the tiny spec.

use std::fs;

use super::Scratch;
use crate::regen;

/// A file, what is replaced in it, by what, and words of the message that must follow.
const BAD: [(&str, &str, &str, &str); 43] = [
    ("rules/generic.yaml", "no such * user", "user * user name", "begins the later piece"),
    ("codes.yaml", "name: acme_blocked", "name: blocked", "`blocked` must begin with its provider"),
    (
        "codes.yaml",
        "vendor:\n",
        "vendor:\n- {provider: acme, code: X.7.150, name: acme_other, phrase: \"O\", meaning: \"O.\", sources: [\"o\"]}\n",
        "overlaps acme_other",
    ),
    ("codes.yaml", "phrase: \"Okay\"", "phraze: \"Okay\"", "reply 250: unknown field `phraze`"),
    ("codes.yaml", "code: 550", "code: 250", "the code `250` is taken by reply 250"),
    (
        "codes.yaml",
        "name: ok",
        "name: mailbox_unavailable",
        "the name `mailbox_unavailable` is taken by",
    ),
    ("codes.yaml", "name: ok", "name: Ok", "`Ok` is no name"),
    ("codes.yaml", "code: 250", "code: 99", "a reply code has three digits"),
    ("codes.yaml", "meaning: \"Done.\"", "meaning: \"\"", "`meaning` is one line of words"),
    ("codes.yaml", "commands: [RCPT, VRFY]", "commands: [RSVP]", "`RSVP` is no command"),
    (
        "codes.yaml",
        "standing: standard, commands",
        "standing: sacred, commands",
        "`sacred` is no standing",
    ),
    (
        "codes.yaml",
        "commands: [RCPT], sources: [\"RFC 5321 §4.2.3\"]",
        "commands: [RCPT], sources: []",
        "`sources` is empty",
    ),
    (
        "codes.yaml",
        "commands: [RCPT], sources",
        "commands: [RCPT], reason: mailbox_unknown, sources",
        "only a 4xx or 5xx reply has a reason",
    ),
    (
        "codes.yaml",
        "reason: mailbox_unknown\n",
        "reason: mailbox_lost\n",
        "there is no reason `mailbox_lost`",
    ),
    ("codes.yaml", "X.1.1", "5.1.1", "write the code as `X.1.1`"),
    ("codes.yaml", "provider: acme", "provider: acne", "there is no provider `acne`"),
    ("codes.yaml", "to: 199", "to: 99", "`to` is the last detail of the range"),
    ("codes.yaml", "code: 5.7.100", "code: 5.7.1000", "write the code as `5.7.606`"),
    ("codes.yaml", "vendor:", "vendors:", "`vendor` must be a sequence"),
    ("reasons.yaml", "number: 2", "number: 1", "the number `1` is taken by reason mailbox_unknown"),
    ("reasons.yaml", "number: 2", "number: 3", "entries stand in order, so it is 2"),
    ("reasons.yaml", "number: 2", "number: 0", "numbers of reasons go from 1 to 63"),
    ("reasons.yaml", "precedence: 2", "precedence: 1", "the precedence `1` is taken by"),
    ("reasons.yaml", "action: review", "action: pray", "`pray` is no action"),
    ("reasons.yaml", "bounce: soft", "bounce: rubber", "`rubber` is no bounce"),
    ("providers.yaml", "mx.acme.example", ".acme.example", "is no host suffix"),
    ("providers.yaml", "lists: ip", "lists: ips", "`lists` is `ip` or `domain`"),
    (
        "crosswalks.yaml",
        "labels: [userunknown, undefined]",
        "labels: [undefined]",
        "`userunknown` is not among its `labels`",
    ),
    (
        "crosswalks.yaml",
        ", {reason: undetermined, labels: [undefined]}]",
        "]",
        "`to` needs one row with labels for `undetermined`",
    ),
    ("vectors/tiny.yaml", "35 35 30", "35 3", "two digits a byte"),
    (
        "vectors/tiny.yaml",
        "expect: {reason: mailbox_unknown}",
        "expect: {}",
        "a case that expects nothing cannot fail",
    ),
    ("vectors/tiny.yaml", "command: RCPT", "command: RSVP", "there is no command `RSVP`"),
    ("vectors/tiny.yaml", "why: \"Shows the form.\"", "why: \"\"", "`why` is empty"),
    (
        "rules/generic.yaml",
        "id: generic-user-unknown",
        "id: Generic",
        "an id is lower case letters",
    ),
    ("rules/generic.yaml", "\"user unknown\", ", "\"User unknown\", ", "has a capital `U`"),
    ("rules/generic.yaml", "no such * user", "no * user", "has less than 3 bytes"),
    ("rules/generic.yaml", ", \"550 5.1.1 no such local user\"]", "]", "it needs at least 2"),
    (
        "rules/generic.yaml",
        "550 5.1.1 no such local user",
        "450 4.1.1 no such local user",
        "does not win its own example",
    ),
    (
        "rules/generic.yaml",
        "550 5.1.1 userunknown",
        "550 5.1.1 sorry, user unknown",
        "a pattern is too wide",
    ),
    ("rules/generic.yaml", "codes: [\"5xx\"]", "codes: [\"6xx\"]", "`6xx` is no reply code"),
    (
        "rules/generic.yaml",
        "enhanced: [\"5.1.x\"]",
        "enhanced: [\"5.1\"]",
        "`5.1` is no enhanced code",
    ),
    (
        "rules/generic.yaml",
        "reason: mailbox_unknown",
        "reason: mailbox_unknwon",
        "did you mean `mailbox_unknown`?",
    ),
    (
        "rules/generic.yaml",
        "\"no such * user\"]",
        "\"user unknown\"]",
        "stands twice in this entry",
    ),
];

#[test]
fn every_message_names_its_entry() {
    for (at, (file, from, to, wanted)) in BAD.iter().enumerate() {
        let scratch = Scratch::tiny(&format!("bad-{at}"));
        let place = scratch.0.join("spec").join(file);
        let text = fs::read_to_string(&place).expect("the tiny spec has the file");
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(&place, text.replacen(from, to, 1)).expect("the file can be written");
        let problems = match regen::build(&scratch.0) {
            Ok(_) => panic!("{file} with {to:?} was accepted"),
            Err(problems) => problems.to_string(),
        };
        assert!(
            problems.contains(wanted),
            "{file} with {to:?}: wanted {wanted:?}, got\n{problems}"
        );
        assert!(problems.contains(&format!("spec/{file}")), "the file is not named:\n{problems}");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let scratch = Scratch::tiny("all");
    for (file, from, to, _) in [&BAD[3], &BAD[23], &BAD[26]] {
        let place = scratch.0.join("spec").join(file);
        let text = fs::read_to_string(&place).expect("the tiny spec has the file");
        fs::write(&place, text.replacen(from, to, 1)).expect("the file can be written");
    }
    let problems = regen::build(&scratch.0).expect_err("three entries are bad").0;
    let files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(
        files,
        ["spec/codes.yaml", "spec/providers.yaml", "spec/reasons.yaml"],
        "{problems:?}"
    );
}

#[test]
fn the_same_words_under_the_same_conditions_are_a_duplicate() {
    let scratch = Scratch::tiny("duplicate");
    let place = scratch.0.join("spec/rules/generic.yaml");
    let text = fs::read_to_string(&place).expect("the tiny spec has rules");
    let twin = text.replace("id: generic-user-unknown", "id: other-user-unknown");
    fs::write(&place, text + &twin).expect("the file can be written");
    let problems = regen::build(&scratch.0).expect_err("a duplicate is refused").to_string();
    assert!(
        problems.contains("also stands in rule generic-user-unknown under the same conditions"),
        "{problems}"
    );
}

#[test]
fn yaml_that_cannot_be_read_names_the_file_and_the_line() {
    let scratch = Scratch::tiny("yaml");
    fs::write(scratch.0.join("spec/phrases.yaml"), "delays: [\n").expect("the file can be written");
    let problems = regen::build(&scratch.0).expect_err("the file is broken").to_string();
    assert!(problems.contains("spec/phrases.yaml: ") && problems.contains("line"), "{problems}");
}
