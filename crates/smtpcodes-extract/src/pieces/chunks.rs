//! Cuts a stream into pieces of whole lines, in bounded memory.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use crate::Problem;

/// Bytes of a piece.
const SIZE: usize = 1 << 18;
/// Bytes of the longest line that is read whole.
const LONGEST: usize = 16 << 20;

/// Whole lines.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// The number of the first line, from 1 on.
    pub(super) first_line: u64,
    /// The rest of the last line was longer than any line may be, and was left out.
    pub(super) cut: bool,
}

/// Reads a stream piece by piece.
pub(super) struct Chunks<R> {
    stream: R,
    rest: Vec<u8>,
    /// Memory of a piece that nobody needs any more.
    spare: Vec<u8>,
    line: u64,
    ended: bool,
    /// The rest of a line that is too long is still to come.
    skipping: bool,
    /// Why the stream broke off; told when all before it has been handed out.
    error: Option<io::Error>,
    /// Says whether a line belongs to the one after it.
    goes_on: fn(&[u8]) -> bool,
}

impl<R: Read> Chunks<R> {
    /// Reads pieces in which each line stands for itself.
    pub(super) fn new(stream: R) -> Self {
        Self::joined(stream, |_| false)
    }

    /// Reads pieces that never end behind a line for which `goes_on` is true.
    pub(super) fn joined(stream: R, goes_on: fn(&[u8]) -> bool) -> Self {
        Self {
            stream,
            rest: Vec::new(),
            spare: Vec::new(),
            line: 1,
            ended: false,
            skipping: false,
            error: None,
            goes_on,
        }
    }

