//! Splits off what syslog, or the software itself, writes before a message.

use super::scan;

/// A log message and what stood before it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Header<'a> {
    pub(super) time: Option<&'a [u8]>,
    pub(super) program: &'a [u8],
    pub(super) pid: Option<&'a [u8]>,
    pub(super) message: &'a [u8],
}

/// How far into a line a stamp may reach.
const STAMP: usize = 48;

/// Returns the length of the stamp that a line begins with: all up to the end of the first `hh:mm:ss` and its
/// fraction and zone.
fn stamp(line: &[u8]) -> Option<usize> {
    if !line.first()?.is_ascii_alphanumeric() {
        return None;
    }
    let window = &line[..line.len().min(STAMP)];
    let colon = memchr::memchr(b':', window)?;
    let clock = window.get(colon.checked_sub(2)?..colon + 6)?;
    let digits = [0, 1, 3, 4, 6, 7];
    if clock[5] != b':' || !digits.iter().all(|&at| clock[at].is_ascii_digit()) {
        return None;
    }
    let rest = &window[colon + 6..];
    Some(colon + 6 + scan::until(rest, b" \t").len())
}

/// The length of `Nov 24 00:16:18`.
const CLASSIC: usize = 15;

/// Knows at a glance the stamp that most lines have, where neither year nor zone follows.
fn is_classic(line: &[u8]) -> bool {
    let Some((stamp, [b' ', next, ..])) = line.split_at_checked(CLASSIC) else { return false };
    let [a, b, c, b' ', d, e, b' ', f, g, b':', h, i, b':', j, k] = stamp else { return false };
    [a, b, c].iter().all(|byte| byte.is_ascii_alphabetic())
        && (d.is_ascii_digit() || *d == b' ')
        && [e, f, g, h, i, j, k].iter().all(|byte| byte.is_ascii_digit())
        && !matches!(next, b'0'..=b'9' | b'+' | b'-')
}

/// Reads a line that syslog, rsyslog or journalctl wrote: stamp, host, program, process id, message.
pub(super) fn read(line: &[u8]) -> Option<Header<'_>> {
    let mut line = line;
    if line.first() == Some(&b'<') {
        let (priority, rest) = scan::split(line, b">")?;
        if priority.len() > 4 || !priority[1..].iter().all(u8::is_ascii_digit) {
            return None;
        }
        if let Some(rest) = rest.strip_prefix(b"1 ") {
            return rfc_5424(rest);
        }
        line = rest;
    }
    let (time, rest) = stamp_and_year(line)?;
    let rest = rest.strip_prefix(b" ")?;
    let host = memchr::memchr(b' ', rest)?;
    tagged(&rest[host + 1..]).map(|header| Header { time: Some(time), ..header })
}

/// Splits the stamp off, with the year or the zone that some software writes after the time of day.
pub(super) fn stamp_and_year(line: &[u8]) -> Option<(&[u8], &[u8])> {
    if is_classic(line) {
        return Some(line.split_at(CLASSIC));
    }
    let length = stamp(line)?;
    Some(match &line[length..] {
        [b' ', digits @ ..]
            if digits.len() > 5
                && digits[4] == b' '
                && digits[..4].iter().all(u8::is_ascii_digit) =>
        {
            line.split_at(length + 5)
        }
        [b' ', b'+' | b'-', zone @ ..]
            if zone.len() > 5 && zone[4] == b' ' && zone[..4].iter().all(u8::is_ascii_digit) =>
        {
            line.split_at(length + 6)
        }
        _ => line.split_at(length),
    })
}

/// Reads `program[pid]: message` or `program: message`.
pub(super) fn tagged(text: &[u8]) -> Option<Header<'_>> {
    let end = memchr::memchr3(b'[', b':', b' ', text)?;
    let program = &text[..end];
    let (pid, message) = match text[end] {
        b'[' => {
            let rest = &text[end + 1..];
            // a handful of digits: a search for many bytes at once does not pay
            let close = rest.iter().position(|b| *b == b']')?;
            let (pid, message) = (&rest[..close], &rest[close + 1..]);
            (Some(pid), message.strip_prefix(b":").unwrap_or(message))
        }
        b':' => (None, &text[end + 1..]),
        _ => return None,
    };
    Some(Header { time: None, program, pid, message: message.trim_ascii_start() })
}

/// Reads `stamp host program pid message-id structured-data message`.
fn rfc_5424(line: &[u8]) -> Option<Header<'_>> {
    let mut fields = line.splitn(6, |b| *b == b' ');
    let time = fields.next()?;
    let _host = fields.next()?;
    let program = fields.next()?;
    let pid = fields.next()?;
    let _id = fields.next()?;
    let rest = fields.next()?;
    let message = match rest.strip_prefix(b"-") {
        Some(message) => message,
        None => scan::split(rest, b"] ")?.1,
    };
    let message = message.trim_ascii_start();
    Some(Header {
        time: Some(time),
        program,
        pid: Some(pid),
        message: message.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(message),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(String, String, String, String)> {
        let header = read(line.as_bytes())?;
        let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
        Some((
            text(header.time.unwrap_or_default()),
            text(header.program),
            text(header.pid.unwrap_or_default()),
            text(header.message),
        ))
    }

    #[test]
    fn every_stamp_that_syslog_writes_is_read() {
        for (line, time) in [
            ("Nov 24 00:16:18 mx1 postfix/smtp[77]: A1: x", "Nov 24 00:16:18"),
            ("Nov  4 00:16:18 mx1 postfix/smtp[77]: A1: x", "Nov  4 00:16:18"),
            ("Mär  4 00:16:18 mx1 postfix/smtp[77]: A1: x", "Mär  4 00:16:18"),
            ("<22>Nov 24 00:16:18 mx1 postfix/smtp[77]: A1: x", "Nov 24 00:16:18"),
            ("Nov 24 00:16:18 2026 mx1 postfix/smtp[77]: A1: x", "Nov 24 00:16:18 2026"),
            ("Nov 24 2026 00:16:18 mx1 postfix/smtp[77]: A1: x", "Nov 24 2026 00:16:18"),
            (
                "2026-11-24T00:16:18.123456+01:00 mx1 postfix/smtp[77]: A1: x",
                "2026-11-24T00:16:18.123456+01:00",
            ),
            ("2026-11-24T00:16:18+0100 mx1 postfix/smtp[77]: A1: x", "2026-11-24T00:16:18+0100"),
            ("<22>1 2026-11-24T00:16:18Z mx1 postfix/smtp 77 - - A1: x", "2026-11-24T00:16:18Z"),
            (
                "<22>1 2026-11-24T00:16:18Z mx1 postfix/smtp 77 - [a b=\"c\"] A1: x",
                "2026-11-24T00:16:18Z",
            ),
        ] {
            let expected =
                (time.to_owned(), "postfix/smtp".to_owned(), "77".to_owned(), "A1: x".to_owned());
            assert_eq!(parts(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_line_of_something_else_is_none() {
        for line in [
            "",
            "x",
            "12:34",
            "hello world: no stamp",
            "Nov 24 00:16:18",
            "Nov 24 00:16:18 mx1",
            "<999999>x",
            "::::::::::",
        ] {
            assert_eq!(read(line.as_bytes()), None, "{line}");
        }
    }
}
