//! What is counted on the way: for the summary and the report.

use std::collections::{BTreeMap, HashMap};

use smtpcodes::{Bounce, Fault, Reason};

use super::day::day;
use crate::record::Row;

/// Receiving domains that are counted one by one; the rest is counted together.
const DOMAINS: usize = 100_000;
/// Bytes of the longest name that is a domain.
const DOMAIN: usize = 255;
/// Days that are counted one by one: ten years.
const DAYS: usize = 3660;
/// Examples that are kept of a reason.
const EXAMPLES: usize = 3;
/// Bytes of an example.
const EXAMPLE: usize = 400;

/// Counts; those of pieces add up.
#[derive(Debug, Default)]
pub struct Tally {
    pub records: u64,
    pub failures: u64,
    pub hard: u64,
    pub kinds: BTreeMap<&'static str, u64>,
    pub reasons: BTreeMap<&'static str, Cause>,
    pub faults: BTreeMap<&'static str, u64>,
    pub providers: BTreeMap<&'static str, u64>,
    pub blocklists: BTreeMap<&'static str, u64>,
    pub domains: HashMap<String, Domain>,
    /// For each day the failures of each reason.
    pub days: BTreeMap<String, BTreeMap<&'static str, u64>>,
}

/// The failures of one reason.
#[derive(Debug, Default)]
pub struct Cause {
    pub count: u64,
    pub hard: u64,
    pub examples: Vec<Example>,
}

/// A reply that shows what a reason looks like.
#[derive(Debug)]
pub struct Example {
    pub source: String,
    pub text: String,
    pub span: Option<(usize, usize)>,
}

/// The failures at one receiving domain.
#[derive(Debug, Default)]
pub struct Domain {
    pub count: u64,
    pub hard: u64,
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, row: &Row<'_>) {
        self.records += 1;
        if let Some(kind) = row.kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
        let Some(reason) = row.verdict.reason else { return };
        let hard = u64::from(row.verdict.bounce == Some(Bounce::Hard.as_str()));
        self.failures += 1;
        self.hard += hard;
        let cause = self.reasons.entry(reason).or_default();
        cause.count += 1;
        cause.hard += hard;
        if let Some(text) = row.text.filter(|text| cause.lacks(text)) {
            cause.examples.push(Example {
                source: row.source.clone().into_owned(),
                text: text[..text.floor_char_boundary(EXAMPLE)].to_owned(),
                span: row.verdict.span,
            });
        }
        for (counts, word) in [
            (&mut self.faults, row.verdict.fault),
            (&mut self.providers, row.verdict.provider),
            (&mut self.blocklists, row.verdict.blocklist),
        ] {
            if let Some(word) = word {
                *counts.entry(word).or_default() += 1;
            }
        }
        if let Some((_, domain)) = row.recipient.and_then(|address| address.rsplit_once('@')) {
            self.domain(domain.trim_end_matches(['>', '.']).to_lowercase()).add(1, hard);
        }
        if let Some(day) = row.time.and_then(day)
            && (self.days.len() < DAYS || self.days.contains_key(&day))
        {
            *self.days.entry(day).or_default().entry(reason).or_default() += 1;
        }
    }

    /// Adds the counts of another piece, which comes later.
    pub fn merge(&mut self, other: Self) {
        self.records += other.records;
        self.failures += other.failures;
        self.hard += other.hard;
        for (mine, others) in [
            (&mut self.kinds, other.kinds),
            (&mut self.faults, other.faults),
            (&mut self.providers, other.providers),
            (&mut self.blocklists, other.blocklists),
        ] {
            others.into_iter().for_each(|(word, count)| *mine.entry(word).or_default() += count);
        }
        for (reason, cause) in other.reasons {
            let mine = self.reasons.entry(reason).or_default();
            mine.count += cause.count;
            mine.hard += cause.hard;
            for example in cause.examples {
                if mine.lacks(&example.text) {
                    mine.examples.push(example);
                }
            }
        }
        for (domain, counts) in other.domains {
            self.domain(domain).add(counts.count, counts.hard);
        }
        for (day, reasons) in other.days {
            if self.days.len() < DAYS || self.days.contains_key(&day) {
                let mine = self.days.entry(day).or_default();
                reasons
                    .into_iter()
                    .for_each(|(word, count)| *mine.entry(word).or_default() += count);
            }
        }
    }

    /// Lists the causes, the most frequent first.
    pub fn causes(&self) -> Vec<(Reason, &Cause)> {
        let mut causes: Vec<_> = self
            .reasons
            .iter()
            .filter_map(|(name, cause)| Some((name.parse::<Reason>().ok()?, cause)))
            .collect();
        causes.sort_by_key(|(reason, cause)| (std::cmp::Reverse(cause.count), reason.number()));
        causes
    }

    /// Lists the causes in the order in which to work on them: first what the sender can mend or must stop, then what
    /// passes or others have to mend, at the end what nobody could determine; each group by its number.
    pub fn priorities(&self) -> Vec<(Reason, &Cause)> {
        let mut causes = self.causes();
        causes.sort_by_key(|(reason, _)| match (reason.fault(), reason.bounce()) {
            (Fault::SenderInfrastructure | Fault::Sender | Fault::Content, _)
            | (_, Bounce::Hard) => 0,
            (Fault::Unknown, _) => 2,
            _ => 1,
        });
        causes
    }

    /// Lists the domains with the most failures.
    pub fn top_domains(&self, wanted: usize) -> Vec<(&str, &Domain)> {
        let mut domains: Vec<_> = self.domains.iter().map(|(name, d)| (name.as_str(), d)).collect();
        domains.sort_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(b.0)));
        domains.truncate(wanted);
        domains
    }

    fn domain(&mut self, name: String) -> &mut Domain {
        let known = name.len() <= DOMAIN
            && (self.domains.len() < DOMAINS || self.domains.contains_key(&name));
        self.domains.entry(if known { name } else { "other domains".to_owned() }).or_default()
    }
}

impl Cause {
    /// Says whether the text would show something that the examples do not.
    fn lacks(&self, text: &str) -> bool {
        let begins = |text: &str| text[..text.floor_char_boundary(24)].to_owned();
        self.examples.len() < EXAMPLES
            && self.examples.iter().all(|example| begins(&example.text) != begins(text))
    }
}

impl Domain {
    fn add(&mut self, count: u64, hard: u64) {
        self.count += count;
        self.hard += hard;
    }
}

/// Lists words and counts, the most frequent first.
pub fn by_count(counts: &BTreeMap<&'static str, u64>) -> Vec<(&'static str, u64)> {
    let mut list: Vec<_> = counts.iter().map(|(&word, &count)| (word, count)).collect();
    list.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    list
}
