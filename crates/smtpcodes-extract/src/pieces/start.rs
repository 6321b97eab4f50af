//! Brings text into the form that all readers know: UTF-8, or bytes like it, and lines that end with a line feed.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::detect::is_header;

/// Bytes by which the content is recognised.
pub(super) const START: usize = 64 << 10;

type Stream = Box<dyn BufRead + Send>;

/// A stream whose first bytes were looked at, and are read again.
pub(super) struct Started {
    head: Vec<u8>,
    /// Bytes of the head that were read again.
    read: usize,
    stream: Stream,
}

impl Started {
    /// Reads the beginning of a stream, and decodes what needs it.
    pub(super) fn new(stream: Stream) -> io::Result<Self> {
        let (head, stream) = start(stream)?;
        let Some(encoding) = utf_16(&head) else { return Ok(Self::of_bytes(head, stream)) };
        let whole = Cursor::new(head).chain(stream);
        let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(whole);
        let (head, stream) = start(Box::new(BufReader::new(decoded)))?;
        Ok(Self::of_bytes(head, stream))
    }

    fn of_bytes(head: Vec<u8>, stream: Stream) -> Self {
        let old_mac =
            memchr::memchr(b'\r', &head).is_some() && memchr::memchr(b'\n', &head).is_none();
        if !old_mac {
            return Self { head, read: 0, stream };
        }
        let decoded: Vec<u8> = head.iter().map(|&b| if b == b'\r' { b'\n' } else { b }).collect();
        let whole = LineFeeds { stream: Cursor::new(head).chain(stream), after: false };
        Self { read: decoded.len(), head: decoded, stream: Box::new(BufReader::new(whole)) }
    }

    /// Returns the bytes that were looked at.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }
}

impl Read for Started {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = (&self.head[self.read..]).read(buffer)?;
        self.read += read;
        if read > 0 { Ok(read) } else { self.stream.read(buffer) }
    }
}

impl BufRead for Started {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &self.head[self.read..] {
            [] => self.stream.fill_buf(),
            rest => Ok(rest),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.read < self.head.len() {
            self.read += amount;
        } else {
            self.stream.consume(amount);
        }
    }
}

/// Knows UTF-16 by its mark, or by the zeros of its first letters.
fn utf_16(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xFF, 0xFE, ..] | [1..=127, 0, 1..=127, 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, 1..=127, 0, 1..=127, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Turns carriage returns into line feeds, for files of old Macs; one before a line feed goes with it.
struct LineFeeds<R> {
    stream: R,
    /// The last byte was a carriage return.
    after: bool,
}

impl<R: Read> Read for LineFeeds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.stream.read(buffer)?;
            let mut kept = 0;
            for at in 0..read {
                let byte = buffer[at];
                if !(byte == b'\n' && self.after) {
                    buffer[kept] = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
                self.after = byte == b'\r';
            }
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

/// Reads the first lines: enough to recognise the content, without waiting for more of a slow pipe than needed.
fn start(mut stream: Stream) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    loop {
        let ready = match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // it will be told when what stands before has been read
            Err(_) if !head.is_empty() => return Ok((head, stream)),
            ready => ready?,
        };
        let len = ready.len();
        head.extend_from_slice(ready);
        stream.consume(len);
        let first = memchr::memchr(b'\n', &head).map(|end| &head[..end]);
        let enough = first.is_some_and(|line| {
            !is_header(&String::from_utf8_lossy(line))
                || memchr::memmem::find(&head, b"\n\n").is_some()
                || memchr::memmem::find(&head, b"\r\n\r\n").is_some()
        });
        if len == 0 || enough || head.len() >= START {
            return Ok((head, stream));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "550 5.1.1 Benutzer ü unbekannt\r\n452 4.2.2 voll 😀\n";

    fn read(bytes: Vec<u8>) -> String {
        let stream = BufReader::with_capacity(7, Cursor::new(bytes));
        let mut text = Started::new(Box::new(stream)).expect("memory does not fail");
        let mut whole = Vec::new();
        text.read_to_end(&mut whole).expect("memory does not fail");
        assert!(whole.starts_with(text.head()));
        String::from_utf8(whole).expect("it is UTF-8")
    }

    #[test]
    fn utf_16_becomes_utf_8() {
        for mark in ["\u{feff}", ""] {
            let text = format!("{mark}{LINES}");
            let little = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(read(little), LINES);
            assert_eq!(read(big), LINES);
        }
        let odd = b"\xff\xfe5\x005\x000\x00\n".to_vec();
        assert_eq!(read(odd), "550\u{fffd}");
    }

    #[test]
    fn carriage_returns_alone_become_line_feeds() {
        assert_eq!(read(b"550 a\r551 b\r".to_vec()), "550 a\n551 b\n");
        assert_eq!(read(b"550 a\r\n551 b\rc\n".to_vec()), "550 a\r\n551 b\rc\n");
        let late = [&b"x\r".repeat(START)[..], b"y\r\nz"].concat();
        assert_eq!(read(late), format!("{}y\nz", "x\n".repeat(START)));
    }
}
