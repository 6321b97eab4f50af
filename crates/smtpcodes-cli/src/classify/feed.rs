//! Walks the input and cuts it into pieces of work.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use smtpcodes_extract::container::{Content, Entry, Mailbox, walk};
use smtpcodes_extract::{Limits, Problem};

use super::paths::Paths;
use super::pipeline::{Closed, Hands};
use crate::args::{Classify, From};
use crate::input::{Chunks, Log, Text, Work, detect, goes_on, is_document, why_no_text};

/// Bytes of messages that are one piece of work.
const MESSAGES: usize = 256 << 10;
/// Bytes of a JSON document that is not one value a line.
const DOCUMENT: u64 = 64 << 20;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Says whether Ctrl-C has ended the reading.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// All input, and what has been seen of it.
#[derive(Debug)]
pub struct Feed {
    paths: Paths,
    from: From,
    deliveries: bool,
    limits: Limits,
    /// Bytes that have been read.
    pub bytes: AtomicU64,
    /// Deliveries that succeeded, by logs.
    pub delivered: AtomicU64,
}

/// Messages that wait until there are enough of them for one piece of work.
#[derive(Default)]
struct Waiting {
    messages: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl Feed {
    /// Prepares the input of the command line; Ctrl-C will end it early.
    pub fn new(args: &Classify, paths: Paths) -> Self {
        // fails where a handler stands already, and there is none
        let _ = ctrlc::set_handler(|| {
            if INTERRUPTED.swap(true, Ordering::Relaxed) {
                std::process::exit(1);
            }
        });
        Self {
            paths,
            from: args.from,
            deliveries: args.deliveries,
            limits: Limits::default(),
            bytes: AtomicU64::new(0),
            delivered: AtomicU64::new(0),
        }
    }

    /// Reads everything, until nobody wants more.
    pub fn run(&self, hands: &Hands) {
        let mut waiting = Waiting::default();
        let problems = self.paths.problems.clone();
        if !problems.is_empty() && hands.over(&Arc::from(""), Work::Problems(problems)).is_err() {
            return;
        }
        for entry in walk(&self.paths.inputs, &self.limits) {
            if interrupted() {
                break;
            }
            let read = match entry {
                Ok(entry) => self.entry(entry, &mut waiting, hands),
                Err(problem) => waiting
                    .hand_over(hands)
                    .and_then(|()| hands.over(&Arc::from(""), Work::Problems(vec![problem]))),
            };
            if read.is_err() {
                return;
            }
        }
        let _ = waiting.hand_over(hands);
    }

    fn entry(&self, entry: Entry, waiting: &mut Waiting, hands: &Hands) -> Result<(), Closed> {
        if matches!(&entry.content, Content::Path(path) if self.paths.is_output(path)) {
            return Ok(());
        }
        let source: Arc<str> = Arc::from(entry.source.as_str());
        let opened = entry.open().and_then(|stream| {
            Text::of(stream)
                .map_err(|error| Problem::new(&*source, format!("cannot be read: {error}")))
        });
        let Text { start, stream } = match opened {
            Ok(text) => text,
            Err(problem) => {
                waiting.hand_over(hands)?;
                return hands.over(&source, Work::Problems(vec![problem]));
            }
        };
        let no_text = why_no_text(&start).filter(|_| self.from == From::Auto);
        if let Some(message) = no_text {
            waiting.hand_over(hands)?;
            let problem = Problem::new(&*source, message);
            return hands.over(&source, Work::Problems(vec![problem]));
        }
        let from = if self.from == From::Auto { detect(&start) } else { self.from };
        let document = from == From::Jsonl && is_document(&start);
        if from == From::Message {
            return self.messages(stream, &source, waiting, hands);
        }
        waiting.hand_over(hands)?;
        match from {
            From::Maillog => self.log(stream, &source, hands),
            From::Jsonl if document => self.document(stream, &source, hands),
            From::Jsonl => self.lines(Chunks::new(stream), Work::Json, &source, hands),
            _ => self.lines(Chunks::joined(stream, goes_on), Work::Replies, &source, hands),
        }
    }

    fn messages(
        &self,
        stream: impl BufRead,
        source: &Arc<str>,
        waiting: &mut Waiting,
        hands: &Hands,
    ) -> Result<(), Closed> {
        for (index, message) in Mailbox::new(stream, &self.limits).enumerate() {
            let name =
                if index == 0 { source.to_string() } else { format!("{source}:{}", index + 1) };
            match message {
                Ok(bytes) => {
                    self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                    waiting.bytes += bytes.len();
                    waiting.messages.push((name, bytes));
                }
                Err(problem) => {
                    waiting.hand_over(hands)?;
                    let problem = Problem { source: name, ..problem };
                    hands.over(source, Work::Problems(vec![problem]))?;
                }
            }
            if waiting.bytes >= MESSAGES {
                waiting.hand_over(hands)?;
            }
            if interrupted() {
                break;
            }
        }
        Ok(())
    }

    fn lines(
        &self,
        mut chunks: Chunks<impl Read>,
        work: fn(crate::input::Chunk) -> Work,
        source: &Arc<str>,
        hands: &Hands,
    ) -> Result<(), Closed> {
        while !interrupted() {
            match chunks.next() {
                Ok(Some(chunk)) => {
                    self.bytes.fetch_add(chunk.bytes.len() as u64, Ordering::Relaxed);
                    hands.over(source, work(chunk))?;
                }
                Ok(None) => break,
                Err(error) => return broken_off(source, &error, hands),
            }
        }
        Ok(())
    }

    fn document(&self, stream: impl Read, source: &Arc<str>, hands: &Hands) -> Result<(), Closed> {
        let mut bytes = Vec::new();
        if let Err(error) = stream.take(DOCUMENT + 1).read_to_end(&mut bytes) {
            return broken_off(source, &error, hands);
        }
        if bytes.len() as u64 > DOCUMENT {
            let message = format!(
                "is one JSON document of more than {} MiB; write its entries one a line, as `jq -c .[]` does",
                DOCUMENT >> 20
            );
            return hands.over(source, Work::Problems(vec![Problem::new(&**source, message)]));
        }
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        hands.over(source, Work::Document(bytes))
    }

    fn log(&self, stream: impl Read, source: &Arc<str>, hands: &Hands) -> Result<(), Closed> {
        let mut log = Log::new(self.deliveries);
        let mut chunks = Chunks::new(stream);
        let mut hand_over = |work| hands.over(source, work);
        while !interrupted() {
            match chunks.next() {
                Ok(Some(chunk)) => {
                    self.bytes.fetch_add(chunk.bytes.len() as u64, Ordering::Relaxed);
                    log.read(&chunk, &mut hand_over)?;
                    chunks.reuse(chunk);
                }
                Ok(None) => break,
                Err(error) => {
                    broken_off(source, &error, hands)?;
                    break;
                }
            }
        }
        let delivered = log.finish(&mut hand_over)?;
        self.delivered.fetch_add(delivered, Ordering::Relaxed);
        Ok(())
    }
}

impl Waiting {
    fn hand_over(&mut self, hands: &Hands) -> Result<(), Closed> {
        if self.messages.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        hands.over(&Arc::from(""), Work::Messages(std::mem::take(&mut self.messages)))
    }
}

fn broken_off(source: &Arc<str>, error: &io::Error, hands: &Hands) -> Result<(), Closed> {
    let problem = Problem::new(&**source, format!("cannot be read any further: {error}"));
    hands.over(source, Work::Problems(vec![problem]))
}
