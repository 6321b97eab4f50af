//! Replies by the grammar of RFC 5321 §4.2, and what real servers make of it.

use core::fmt;

use smtpcodes_matcher::{line_end, parse_enhanced};

use crate::{EnhancedCode, ReplyCode};

/// A reply of one or many lines, borrowed from the bytes it was read from.
///
/// The grammar is RFC 5321 §4.2: each line is three digits, `-` where more lines follow and a space where none does,
/// text, CRLF. Tolerated, because servers do it: a bare LF at the end of a line, no line end behind the last line, no
/// text and then no space, a tab for the space, and text that is not ASCII.
///
/// ```
/// use smtpcodes::Reply;
///
/// let reply = Reply::parse(b"550-5.1.1 No such user\r\n550 5.1.1 in this house\r\n")?;
/// assert_eq!(reply.code().as_u16(), 550);
/// assert_eq!(reply.lines().count(), 2);
/// # Ok::<(), smtpcodes::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply<'a> {
    code: ReplyCode,
    bytes: &'a [u8],
}

/// Why bytes are no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// There are no bytes.
    Empty,
    /// The last line says that another one follows.
    Incomplete,
    /// A line does not begin with three digits from 200 to 599; tells the line, from 1 on.
    BadCode(usize),
    /// Behind the digits of a line stands neither a space nor `-`; tells the line, from 1 on.
    BadSeparator(usize),
    /// A line has another code than the first; tells the line, from 1 on.
    CodeMismatch(usize),
    /// Bytes follow the last line; tells where they begin.
    TrailingBytes(usize),
    /// The reply is longer than the buffer that was given for it.
    TooLong,
}

impl ParseError {
    /// Gives a word for the kind of error: `empty`, `incomplete`, `bad_code`, `bad_separator`, `code_mismatch`,
    /// `trailing_bytes`, `too_long`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Incomplete => "incomplete",
            Self::BadCode(_) => "bad_code",
            Self::BadSeparator(_) => "bad_separator",
            Self::CodeMismatch(_) => "code_mismatch",
            Self::TrailingBytes(_) => "trailing_bytes",
            Self::TooLong => "too_long",
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no bytes where a reply was expected"),
            Self::Incomplete => f.write_str(
                "the reply ends behind a line with `-`; a line with a space must follow",
            ),
            Self::BadCode(line) => {
                write!(f, "line {line} of the reply does not begin with a code from 200 to 599")
            }
            Self::BadSeparator(line) => {
                write!(f, "line {line} of the reply has neither a space nor `-` behind its code")
            }
            Self::CodeMismatch(line) => {
                write!(f, "line {line} of the reply has another code than the first line")
            }
            Self::TrailingBytes(at) => {
                write!(
                    f,
                    "the reply ends at byte {at}, but more bytes follow; parse them on their own"
                )
            }
            Self::TooLong => f.write_str("the reply is longer than the buffer given for it"),
        }
    }
}

impl core::error::Error for ParseError {}

/// One line: its code, whether it is the last one, and its text without line end.
struct Line<'a> {
    code: ReplyCode,
    last: bool,
    text: &'a [u8],
    /// Bytes of the whole line with its line end.
    len: usize,
}

impl<'a> Reply<'a> {
    /// Reads `bytes` as one whole reply.
    ///
    /// # Errors
    /// Tells what is wrong, and in which line.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ParseError> {
        let reply = Self::parse_first(bytes)?;
        if reply.bytes.len() < bytes.len() {
            return Err(ParseError::TrailingBytes(reply.bytes.len()));
        }
        Ok(reply)
    }

    /// Reads the reply at the start of `bytes`; [`Self::as_bytes`] tells how many belong to it.
    ///
    /// # Errors
    /// Tells what is wrong, and in which line.
    pub fn parse_first(bytes: &'a [u8]) -> Result<Self, ParseError> {
        if matches!(bytes, [] | [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r']) {
            return Err(ParseError::Empty);
        }
        let mut first = None;
        let mut at = 0;
        let mut number = 1;
        loop {
            let rest = &bytes[at..];
            if rest.is_empty() {
                return Err(ParseError::Incomplete);
            }
            let line = line(rest, number)?;
            let code = *first.get_or_insert(line.code);
            if line.code != code {
                return Err(ParseError::CodeMismatch(number));
            }
            at += line.len;
            number += 1;
            if line.last {
                return Ok(Self { code, bytes: &bytes[..at] });
            }
        }
    }

    /// Gives the reply code.
    #[must_use]
    pub const fn code(&self) -> ReplyCode {
        self.code
    }

    /// Gives the enhanced code that the first line's text begins with (RFC 2034 §4).
    #[must_use]
    pub fn enhanced_code(&self) -> Option<EnhancedCode> {
        let text = self.lines().next()?;
        let (code, len) = parse_enhanced(text)?;
        let ends = text.get(len).is_none_or(|b| matches!(b, b' ' | b'\t'));
        ends.then_some(EnhancedCode::from_engine(code))
    }

    /// Lists the texts of the lines: what follows code and separator, without line end, enhanced code included.
    #[must_use]
    pub const fn lines(&self) -> Lines<'a> {
        Lines { rest: self.bytes }
    }

    /// Gives the bytes of the whole reply, codes and line ends included.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }
}

/// The texts of a reply's lines.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let line = line(self.rest, 1).ok()?;
        self.rest = &self.rest[line.len..];
        Some(line.text)
    }
}

fn line(bytes: &[u8], number: usize) -> Result<Line<'_>, ParseError> {
    let (content, len) = match line_end(bytes) {
        Some(end) => {
            let content = &bytes[..end];
            (content.strip_suffix(b"\r").unwrap_or(content), end + 1)
        }
        None => (bytes.strip_suffix(b"\r").unwrap_or(bytes), bytes.len()),
    };
    let code = match *content {
        [a @ b'2'..=b'5', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => {
            let number = u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0');
            ReplyCode::new(number)
        }
        _ => None,
    };
    let code = code.ok_or(ParseError::BadCode(number))?;
    let (last, text) = match &content[3..] {
        [] => (true, &content[3..]),
        [b' ' | b'\t', text @ ..] => (true, text),
        [b'-', text @ ..] => (false, text),
        _ => return Err(ParseError::BadSeparator(number)),
    };
    Ok(Line { code, last, text, len })
}
