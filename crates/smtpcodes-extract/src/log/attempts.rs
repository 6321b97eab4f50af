//! Failed attempts at one server of several, held until the line about the whole delivery says whether it ended so.
//!
//! Postfix and Exim log each server that failed, and then the last one again for each recipient. Only the others are
//! events of their own.

use std::collections::VecDeque;

use crate::Event;

use super::output::Output;
use super::scan;

/// How many attempts are held at most; beyond that the oldest is handed over.
const HELD: usize = 64;

/// The attempts that wait.
#[derive(Default)]
pub(super) struct Attempts {
    held: VecDeque<Attempt>,
}

struct Attempt {
    key: Vec<u8>,
    reason: Vec<u8>,
    event: Event,
    line: u64,
    /// It was there when `release_old` was last called.
    old: bool,
}

impl Attempts {
    /// Holds an attempt of the process or message that the key names.
    pub(super) fn hold(&mut self, key: &[u8], reason: &[u8], event: Event, out: &mut Output<'_>) {
        if self.held.len() == HELD {
            self.release_first(out);
        }
        self.held.push_back(Attempt {
            key: key.to_vec(),
            reason: reason.to_vec(),
            event,
            line: out.line,
            old: false,
        });
    }

    /// Drops the attempt that the delivery repeats, and hands over the others of its key.
    pub(super) fn settle(&mut self, key: &[u8], delivery: &[u8], out: &mut Output<'_>) {
        // mostly the reason stands alone in the parentheses, which spares a search
        let inner = scan::split(delivery, b" (").map_or(delivery, |(_, inner)| inner);
        let repeats = |attempt: &Attempt| {
            attempt.key == key
                && (inner.starts_with(&attempt.reason) || scan::has(delivery, &attempt.reason))
        };
        if let Some(last) = self.held.iter().rposition(repeats) {
            self.held.remove(last);
        }
        let mut index = 0;
        while index < self.held.len() {
            if self.held[index].key != key {
                index += 1;
            } else if let Some(attempt) = self.held.remove(index) {
                attempt.release(out);
            }
        }
    }

    /// Hands over what no delivery followed.
    pub(super) fn finish(&mut self, out: &mut Output<'_>) {
        while !self.held.is_empty() {
            self.release_first(out);
        }
    }

    /// Hands over what was already here at the last call.
    pub(super) fn release_old(&mut self, out: &mut Output<'_>) {
        // what is held is in the order in which it came
        while self.held.front().is_some_and(|attempt| attempt.old) {
            self.release_first(out);
        }
        self.held.iter_mut().for_each(|attempt| attempt.old = true);
    }

    fn release_first(&mut self, out: &mut Output<'_>) {
        if let Some(attempt) = self.held.pop_front() {
            attempt.release(out);
        }
    }
}

impl Attempt {
    fn release(self, out: &mut Output<'_>) {
        let line = std::mem::replace(&mut out.line, self.line);
        out.emit(self.event);
        out.line = line;
    }
}
