//! Mail logs: one reader goes over all lines, since what a line means can depend on earlier ones.

use super::chunks::Chunk;
use crate::log::Reader;
use crate::{Event, Problem};

/// What was found, in the order of the lines.
pub(super) type Read = Vec<Result<Event, Problem>>;

/// A log that is being read.
pub(super) struct Log {
    reader: Reader,
}

impl Log {
    /// Starts a log; `deliveries` also gives those that succeeded.
    pub(super) fn new(deliveries: bool) -> Self {
        Self { reader: Reader::new().deliveries(deliveries) }
    }

    /// Reads whole lines.
    pub(super) fn read(&mut self, chunk: &Chunk) -> Read {
        let mut found = Read::new();
        for (number, line) in chunk.lines() {
            if let Err(problem) = self.reader.line(line, number, &mut |event| found.push(Ok(event)))
            {
                found.push(Err(problem));
            }
        }
        found.extend(chunk.problem().map(Err));
        found
    }

    /// Ends the log and gives the rest; tells how many deliveries succeeded.
    pub(super) fn finish(mut self) -> (Read, u64) {
        let mut found = Read::new();
        if let Err(problem) = self.reader.finish(&mut |event| found.push(Ok(event))) {
            found.push(Err(problem));
        }
        (found, self.reader.delivered())
    }
}
