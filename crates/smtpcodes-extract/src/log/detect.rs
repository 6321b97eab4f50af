//! Knows from a line which software wrote it.

use std::fmt;
use std::str::FromStr;

use super::header::{self, Header};
use super::{dovecot, scan};

/// The software whose log is read.
///
/// ```
/// use smtpcodes_extract::log::Format;
/// assert_eq!("postfix".parse(), Ok(Format::Postfix));
/// assert!("carrier-pigeon".parse::<Format>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Postfix.
    Postfix,
    /// Exim: main log and reject log.
    Exim,
    /// Sendmail.
    Sendmail,
    /// qmail, netqmail and notqmail.
    Qmail,
    /// OpenSMTPD.
    OpenSmtpd,
    /// Haraka.
    Haraka,
    /// Dovecot's LMTP and LDA.
    Dovecot,
    /// Exchange message tracking and Microsoft 365 message trace, as CSV.
    Exchange,
    /// PowerMTA accounting files, as CSV.
    PowerMta,
    /// KumoMTA records, as JSON lines.
    KumoMta,
    /// Stalwart: text and JSON.
    Stalwart,
    /// Cisco Secure Email (IronPort): mail logs and bounce logs.
    Cisco,
}

impl Format {
    /// Every format, in the order of the names that people know first.
    pub const ALL: &[Self] = &[
        Self::Postfix,
        Self::Exim,
        Self::Sendmail,
        Self::Qmail,
        Self::OpenSmtpd,
        Self::Haraka,
        Self::Dovecot,
        Self::Exchange,
        Self::PowerMta,
        Self::KumoMta,
        Self::Stalwart,
        Self::Cisco,
    ];

    /// Returns the name, as the command line takes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Postfix => "postfix",
            Self::Exim => "exim",
            Self::Sendmail => "sendmail",
            Self::Qmail => "qmail",
            Self::OpenSmtpd => "opensmtpd",
            Self::Haraka => "haraka",
            Self::Dovecot => "dovecot",
            Self::Exchange => "exchange",
            Self::PowerMta => "powermta",
            Self::KumoMta => "kumomta",
            Self::Stalwart => "stalwart",
            Self::Cisco => "cisco",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|format| format.as_str() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|format| format.as_str()).collect();
            format!("`{name}` is no log format; expected one of {}", names.join(", "))
        })
    }
}

/// Finds the software of a line of text, and splits its header off.
pub(super) fn detect(line: &[u8]) -> Option<(Format, Header<'_>)> {
    if let Some(header) = header::read(line) {
        // an appliance sends its log under a name that its administrator chose
        let cisco = || is_cisco(header.message).then_some(Format::Cisco);
        if let Some(format) = program(header.program).or_else(cisco) {
            return Some((format, header));
        }
    }
    let header = bare(line);
    message(&header).map(|format| (format, header))
}

/// Splits the header off a line whose software is known.
pub(super) fn split(line: &[u8], format: Format) -> Header<'_> {
    match header::read(line).filter(|header| program(header.program).is_some()) {
        Some(header) => header,
        None if format == Format::Postfix => header::read(line).unwrap_or_else(|| bare(line)),
        None => bare(line),
    }
}

/// Finds the software by the name it gives itself in syslog.
pub(super) fn program(name: &[u8]) -> Option<Format> {
    // Postfix alone puts its service behind a slash, whatever its instance is called
    if name.starts_with(b"postfix") || name.contains(&b'/') {
        return Some(Format::Postfix);
    }
    let is = |prefix: &[u8]| name.starts_with(prefix);
    Some(match name {
        b"smtpd" | b"opensmtpd" => Format::OpenSmtpd,
        b"dovecot" | b"dovecot-lda" => Format::Dovecot,
        _ if dovecot::is_service(name) => Format::Dovecot,
        _ if is(b"sendmail") || is(b"sm-") => Format::Sendmail,
        _ if is(b"exim") => Format::Exim,
        _ if is(b"qmail") || is(b"notqmail") => Format::Qmail,
        _ if is(b"haraka") => Format::Haraka,
        _ if is(b"stalwart") => Format::Stalwart,
        _ => return None,
    })
}

