//! Mail logs: one reader goes over all lines, since what a line means can depend on earlier ones.

use smtpcodes_extract::log::Reader;
use smtpcodes_extract::{Event, Problem};

use super::{Chunk, Work};

/// Events that are classified as one piece of work.
const EVENTS: usize = 1024;

/// A log that is being read.
pub struct Log {
    reader: Reader,
    events: Vec<Event>,
    problems: Vec<Problem>,
    /// Deliveries of lines that only prepared the reader.
    before: u64,
}

impl Log {
    /// Starts a log; `deliveries` also hands over those that succeeded.
    pub fn new(deliveries: bool) -> Self {
        let reader = Reader::new().deliveries(deliveries);
        Self { reader, events: Vec::new(), problems: Vec::new(), before: 0 }
    }

    /// Reads the beginning of a log of which only the end is wanted: it names the columns of a table, and tells whether
    /// the log can be read at all. What else it says is left out.
    pub fn prepare(&mut self, chunk: &Chunk) {
        for (number, line) in chunk.lines() {
            let read = self.reader.line(line, number, &mut |_| {});
            self.problems.extend(read.err().filter(|_| number == 1));
        }
        let _ = self.reader.finish(&mut |_| {});
        self.before = self.reader.delivered();
    }

    /// Reads whole lines, and hands over work when there is enough.
    pub fn read<E>(
        &mut self,
        chunk: &Chunk,
        hand_over: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<(), E> {
        for (number, line) in chunk.lines() {
            if let Err(problem) =
                self.reader.line(line, number, &mut |event| self.events.push(event))
            {
                self.problems.push(problem);
            }
            if self.events.len() >= EVENTS {
                hand_over(Work::Events(std::mem::take(&mut self.events)))?;
            }
        }
        self.problems.extend(chunk.problem());
        self.hand_over_problems(hand_over)
    }

    /// Tells how many deliveries have succeeded.
    pub fn delivered(&self) -> u64 {
        self.reader.delivered() - self.before
    }

    /// Hands over what there is by now, however little.
    pub fn flush<E>(&mut self, hand_over: &mut dyn FnMut(Work) -> Result<(), E>) -> Result<(), E> {
        if !self.events.is_empty() {
            hand_over(Work::Events(std::mem::take(&mut self.events)))?;
        }
        self.hand_over_problems(hand_over)
    }

    /// Gives up waiting for lines that would say more of what was already waiting when this was last called.
    pub fn stop_waiting(&mut self) {
        self.reader.stop_waiting(&mut |event| self.events.push(event));
    }

    /// Ends the log and hands over the rest; tells how many deliveries succeeded.
    pub fn finish<E>(mut self, hand_over: &mut dyn FnMut(Work) -> Result<(), E>) -> Result<u64, E> {
        if let Err(problem) = self.reader.finish(&mut |event| self.events.push(event)) {
            self.problems.push(problem);
        }
        self.flush(hand_over)?;
        Ok(self.delivered())
    }

    fn hand_over_problems<E>(
        &mut self,
        hand_over: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.problems.is_empty() {
            true => Ok(()),
            false => hand_over(Work::Problems(std::mem::take(&mut self.problems))),
        }
    }
}
