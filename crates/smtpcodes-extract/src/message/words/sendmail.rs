//! Sendmail, old and new, and those who write like it: a list of addresses and a transcript of the session.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::Kind;
use crate::message::mail::Mail;
use crate::message::{address, fields, reply, session};

use super::Finding;

/// Reads a report that holds a transcript.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    let lines: Vec<&str> = mail.words.lines().collect();
    let Some(transcript) = lines.iter().position(|l| is_heading(l, "transcript of session")) else {
        return Vec::new();
    };
    let listed = listed(&lines);
    let steps = steps(&lines[transcript + 1..]);
    if !listed.is_empty() {
        let steps = Steps::new(&steps);
        return listed
            .into_iter()
            .map(|entry| {
                let step = steps.about(&entry.recipient);
                Finding { kind: entry.kind, ..finding(entry.recipient, &entry.reason, step) }
            })
            .collect();
    }
    let mut out: Vec<Finding> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for step in &steps {
        for name in &step.names {
            if known.insert(name) {
                out.push(finding(name.clone(), "", Some(step)));
            }
        }
    }
    out
}

/// Makes the finding of one recipient from the reason in the list and from the transcript.
fn finding(recipient: String, reason: &str, step: Option<&Step>) -> Finding {
    let told = step.map(Step::told).unwrap_or_default();
    let mut finding = Finding::new(
        Some(recipient),
        if told.contains(reason) || reply::weight(told) > reply::weight(reason) {
            told
        } else {
            reason
        },
    );
    if let Some(step) = step {
        finding.host = step.session.host.clone().or(finding.host);
        finding.address = step.session.address.clone().or(finding.address);
        finding.command = step.session.command.or(finding.command);
    }
    finding
}

fn is_heading(line: &str, words: &str) -> bool {
    let line = line.trim();
    line.starts_with('-') && line.to_ascii_lowercase().contains(words)
}

/// An address of a section that lists them.
struct Entry {
    recipient: String,
    /// What stands below it in parentheses.
    reason: String,
    kind: Option<Kind>,
}

/// Reads the sections that list addresses.
fn listed(lines: &[&str]) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let mut inside = false;
    let mut kind = None;
    for line in lines {
        if line.trim_start().starts_with("---") {
            let lower = line.to_ascii_lowercase();
            inside = ["addresses", "recipients of this"].iter().any(|w| lower.contains(w));
            kind = kind_of(&lower);
            continue;
        }
        if !inside {
            continue;
        }
        if let Some((found, rest)) = address::leading(line)
            && !line.trim_start().starts_with('(')
        {
            let rest = rest.trim().trim_start_matches(['.', ' ']);
            let marked = rest.starts_with('(').then(|| kind_of(rest)).flatten();
            let reason = if marked.is_some() { "" } else { rest };
            out.push(Entry { recipient: found, reason: reason.to_owned(), kind: marked.or(kind) });
            continue;
        }
        let told = line.trim();
        if let (Some(last), Some(inner)) = (out.last_mut(), told.strip_prefix("(reason:")) {
            last.reason = inner.trim().trim_end_matches(')').to_owned();
        } else if let Some(last) = out.last_mut()
            && !told.starts_with("(expanded from")
            && !told.is_empty()
            && !last.reason.is_empty()
        {
            fields::join(&mut last.reason, told.trim_end_matches(')'));
        }
    }
    out.dedup_by(|a, b| a.recipient.eq_ignore_ascii_case(&b.recipient));
    out
}

/// Returns what the heading of a section, or the mark behind an address, says about the outcome.
fn kind_of(words: &str) -> Option<Kind> {
    let says = |word: &str| words.contains(word);
    if says("transient") {
        Some(Kind::Delayed)
    } else if says("permanent fatal") || says("unrecoverable") {
        Some(Kind::Failed)
    } else if says("successful") {
        Some(Kind::Delivered)
    } else {
        None
    }
}

