//! `spec/codes.yaml`.

use serde::Deserialize;

/// The first digit of an enhanced code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassEntry {
    pub digit: u8,
    pub name: String,
    pub phrase: String,
    pub meaning: String,
    pub sources: Vec<String>,
}

/// The second number of an enhanced code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectEntry {
    pub subject: u16,
    pub name: String,
    pub phrase: String,
    pub meaning: String,
    pub sources: Vec<String>,
}

/// A phrase that another source gives.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    pub text: String,
    pub source: String,
}

/// A reply code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyEntry {
    pub code: u16,
    pub name: String,
    pub phrase: String,
    pub meaning: String,
    pub standing: String,
    #[serde(default)]
    pub commands: Vec<String>,
    pub reason: Option<String>,
    #[serde(default)]
    pub phrases: Vec<Phrase>,
    pub sources: Vec<String>,
}

/// A reply code beside an enhanced one: a number, or `5xx`.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum CodeText {
    Number(u16),
    Text(String),
}

impl CodeText {
    /// As it is printed.
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A registered enhanced code, for every class.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnhancedEntry {
    pub code: String,
    pub name: String,
    pub phrase: String,
    pub meaning: String,
    pub standing: String,
    #[serde(default)]
    pub replies: Vec<CodeText>,
    pub reason: Option<String>,
    pub transient_reason: Option<String>,
    #[serde(default)]
    pub vague: bool,
    #[serde(default)]
    pub phrases: Vec<Phrase>,
    pub sources: Vec<String>,
}

/// What an enhanced code means at one provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorEntry {
    pub provider: String,
    pub code: String,
    pub to: Option<u16>,
    pub name: String,
    pub phrase: String,
    pub meaning: String,
    pub reason: Option<String>,
    #[serde(default)]
    pub vague: bool,
    pub sources: Vec<String>,
}

/// Reads `5.7.606` or `X.7.606`: the class (0 for any), the subject and the detail.
pub fn numbers(code: &str) -> Option<(u8, u16, u16)> {
    let mut parts = code.split('.');
    let class = match parts.next()? {
        "X" => 0,
        "2" => 2,
        "4" => 4,
        "5" => 5,
        _ => return None,
    };
    let number = |part: &str| part.parse::<u16>().ok().filter(|number| *number <= 999);
    let (subject, detail) = (number(parts.next()?)?, number(parts.next()?)?);
    parts.next().is_none().then_some((class, subject, detail))
}
