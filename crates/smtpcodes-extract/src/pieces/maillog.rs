//! Mail logs: one reader goes over all lines, since what a line means can depend on earlier ones.

use super::chunks::Chunk;
use crate::log::Reader;
use crate::{Event, Problem};

/// What was found, in the order of the lines.
pub(super) type Read = Vec<Result<Event, Problem>>;

/// A log that is being read.
pub(super) struct Log {
    reader: Reader,
    /// Deliveries of lines that only prepared the reader.
    before: u64,
}

impl Log {
    /// Starts a log; `deliveries` also gives those that succeeded.
    pub(super) fn new(deliveries: bool) -> Self {
        Self { reader: Reader::new().deliveries(deliveries), before: 0 }
    }

    /// Reads the beginning of a log of which only the end is wanted: it names the columns of a table, and tells whether
    /// the log can be read at all. What else it says is left out.
    pub(super) fn prepare(&mut self, chunk: &Chunk) -> Result<(), Problem> {
        let mut first = Ok(());
        for (number, line) in chunk.lines() {
            let read = self.reader.line(line, number, &mut |_| {});
            if number == 1 {
                first = read;
            }
        }
        // what waited for a later line belongs to the part that is left out
        let _ = self.reader.finish(&mut |_| {});
        self.before = self.reader.delivered();
        first
    }

    /// Reads whole lines.
    pub(super) fn read(&mut self, chunk: &Chunk) -> Read {
        let mut found = Read::new();
        let plain = memchr::memchr(b'\r', &chunk.bytes).is_none();
        for (number, line) in chunk.lines() {
            let mut sink = |event| found.push(Ok(event));
            let read = if plain {
                self.reader.plain_line(line, number, &mut sink)
            } else {
                self.reader.line(line, number, &mut sink)
            };
            if let Err(problem) = read {
                found.push(Err(problem));
            }
        }
        found.extend(chunk.problem().map(Err));
        found
    }

    /// Gives up waiting for lines that would say more of what was already waiting when this was last called.
    pub(super) fn stop_waiting(&mut self) -> Read {
        let mut found = Read::new();
        self.reader.stop_waiting(&mut |event| found.push(Ok(event)));
        found
    }

    /// Tells how many deliveries have succeeded.
    pub(super) fn delivered(&self) -> u64 {
        self.reader.delivered() - self.before
    }

    /// Ends the log and gives the rest.
    pub(super) fn finish(&mut self) -> Read {
        let mut found = Read::new();
        if let Err(problem) = self.reader.finish(&mut |event| found.push(Ok(event))) {
            found.push(Err(problem));
        }
        found
    }
}
