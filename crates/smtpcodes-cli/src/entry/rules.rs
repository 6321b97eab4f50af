//! The shipped rules.

use serde::Serialize;
use smtpcodes::RuleEntry;

use super::Entry;

/// A way of saying a reason.
#[derive(Debug, Serialize)]
pub struct Rule {
    id: &'static str,
    reason: &'static str,
    patterns: Vec<&'static str>,
    source: &'static str,
}

impl From<&'static RuleEntry> for Rule {
    fn from(rule: &'static RuleEntry) -> Self {
        Self {
            id: rule.id,
            reason: rule.reason.as_str(),
            patterns: rule.patterns().collect(),
            source: rule.source,
        }
    }
}

impl Entry for Rule {
    const FIELDS: &'static [&'static str] = &["id", "reason", "patterns", "source"];
    const WIDE: &'static str = "patterns";
    const SHORT: &'static [&'static str] = &["id", "reason", "patterns"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_owned(),
            self.reason.to_owned(),
            self.patterns.join("; "),
            self.source.to_owned(),
        ]
    }
}
