//! One log that is watched: finds out what it holds, and reads it piece by piece.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;

use smtpcodes_extract::{Limits, Problem};

use super::follow::Follow;
use super::notes::Notes;
use super::pipe::Pipe;
use crate::args::From;
use crate::input::{Chunk, Chunks, Found, Log, START, Work, detect, goes_on};
use crate::stop::Stop;

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

/// A log or pipe that is watched.
pub struct Source {
    pub name: Arc<str>,
    chunks: Chunks<Box<dyn Read>>,
    reader: Reader,
    ended: bool,
    limits: Limits,
    /// Lines that have been read.
    pub lines: u64,
    delivered: u64,
}

/// How the lines are read.
enum Reader {
    /// As the first of them will tell.
    Unknown,
    Log(Box<Log>),
    Json,
    Replies,
}

impl Source {
    /// Opens a log; `-` is standard input.
    ///
    /// # Errors
    /// It cannot be read, or is nothing that grows.
    pub fn open(path: &Path, from: From, from_start: bool, notes: &Notes) -> Result<Self, Stop> {
        let name = path.display().to_string();
        if path == Path::new("-") {
            if io::stdin().is_terminal() {
                let message = "name a log, or send one through a pipe: `smtpcodes watch mail.log`";
                return Err(Stop::Usage(message.to_owned()));
            }
            return Ok(Self::new(&name, Box::new(Pipe::start(|| Ok(io::stdin()))), from));
        }
        match path.metadata() {
            Ok(found) if found.is_dir() => {
                Err(Stop::Usage(format!("{name} is a folder; name the log in it")))
            }
            Ok(found) if !found.is_file() => {
                let path = path.to_owned();
                Ok(Self::new(&name, Box::new(Pipe::start(move || File::open(path))), from))
            }
            _ => {
                let (follow, head) = Follow::open(path, from_start, notes.clone())
                    .map_err(|error| Stop::Failed(format!("{name} cannot be read: {error}")))?;
                let mut source = Self::new(&name, Box::new(follow), from);
                source.prepare(head);
                Ok(source)
            }
        }
    }

    fn new(name: &str, stream: Box<dyn Read>, from: From) -> Self {
        Self {
            name: Arc::from(name),
            // the lines of other formats never look as if a reply went on
            chunks: Chunks::joined(stream, goes_on),
            reader: Reader::of(from),
            ended: false,
            limits: Limits::default(),
            lines: 0,
            delivered: 0,
        }
    }

    /// Learns from the beginning of the file, which is not counted.
    fn prepare(&mut self, head: Vec<u8>) {
        let chunk = Chunk { bytes: head, first_line: 1, cut: false };
        self.reader.find_out(&chunk);
        if let Reader::Log(log) = &mut self.reader {
            log.prepare(&chunk);
        }
    }

    /// Reads one piece.
    pub fn step(&mut self, found: Found<'_>) -> Step {
        if self.ended {
            return Step::Ended;
        }
        match self.chunks.next() {
            Ok(Some(chunk)) => {
                self.piece(chunk, found);
                Step::Read
            }
            Ok(None) => {
                self.finish(found);
                Step::Ended
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Step::Waiting,
            Err(error) => {
                let message = format!("cannot be read any further: {error}");
                found(&self.name, Err(Problem::new("", message)));
                self.finish(found);
                Step::Ended
            }
        }
    }

    fn piece(&mut self, chunk: Chunk, found: Found<'_>) {
        self.lines += chunk.lines().count() as u64;
        self.reader.find_out(&chunk);
        match &mut self.reader {
            Reader::Unknown => {}
            Reader::Log(log) => {
                let Ok(()) =
                    log.read(&chunk, &mut |work| read(work, &self.name, &self.limits, found));
                let Ok(()) = log.flush(&mut |work| read(work, &self.name, &self.limits, found));
                self.chunks.reuse(chunk);
            }
            Reader::Json => Work::Json(chunk).read(&self.name, &self.limits, found),
            Reader::Replies => Work::Replies(chunk).read(&self.name, &self.limits, found),
        }
    }

    /// Gives up waiting for lines that would say more of what has waited since the last call.
    pub fn stop_waiting(&mut self, found: Found<'_>) {
        if let Reader::Log(log) = &mut self.reader {
            log.stop_waiting();
            let Ok(()) = log.flush(&mut |work| read(work, &self.name, &self.limits, found));
        }
    }

    /// Ends the reading; what still waited is found now.
    pub fn finish(&mut self, found: Found<'_>) {
        self.ended = true;
        if let Reader::Log(log) = std::mem::replace(&mut self.reader, Reader::Unknown) {
            let Ok(delivered) = log.finish(&mut |work| read(work, &self.name, &self.limits, found));
            self.delivered = delivered;
        }
    }

    /// Tells how many deliveries have succeeded, by a log.
    pub fn delivered(&self) -> u64 {
        match &self.reader {
            Reader::Log(log) => log.delivered(),
            _ => self.delivered,
        }
    }
}

impl Reader {
    fn of(from: From) -> Self {
        match from {
            From::Auto => Self::Unknown,
            From::Jsonl => Self::Json,
            From::Replies => Self::Replies,
            // whatever else it looks like, what grows line by line is a log
            From::Maillog | From::Message => Self::Log(Box::new(Log::new(false))),
        }
    }

    /// Finds out what the lines are, by the first that says anything.
    fn find_out(&mut self, chunk: &Chunk) {
        let start = &chunk.bytes[..chunk.bytes.len().min(START)];
        if matches!(self, Self::Unknown) && !start.trim_ascii().is_empty() {
            *self = Self::of(detect(start));
        }
    }
}

fn read(work: Work, name: &str, limits: &Limits, found: Found<'_>) -> Result<(), Infallible> {
    work.read(name, limits, found);
    Ok(())
}