    /// Gives the next piece; `None` at the end.
    ///
    /// # Errors
    /// Those of the stream, behind all that it gave. After `WouldBlock` who asks again goes on where it stood.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        if self.skipping {
            self.skip_line()?;
        }
        let mut bytes = std::mem::take(&mut self.spare);
        // what was longer than the rest is written over: clearing it first would cost as much as reading it
        let mut length = self.rest.len();
        if bytes.len() < length {
            bytes.resize(length, 0);
        }
        bytes[..length].copy_from_slice(&self.rest);
        self.rest.clear();
        loop {
            if let Some(end) = self.last_end(&bytes[..length]) {
                self.rest.extend_from_slice(&bytes[end..length]);
                bytes.truncate(end);
                return Ok(Some(self.piece(bytes, false)));
            }
            if length > LONGEST {
                bytes.truncate(LONGEST);
                self.skipping = true;
                return Ok(Some(self.piece(bytes, true)));
            }
            if self.ended {
                break;
            }
            match self.read_more(&mut bytes, length) {
                Ok(got) => {
                    self.ended = got == 0;
                    length += got;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    bytes.truncate(length);
                    self.rest = bytes;
                    return Err(error);
                }
                Err(error) => {
                    self.ended = true;
                    self.error = Some(error);
                }
            }
        }
        bytes.truncate(length);
        if bytes.is_empty() {
            return self.error.take().map_or(Ok(None), Err);
        }
        Ok(Some(self.piece(bytes, false)))
    }

    /// Takes back the memory of a piece.
    pub(super) fn reuse(&mut self, chunk: Chunk) {
        self.spare = chunk.bytes;
    }

    /// Takes what the stream has now, so that a slow pipe is answered at once.
    fn read_more(&mut self, bytes: &mut Vec<u8>, at: usize) -> io::Result<usize> {
        if bytes.len() < at + SIZE {
            bytes.resize(at + SIZE, 0);
        }
        loop {
            match self.stream.read(&mut bytes[at..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }

    fn piece(&mut self, bytes: Vec<u8>, cut: bool) -> Chunk {
        let first_line = self.line;
        self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64 + u64::from(cut);
        Chunk { bytes, first_line, cut }
    }

    /// Finds the end of the last line behind which a piece may end.
    fn last_end(&self, bytes: &[u8]) -> Option<usize> {
        let mut end = memrchr(b'\n', bytes)? + 1;
        // Far too long a reply is cut rather than kept.
        while bytes.len() - end < SIZE {
            let start = memrchr(b'\n', &bytes[..end - 1]).map_or(0, |at| at + 1);
            if !(self.goes_on)(&bytes[start..end]) {
                return Some(end);
            }
            if start == 0 {
                break;
            }
            end = start;
        }
        (bytes.len() > SIZE * 2).then_some(end)
    }

    /// Leaves out the rest of a line.
    fn skip_line(&mut self) -> io::Result<()> {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let got = self.stream.read(&mut buffer)?;
            if got == 0 {
                self.ended = true;
                self.skipping = false;
                return Ok(());
            }
            if let Some(end) = memchr(b'\n', &buffer[..got]) {
                self.rest.extend_from_slice(&buffer[end + 1..got]);
                self.skipping = false;
                return Ok(());
            }
        }
    }
}

impl Chunk {
    /// Lists the lines with their numbers, without line ends.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let mut rest = &self.bytes[..];
        let lines = std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let end = memchr(b'\n', rest).unwrap_or(rest.len());
            let line = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            Some(line.strip_suffix(b"\r").unwrap_or(line))
        });
        (self.first_line..).zip(lines)
    }

    /// Says what was left out, where something was.
    pub(super) fn problem(&self) -> Option<Problem> {
        self.cut.then(|| {
            let message = format!(
                "is longer than {} MiB; what follows in it is left out. Is this text, one reply a line?",
                LONGEST >> 20
            );
            let last = memchr::memchr_iter(b'\n', &self.bytes).count() as u64;
            Problem::new("", message).at_line(self.first_line + last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines_and_lose_nothing() {
        let text: String = (0..200_000).map(|at| format!("line {at}\n")).collect();
        let mut chunks = Chunks::new(text.as_bytes());
        let (mut whole, mut lines) = (Vec::new(), 1);
        while let Some(chunk) = chunks.next().expect("memory does not fail") {
            assert_eq!(chunk.first_line, lines);
            assert!(chunk.bytes.ends_with(b"\n"));
            lines += chunk.lines().count() as u64;
            whole.extend(chunk.bytes);
        }
        assert!(whole == text.as_bytes());
        assert_eq!(lines, 200_001);
    }

    #[test]
    fn joined_lines_stay_together() {
        let text = "550-a\n550 b\n".repeat(200_000);
        let mut chunks = Chunks::joined(text.as_bytes(), |line| line.starts_with(b"550-"));
        let mut count = 0;
        while let Some(chunk) = chunks.next().expect("memory does not fail") {
            assert!(chunk.bytes.ends_with(b"550 b\n"));
            count += 1;
        }
        assert!(count > 1);
    }

    /// Gives a little at a time, and has nothing yet before each time.
    struct Slow<'a> {
        rest: &'a [u8],
        ready: bool,
    }

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.ready = !self.ready;
            if self.ready {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            let len = buffer.len().min(300_000);
            self.rest.read(&mut buffer[..len])
        }
    }

    #[test]
    fn a_stream_that_has_nothing_yet_loses_nothing() {
        let mut text = b"first\n".to_vec();
        text.resize(LONGEST + 3 * SIZE, b'x');
        text.extend(b"\n550 next\nlast");
        let mut chunks = Chunks::new(Slow { rest: &text, ready: false });
        let (mut pieces, mut waits) = (Vec::new(), 0);
        loop {
            match chunks.next() {
                Ok(Some(chunk)) => pieces.push((chunk.first_line, chunk.bytes.len(), chunk.cut)),
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
                    waits += 1;
                }
            }
        }
        assert_eq!(pieces, [(1, 6, false), (2, LONGEST, true), (3, 9, false), (4, 4, false)]);
        assert!(waits > 60, "{waits}");
    }

    #[test]
    fn a_line_without_an_end_is_cut_and_the_next_one_read() {
        let mut text = vec![b'x'; LONGEST + 3 * SIZE];
        text.extend(b"\n550 next\n");
        let mut chunks = Chunks::new(&text[..]);
        let first = chunks.next().expect("memory does not fail").expect("there is a piece");
        assert!(first.problem().is_some());
        let second = chunks.next().expect("memory does not fail").expect("there is another");
        assert_eq!((second.first_line, &second.bytes[..]), (2, &b"550 next\n"[..]));
    }
}
