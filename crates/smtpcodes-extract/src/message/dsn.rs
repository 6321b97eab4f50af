//! Machine-readable delivery reports (RFC 3464, RFC 6533).

use std::collections::HashMap;

use crate::Kind;

use super::fields::{Fields, groups};
use super::mail::Mail;
use super::words::{self, Finding};
use super::{address, reply, session};

const RECIPIENTS: &[&str] =
    &["final-recipient", "original-recipient", "x-actual-recipient", "x-original-recipient"];

/// Reads the delivery report of a message, and completes it from the words beside it.
pub(crate) fn read(mail: &Mail) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        mail.status.iter().flat_map(|body| findings(groups(body))).collect();
    if found.is_empty() {
        return found;
    }
    let told = words::read(mail);
    let mut by_recipient: HashMap<String, &Finding> = HashMap::new();
    for one in &told {
        if let Some(recipient) = &one.recipient {
            by_recipient.entry(recipient.to_lowercase()).or_insert(one);
        }
    }
    let alone = found.len() == 1;
    for finding in &mut found {
        let recipient = finding.recipient.as_deref().map(str::to_lowercase);
        let same = recipient.and_then(|r| by_recipient.get(&r).copied());
        if let Some(other) = same.or_else(|| told.first().filter(|_| alone && told.len() == 1)) {
            complete(finding, other);
        }
    }
    found
}

/// Tells whether the bytes open with the first field of a delivery report.
pub(crate) fn opens(bytes: &[u8]) -> bool {
    const FIRST: &[u8] = b"reporting-mta:";
    bytes.trim_ascii_start().get(..FIRST.len()).is_some_and(|b| b.eq_ignore_ascii_case(FIRST))
}

/// Cuts words where the fields of a report begin that has no part of its own for them.
pub(crate) fn cut(words: &str) -> Option<(String, String)> {
    let names_recipient = |line: &str| {
        super::fields::field(line).is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("final-recipient") && value.contains('@')
        })
    };
    if !words.lines().any(names_recipient) {
        return None;
    }
    let lines: Vec<&str> = words.lines().collect();
    let at = lines.iter().position(|line| is_report_field(line))?;
    Some((lines[..at].join("\n"), lines[at..].join("\n")))
}

