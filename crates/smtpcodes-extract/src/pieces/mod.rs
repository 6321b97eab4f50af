//! Cuts an input into pieces that can be read apart from one another: on several threads, or one after the other.
//!
//! [`Pieces`] finds out what an input holds and cuts it without understanding more of it than needed; [`Piece::read`]
//! does the rest of the work. Whoever wants no threads takes [`events`](crate::events) instead. [`Growing`] reads what is
//! still being written.

mod binary;
mod chunks;
mod detect;
mod growing;
mod jsonl;
mod maillog;
mod replies;
mod start;

use std::io::{self, Read};
use std::sync::Arc;

use crate::container::{Entry, Mailbox, numbered};
use crate::{Event, Limits, Problem, message};

use chunks::{Chunk, Chunks};
use jsonl::is_document;
use maillog::Log;
use start::Started;

pub use detect::Input;
pub use growing::{Growing, Step};
pub use replies::unescape;

/// Bytes of a JSON document that is not one value a line.
const DOCUMENT: u64 = 64 << 20;

/// A part of an input that needs nothing of its neighbours.
#[derive(Debug)]
pub struct Piece {
    source: Arc<str>,
    bytes: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// Whole lines of bare replies.
    Replies(Chunk),
    /// Whole lines of JSON.
    Json(Chunk),
    /// JSON over several lines, whole.
    Document(Vec<u8>),
    /// One message.
    Message(Vec<u8>),
    /// What was understood while cutting: the events of a log, and what could not be read.
    Read(Vec<Result<Event, Problem>>),
}

impl Piece {
    /// Makes a piece of something that could not be read, so that it is told in its place.
    pub fn of_problem(problem: Problem) -> Self {
        let source = Arc::from(problem.source.as_str());
        Self { source, bytes: 0, content: Content::Read(vec![Err(problem)]) }
    }

    /// Returns how many bytes of the input the piece stands for.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Says whether the piece is one message: small, so that several are worth being handed on together.
    pub fn is_message(&self) -> bool {
        matches!(self.content, Content::Message(_))
    }

    /// Reads the piece, and hands over its events and problems in their order; each names its source.
    pub fn read(self, limits: &Limits, found: &mut dyn FnMut(Result<Event, Problem>)) {
        let Self { source, content, .. } = self;
        let mut named = |item: Result<Event, Problem>| {
            found(match item {
                Ok(event) => Ok(Event { source: Arc::clone(&source), ..event }),
                Err(problem) if problem.source.is_empty() => {
                    Err(Problem { source: source.to_string(), ..problem })
                }
                Err(problem) => Err(problem),
            });
        };
        match content {
            Content::Replies(chunk) => replies::read(&chunk, &mut named),
            Content::Json(chunk) => jsonl::read(&chunk, &mut named),
            Content::Document(bytes) => jsonl::read_document(&bytes, &mut named),
            Content::Message(bytes) => match message::read(&bytes, limits) {
                Ok(events) => events.into_iter().for_each(|event| named(Ok(event))),
                Err(problem) => named(Err(problem)),
            },
            Content::Read(items) => items.into_iter().for_each(named),
        }
    }
}

/// The pieces of one input, in its order.
///
/// A piece is handed out as soon as its bytes are there, so that a slow pipe is answered at once; some pieces of a log
/// hold no event.
///
/// ```
/// use smtpcodes_extract::container::{Content, Entry};
/// use smtpcodes_extract::pieces::{Input, Pieces};
/// use smtpcodes_extract::Limits;
/// let content = Content::Stream(Box::new(&b"550 5.1.1 user unknown\n"[..]));
/// let entry = Entry { source: "replies.txt".into(), content };
/// let mut texts = Vec::new();
/// for piece in Pieces::new(entry, Input::Auto, &Limits::default()) {
///     piece.read(&Limits::default(), &mut |event| texts.extend(event.map(|event| event.text)));
/// }
/// assert_eq!(texts, [b"550 5.1.1 user unknown"]);
/// ```
pub struct Pieces {
    source: Arc<str>,
    limits: Limits,
    deliveries: bool,
    delivered: u64,
    state: State,
}

/// Where the rest of the input is, and how it is cut.
enum State {
    Unopened(Entry, Input),
    Messages(Mailbox<Started>, usize),
    Log(Chunks<Started>, Box<Log>),
    Replies(Chunks<Started>),
    Json(Chunks<Started>),
    Document(Started),
    Ended,
}

impl Pieces {
    /// Cuts an entry, which is opened when the first piece is asked for.
    pub fn new(entry: Entry, input: Input, limits: &Limits) -> Self {
        Self {
            source: Arc::from(entry.source.as_str()),
            limits: limits.clone(),
            deliveries: false,
            delivered: 0,
            state: State::Unopened(entry, input),
        }
    }

    /// Also gives the deliveries of a log that succeeded; without it they are counted only.
    pub fn deliveries(mut self, wanted: bool) -> Self {
        self.deliveries = wanted;
        self
    }

