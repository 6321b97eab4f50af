//! What people name as input, and what is in it.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::{command, run, run_with};

const LINE: &str = "Nov 24 00:16:18 mx1 postfix/smtp[7]: A1: to=<a@example.com>, relay=none, dsn=5.1.1, status=bounced (user unknown)";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_pattern_that_no_shell_has_expanded_is_expanded() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["b.log.gz", "a.log.gz", ".hidden.gz"] {
        fs::write(path(name), gzip(format!("{LINE}\n").as_bytes())).unwrap();
    }
    fs::write(path("odd[1].txt"), "550 user unknown\n").unwrap();
    fs::create_dir(path("in.d")).unwrap();
    fs::write(path("in.d/x"), "552 mailbox full\n").unwrap();

    let sources = |pattern: &str| -> Vec<String> {
        let run = run(&["classify", &path(pattern)]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{pattern}");
        let root = format!("{}/", folder.path().display());
        let rows = run.json_lines();
        rows.iter().map(|row| row["source"].as_str().unwrap().replace(&root, "")).collect()
    };
    assert_eq!(sources("*.gz"), ["a.log.gz:1", "b.log.gz:1"]);
    assert_eq!(sources("i?.d"), ["in.d/x:1"]);
    assert_eq!(sources("odd[1].txt"), ["odd[1].txt:1"], "a file of that name comes first");

    let nothing = run(&["classify", &path("*.bz2"), &path("a.log.gz"), &path("x[")]);
    assert_eq!((nothing.code, nothing.json_lines().len()), (1, 1));
    for words in [
        "*.bz2: is no file, and as a pattern it matches none",
        "x[: is no file, and no pattern either",
    ] {
        assert!(nothing.err.contains(words), "{}", nothing.err);
    }
}

#[test]
fn what_a_run_writes_is_no_input_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    // more files than can be under way: some rows are written before the last one is read
    for at in 0..100 {
        fs::write(path(&format!("a{at:02}.txt")), "550 5.1.1 user unknown\n".repeat(10)).unwrap();
    }
    let out = path("b.jsonl");
    let written = run(&["classify", "--jobs", "1", "-o", &out, folder.path().to_str().unwrap()]);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(out).unwrap().lines().count(), 1000);
    let refused = run(&["classify", "-o", &path("a01.txt"), &path("a0*")]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("is an input too"), "{}", refused.err);
    assert_ne!(fs::read_to_string(path("a01.txt")).unwrap(), "");
}

#[test]
fn every_encoding_and_line_end_gives_the_same_rows() {
    let replies = "550 5.1.1 user unknown\n452 4.2.2 mailbox full\n".to_owned();
    let log = format!("{LINE}\n{LINE}\n");
    let json = "{\"text\":\"550 user unknown\"}\n{\"text\":\"452 mailbox full\"}\n".to_owned();
    let message = "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: failure notice\n\nUnable to deliver:\n\n<bob@example.org>:\n550 5.1.1 user unknown\n".to_owned();
    for text in [replies, log, json, message] {
        let expected = run_with(&["classify"], text.as_bytes()).json_lines();
        assert!(!expected.is_empty());
        let wide = |mark: &str, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("{mark}{text}").encode_utf16().flat_map(to_bytes).collect()
        };
        for (name, bytes) in [
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("CR", text.replace('\n', "\r").into_bytes()),
            ("UTF-16LE", wide("\u{feff}", u16::to_le_bytes)),
            ("UTF-16BE", wide("\u{feff}", u16::to_be_bytes)),
            ("UTF-16LE without a mark", wide("", u16::to_le_bytes)),
            ("UTF-16BE without a mark", wide("", u16::to_be_bytes)),
            ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
            ("UTF-16 and gzip", gzip(&wide("\u{feff}", u16::to_le_bytes))),
        ] {
            let run = run_with(&["classify"], &bytes);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
            let rows = run.json_lines();
            let reasons = |rows: &[serde_json::Value]| -> Vec<_> {
                rows.iter().map(|row| (row["source"].clone(), row["reason"].clone())).collect()
            };
            assert_eq!(reasons(&rows), reasons(&expected), "{name}:\n{text}");
        }
    }
}

