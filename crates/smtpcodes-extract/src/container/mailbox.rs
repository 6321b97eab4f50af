//! Splits mailboxes (mbox) into messages.

use std::io::BufRead;

use crate::{Limits, Problem};

/// The messages of a mailbox; a stream that is no mailbox is one message.
pub struct Mailbox<R> {
    stream: R,
    bound: usize,
    line: u64,
    /// The stream begins with the separator of a mailbox; absent before the first line.
    separated: Option<bool>,
    done: bool,
}

/// Tells whether a stream that begins so is a mailbox.
///
/// ```
/// assert!(smtpcodes_extract::container::is_mailbox(b"From a@example.com Thu Apr 29 23:34:45 2010\nSubject: x\n"));
/// assert!(!smtpcodes_extract::container::is_mailbox(b"From: a@example.com\n"));
/// ```
pub fn is_mailbox(start: &[u8]) -> bool {
    is_separator(start.split(|b| *b == b'\n').next().unwrap_or_default())
}

/// Tells whether the line is `From`, an address and a date: a clock stands in it, and a year closes it.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let line = rest.trim_ascii_end();
    let clock =
        line.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    let year = line
        .split(|b| *b == b' ')
        .filter(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit))
        .count();
    clock && year > 0 && line.len() < 512
}

impl<R: BufRead> Mailbox<R> {
    /// Splits this stream; a message above the limit becomes a problem, and the next one is read.
    pub fn new(stream: R, limits: &Limits) -> Self {
        Self { stream, bound: limits.message, line: 0, separated: None, done: false }
    }

    /// Reads all that is left of the one message of a stream that is no mailbox; returns how much it was.
    fn read_rest(&mut self, message: &mut Vec<u8>) -> std::io::Result<usize> {
        let mut length = 0_usize;
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Ok(length);
            }
            let kept = buffer.len().min(self.bound.saturating_sub(message.len()));
            message.extend_from_slice(&buffer[..kept]);
            self.line += memchr::memchr_iter(b'\n', buffer).count() as u64;
            let taken = buffer.len();
            self.stream.consume(taken);
            length = length.saturating_add(taken);
        }
    }

    /// Reads one line, of which no more than the bound is kept; returns its true length.
    fn read_line(&mut self, line: &mut Vec<u8>) -> std::io::Result<usize> {
        line.clear();
        let mut length = 0;
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Ok(length);
            }
            let end = memchr::memchr(b'\n', buffer);
            let taken = end.map_or(buffer.len(), |i| i + 1);
            let kept = taken.min(self.bound.saturating_add(1).saturating_sub(line.len()));
            line.extend_from_slice(&buffer[..kept]);
            self.stream.consume(taken);
            length += taken;
            if end.is_some() {
                self.line += 1;
                return Ok(length);
            }
        }
    }
}

impl<R: BufRead> Iterator for Mailbox<R> {
    type Item = Result<Vec<u8>, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let begun = self.line + 1;
        let mut message = Vec::new();
        let mut length = 0_usize;
        let mut line = Vec::new();
        let mut after_blank = false;
        loop {
            let alone = self.separated == Some(false);
            let read = if alone { self.read_rest(&mut message) } else { self.read_line(&mut line) };
            let read = match read {
                Ok(read) => read,
                Err(error) => {
                    self.done = true;
                    return Some(Err(Problem::new("", format!("cannot be read on: {error}"))
                        .at_line(self.line + 1)));
                }
            };
            if read == 0 {
                self.done = true;
                break;
            }
            length = length.saturating_add(read);
            if alone {
                continue;
            }
            let separator = is_separator(&line);
            match self.separated {
                None => self.separated = Some(separator),
                Some(true) if separator && after_blank => {
                    length -= read;
                    break;
                }
                Some(_) => {}
            }
            after_blank = line.trim_ascii_end().is_empty();
            if length <= self.bound {
                message.extend_from_slice(&line);
            }
        }
        if length > self.bound {
            return Some(Err(Problem::new(
                "",
                format!("the message has {length} bytes, more than the limit of {}; raise it to read the message (`--max-message`)", self.bound),
            )
            .at_line(begun)));
        }
        (length > 0).then_some(Ok(message))
    }
}
