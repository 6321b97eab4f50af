//! `spec/reasons.yaml`.

use serde::Deserialize;

/// One reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonEntry {
    pub name: String,
    pub number: u8,
    pub group: String,
    pub meaning: String,
    pub bounce: String,
    pub fault: String,
    pub retry: String,
    pub retry_after: Option<u32>,
    pub action: String,
    pub advice: String,
    pub transient: Option<TransientEntry>,
    pub precedence: u8,
}

/// What differs when the reply is transient.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransientEntry {
    pub retry: Option<String>,
    pub action: Option<String>,
    pub advice: Option<String>,
}
