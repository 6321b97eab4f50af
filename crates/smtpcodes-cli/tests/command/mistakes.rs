//! What people mistype: each message names the place, says what was expected, and nothing panics.

use std::fs;

use crate::{command, run, run_with};

#[test]
fn numbers_that_are_none_are_told_what_would_be_one() {
    for (option, word, told) in [
        ("--jobs", "0", "write a whole number, 1 or more"),
        ("--jobs", "3.5", "write a whole number, 1 or more"),
        ("--max-message", "10MB", "write a whole number of bytes, such as 10485760"),
        ("--max-expanded", "99999999999999999999999", "the most is 18446744073709551615"),
    ] {
        let run = run(&["classify", option, word]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(told) && run.err.contains(option), "{}", run.err);
    }
}

/// A million threads would be the end of many a machine.
#[test]
fn a_million_jobs_are_not_started() {
    let run = run_with(
        &["classify", "--jobs", "1000000", "--from", "replies", "--format", "csv"],
        b"550 user unknown\n",
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("mailbox_unknown"), "{}", run.out);
}

#[test]
fn two_outputs_never_share_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let roundabout = path("./out");
    for (arguments, told) in [
        (["-o", &path("out"), "--report", &roundabout].as_slice(), "`--report` and the rows"),
        (&["--suppressions", "-"], "`--suppressions` and the rows"),
        (&["-o", "-", "--report", "-"], "write to standard output"),
        (
            &["--suppressions", &path("out"), "--report", &path("out")],
            "`--report` and `--suppressions`",
        ),
    ] {
        let arguments: Vec<_> = ["classify"].iter().chain(arguments).copied().collect();
        let run = run_with(&arguments, b"550 user unknown\n");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(told), "{told} is not in\n{}", run.err);
    }
    assert!(!folder.path().join("out").exists());
    let apart = ["classify", "-o", &path("rows"), "--suppressions", "-"];
    let run =
        run_with(&apart, b"{\"text\":\"550 user unknown\",\"recipient\":\"a@example.com\"}\n");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("a@example.com"), "{}", run.out);
}

#[test]
fn a_missing_folder_and_a_file_in_another_encoding_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let out = run(&["classify", "-o", &path("none/rows")]);
    assert_eq!(out.code, 2);
    assert!(out.err.contains("there is no folder") && out.err.contains("make it first"));
    fs::write(path("rules.yaml"), b"# rules\n- id: caf\xE9\n").unwrap();
    for arguments in
        [&["rules", "lint", &path("rules.yaml")][..], &["classify", "--rules", &path("rules.yaml")]]
    {
        let run = run(arguments);
        assert!(run.err.contains("line 2 is no UTF-8; save the file as UTF-8"), "{}", run.err);
    }
}

#[test]
fn a_mistyped_option_of_explain_is_no_reply() {
    let run = run(&["explain", "--jsn", "550"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`--jsn` is no option of `explain`"), "{}", run.err);
    assert!(run.out.starts_with("550"), "{}", run.out);
}

#[test]
fn what_is_left_out_is_listed() {
    for (arguments, told) in [(["list"], "blocklists"), (["completions"], "zsh")] {
        let run = run(&arguments);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(told), "{}", run.err);
    }
    let run = run_with(&["classify", "--from", "jsonl"], b"550\n");
    assert!(run.err.contains("integer `550`, expected an object"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn arguments_in_another_encoding_are_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let reply = OsStr::from_bytes(b"552 bo\xEEte pleine");
    let output = command().arg("explain").arg(reply).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && out.contains("mailbox_full"), "{out}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_or_a_closed_pipe_behind_standard_output_or_error_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.yaml");
    let own = "- id: ours-parking\n  reason: domain_no_mail\n  any: [\"this domain is parked\"]\n  \
               accepts: [\"550 this domain is parked\"]\n  source: ours\n";
    fs::write(&rules, own).unwrap();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for (arguments, code) in [
        (&["classify", "no-such-file"][..], 1),
        (&["explain", "999"], 2),
        (&["explain", "550"], 1),
        (&["list", "reasons"], 1),
        (&["rules", "lint", rules.to_str().unwrap()], 1),
    ] {
        let status = command().args(arguments).stdout(full()).stderr(full()).status().unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
    for arguments in [&["rules", "lint", rules.to_str().unwrap()][..], &["list", "rules"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = command().args(arguments).stdout(writer).status().unwrap();
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
}
