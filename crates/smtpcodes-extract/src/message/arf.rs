//! Complaints of recipients: abuse reports (RFC 5965) and their forerunners.

use crate::{Event, Kind};

use super::address;
use super::fields::Fields;
use super::mail::Mail;

/// Where the returned message names the recipient who complained, the surest first.
const RECIPIENTS: &[&str] =
    &["x-hmxmroriginalrecipient", "x-original-to", "delivered-to", "x-apparently-to", "to"];

/// Reads the feedback report of a message.
pub(crate) fn read(mail: &Mail) -> Vec<Event> {
    let Some(report) = report(mail) else {
        return Vec::new();
    };
    let kind = match report.first("feedback-type").map(str::trim) {
        Some(kind) if kind.eq_ignore_ascii_case("not-spam") => None,
        _ => Some(Kind::Complaint),
    };
    let mut recipients: Vec<Option<String>> =
        recipients(mail, &report).into_iter().map(Some).collect();
    if recipients.is_empty() {
        recipients.push(None);
    }
    recipients
        .into_iter()
        .map(|recipient| Event {
            kind,
            recipient,
            sender: report.first("original-mail-from").and_then(address::bare),
            time: report.first_of(&["arrival-date", "received-date"]).map(|d| d.trim().to_owned()),
            provider_label: report.first("feedback-type").map(|t| t.trim().to_owned()),
            remote_host: report
                .first("reporting-mta")
                .and_then(|v| v.rsplit(';').next())
                .map(|h| h.trim().to_owned()),
            ..Event::default()
        })
        .collect()
}

fn report(mail: &Mail) -> Option<Fields> {
    if let Some(body) = mail.feedback.first() {
        let mut all = Fields::default();
        for group in super::fields::groups(body) {
            all.append(&group);
        }
        return Some(all);
    }
    let subject = mail.subject.to_lowercase();
    let old = subject.starts_with("complaint about message from") && !mail.original.is_empty();
    let typed = mail.headers.first("content-type").is_some_and(|t| {
        t.to_ascii_lowercase().contains("report-type=\"feedback-report\"")
            || t.to_ascii_lowercase().contains("report-type=feedback-report")
    });
    (old || typed).then(Fields::default)
}

fn recipients(mail: &Mail, report: &Fields) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut take = |value: &str| {
        for found in address::all(value) {
            if !out.iter().any(|o| o.eq_ignore_ascii_case(&found)) {
                out.push(found);
            }
        }
    };
    for name in ["original-rcpt-to", "redacted-address", "removal-recipient"] {
        report.all(name).for_each(&mut take);
    }
    if out.is_empty()
        && let Some(value) = RECIPIENTS
            .iter()
            .find_map(|n| mail.original.first(n).filter(|v| !address::all(v).is_empty()))
    {
        return address::all(value);
    }
    out
}
