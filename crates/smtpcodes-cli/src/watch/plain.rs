//! What is written where there is no terminal: one line every interval, and the summary at the end.

use std::collections::BTreeMap;
use std::time::Duration;

use super::screen::clock;
use super::seen::Seen;
use crate::output::grouped;

/// Causes that a line names.
const NAMED: usize = 5;

/// Remembers what the last line told.
#[derive(Debug, Default)]
pub struct Lines {
    causes: BTreeMap<&'static str, u64>,
}

impl Lines {
    /// Writes a line: all counts since the start, and what has failed since the last line.
    pub fn next(&mut self, seen: &Seen, now: Duration) -> String {
        let tally = &seen.tally;
        let mut line = format!(
            "{}  lines {}, delivered {}, failures and delays {} (hard {}, soft {})",
            clock(now),
            grouped(seen.lines),
            grouped(seen.delivered),
            grouped(tally.failures),
            grouped(tally.hard),
            grouped(tally.failures - tally.hard),
        );
        if seen.problems > 0 {
            line.push_str(&format!(", unreadable {}", grouped(seen.problems)));
        }
        let causes: BTreeMap<_, _> =
            tally.reasons.iter().map(|(&reason, cause)| (reason, cause.count)).collect();
        let since = |(&reason, &count): (&&'static str, &u64)| {
            let new = count - self.causes.get(reason).copied().unwrap_or_default();
            (new > 0).then_some((reason, new))
        };
        let mut new: Vec<_> = causes.iter().filter_map(since).collect();
        new.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let named: Vec<_> = new
            .iter()
            .take(NAMED)
            .map(|&(reason, count)| format!("{reason} {}", grouped(count)))
            .collect();
        if !named.is_empty() {
            let more = if new.len() > NAMED { ", ..." } else { "" };
            line.push_str(&format!("; new: {}{more}", named.join(", ")));
        }
        line.push('\n');
        self.causes = causes;
        line
    }
}