/// Tells whether the line is a field that opens a delivery report.
fn is_report_field(line: &str) -> bool {
    super::fields::field(line).is_some_and(|(name, _)| {
        ["reporting-mta", "action", "final-recipient", "original-recipient"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
    })
}

/// Reads the groups of a report: one finding for each recipient.
fn findings(groups: impl Iterator<Item = Fields>) -> Vec<Finding> {
    recipients(groups).iter().filter_map(finding).collect()
}

/// Brings the groups into the shape of one group for each recipient.
///
/// Some systems part the fields of one recipient with blank lines, others leave the blank line out.
fn recipients(groups: impl Iterator<Item = Fields>) -> Vec<Fields> {
    let mut out: Vec<Fields> = Vec::new();
    for group in groups.flat_map(Fields::split_by_recipient) {
        let names = group.first_of(RECIPIENTS).is_some();
        let tells = group.first_of(&["action", "status", "diagnostic-code"]).is_some();
        match out.last_mut() {
            Some(last)
                if !names
                    && (tells || group.first("remote-mta").is_some())
                    && last.first("diagnostic-code").is_none() =>
            {
                last.append(&group);
            }
            Some(last) if last.first_of(RECIPIENTS).is_none() && names => last.append(&group),
            _ if names || tells => out.push(group),
            _ => {}
        }
    }
    out
}

fn finding(group: &Fields) -> Option<Finding> {
    let recipient = named(group);
    let diagnostic = group.all("diagnostic-code").map(diagnostic).reduce(|one, other| {
        if reply::weight(&other) >= reply::weight(&one) { other } else { one }
    });
    let status = group.first("status").map(status);
    if recipient.is_none() && diagnostic.is_none() && status.is_none() {
        return None;
    }
    let text = diagnostic
        .filter(|d| !d.is_empty())
        .or_else(|| group.first("status").and_then(comment))
        .unwrap_or_default();
    let mut finding = Finding::new(recipient, &text);
    finding.garbled =
        group.first("diagnostic-code").is_some_and(|d| d.contains(';') && !is_smtp(d));
    finding.status = status;
    finding.kind = group.first("action").and_then(kind);
    if let Some(remote) = group.first("remote-mta") {
        let (host, address) = remote_mta(remote);
        finding.host = host.or(finding.host);
        finding.address = address.or(finding.address);
    }
    Some(finding)
}

/// Returns the recipient of the group: an address that can be reached from everywhere where there is one.
fn named(group: &Fields) -> Option<String> {
    let mut out: Option<String> = None;
    for found in RECIPIENTS.iter().flat_map(|name| group.all(name)).filter_map(recipient) {
        if found.rsplit_once('@').is_some_and(|(_, domain)| domain.contains(['.', ':'])) {
            return Some(found);
        }
        if out.as_deref().is_none_or(|o| !o.contains('@') && found.contains('@')) {
            out = Some(found);
        }
    }
    out
}

/// Returns the address of `rfc822; a@b.example`, also where the type or the domain is missing.
fn recipient(value: &str) -> Option<String> {
    address::bare(value).or_else(|| {
        let plain = value.split_once(';').map_or(value, |(_, v)| v).trim();
        let plain = plain.trim_matches(['<', '>']);
        (!plain.is_empty() && !plain.contains(char::is_whitespace)).then(|| plain.to_owned())
    })
}

/// Returns the text of `smtp; 550 ...`, without the type before it.
fn diagnostic(value: &str) -> String {
    let value = value.trim();
    let text = value
        .split_once(';')
        .filter(|(kind, _)| {
            let kind = kind.trim();
            kind.len() <= 32
                && kind.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
                && !kind.starts_with(|c: char| c.is_ascii_digit())
        })
        .map_or(value, |(_, text)| text);
    text.trim().trim_start_matches("smtp;").trim().to_owned()
}

/// Tells whether the diagnostic is a reply of a mail server, as it was received.
///
/// Other types hold the words of the reporting system, which it wraps and encodes worse than in the part for people.
fn is_smtp(value: &str) -> bool {
    let kind = value.split(';').next().unwrap_or_default().trim();
    ["smtp", "lmtp", "x-smtp"].iter().any(|k| kind.eq_ignore_ascii_case(k))
        || reply::starts_with_code(kind)
}

/// Returns the code of a `Status` field, without the comment after it.
fn status(value: &str) -> String {
    value.split([' ', '\t', '(', ';']).find(|w| !w.is_empty()).unwrap_or_default().to_owned()
}

/// Returns the comment of a `Status` field, which some systems use for the reason.
fn comment(value: &str) -> Option<String> {
    let (_, comment) = value.split_once('(')?;
    Some(comment.trim().trim_end_matches(')').to_owned())
}

fn kind(action: &str) -> Option<Kind> {
    let word: String = action
        .trim()
        .chars()
        .take_while(|c| c.is_ascii_alphabetic())
        .collect::<String>()
        .to_ascii_lowercase();
    match word.as_str() {
        "failed" | "failure" | "error" | "expired" => Some(Kind::Failed),
        "delayed" | "deferred" => Some(Kind::Delayed),
        "delivered" | "relayed" | "expanded" | "deliverable" => Some(Kind::Delivered),
        _ => None,
    }
}

fn remote_mta(value: &str) -> (Option<String>, Option<String>) {
    let value = value.split_once(';').map_or(value, |(_, v)| v).trim();
    let read = session::read(&format!("host {value}"));
    (read.host, read.address)
}

/// Tells whether the text goes on with something else, such as `Remote system: mx.example.org`.
fn opens_with_label(more: &str) -> bool {
    let label = more.trim_start();
    let is_label = |name: &str| {
        name.len() <= 40 && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
    };
    label.len() < more.len()
        && label.starts_with(char::is_uppercase)
        && label.split_once(": ").is_some_and(|(name, _)| is_label(name))
}

/// Takes from the words what the fields leave out, or tell less well.
fn complete(finding: &mut Finding, told: &Finding) {
    if finding.recipient.as_deref().is_none_or(|r| !r.contains('@')) && told.recipient.is_some() {
        finding.recipient.clone_from(&told.recipient);
    }
    let (mine, theirs) = (reply::weight(&finding.text), reply::weight(&told.text));
    let whole = told
        .text
        .strip_prefix(&finding.text)
        .is_some_and(|more| !more.is_empty() && !opens_with_label(more));
    // the reply itself says enough: what is said about it is no better
    let answered = mine >= reply::TELLING
        && reply::starts_with_code(&finding.text)
        && !reply::starts_with_code(&told.text);
    if theirs > mine && !answered
        || theirs == mine && (whole || finding.garbled && !told.text.is_empty())
    {
        finding.text.clone_from(&told.text);
    }
    finding.host = finding.host.take().or_else(|| told.host.clone());
    finding.address = finding.address.take().or_else(|| told.address.clone());
    finding.command = finding.command.or(told.command);
}
