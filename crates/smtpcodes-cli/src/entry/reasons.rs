//! Reasons, and the words that other systems have for them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Entry, text};

/// A cause of the closed list.
#[derive(Debug, Serialize)]
pub struct Reason {
    name: &'static str,
    number: u8,
    group: &'static str,
    meaning: &'static str,
    bounce: &'static str,
    fault: &'static str,
    retry: &'static str,
    retry_after: Option<u32>,
    action: &'static str,
    advice: &'static str,
    precedence: u8,
    /// For each other system its labels, the primary one first.
    labels: BTreeMap<&'static str, &'static [&'static str]>,
}

impl From<smtpcodes::Reason> for Reason {
    fn from(reason: smtpcodes::Reason) -> Self {
        Self {
            name: reason.as_str(),
            number: reason.number(),
            group: reason.group(),
            meaning: reason.meaning(),
            bounce: reason.bounce().as_str(),
            fault: reason.fault().as_str(),
            retry: reason.retry().as_str(),
            retry_after: reason.retry_after(),
            action: reason.action().as_str(),
            advice: reason.advice(),
            precedence: reason.precedence(),
            labels: smtpcodes::Taxonomy::ALL
                .into_iter()
                .map(|taxonomy| (taxonomy.as_str(), reason.to(taxonomy)))
                .collect(),
        }
    }
}

impl Entry for Reason {
    const FIELDS: &'static [&'static str] = &[
        "name",
        "number",
        "group",
        "meaning",
        "bounce",
        "fault",
        "retry",
        "retry_after",
        "action",
        "advice",
        "precedence",
        "labels",
    ];
    const WIDE: &'static str = "action";
    const SHORT: &'static [&'static str] = &["name", "bounce", "fault", "retry", "action"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.number.to_string(),
            self.group.to_owned(),
            self.meaning.to_owned(),
            self.bounce.to_owned(),
            self.fault.to_owned(),
            self.retry.to_owned(),
            text(self.retry_after),
            self.action.to_owned(),
            self.advice.to_owned(),
            self.precedence.to_string(),
            named_lists(&self.labels),
        ]
    }
}

/// Another system's list of causes.
#[derive(Debug, Serialize)]
pub struct Taxonomy {
    name: &'static str,
    meaning: &'static str,
    labels: &'static [&'static str],
    /// For each of our reasons its labels, the primary one first.
    reasons: BTreeMap<&'static str, &'static [&'static str]>,
    source: &'static str,
}

impl From<smtpcodes::Taxonomy> for Taxonomy {
    fn from(taxonomy: smtpcodes::Taxonomy) -> Self {
        Self {
            name: taxonomy.as_str(),
            meaning: taxonomy.meaning(),
            labels: taxonomy.labels(),
            reasons: smtpcodes::Reason::ALL
                .into_iter()
                .map(|reason| (reason.as_str(), reason.to(taxonomy)))
                .collect(),
            source: taxonomy.source(),
        }
    }
}

impl Entry for Taxonomy {
    const FIELDS: &'static [&'static str] = &["name", "meaning", "labels", "reasons", "source"];
    const WIDE: &'static str = "labels";
    const SHORT: &'static [&'static str] = &["name", "meaning", "labels"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.meaning.to_owned(),
            self.labels.join(" "),
            named_lists(&self.reasons),
            self.source.to_owned(),
        ]
    }
}

fn named_lists(lists: &BTreeMap<&'static str, &'static [&'static str]>) -> String {
    let each = lists.iter().filter(|(_, words)| !words.is_empty());
    each.map(|(name, words)| format!("{name}: {}", words.join(" "))).collect::<Vec<_>>().join("; ")
}
