//! Replies from a socket, in whatever pieces they arrive.

use smtpcodes_matcher::line_end;

use crate::{ParseError, Reply};

/// Collects one reply from bytes in any split, in a buffer of the caller's; the buffer's length is the size limit.
///
/// ```
/// use smtpcodes::{Parsed, ReplyParser};
///
/// let mut buffer = [0; 4096];
/// let mut parser = ReplyParser::new(&mut buffer);
/// assert_eq!(parser.push(b"250-mx.exam")?, Parsed::NeedMore);
/// assert_eq!(parser.push(b"ple.com\r\n250 SIZE\r\n220")?, Parsed::Complete { taken: 19 });
/// assert_eq!(parser.reply()?.lines().count(), 2);
/// parser.clear();
/// # Ok::<(), smtpcodes::ParseError>(())
/// ```
#[derive(Debug)]
pub struct ReplyParser<'b> {
    buffer: &'b mut [u8],
    len: usize,
    line_start: usize,
    complete: bool,
}

/// How far a reply has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// All bytes were taken and the reply goes on.
    NeedMore,
    /// The reply is whole.
    Complete {
        /// How many of the pushed bytes belong to it; the rest is the next reply's.
        taken: usize,
    },
}

impl<'b> ReplyParser<'b> {
    /// Makes a parser that keeps one reply in `buffer`. RFC 5321 §4.5.3.1.5 lets a line have 512 bytes.
    pub fn new(buffer: &'b mut [u8]) -> Self {
        Self { buffer, len: 0, line_start: 0, complete: false }
    }

    /// Takes bytes of the reply; stops behind its last line.
    ///
    /// # Errors
    /// [`ParseError::TooLong`] when the reply does not fit the buffer; the other errors as soon as a line shows them.
    /// After an error the stream cannot be trusted: close the connection.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Parsed, ParseError> {
        if self.complete {
            return Ok(Parsed::Complete { taken: 0 });
        }
        let mut taken = 0;
        while taken < bytes.len() {
            let rest = &bytes[taken..];
            let end = line_end(rest).map(|at| at + 1);
            let piece = &rest[..end.unwrap_or(rest.len())];
            let room = self.buffer.get_mut(self.len..self.len + piece.len());
            room.ok_or(ParseError::TooLong)?.copy_from_slice(piece);
            self.len += piece.len();
            taken += piece.len();
            if end.is_some() {
                if self.line_is_last()? {
                    self.complete = true;
                    return Ok(Parsed::Complete { taken });
                }
                self.line_start = self.len;
            }
        }
        Ok(Parsed::NeedMore)
    }

    /// Says whether the line that just ended is the last one.
    fn line_is_last(&self) -> Result<bool, ParseError> {
        let line = &self.buffer[self.line_start..self.len];
        match Reply::parse(line) {
            Ok(_) => Ok(true),
            Err(ParseError::Incomplete) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives the reply collected so far.
    ///
    /// # Errors
    /// [`ParseError::Incomplete`] or [`ParseError::Empty`] while bytes are missing, and what [`Reply::parse`] tells.
    pub fn reply(&self) -> Result<Reply<'_>, ParseError> {
        if self.len > 0 && !self.complete {
            return Err(ParseError::Incomplete);
        }
        Reply::parse(&self.buffer[..self.len])
    }

    /// Forgets the reply, for the next one.
    pub fn clear(&mut self) {
        self.len = 0;
        self.line_start = 0;
        self.complete = false;
    }
}
