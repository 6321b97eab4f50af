//! `spec/words.yaml`.

use serde::Deserialize;

/// One vocabulary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordEntry {
    #[serde(rename = "enum")]
    pub name: String,
    pub meaning: String,
    pub values: Vec<WordValue>,
}

/// One word of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordValue {
    pub name: String,
    pub number: u8,
    pub meaning: String,
    /// Of a command: it comes before any recipient is named.
    #[serde(default)]
    pub before_recipients: bool,
}
