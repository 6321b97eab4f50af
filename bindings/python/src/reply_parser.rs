//! Replies from a socket, in whatever pieces they arrive.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use smtpcodes::ParseError;

use crate::reply::{Reply, parse_error};
use crate::text;

/// Collects replies from bytes in any split.
///
/// Give it what the socket gave with feed(), then take replies with next_reply() until it says None. A reply that is
/// longer than `limit` bytes is refused. After a ParseError the stream cannot be trusted: close the connection.
#[pyclass(module = "smtpcodes", frozen)]
pub struct ReplyParser {
    stream: Mutex<Stream>,
}

/// What has arrived and was not given away yet.
struct Stream {
    limit: usize,
    buffer: Vec<u8>,
    /// Where the reply that is being read begins, and its current line.
    start: usize,
    line: usize,
    /// Bytes of the current line that hold no line feed.
    seen: usize,
    failed: Option<ParseError>,
}

impl Stream {
    fn new(limit: usize) -> Self {
        Self { limit, buffer: Vec::new(), start: 0, line: 0, seen: 0, failed: None }
    }

    fn feed(&mut self, bytes: &[u8]) {
        if self.failed.is_none() {
            self.buffer.drain(..self.start);
            self.line -= self.start;
            self.seen -= self.start;
            self.start = 0;
            self.buffer.extend_from_slice(bytes);
        }
    }

    fn next(&mut self) -> Result<Option<Reply>, ParseError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let found = self.read();
        if let Err(error) = found {
            self.failed = Some(error);
            self.buffer.clear();
        }
        found
    }

    fn read(&mut self) -> Result<Option<Reply>, ParseError> {
        while let Some(feed) = self.buffer[self.seen..].iter().position(|&byte| byte == b'\n') {
            let end = self.seen + feed + 1;
            let so_far = &self.buffer[self.start..end];
            if so_far.len() > self.limit {
                return Err(ParseError::TooLong);
            }
            // The line alone tells whether it is the last one, so that no byte is read more than twice.
            if smtpcodes::Reply::parse(&self.buffer[self.line..end]) == Err(ParseError::Incomplete)
            {
                (self.line, self.seen) = (end, end);
                continue;
            }
            let reply = Reply::keep(&smtpcodes::Reply::parse(so_far)?);
            (self.start, self.line, self.seen) = (end, end, end);
            return Ok(Some(reply));
        }
        self.seen = self.buffer.len();
        if self.buffer.len() - self.start > self.limit {
            return Err(ParseError::TooLong);
        }
        Ok(None)
    }
}

impl ReplyParser {
    fn stream(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl ReplyParser {
    #[new]
    #[pyo3(signature = (*, limit=65536))]
    fn new(limit: usize) -> Self {
        Self { stream: Mutex::new(Stream::new(limit)) }
    }

    /// Takes bytes that arrived.
    #[pyo3(signature = (data, /))]
    fn feed(&self, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let (bytes, _) = text::reply(data)?;
        self.stream().feed(&bytes);
        Ok(())
    }

    /// Gives the next whole reply, or None while bytes are missing.
    ///
    /// Raises ParseError as soon as a line is no reply; every call after that raises it again.
    fn next_reply(&self, py: Python<'_>) -> PyResult<Option<Reply>> {
        let found = self.stream().next();
        found.map_err(|error| parse_error(py, error))
    }

    /// Forgets everything, for a new connection.
    fn clear(&self) {
        let mut stream = self.stream();
        *stream = Stream::new(stream.limit);
    }
}
