//! What has been seen since the start.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use smtpcodes::Kind;

use crate::output::Tally;
use crate::record::Row;

/// Refusals that are kept to be shown.
const RECENT: usize = 20;
/// Bytes of a word of a refusal that are kept.
const KEPT: usize = 400;
/// Seconds over which a rate is taken.
const MINUTE: u64 = 60;

/// Counts, and the last refusals.
#[derive(Debug, Default)]
pub struct Seen {
    pub tally: Tally,
    pub lines: u64,
    pub delivered: u64,
    /// Deliveries that were events of their own.
    pub told_delivered: u64,
    pub problems: u64,
    /// The last refusals, the newest first.
    pub recent: VecDeque<Refusal>,
    /// The failures of each second of the last minute, the newest last.
    seconds: VecDeque<(u64, BTreeMap<&'static str, u64>)>,
}

/// A refusal to be shown.
#[derive(Debug)]
pub struct Refusal {
    pub time: String,
    pub recipient: String,
    pub reason: &'static str,
    pub bounce: &'static str,
    pub text: String,
}

impl Seen {
    /// Counts a row; `now` is the time since the start.
    pub fn add(&mut self, row: &Row<'_>, now: Duration) {
        self.tally.add(row);
        if row.kind == Some(Kind::Delivered.as_str()) {
            self.told_delivered += 1;
        }
        let Some(reason) = row.verdict.reason else { return };
        let second = now.as_secs();
        if self.seconds.back().is_none_or(|last| last.0 != second) {
            self.seconds.push_back((second, BTreeMap::new()));
            self.forget(second);
        }
        if let Some((_, counts)) = self.seconds.back_mut() {
            *counts.entry(reason).or_default() += 1;
        }
        let kept = |word: Option<&str>| {
            let word = word.unwrap_or_default();
            word[..word.floor_char_boundary(KEPT)].to_owned()
        };
        self.recent.truncate(RECENT - 1);
        self.recent.push_front(Refusal {
            time: kept(row.time),
            recipient: kept(row.recipient.or(row.remote_host)),
            reason,
            bounce: row.verdict.bounce.unwrap_or_default(),
            text: kept(row.text),
        });
    }

    /// Counts the failures of each reason in the last minute.
    pub fn last_minute(&mut self, now: Duration) -> BTreeMap<&'static str, u64> {
        self.forget(now.as_secs());
        let mut counts = BTreeMap::new();
        for (&reason, count) in self.seconds.iter().flat_map(|(_, second)| second) {
            *counts.entry(reason).or_default() += count;
        }
        counts
    }

    fn forget(&mut self, now: u64) {
        while self.seconds.front().is_some_and(|(second, _)| second + MINUTE <= now) {
            self.seconds.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::record::Record;

    #[test]
    fn a_rate_is_of_the_last_minute_and_memory_is_bounded() {
        let mut seen = Seen::default();
        let record =
            Record { text: format!("550 user unknown {}", "x".repeat(5000)), ..Record::default() };
        let row = Row::new(&record, "log", &Engine::Shipped);
        for second in 0..1000 {
            seen.add(&row, Duration::from_secs(second));
            seen.add(&row, Duration::from_secs(second));
        }
        let rate = |seen: &mut Seen, second| {
            seen.last_minute(Duration::from_secs(second)).values().sum::<u64>()
        };
        assert_eq!(rate(&mut seen, 999), 120);
        assert_eq!(rate(&mut seen, 1029), 60);
        assert_eq!(rate(&mut seen, 2000), 0);
        assert_eq!((seen.tally.failures, seen.recent.len()), (2000, RECENT));
        assert!(seen.recent.iter().all(|refusal| refusal.text.len() <= KEPT));
    }
}