/// Splits the stamp off a line that syslog did not write.
fn bare(line: &[u8]) -> Header<'_> {
    if line.starts_with(b"postfix")
        && let Some(header) = header::tagged(line)
    {
        return header;
    }
    if line.first() == Some(&b'@') {
        let label = scan::until(line, b" ");
        return Header {
            time: Some(label),
            message: line[label.len()..].trim_ascii_start(),
            ..Header::default()
        };
    }
    match header::stamp_and_year(line) {
        Some((time, rest)) => {
            Header { time: Some(time), message: rest.trim_ascii_start(), ..Header::default() }
        }
        None => Header { message: line, ..Header::default() },
    }
}

fn is_cisco(message: &[u8]) -> bool {
    [&b"Info: "[..], b"Warning: ", b"Critical: "].iter().any(|level| message.starts_with(level))
}

/// Finds the software by the shape of the message.
fn message(header: &Header<'_>) -> Option<Format> {
    let message = header.message;
    let is = |prefix: &[u8]| message.starts_with(prefix);
    if !header.program.is_empty() {
        return program(header.program);
    }
    if is(b"delivery ") || is(b"starting delivery ") || is(b"info msg ") {
        return Some(Format::Qmail);
    }
    if is(b"[") && message.get(1).is_some_and(u8::is_ascii_uppercase) || is(b"level=") {
        return Some(Format::Haraka);
    }
    let time = header.time?;
    if dovecot::is_service(message) {
        return Some(Format::Dovecot);
    }
    if is_cisco(message) {
        return Some(Format::Cisco);
    }
    let level = scan::until(message, b" ");
    if matches!(level, b"INFO" | b"WARN" | b"ERROR" | b"DEBUG" | b"TRACE") {
        return Some(Format::Stalwart);
    }
    // 2026-11-24 00:16:18, with a blank: Exim
    let dated = time.get(4) == Some(&b'-') && time.get(10) == Some(&b' ');
    dated.then_some(Format::Exim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_software_is_known_by_its_line() {
        for (line, format) in [
            ("Nov 24 00:16:18 mx1 postfix/smtp[7]: A1: to=<a@example.com>", Some(Format::Postfix)),
            ("Nov 24 00:16:18 mx1 bulk-out/smtp[7]: A1: to=<a@example.com>", Some(Format::Postfix)),
            ("postfix/smtp[7]: A1: to=<a@example.com>", Some(Format::Postfix)),
            ("2026-11-24 00:16:18 1rABCD-0001ab-Cd ** a@example.com: gone", Some(Format::Exim)),
            (
                "2026-11-24 00:16:18 +0100 [77] 1rABCD-0001ab-Cd ** a@example.com: gone",
                Some(Format::Exim),
            ),
            (
                "Nov 24 00:16:18 mx1 exim[7]: 1rABCD-0001ab-Cd ** a@example.com: gone",
                Some(Format::Exim),
            ),
            ("Nov 24 00:16:18 mx1 sm-mta[7]: 4AO0GI: to=<a@example.com>", Some(Format::Sendmail)),
            ("@400000006553f10a00000000 delivery 1: failure: x", Some(Format::Qmail)),
            (
                "Nov 24 00:16:18 mx1 qmail: 1136042461.862345 delivery 1: failure: x",
                Some(Format::Qmail),
            ),
            ("Nov 24 00:16:18 mx1 smtpd[7]: 5df8 mta delivery evpid=1", Some(Format::OpenSmtpd)),
            (
                "[NOTICE] [AB-CD.1.1] [outbound] recipient <a@example.com> rejected: 550 x",
                Some(Format::Haraka),
            ),
            ("2026-07-23 19:44:30.609085500  [NOTICE] [AB.1] [outbound] x", Some(Format::Haraka)),
            ("Nov 24 00:16:18 mx1 dovecot: lmtp(a@example.com)<7><S>: x", Some(Format::Dovecot)),
            (
                "2026-10-04T02:22:32Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 1",
                Some(Format::Stalwart),
            ),
            (
                "Mon Mar 31 20:00:27 2025 Info: Bounced: DCID 3 MID 4 to RID 0 - 5.1.0 - x",
                Some(Format::Cisco),
            ),
            ("Nov 24 00:16:18 mx1 CRON[7]: (root) CMD (x)", None),
            ("P Received: from mx.example.com by mx.example.net", None),
            ("", None),
        ] {
            assert_eq!(detect(line.as_bytes()).map(|found| found.0), format, "{line}");
        }
    }

    #[test]
    fn names_round_trip() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(*format));
        }
    }
}