    /// Returns how many deliveries that succeeded a log has told of, once it has ended.
    pub fn delivered(&self) -> u64 {
        self.delivered
    }

    /// Opens the entry and finds out what it holds.
    fn open(&self, entry: Entry, input: Input) -> Result<State, Problem> {
        let stream = entry.open()?;
        let started = Started::new(stream)
            .map_err(|error| Problem::new("", format!("cannot be read: {error}")))?;
        let input = match input {
            Input::Auto => match binary::why_no_text(started.head()) {
                Some(message) => return Err(Problem::new("", message)),
                None => detect::detect(started.head()),
            },
            forced => forced,
        };
        Ok(match input {
            Input::Message => State::Messages(Mailbox::new(started, &self.limits), 0),
            Input::Maillog => State::Log(Chunks::new(started), Box::new(Log::new(self.deliveries))),
            Input::Jsonl if is_document(started.head()) => State::Document(started),
            Input::Jsonl => State::Json(Chunks::new(started)),
            Input::Auto | Input::Replies => {
                State::Replies(Chunks::joined(started, replies::goes_on))
            }
        })
    }

    fn piece(&self, bytes: usize, content: Content) -> Piece {
        Piece { source: Arc::clone(&self.source), bytes, content }
    }

    fn problem(&self, problem: Problem) -> Piece {
        self.piece(0, Content::Read(vec![Err(problem)]))
    }

    /// Gives the next piece and what is behind it.
    fn cut(&mut self, state: State) -> (Option<Piece>, State) {
        match state {
            State::Unopened(entry, input) => match self.open(entry, input) {
                Ok(opened) => self.cut(opened),
                Err(problem) => (Some(self.problem(problem)), State::Ended),
            },
            State::Messages(mut mailbox, index) => {
                let piece = mailbox.next().map(|message| self.message(message, index));
                (piece, State::Messages(mailbox, index + 1))
            }
            State::Replies(mut chunks) => match self.lines(&mut chunks, Content::Replies) {
                Ok(piece) => (piece, State::Replies(chunks)),
                Err(error) => (Some(self.problem(error)), State::Ended),
            },
            State::Json(mut chunks) => match self.lines(&mut chunks, Content::Json) {
                Ok(piece) => (piece, State::Json(chunks)),
                Err(error) => (Some(self.problem(error)), State::Ended),
            },
            State::Document(stream) => (Some(self.document(stream)), State::Ended),
            State::Log(mut chunks, mut log) => match chunks.next() {
                Ok(Some(chunk)) => {
                    let piece = self.piece(chunk.bytes.len(), Content::Read(log.read(&chunk)));
                    chunks.reuse(chunk);
                    (Some(piece), State::Log(chunks, log))
                }
                Ok(None) => (Some(self.finish(log, None)), State::Ended),
                Err(error) => (Some(self.finish(log, Some(broken_off(&error)))), State::Ended),
            },
            State::Ended => (None, State::Ended),
        }
    }

    fn message(&self, message: Result<Vec<u8>, Problem>, index: usize) -> Piece {
        let source = Arc::from(numbered(&self.source, index));
        match message {
            Ok(bytes) => Piece { source, bytes: bytes.len(), content: Content::Message(bytes) },
            Err(problem) => Piece { source, bytes: 0, content: Content::Read(vec![Err(problem)]) },
        }
    }

    fn lines(
        &self,
        chunks: &mut Chunks<Started>,
        content: fn(Chunk) -> Content,
    ) -> Result<Option<Piece>, Problem> {
        let chunk = chunks.next().map_err(|error| broken_off(&error))?;
        Ok(chunk.map(|chunk| self.piece(chunk.bytes.len(), content(chunk))))
    }

    fn document(&self, stream: Started) -> Piece {
        let mut bytes = Vec::new();
        if let Err(error) = stream.take(DOCUMENT + 1).read_to_end(&mut bytes) {
            return self.problem(broken_off(&error));
        }
        if bytes.len() as u64 > DOCUMENT {
            let message = format!(
                "is one JSON document of more than {} MiB; write its entries one a line, as `jq -c .[]` does",
                DOCUMENT >> 20
            );
            return self.problem(Problem::new("", message));
        }
        self.piece(bytes.len(), Content::Document(bytes))
    }

    /// Ends a log; what went wrong stands before what was still held.
    fn finish(&mut self, mut log: Box<Log>, problem: Option<Problem>) -> Piece {
        let rest = log.finish();
        self.delivered = log.delivered();
        self.piece(0, Content::Read(problem.map(Err).into_iter().chain(rest).collect()))
    }
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let state = std::mem::replace(&mut self.state, State::Ended);
        let (piece, state) = self.cut(state);
        self.state = state;
        piece
    }
}

fn broken_off(error: &io::Error) -> Problem {
    Problem::new("", format!("cannot be read any further: {error}"))
}
