//! Sendmail, old and new, and those who write like it: a list of addresses and a transcript of the session.

use crate::message::mail::Mail;
use crate::message::{address, fields, reply, session};

use super::Finding;

/// Reads a report that holds a transcript.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    let lines: Vec<&str> = mail.words.lines().collect();
    let Some(transcript) = lines.iter().position(|l| is_heading(l, "transcript of session")) else {
        return Vec::new();
    };
    let listed = listed(&lines[..]);
    let steps = steps(&lines[transcript + 1..]);
    let mut out: Vec<Finding> = Vec::new();
    for (recipient, reason) in listed {
        let step = about(&steps, &recipient);
        let mut told = step.map(|s| s.told.clone()).unwrap_or_default();
        if reply::weight(&reason) > reply::weight(&told) {
            told.clone_from(&reason);
        }
        let mut finding = Finding::new(Some(recipient), &told);
        if let Some(step) = step {
            finding.host = step.session.host.clone().or(finding.host);
            finding.address = step.session.address.clone().or(finding.address);
            finding.command = step.session.command.or(finding.command);
        }
        out.push(finding);
    }
    if out.is_empty() {
        for step in &steps {
            let named =
                step.names.iter().find(|n| !out.iter().any(|f| f.recipient.as_deref() == Some(n)));
            if let Some(name) = named {
                let mut finding = Finding::new(Some(name.clone()), &step.told);
                finding.host = step.session.host.clone().or(finding.host);
                finding.command = step.session.command.or(finding.command);
                out.push(finding);
            }
        }
    }
    out
}

fn is_heading(line: &str, words: &str) -> bool {
    let line = line.trim();
    line.starts_with('-') && line.to_ascii_lowercase().contains(words)
}

/// The addresses of the sections that list them, each with the reason that stands below it in parentheses.
fn listed(lines: &[&str]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in lines {
        if line.trim_start().starts_with("---") {
            let lower = line.to_ascii_lowercase();
            inside = ["addresses", "recipients of this"].iter().any(|w| lower.contains(w));
            continue;
        }
        if !inside {
            continue;
        }
        if let Some((found, rest)) = address::leading(line) {
            if !line.trim_start().starts_with('(') {
                let rest = rest.trim().trim_start_matches(['.', ' ']);
                out.push((found, rest.to_owned()));
                continue;
            }
        }
        let reason = line.trim();
        if let (Some(last), Some(inner)) = (out.last_mut(), reason.strip_prefix("(reason:")) {
            last.1 = inner.trim().trim_end_matches(')').to_owned();
        } else if let Some(last) = out.last_mut()
            && !reason.is_empty()
            && !last.1.is_empty()
        {
            fields::join(&mut last.1, reason.trim_end_matches(')'));
        }
    }
    out.dedup_by(|a, b| a.0.eq_ignore_ascii_case(&b.0));
    out
}

/// One answer of the transcript.
struct Step {
    told: String,
    names: Vec<String>,
    session: session::Session,
}

/// Reads the transcript: each answer with the command before it and the addresses that both name.
fn steps(lines: &[&str]) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut host = session::Session::default();
    let mut sent = String::new();
    let mut open = false;
    for line in lines {
        let trimmed = line.trim();
        if trimmed.starts_with("-----") {
            break;
        }
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        if trimmed.contains("while talking to ") {
            host = session::read(trimmed);
            sent.clear();
            open = false;
        } else if trimmed.starts_with(">>>") {
            trimmed.clone_into(&mut sent);
            open = false;
        } else {
            let told = trimmed.trim_start_matches("<<<").trim();
            match out.last_mut() {
                Some(last)
                    if open
                        && !(reply::starts_with_code(told) && !same_code(&last.told, told))
                        && !trimmed.starts_with("<<<") =>
                {
                    fields::join(&mut last.told, told);
                    last.names = names(&sent, &last.told);
                }
                Some(last) if open && same_code(&last.told, told) => {
                    fields::join(&mut last.told, told);
                    last.names = names(&sent, &last.told);
                }
                _ => out.push(Step {
                    names: names(&sent, told),
                    session: session::Session {
                        command: session::read(&sent).command,
                        ..host.clone()
                    },
                    told: told.to_owned(),
                }),
            }
            open = true;
        }
    }
    out
}

fn same_code(one: &str, other: &str) -> bool {
    one.get(..3) == other.get(..3) && reply::starts_with_code(other)
}

fn names(sent: &str, told: &str) -> Vec<String> {
    let mut out =
        if sent.to_ascii_uppercase().contains("RCPT") { address::all(sent) } else { Vec::new() };
    out.extend(address::all(told));
    out
}

/// Returns the step that tells most about the recipient: one that names it, or else the one that tells most at all.
fn about<'a>(steps: &'a [Step], recipient: &str) -> Option<&'a Step> {
    let named = |step: &&Step| step.names.iter().any(|n| n.eq_ignore_ascii_case(recipient));
    let best = |some: &mut dyn Iterator<Item = &'a Step>| {
        some.fold(None, |best: Option<&Step>, step| match best {
            Some(b) if reply::weight(&b.told) >= reply::weight(&step.told) => Some(b),
            _ => Some(step),
        })
    };
    best(&mut steps.iter().filter(named)).or_else(|| best(&mut steps.iter()))
}
