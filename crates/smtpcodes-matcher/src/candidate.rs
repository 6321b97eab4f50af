//! How rules that were seen in a text rank, and the best two of them.

use crate::scan::Hit;
use crate::{Rule, RuleRef};

/// A rule whose conditions are met, and how it ranks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Candidate {
    /// Larger wins; 0 is none.
    pub(crate) key: u64,
    pub(crate) rule: u16,
    pub(crate) own: bool,
    pub(crate) reason: u8,
    pub(crate) provider: u8,
    pub(crate) blocklist: u8,
    /// The bytes of the folded text that it spans.
    pub(crate) start: u16,
    pub(crate) end: u16,
}

impl Candidate {
    /// Ranks a rule that has been seen, by how many conditions it has.
    pub(crate) fn new(rule: &Rule, own: bool, index: u16, points: u64, hit: &Hit) -> Self {
        let strong = u64::from(!rule.weak);
        let precedence = u64::from(u8::MAX - rule.precedence);
        Self {
            // The own layer first, then strength, conditions, the reason's precedence, the length, the earlier id.
            key: u64::from(own) << 63
                | strong << 62
                | points << 56
                | precedence << 48
                | (hit.length.min(0xFFFF) as u64) << 32
                | u64::from(u16::MAX - index) << 1
                | 1,
            rule: index,
            own,
            reason: rule.reason,
            provider: rule.provider,
            blocklist: rule.blocklist,
            start: hit.start as u16,
            end: hit.end as u16,
        }
    }

    /// The words say enough to overrule a telling enhanced code.
    pub(crate) fn is_strong(&self) -> bool {
        self.key >> 62 & 1 == 1
    }

    pub(crate) fn rule_ref(&self) -> RuleRef {
        RuleRef { own: self.own, index: self.rule }
    }
}

/// The best two candidates, of different rules.
#[derive(Default)]
pub(crate) struct Top {
    pub(crate) best: Candidate,
    pub(crate) second: Candidate,
}

impl Top {
    pub(crate) fn add(&mut self, candidate: Candidate) {
        let same_rule = |a: &Candidate| a.rule == candidate.rule && a.own == candidate.own;
        if candidate.key > self.best.key {
            if self.best.key > 0 && !same_rule(&self.best) {
                self.second = self.best;
            }
            self.best = candidate;
        } else if candidate.key > self.second.key && !same_rule(&self.best) {
            self.second = candidate;
        }
    }
}
