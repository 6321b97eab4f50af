//! What comes in: each reader turns bytes into records, or into problems that name their place.

mod binary;
mod chunks;
mod decode;
mod detect;
mod jsonl;
mod maillog;
mod messages;
mod replies;

use smtpcodes_extract::{Event, Problem};

use crate::record::Record;

pub use binary::why_no_text;
pub use chunks::{Chunk, Chunks};
pub use decode::Text;
pub use detect::detect;
use detect::is_header;
pub use jsonl::is_document;
pub use maillog::Log;
pub use replies::{goes_on, unescape};

/// A piece of work that needs nothing of its neighbours.
#[derive(Debug)]
pub enum Work {
    /// Whole lines of bare replies.
    Replies(Chunk),
    /// Whole lines of JSON.
    Json(Chunk),
    /// JSON over several lines, whole.
    Document(Vec<u8>),
    /// What a log told.
    Events(Vec<Event>),
    /// Whole messages, each with the name of its source.
    Messages(Vec<(String, Vec<u8>)>),
    /// What could not be read, in its place.
    Problems(Vec<Problem>),
}

/// What one piece of work holds: records with their sources, and what could not be read.
pub type Found<'a> = &'a mut dyn FnMut(&str, Result<Record, Problem>);

impl Work {
    /// Reads the piece; `source` names the file or stream it is from.
    pub fn read(self, source: &str, limits: &smtpcodes_extract::Limits, found: Found<'_>) {
        match self {
            Self::Replies(chunk) => replies::read(&chunk, &mut |record| found(source, record)),
            Self::Json(chunk) => jsonl::read(&chunk, &mut |record| found(source, record)),
            Self::Document(bytes) => {
                jsonl::read_document(&bytes, &mut |record| found(source, record));
            }
            Self::Events(events) => {
                events.into_iter().for_each(|event| found(source, Ok(event.into())));
            }
            Self::Messages(messages) => messages::read(&messages, limits, found),
            Self::Problems(problems) => {
                problems.into_iter().for_each(|problem| found(source, Err(problem)));
            }
        }
    }
}
