//! A stream that grows line by line: a log that a server is still writing, or a pipe.

use std::io::{ErrorKind, Read};
use std::sync::Arc;

use super::chunks::{Chunk, Chunks};
use super::maillog::Log;
use super::start::START;
use super::{Content, Input, Piece, broken_off, detect, replies};
use crate::{Event, Limits, Problem};

/// What became of an attempt to read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There was something.
    Read,
    /// There is nothing more yet.
    Waiting,
    /// There will be nothing more.
    Ended,
}

/// Takes what was found.
type Found<'a> = &'a mut dyn FnMut(Result<Event, Problem>);

/// Reads a stream that may have nothing yet: it then fails with `WouldBlock`, and is asked again later.
///
/// ```
/// use smtpcodes_extract::Input;
/// use smtpcodes_extract::pieces::{Growing, Step};
/// let mut growing = Growing::new("replies", Box::new(&b"550 5.1.1 user unknown\n"[..]), Input::Auto);
/// let mut texts = Vec::new();
/// while growing.step(&mut |event| texts.extend(event.map(|event| event.text))) != Step::Ended {}
/// assert_eq!(texts, [b"550 5.1.1 user unknown"]);
/// ```
pub struct Growing {
    name: Arc<str>,
    chunks: Chunks<Box<dyn Read>>,
    lines: Lines,
    ended: bool,
    /// What the preparation found; told first.
    unreadable: Option<Problem>,
    read: u64,
    delivered: u64,
}

/// What the lines are.
enum Lines {
    /// As the first of them will tell.
    Unknown,
    Log(Box<Log>),
    Json,
    Replies,
}

impl Growing {
    /// Reads this stream; `name` is the source of its events and problems.
    pub fn new(name: &str, stream: Box<dyn Read>, input: Input) -> Self {
        Self {
            name: Arc::from(name),
            // the lines of other formats never look as if a reply went on
            chunks: Chunks::joined(stream, replies::goes_on),
            lines: Lines::of(input),
            ended: false,
            unreadable: None,
            read: 0,
            delivered: 0,
        }
    }

    /// Learns from the beginning of a file of which only what is added is wanted: its format, and the columns of a table.
    pub fn prepare(&mut self, head: Vec<u8>) {
        let chunk = Chunk { bytes: head, first_line: 1, cut: false };
        self.lines.find_out(&chunk);
        if let Lines::Log(log) = &mut self.lines {
            self.unreadable = log.prepare(&chunk).err();
        }
    }

    /// Reads what there is by now.
    pub fn step(&mut self, found: Found<'_>) -> Step {
        if self.ended {
            return Step::Ended;
        }
        if let Some(problem) = self.unreadable.take() {
            self.tell(Content::Read(vec![Err(problem)]), found);
        }
        match self.chunks.next() {
            Ok(Some(chunk)) => {
                self.chunk(chunk, found);
                Step::Read
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Step::Waiting,
            end => {
                if let Err(error) = end {
                    self.tell(Content::Read(vec![Err(broken_off(&error))]), found);
                }
                self.finish(found);
                Step::Ended
            }
        }
    }

    fn chunk(&mut self, chunk: Chunk, found: Found<'_>) {
        self.read += chunk.lines().count() as u64;
        self.lines.find_out(&chunk);
        let content = match &mut self.lines {
            Lines::Unknown => return,
            Lines::Log(log) => {
                let items = log.read(&chunk);
                self.chunks.reuse(chunk);
                Content::Read(items)
            }
            Lines::Json => Content::Json(chunk),
            Lines::Replies => Content::Replies(chunk),
        };
        self.tell(content, found);
    }

    /// Gives up waiting for lines that would say more of what has waited since the last call.
    pub fn stop_waiting(&mut self, found: Found<'_>) {
        if let Lines::Log(log) = &mut self.lines {
            let items = log.stop_waiting();
            self.tell(Content::Read(items), found);
        }
    }

    /// Ends the reading; what still waited is found now.
    pub fn finish(&mut self, found: Found<'_>) {
        self.ended = true;
        if let Lines::Log(mut log) = std::mem::replace(&mut self.lines, Lines::Unknown) {
            let rest = log.finish();
            self.delivered = log.delivered();
            self.tell(Content::Read(rest), found);
        }
    }

    /// Returns how many lines have been read.
    pub fn lines(&self) -> u64 {
        self.read
    }

    /// Returns how many deliveries that succeeded a log has told of.
    pub fn delivered(&self) -> u64 {
        match &self.lines {
            Lines::Log(log) => log.delivered(),
            _ => self.delivered,
        }
    }

    fn tell(&self, content: Content, found: Found<'_>) {
        let piece = Piece { source: Arc::clone(&self.name), bytes: 0, content };
        piece.read(&Limits::default(), found);
    }
}

impl Lines {
    fn of(input: Input) -> Self {
        match input {
            Input::Auto => Self::Unknown,
            Input::Jsonl => Self::Json,
            Input::Replies => Self::Replies,
            // whatever else it looks like, what grows line by line is a log
            Input::Maillog | Input::Message => Self::Log(Box::new(Log::new(false))),
        }
    }

    /// Finds out what the lines are, by the first that says anything.
    fn find_out(&mut self, chunk: &Chunk) {
        let start = &chunk.bytes[..chunk.bytes.len().min(START)];
        if matches!(self, Self::Unknown) && !start.trim_ascii().is_empty() {
            *self = Self::of(detect::detect(start));
        }
    }
}
