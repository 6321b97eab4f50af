//! How many, and how many of them are hard; by name.

use std::collections::BTreeMap;

/// A number of failures, and how many of them condemn an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub all: u64,
    pub hard: u64,
}

impl Count {
    /// Counts one failure.
    pub fn one(hard: bool) -> Self {
        Self { all: 1, hard: u64::from(hard) }
    }

    /// Gives how many leave the address alone.
    pub fn soft(self) -> u64 {
        self.all - self.hard
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.hard += other.hard;
    }
}

/// Counts of words of our vocabulary.
pub type Counts = BTreeMap<&'static str, Count>;

/// Adds the counts of another piece.
pub fn add(counts: &mut Counts, other: Counts) {
    other.into_iter().for_each(|(word, count)| *counts.entry(word).or_default() += count);
}

/// Lists words and counts, the most frequent first.
pub fn by_count(counts: &Counts) -> Vec<(&'static str, Count)> {
    let mut list: Vec<_> = counts.iter().map(|(&word, &count)| (word, count)).collect();
    list.sort_by_key(|&(word, count)| (std::cmp::Reverse(count.all), word));
    list
}
