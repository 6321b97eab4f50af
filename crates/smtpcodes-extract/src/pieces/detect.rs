//! Finds out from its beginning what a file holds.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::jsonl::is_document;
use crate::container::is_mailbox;
use crate::text::lossy;
use crate::{Event, log, provider};

/// Lines that are looked at.
const LINES: usize = 200;

/// What an input holds.
///
/// ```
/// use smtpcodes_extract::Input;
/// assert_eq!("maillog".parse(), Ok(Input::Maillog));
/// assert!("pigeons".parse::<Input>().is_err());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Input {
    /// Look at the content.
    #[default]
    Auto,
    /// One reply a line.
    Replies,
    /// JSON objects with `text`, or events of a mail provider, one a line or as documents.
    Jsonl,
    /// The log of a mail server.
    Maillog,
    /// Bounce messages and mailboxes.
    Message,
}

impl Input {
    /// Every value, in the order of the documentation.
    pub const ALL: [Self; 5] =
        [Self::Auto, Self::Replies, Self::Jsonl, Self::Maillog, Self::Message];

    /// Gives the word, as the command line takes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Replies => "replies",
            Self::Jsonl => "jsonl",
            Self::Maillog => "maillog",
            Self::Message => "message",
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Input {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|input| input.as_str() == word).ok_or_else(|| {
            let words = Self::ALL.map(Self::as_str).join(", ");
            format!("{word:?} is no kind of input; expected one of {words}")
        })
    }
}

/// Says what a file holds, by the bytes it begins with.
pub(super) fn detect(start: &[u8]) -> Input {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    if is_mailbox(start) {
        return Input::Message;
    }
    let text = lossy(start);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.clone().next() else { return Input::Replies };
    if is_header(first)
        && lines.clone().nth(1).is_some_and(|line| is_header(line) || line.starts_with([' ', '\t']))
    {
        return Input::Message;
    }
    if first.trim_start().starts_with(['{', '['])
        && (is_json(first) || is_document(start) || is_cut_json(start))
    {
        return Input::Jsonl;
    }
    let mut reader = log::Reader::new().deliveries(true);
    let mut told = false;
    for (line, number) in lines.by_ref().take(LINES).zip(1..) {
        let read = reader.line(line.as_bytes(), number, &mut |_: Event| told = true);
        if told || read.is_err() {
            return Input::Maillog;
        }
    }
    if is_reply(first) || !is_log_like(first) { Input::Replies } else { Input::Maillog }
}

/// Says whether the line is the field of a message's header.
pub(super) fn is_header(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(':') else { return false };
    !name.is_empty()
        && name.len() < 64
        && name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Says whether the line is an object of ours or of a provider, and not of a log.
fn is_json(line: &str) -> bool {
    // numbers that are too large for a value are no hindrance
    let ours = serde_json::from_str::<Ours>(line).is_ok_and(|object| object.text.is_some());
    ours || serde_json::from_str(line).is_ok_and(|value| provider::read(&value).is_some())
}

/// Says whether the first line is JSON that is longer than what has been looked at.
fn is_cut_json(start: &[u8]) -> bool {
    let whole = serde_json::from_slice::<IgnoredAny>(start);
    memchr::memchr(b'\n', start).is_none() && whole.is_err_and(|error| error.is_eof())
}

/// The mark of an object of ours.
#[derive(Deserialize)]
struct Ours {
    text: Option<IgnoredAny>,
}

fn is_reply(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && bytes.get(3).is_none_or(|&b| matches!(b, b' ' | b'-' | b'_'))
}

/// Says whether the line begins as the lines of logs do: with a date, or with JSON.
fn is_log_like(line: &str) -> bool {
    let number = line.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    let is_address = number.matches('.').count() > 2;
    let dated = !is_address
        && line.get(..10).is_some_and(|date| {
            date.bytes().filter(u8::is_ascii_digit).count() >= 6 && date.contains(['-', '/', '.'])
        });
    let syslog = line.get(..15).is_some_and(|date| {
        date.starts_with(|c: char| c.is_ascii_uppercase())
            && date.bytes().filter(|&b| b == b':').count() == 2
    });
    dated || syslog || line.starts_with('{') || line.starts_with("__CURSOR=")
}
