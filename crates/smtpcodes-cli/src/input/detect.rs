//! Finds out from its beginning what a file holds.

use smtpcodes_extract::container::is_mailbox;
use smtpcodes_extract::{Event, log, provider};

use super::is_document;
use crate::args::From;

/// Lines that are looked at.
const LINES: usize = 200;

/// Says what a file holds, by the bytes it begins with.
pub fn detect(start: &[u8]) -> From {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    if is_mailbox(start) {
        return From::Message;
    }
    let text = String::from_utf8_lossy(start);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.clone().next() else { return From::Replies };
    if is_header(first)
        && lines.clone().nth(1).is_some_and(|line| is_header(line) || line.starts_with([' ', '\t']))
    {
        return From::Message;
    }
    if first.trim_start().starts_with(['{', '['])
        && (is_json(first) || is_document(start) || is_cut_json(start))
    {
        return From::Jsonl;
    }
    let mut reader = log::Reader::new().deliveries(true);
    let mut told = false;
    for (line, number) in lines.by_ref().take(LINES).zip(1..) {
        let read = reader.line(line.as_bytes(), number, &mut |_: Event| told = true);
        if told || read.is_err() {
            return From::Maillog;
        }
    }
    if is_reply(first) || !is_log_like(first) { From::Replies } else { From::Maillog }
}

/// Says whether the line is the field of a message's header.
pub fn is_header(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(':') else { return false };
    !name.is_empty()
        && name.len() < 64
        && name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Says whether the line is an object of ours or of a provider, and not of a log.
fn is_json(line: &str) -> bool {
    match serde_json::from_str::<serde_json::Value>(line) {
        Ok(value) => value.get("text").is_some() || provider::read(&value).is_some(),
        Err(_) => false,
    }
}

/// Says whether the first line is JSON that is longer than what has been looked at.
fn is_cut_json(start: &[u8]) -> bool {
    let whole = serde_json::from_slice::<serde::de::IgnoredAny>(start);
    memchr::memchr(b'\n', start).is_none() && whole.is_err_and(|error| error.is_eof())
}

fn is_reply(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && bytes.get(3).is_none_or(|&b| matches!(b, b' ' | b'-'))
}

/// Says whether the line begins as the lines of logs do: with a date, or with JSON.
fn is_log_like(line: &str) -> bool {
    let dated = line.get(..10).is_some_and(|date| {
        date.bytes().filter(u8::is_ascii_digit).count() >= 6 && date.contains(['-', '/', '.'])
    });
    let syslog = line.get(..15).is_some_and(|date| {
        date.starts_with(|c: char| c.is_ascii_uppercase())
            && date.bytes().filter(|&b| b == b':').count() == 2
    });
    dated || syslog || line.starts_with('{') || line.starts_with("__CURSOR=")
}
