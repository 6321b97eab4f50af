//! What is counted on the way: for the summary and the report.

use std::collections::{BTreeMap, HashMap};

use smtpcodes::{Bounce, Fault, Reason};

use super::count::{self, Count, Counts};
use super::example::Example;
use super::moment::moment;
use super::times::Times;
use crate::record::Row;

/// Receiving domains that are counted one by one; the rest is counted together.
const DOMAINS: usize = 100_000;
/// Bytes of a domain: no name in the DNS is longer.
const DOMAIN: usize = 253;
/// Examples that are kept of a reason.
const EXAMPLES: usize = 3;

/// Counts; those of pieces add up.
#[derive(Debug, Default)]
pub struct Tally {
    pub records: u64,
    pub failures: u64,
    pub hard: u64,
    pub kinds: BTreeMap<&'static str, u64>,
    pub reasons: BTreeMap<&'static str, Cause>,
    pub faults: Counts,
    pub providers: Counts,
    pub blocklists: Counts,
    pub domains: HashMap<String, Count>,
    pub times: Times,
}

/// The failures of one reason.
#[derive(Debug, Default)]
pub struct Cause {
    pub count: u64,
    pub hard: u64,
    /// What to do; a delay is another matter than a refusal.
    pub advice: Counts,
    pub providers: Counts,
    pub blocklists: Counts,
    pub examples: Vec<Example>,
}

/// What the sender can do about a cause, the most useful first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// The sender's own servers, standing or messages are to be mended.
    Mend,
    /// Addresses are dead.
    Stop,
    /// It passes, or others have to mend it.
    Wait,
    /// Nobody knows.
    Look,
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, row: &Row<'_>) {
        self.records += 1;
        if let Some(kind) = row.kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
        let Some(reason) = row.verdict.reason else { return };
        let count = Count::one(row.verdict.bounce == Some(Bounce::Hard.as_str()));
        self.failures += 1;
        self.hard += count.hard;
        let cause = self.reasons.entry(reason).or_default();
        cause.count += 1;
        cause.hard += count.hard;
        if cause.has_room() && !cause.examples.iter().any(|known| known.resembles(row)) {
            cause.examples.extend(Example::of(row));
        }
        for (counts, word) in [
            (&mut cause.advice, row.verdict.advice),
            (&mut cause.providers, row.verdict.provider),
            (&mut cause.blocklists, row.verdict.blocklist),
            (&mut self.faults, row.verdict.fault),
            (&mut self.providers, row.verdict.provider),
            (&mut self.blocklists, row.verdict.blocklist),
        ] {
            if let Some(word) = word {
                *counts.entry(word).or_default() += count;
            }
        }
        if let Some((_, domain)) = row.recipient.and_then(|address| address.rsplit_once('@')) {
            let domain = domain.trim_end_matches(['>', '.']);
            let domain = &domain[..domain.floor_char_boundary(DOMAIN)];
            *self.domain(domain.to_lowercase()) += count;
        }
        if let Some(moment) = row.time.and_then(moment) {
            self.times.add(moment, reason, count);
        }
    }

    /// Adds the counts of another piece, which comes later.
    pub fn merge(&mut self, other: Self) {
        self.records += other.records;
        self.failures += other.failures;
        self.hard += other.hard;
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        count::add(&mut self.faults, other.faults);
        count::add(&mut self.providers, other.providers);
        count::add(&mut self.blocklists, other.blocklists);
        for (reason, cause) in other.reasons {
            self.reasons.entry(reason).or_default().merge(cause);
        }
        for (domain, count) in other.domains {
            *self.domain(domain) += count;
        }
        self.times.merge(other.times);
    }

    /// Lists the kinds of what was read, the most frequent first.
    pub fn kinds(&self) -> Vec<(&'static str, u64)> {
        let mut kinds: Vec<_> = self.kinds.iter().map(|(&kind, &count)| (kind, count)).collect();
        kinds.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
        kinds
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

    /// Lists the causes in the order in which to work on them: by what can be done, each group by its number.
    pub fn priorities(&self) -> Vec<(Reason, &Cause)> {
        let mut causes = self.causes();
        causes.sort_by_key(|&(reason, cause)| Remedy::of(reason, cause));
        causes
    }

    /// Lists the domains with the most failures.
    pub fn top_domains(&self, wanted: usize) -> Vec<(&str, Count)> {
        let mut domains: Vec<_> =
            self.domains.iter().map(|(name, &count)| (name.as_str(), count)).collect();
        domains.sort_by_key(|&(name, count)| (std::cmp::Reverse(count.all), name));
        domains.truncate(wanted);
        domains
    }

    fn domain(&mut self, name: String) -> &mut Count {
        let known = self.domains.len() < DOMAINS || self.domains.contains_key(&name);
        self.domains.entry(if known { name } else { "other domains".to_owned() }).or_default()
    }
}

impl Cause {
    fn has_room(&self) -> bool {
        self.examples.len() < EXAMPLES
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.hard += other.hard;
        count::add(&mut self.advice, other.advice);
        count::add(&mut self.providers, other.providers);
        count::add(&mut self.blocklists, other.blocklists);
        for example in other.examples {
            if self.has_room() && !self.examples.iter().any(|known| known.is_like(&example)) {
                self.examples.push(example);
            }
        }
    }
}

impl Remedy {
    /// Says what can be done about a cause.
    pub fn of(reason: Reason, cause: &Cause) -> Self {
        match reason.fault() {
            Fault::SenderInfrastructure | Fault::Sender | Fault::Content => Self::Mend,
            _ if cause.hard > 0 => Self::Stop,
            Fault::Unknown => Self::Look,
            _ => Self::Wait,
        }
    }
}