/// One exchange of the transcript.
#[derive(Default)]
struct Step {
    /// What the remote host answered.
    reply: String,
    /// What the reporting system says about it, in the form of a reply of its own.
    summary: String,
    /// Whom the command or the summary names.
    names: Vec<String>,
    session: session::Session,
}

impl Step {
    /// What decided: the remote host's words, unless it said nothing.
    fn told(&self) -> &str {
        if self.reply.is_empty() { &self.summary } else { &self.reply }
    }
}

/// Reads the transcript: each answer with the command before it and the addresses around it.
fn steps(lines: &[&str]) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut host = session::Session::default();
    let mut sent = String::new();
    let mut open = false;
    for line in lines {
        let line = line.trim();
        if line.starts_with("-----") {
            break;
        }
        let begin = |sent: &str, host: &session::Session| Step {
            names: if sent.to_ascii_uppercase().contains("RCPT") {
                address::all(sent)
            } else {
                Vec::new()
            },
            session: session::Session { command: session::read(sent).command, ..host.clone() },
            ..Step::default()
        };
        if line.to_ascii_lowercase().contains("while talking to ") {
            host = session::read(line);
            sent.clear();
            open = false;
        } else if line.starts_with(">>>") {
            line.clone_into(&mut sent);
            open = false;
        } else if let Some(reply) = line.strip_prefix("<<<") {
            let reply = reply.trim();
            let goes_on = open
                && out.last().is_some_and(|s| s.summary.is_empty() && same_code(&s.reply, reply));
            if !goes_on {
                out.push(begin(&sent, &host));
            }
            if let Some(step) = out.last_mut() {
                fields::join(&mut step.reply, reply);
            }
            open = true;
        } else if !line.is_empty() {
            let names = address::all(line);
            let fresh = reply::starts_with_code(line) || opens_with_address(line);
            let taken = fresh && out.last().is_some_and(|s| !address::all(&s.summary).is_empty());
            if !open || taken {
                // what the reporting system says next is about another host, unless a session shows
                out.push(if taken { Step::default() } else { begin(&sent, &host) });
            }
            if let Some(step) = out.last_mut() {
                fields::join(&mut step.summary, line);
                for name in names {
                    if !step.names.contains(&name) {
                        step.names.push(name);
                    }
                }
            }
            open = true;
        }
    }
    out
}

/// Tells whether the line opens like `<bob@example.org>... Deferred`.
fn opens_with_address(line: &str) -> bool {
    line.contains("... ") && address::leading(line).is_some()
}

fn same_code(one: &str, other: &str) -> bool {
    one.get(..3) == other.get(..3) && reply::starts_with_code(other)
}

/// The steps of a transcript, found by whom they name.
struct Steps<'a> {
    all: &'a [Step],
    /// For each address, in lower case, the step that tells most about it.
    named: HashMap<String, &'a Step>,
    /// The step that tells most at all.
    best: OnceCell<Option<&'a Step>>,
}

impl<'a> Steps<'a> {
    fn new(all: &'a [Step]) -> Self {
        let mut named: HashMap<String, (u32, &Step)> = HashMap::new();
        for step in all.iter().filter(|step| !step.names.is_empty()) {
            let weight = reply::weight(step.told());
            for name in &step.names {
                let known = named.entry(name.to_lowercase()).or_insert((weight, step));
                if weight > known.0 {
                    *known = (weight, step);
                }
            }
        }
        let named = named.into_iter().map(|(name, (_, step))| (name, step)).collect();
        Self { all, named, best: OnceCell::new() }
    }

    /// Returns the step that tells most about the recipient: one that names it, or else the one that tells most at all.
    fn about(&self, recipient: &str) -> Option<&'a Step> {
        self.named.get(&recipient.to_lowercase()).copied().or_else(|| {
            *self
                .best
                .get_or_init(|| self.all.iter().rev().max_by_key(|step| reply::weight(step.told())))
        })
    }
}
