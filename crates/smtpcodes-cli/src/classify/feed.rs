//! Walks the input and hands out its pieces as work.

use std::sync::atomic::{AtomicU64, Ordering};

use smtpcodes_extract::Limits;
use smtpcodes_extract::container::{Content, Entry, walk};
use smtpcodes_extract::pieces::{Piece, Pieces};

use super::paths::Paths;
use super::pipeline::{Closed, Hands};
use crate::args::{Classify, From};
use crate::interrupt::Interrupt;

/// Bytes of messages that are one piece of work.
const MESSAGES: usize = 256 << 10;

/// All input, and what has been seen of it.
#[derive(Debug)]
pub struct Feed {
    paths: Paths,
    from: From,
    deliveries: bool,
    limits: Limits,
    /// Somebody wants the run to end.
    pub interrupt: Interrupt,
    /// Bytes that have been read.
    pub bytes: AtomicU64,
    /// Deliveries that succeeded, by logs.
    pub delivered: AtomicU64,
}

/// Messages that wait until there are enough of them for one piece of work.
#[derive(Default)]
struct Waiting {
    messages: Vec<Piece>,
    bytes: usize,
}

impl Feed {
    /// Prepares the input of the command line; Ctrl-C will end it early.
    pub fn new(args: &Classify, paths: Paths) -> Self {
        Self {
            paths,
            from: args.from,
            deliveries: args.deliveries,
            limits: args.limits(),
            bytes: AtomicU64::new(0),
            interrupt: Interrupt::listen_impatiently(),
            delivered: AtomicU64::new(0),
        }
    }

    /// Reads everything, until nobody wants more.
    pub fn run(&self, hands: &Hands) {
        let mut waiting = Waiting::default();
        for problem in &self.paths.problems {
            if hands.over(vec![Piece::of_problem(problem.clone())]).is_err() {
                return;
            }
        }
        for entry in walk(&self.paths.inputs, &self.limits) {
            if self.interrupt.came() {
                break;
            }
            let read = match entry {
                Ok(entry) => self.entry(entry, &mut waiting, hands),
                Err(problem) => waiting.add(Piece::of_problem(problem), hands),
            };
            if read.is_err() {
                return;
            }
        }
        let _ = waiting.hand_over(hands);
    }

    fn entry(&self, entry: Entry, waiting: &mut Waiting, hands: &Hands) -> Result<(), Closed> {
        if matches!(&entry.content, Content::File(_, file) if self.paths.is_output(file.get_ref()))
        {
            return Ok(());
        }
        let mut pieces =
            Pieces::new(entry, self.from.into(), &self.limits).deliveries(self.deliveries);
        for piece in &mut pieces {
            self.bytes.fetch_add(piece.bytes() as u64, Ordering::Relaxed);
            waiting.add(piece, hands)?;
            if self.interrupt.came() {
                break;
            }
        }
        self.delivered.fetch_add(pieces.delivered(), Ordering::Relaxed);
        Ok(())
    }
}

impl Waiting {
    /// Hands a piece over, or keeps it where it is one of several messages.
    fn add(&mut self, piece: Piece, hands: &Hands) -> Result<(), Closed> {
        if !piece.is_message() {
            self.hand_over(hands)?;
            return hands.over(vec![piece]);
        }
        self.bytes += piece.bytes();
        self.messages.push(piece);
        if self.bytes >= MESSAGES { self.hand_over(hands) } else { Ok(()) }
    }

    fn hand_over(&mut self, hands: &Hands) -> Result<(), Closed> {
        if self.messages.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        hands.over(std::mem::take(&mut self.messages))
    }
}
