//! A rule as it is written.

use serde::Deserialize;

use crate::load::Loaded;

/// A rule with the file it stands in.
pub type LoadedRule = Loaded<RuleEntry>;

/// A rule, key for key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// Unique over all files, kebab-case.
    pub id: String,
    /// The reason it gives.
    pub reason: String,
    /// Only for replies of this provider.
    pub provider: Option<String>,
    /// Only for these reply codes: `"550"`, `"5xx"`. Both `"4xx"` and `"5xx"` is any refusal, also one without its code.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Only for these enhanced codes: `"5.7.26"`, `"x.7.26"`, `"5.7.x"`.
    #[serde(default)]
    pub enhanced: Vec<String>,
    /// Only in answer to these commands.
    #[serde(default)]
    pub commands: Vec<String>,
    /// A telling enhanced code is stronger than these words.
    #[serde(default)]
    pub weak: bool,
    /// The ways of saying it.
    pub any: Vec<String>,
    /// Replaces the reason's bounce.
    pub bounce: Option<String>,
    /// Replaces the reason's retry.
    pub retry: Option<String>,
    /// Replaces the reason's delay, in seconds.
    pub retry_after: Option<u32>,
    /// The block list that the words name.
    pub blocklist: Option<String>,
    /// Texts that this rule must win.
    pub accepts: Vec<Example>,
    /// Texts that this rule must not win.
    #[serde(default)]
    pub rejects: Vec<Example>,
    /// Where the wording is documented or was seen.
    pub source: String,
}

/// An example text, with what is known around it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Example {
    /// Only a text.
    Text(String),
    /// A text and its surroundings.
    Known(KnownExample),
}

/// The long form of an example.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownExample {
    /// The reply.
    pub text: String,
    /// The host that answered.
    pub host: Option<String>,
    /// The command that was answered.
    pub command: Option<String>,
}

impl Example {
    /// The reply.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Known(known) => &known.text,
        }
    }

    /// The host that answered.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Known(known) => known.host.as_deref(),
        }
    }

    /// The command that was answered.
    pub fn command(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Known(known) => known.command.as_deref(),
        }
    }
}
