//! When it failed: counted by day, and by hour while there are few days.

use std::collections::BTreeMap;

use super::count::{Count, Counts, add};
use super::moment::{Day, Moment};

/// Days that are counted one by one: ten years.
const DAYS: usize = 3660;
/// Days up to which hours are counted too.
const DAYS_WITH_HOURS: usize = 2;

/// The failures of each day, by reason.
#[derive(Debug, Default)]
pub struct Times {
    pub days: BTreeMap<Day, Counts>,
    /// Empty where there are too many days.
    pub hours: BTreeMap<(Day, i8), Counts>,
}

impl Times {
    /// Counts a failure; one day more than there is room for is left out.
    pub fn add(&mut self, moment: Moment, reason: &'static str, count: Count) {
        let Moment { day, hour } = moment;
        let counts = Counts::from([(reason, count)]);
        self.add_day(day, counts.clone());
        if let Some(hour) = hour
            && self.days.len() <= DAYS_WITH_HOURS
        {
            add(self.hours.entry((day, hour)).or_default(), counts);
        }
    }

    /// Adds the counts of another piece.
    pub fn merge(&mut self, other: Self) {
        for (day, counts) in other.days {
            self.add_day(day, counts);
        }
        if self.days.len() <= DAYS_WITH_HOURS {
            for (hour, counts) in other.hours {
                add(self.hours.entry(hour).or_default(), counts);
            }
        }
    }

    fn add_day(&mut self, day: Day, counts: Counts) {
        if self.days.len() < DAYS || self.days.contains_key(&day) {
            add(self.days.entry(day).or_default(), counts);
        }
        if self.days.len() > DAYS_WITH_HOURS {
            self.hours.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::moment::moment;
    use super::*;

    fn times(days: std::ops::Range<u16>) -> Times {
        let mut times = Times::default();
        for day in days {
            let time = format!("{:04}-01-{:02}T10:00:00Z", 2000 + day / 28, 1 + day % 28);
            times.add(moment(&time).expect("a time"), "mailbox_full", Count::one(false));
        }
        times
    }

    #[test]
    fn pieces_add_up_to_the_whole() {
        for cut in [1, 2, 3] {
            let mut pieces = times(0..cut);
            pieces.merge(times(cut..4));
            assert_eq!(pieces.days, times(0..4).days);
            assert!(pieces.hours.is_empty());
        }
        let mut pieces = times(0..1);
        pieces.merge(times(0..2));
        assert_eq!(pieces.hours.values().map(|counts| counts["mailbox_full"].all).sum::<u64>(), 3);
    }

    #[test]
    fn memory_is_bounded() {
        assert_eq!(times(0..5000).days.len(), DAYS);
    }
}