#[test]
fn what_stands_before_a_break_is_read() {
    let lines = format!("{LINE}\n").repeat(1000);
    let cut = &lines.as_bytes()[..lines.len() - 30];
    let rows = run_with(&["classify"], cut).json_lines();
    assert_eq!(rows.last().unwrap()["source"], "-:999");

    // the last lines of a compressed file that was cut, of which the final one is not whole
    let packed = gzip(b"550-5.1.1 no\n550-5.1.1 such\n");
    let run = run_with(&["classify", "--from", "replies"], &packed[..packed.len() - 8]);
    assert_eq!(run.code, 1);
    let rows = run.json_lines();
    assert_eq!(rows[0]["text"], "550-5.1.1 no\r\n550-5.1.1 such", "{}", run.err);
    assert!(run.err.contains("-: cannot be read any further"), "{}", run.err);
}

#[test]
fn one_file_of_many_formats_is_read() {
    let log = format!(
        "{LINE}\n2026-11-24 00:16:18 1rABCD-000000012ab-1XyZ ** ann@example.com R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550 5.1.1 no\n\
         \x00\x01\x02\u{fffd}\n{{\"type\":\"Bounce\",\"id\":\"k1\",\"sender\":\"n@example.net\",\"recipient\":\"c@example.com\",\"queue\":\"q\",\"response\":{{\"code\":550,\"content\":\"no\"}}}}\n"
    );
    let run = run_with(&["classify"], log.as_bytes());
    let rows = run.json_lines();
    let lines: Vec<&str> = rows.iter().map(|row| row["source"].as_str().unwrap()).collect();
    assert_eq!(lines, ["-:1", "-:2", "-:4"], "{}", run.err);
}

