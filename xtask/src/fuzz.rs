//! `cargo xtask fuzz`: seeds for the fuzz targets, and a short run of each.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use smtpcodes_rules::{Example, Problem};

use crate::spec::Spec;
use crate::vectors::VectorKind;

/// The targets of fuzz/.
const TARGETS: [&str; 7] =
    ["parse", "find_codes", "classify", "rules", "message", "logs", "events"];

/// Longer vectors only slow the fuzzer down.
const LONGEST_SEED: usize = 16 * 1024;

/// A text with the host and the command it answers, where they are known.
type Text = (Vec<u8>, Option<String>, Option<String>);

/// Writes the seeds, and runs the targets whose name contains `only` for `seconds` each where that is given.
pub fn run(root: &Path, only: Option<&str>, seconds: Option<u32>) -> ExitCode {
    match seed(root).and_then(|()| seconds.map_or(Ok(()), |seconds| fuzz(root, only, seconds))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn fuzz(root: &Path, only: Option<&str>, seconds: u32) -> Result<(), String> {
    let there = Command::new("cargo").args(["+nightly", "fuzz", "--version"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        return Err("cargo-fuzz or a nightly toolchain is missing; install them with: \
             rustup toolchain install nightly && cargo install cargo-fuzz --locked"
            .to_owned());
    }
    let mut failed = Vec::new();
    for target in TARGETS.iter().filter(|name| only.is_none_or(|only| name.contains(only))) {
        println!("== {target}, {seconds} s");
        let status = Command::new("cargo")
            // The profile in fuzz/ says which assertions hold; without --release cargo-fuzz turns on all.
            .args(["+nightly", "fuzz", "run", "--release", target, "--"])
            .arg(format!("-max_total_time={seconds}"))
            .args(["-timeout=10", "-print_final_stats=1"])
            .current_dir(root)
            .status();
        if !status.is_ok_and(|status| status.success()) {
            failed.push(*target);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "failed: {}; what failed is in fuzz/artifacts: make it a vector of spec/vectors, or a test of the reader",
        failed.join(", ")
    ))
}

/// Writes fuzz/corpus from the spec and from the samples of the readers' own tests.
fn seed(root: &Path) -> Result<(), String> {
    let mut problems = Vec::new();
    let spec = Spec::load(root, &mut problems);
    if !problems.is_empty() {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(lines.join("\n"));
    }
    let texts = texts(&spec)?;
    let corpus = root.join("fuzz/corpus");
    let read = |file: &str| {
        fs::read(root.join(file)).map_err(|error| format!("{file} cannot be read: {error}"))
    };

    // The first byte tells the length of the pieces that arrive.
    let split = |bytes: Vec<u8>| [[1, 7, 255][bytes.len() % 3]].into_iter().chain(bytes).collect();
    write(&corpus.join("parse"), vectors(&spec, VectorKind::ParseReply)?.into_iter().map(split))?;
    let bare = texts.iter().map(|(text, ..)| text.clone());
    let found = vectors(&spec, VectorKind::FindCodes)?;
    write(&corpus.join("find_codes"), bare.clone().chain(found.clone()))?;
    write(&corpus.join("classify"), texts.iter().map(surrounded).chain(found))?;
    write(&corpus.join("rules"), rules(root)?)?;
    let messages = files(root, "crates/smtpcodes-extract/tests/data")?;
    write(&corpus.join("message"), messages.into_iter().chain(texts.iter().map(report)))?;
    // The tests of the log readers hold lines of every format between their own.
    let logs = files(root, "crates/smtpcodes-extract/tests/log")?;
    write(&corpus.join("logs"), logs.into_iter().chain(texts.iter().map(log_line)))?;
    let events = read("fuzz/seeds/events.jsonl")?;
    write(&corpus.join("events"), events.split(|&b| b == b'\n').map(<[u8]>::to_vec))
}

/// The texts of the rules' examples and of the vectors of classification.
fn texts(spec: &Spec) -> Result<Vec<Text>, String> {
    let mut texts = Vec::new();
    for rule in &spec.rules {
        for example in rule.entry.accepts.iter().chain(&rule.entry.rejects) {
            texts.push(match example {
                Example::Text(text) => (text.clone().into_bytes(), None, None),
                Example::Known(known) => {
                    let text = known.text.clone().into_bytes();
                    (text, known.host.clone(), known.command.clone())
                }
            });
        }
    }
    for case in vectors(spec, VectorKind::Classify)? {
        texts.push((case, None, None));
    }
    Ok(texts)
}

fn vectors(spec: &Spec, kind: VectorKind) -> Result<Vec<Vec<u8>>, String> {
    let groups = spec.vectors.iter().map(|group| &group.entry).filter(|group| group.kind == kind);
    groups.flat_map(|group| &group.cases).map(|case| case.bytes()).collect()
}

/// Each rule of spec/rules as a file of its own.
fn rules(root: &Path) -> Result<Vec<Vec<u8>>, String> {
    let mut rules = Vec::new();
    for file in files(root, "spec/rules")? {
        let text = String::from_utf8_lossy(&file).replace("\n- id:", "\n\0- id:");
        rules.extend(text.split('\0').map(|rule| rule.as_bytes().to_vec()));
    }
    Ok(rules)
}

fn files(root: &Path, folder: &str) -> Result<Vec<Vec<u8>>, String> {
    let wrong = |error: std::io::Error| format!("{folder} cannot be read: {error}");
    let mut paths = Vec::new();
    for entry in fs::read_dir(root.join(folder)).map_err(wrong)? {
        paths.push(entry.map_err(wrong)?.path());
    }
    paths.sort();
    paths.iter().filter(|path| path.is_file()).map(|path| fs::read(path).map_err(wrong)).collect()
}

/// Host, command and text, as the target cuts them.
fn surrounded((text, host, command): &Text) -> Vec<u8> {
    if host.is_none() && command.is_none() {
        return text.clone();
    }
    let part = |part: &Option<String>| part.clone().unwrap_or_default().into_bytes();
    [part(host), part(command), text.clone()].join(&0)
}

/// A delivery report about the text.
fn report((text, host, _): &Text) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).replace(['\r', '\n'], " ");
    let host = host.as_deref().unwrap_or("mx.example.com");
    format!(
        "From: <MAILER-DAEMON@example.net>\r\nSubject: Undelivered mail\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\n\r\n<ann@example.com>: host {host} said: {text}\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example.net\r\n\r\n\
         Final-Recipient: rfc822; ann@example.com\r\nAction: failed\r\nStatus: 5.0.0\r\n\
         Remote-MTA: dns; {host}\r\nDiagnostic-Code: smtp; {text}\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

/// What Postfix logs about the text.
fn log_line((text, host, _): &Text) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).replace(['\r', '\n'], " ");
    let host = host.as_deref().unwrap_or("mx.example.com");
    format!(
        "Nov 24 00:16:18 mx1 postfix/smtp[7]: 4B1C: to=<ann@example.com>, relay={host}[192.0.2.1]:25, delay=1, \
         delays=0/0/1/0, dsn=5.0.0, status=bounced (host {host}[192.0.2.1] said: {text} (in reply to RCPT TO command))\n"
    )
    .into_bytes()
}

fn write(folder: &Path, seeds: impl IntoIterator<Item = Vec<u8>>) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("{} cannot be written: {error}", folder.display());
    fs::create_dir_all(folder).map_err(wrong)?;
    let kept = seeds.into_iter().filter(|seed| (1..=LONGEST_SEED).contains(&seed.len()));
    let mut count = 0;
    for seed in kept {
        fs::write(folder.join(format!("seed-{count:05}")), seed).map_err(wrong)?;
        count += 1;
    }
    println!("{count} seeds in {}", folder.display());
    Ok(())
}
