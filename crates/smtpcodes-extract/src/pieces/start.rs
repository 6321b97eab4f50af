//! The beginning of a stream, by which its content is recognised.

use std::io::{self, BufRead, Chain, Cursor, Read};

use memchr::{memchr, memmem};

use super::detect::is_header;

/// Bytes by which the content is recognised.
const START: usize = 64 << 10;

type Stream = Box<dyn BufRead + Send>;

/// A stream whose first bytes were looked at, and are read again.
pub(super) struct Started {
    stream: Chain<Cursor<Vec<u8>>, Stream>,
}

impl Started {
    /// Reads the first lines: enough to recognise the content, without waiting for more of a slow pipe than needed.
    pub(super) fn new(mut stream: Stream) -> io::Result<Self> {
        let mut head = Vec::new();
        loop {
            let ready = match stream.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                ready => ready?,
            };
            let len = ready.len();
            head.extend_from_slice(ready);
            stream.consume(len);
            let first = memchr(b'\n', &head).map(|end| &head[..end]);
            let enough = first.is_some_and(|line| {
                !is_header(&String::from_utf8_lossy(line))
                    || memmem::find(&head, b"\n\n").is_some()
                    || memmem::find(&head, b"\r\n\r\n").is_some()
            });
            if len == 0 || enough || head.len() >= START {
                return Ok(Self { stream: Cursor::new(head).chain(stream) });
            }
        }
    }

    /// Returns the bytes that were looked at.
    pub(super) fn head(&self) -> &[u8] {
        self.stream.get_ref().0.get_ref()
    }
}

impl Read for Started {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl BufRead for Started {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.stream.consume(amount);
    }
}
