//! `spec/vectors`: conformance cases, and their form for languages without YAML.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Cases that belong together, and why they exist.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VectorGroup {
    pub group: String,
    pub why: String,
    pub kind: VectorKind,
    pub cases: Vec<VectorCase>,
}

/// What is called with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VectorKind {
    Classify,
    ReplyCode,
    EnhancedCode,
    ParseReply,
    FindCodes,
}

/// One case. The text is given as `text`, as `hex`, or as `repeat`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VectorCase {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hex: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub expect: BTreeMap<String, serde_json::Value>,
}

/// A long text: `before`, then `text` repeated, then `after`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    #[serde(default)]
    pub before: String,
    pub text: String,
    pub times: u32,
    #[serde(default)]
    pub after: String,
}

impl VectorCase {
    /// The bytes of the case, or what is wrong with it.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        match (&self.text, &self.hex, &self.repeat) {
            (Some(text), None, None) => Ok(text.clone().into_bytes()),
            (None, Some(hex), None) => from_hex(hex),
            (None, None, Some(repeat)) => {
                let body = repeat.text.repeat(repeat.times as usize);
                Ok([repeat.before.as_str(), &body, &repeat.after].concat().into_bytes())
            }
            _ => Err("a case has exactly one of `text`, `hex` and `repeat`".to_owned()),
        }
    }
}

fn from_hex(hex: &str) -> Result<Vec<u8>, String> {
    let digits: Vec<u8> = hex.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let wrong =
        || format!("`{hex}` is no hex: two digits a byte, blanks between them do not matter");
    if !digits.len().is_multiple_of(2) {
        return Err(wrong());
    }
    digits
        .chunks(2)
        .map(|pair| {
            let text = std::str::from_utf8(pair).map_err(|_| wrong())?;
            u8::from_str_radix(text, 16).map_err(|_| wrong())
        })
        .collect()
}