#[test]
fn garbage_is_read_without_harm_and_its_neighbours_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut seed = 7_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    })
    .take(1 << 18)
    .collect();
    let noise_path = folder.path().join("a");
    fs::write(&noise_path, noise).unwrap();
    fs::write(folder.path().join("b"), "550 5.1.1 user unknown\n").unwrap();
    for format in ["jsonl", "csv", "summary"] {
        let run = run(&["classify", "--format", format, folder.path().to_str().unwrap()]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("/a: is no text") && run.err.lines().count() == 1, "{}", run.err);
        assert!(run.out.contains("mailbox_unknown"), "{format}");
        for from in ["replies", "jsonl", "maillog", "message"] {
            let told = super::run(&[
                "classify",
                "--from",
                from,
                "--format",
                format,
                noise_path.to_str().unwrap(),
            ]);
            assert!(told.code <= 1 && !told.err.contains("panicked"), "{from}: {}", told.err);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_maildir_is_read_past_what_cannot_be() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let message = "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: failure notice\n\nUnable to deliver:\n\n<bob@example.org>:\n550 5.1.1 user unknown\n";
    for name in ["cur", "new", "tmp", ".Sent/cur", ".Sent/new"] {
        fs::create_dir_all(path(name)).unwrap();
    }
    for name in ["cur/1", "cur/5", "new/6", "tmp/7", ".Sent/cur/8"] {
        fs::write(path(name), message).unwrap();
    }
    symlink("gone", path("cur/2")).unwrap();
    symlink("3", path("cur/3")).unwrap();
    symlink("../..", path(".Sent/cur/9")).unwrap();
    fs::write(path("cur/4"), message).unwrap();
    fs::set_permissions(path("cur/4"), fs::Permissions::from_mode(0o000)).unwrap();
    // whoever may read everything reads this too
    let locked = fs::read(path("cur/4")).is_err();
    let run = run(&["classify", folder.path().to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json_lines().len(), if locked { 4 } else { 5 }, "{}", run.err);
    for (name, told) in [("cur/2", true), ("cur/3", true), ("cur/4", locked), ("cur/5", false)] {
        assert_eq!(run.err.contains(&format!("{name}: cannot be read: ")), told, "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let child = command().arg("classify").arg(&path).stdout(Stdio::piped()).spawn().unwrap();
    fs::write(&path, "550 5.1.1 user unknown\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("mailbox_unknown"));
}

#[test]
fn parts_and_headers_without_end_do_not_cost_the_next_message() {
    let separator = "From ann@example.net Mon Mar  3 10:00:00 2025\n";
    let head = "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: failure notice\n";
    let nested: String = (0..10_000)
        .map(|at| format!("Content-Type: multipart/mixed; boundary=\"b{at}\"\n\n--b{at}\n"))
        .collect();
    let report = "\nUnable to deliver:\n\n<bob@example.org>:\n550 5.1.1 user unknown\n\n";
    let huge = format!("X: {}\n", "a".repeat(50 << 20));
    let mailbox = format!(
        "{separator}{head}{nested}\nhello\n\n{separator}{head}{huge}{report}{separator}{head}{report}"
    );
    let run = run_with(&["classify"], mailbox.as_bytes());
    let rows = run.json_lines();
    let sources: Vec<&str> = rows.iter().map(|row| row["source"].as_str().unwrap()).collect();
    assert!(sources.ends_with(&["-:2", "-:3"]), "{sources:?}: {}", run.err);
}

#[test]
fn what_is_too_large_is_named_with_the_option_that_lets_it_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.gz"), gzip("550 5.1.1 user unknown\n".repeat(1000).as_bytes())).unwrap();
    let report = "From: MAILER-DAEMON@example.net\nSubject: failure notice\n\n<ann@example.com>:\n550 5.1.1 user unknown\n";
    fs::write(path("b.eml"), report).unwrap();
    for (name, option, least) in
        [("a.gz", "--max-expanded", 23_000), ("b.eml", "--max-message", report.len())]
    {
        let limited = |bytes: usize| run(&["classify", option, &bytes.to_string(), &path(name)]);
        let refused = limited(least - 1);
        assert_eq!(refused.code, 1, "{name}");
        assert!(refused.err.contains(option), "{}", refused.err);
        let taken = limited(least);
        assert_eq!((taken.code, taken.err.as_str()), (0, ""), "{name}");
        assert!(!taken.json_lines().is_empty(), "{name}");
    }
}

#[test]
fn numbers_at_the_head_of_replies_are_no_dates() {
    for line in [
        "550_5.1.1_User_unknown",
        "192.0.2.1_does_not_like_recipient./Remote_host_said:_550_User_unknown/",
        "198.51.100.7 said: 550 User unknown",
    ] {
        let rows = run_with(&["classify"], format!("{line}\n").as_bytes()).json_lines();
        assert_eq!(rows[0]["reason"], "mailbox_unknown", "{line}");
        assert_eq!(rows[0]["code"], 550, "{line}");
    }
}

#[test]
fn what_a_shell_sends_the_output_to_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // more than what is under way at once, so that rows are written before the last file is read
    for at in 0..100 {
        fs::write(path(&format!("a{at:02}.txt")), "550 5.1.1 user unknown\n".repeat(10)).unwrap();
    }
    let (out, err) = (path("b.jsonl"), path("c.txt"));
    let mut child = command()
        .args(["classify", "--jobs", "1"])
        .arg(folder.path())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    // what reads its own rows never ends
    for _ in 0..3000 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let _ = child.kill();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 1000);

    let named = path("a00.txt");
    let log = fs::OpenOptions::new().append(true).open(&named).unwrap();
    let refused = command().arg("classify").arg(&named).stdout(log).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("a00.txt, which is an input too"), "{told}");
    assert_eq!(fs::read_to_string(&named).unwrap().lines().count(), 10);
}
