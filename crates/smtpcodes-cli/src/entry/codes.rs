//! Reply codes and enhanced codes.

use serde::Serialize;
use smtpcodes::{EnhancedCode, EnhancedEntry, ReplyEntry, VendorEntry};

use super::{Entry, Phrase, joined_phrases, phrases, text};

/// A reply code; without a name where nobody has named it.
#[derive(Debug, Serialize)]
pub struct Reply {
    code: u16,
    name: Option<&'static str>,
    phrase: Option<&'static str>,
    meaning: Option<&'static str>,
    standing: Option<&'static str>,
    commands: Vec<&'static str>,
    reason: Option<&'static str>,
    phrases: Vec<Phrase>,
    sources: &'static [&'static str],
}

impl Reply {
    /// Gives what is known about a code.
    pub fn new(code: u16, entry: Option<&'static ReplyEntry>) -> Self {
        Self {
            code,
            name: entry.map(|entry| entry.name),
            phrase: entry.map(|entry| entry.phrase),
            meaning: entry.map(|entry| entry.meaning),
            standing: entry.map(|entry| entry.standing.as_str()),
            commands: entry.map_or_else(Vec::new, |entry| {
                entry.commands.iter().map(|command| command.as_str()).collect()
            }),
            reason: entry.and_then(|entry| entry.reason).map(|reason| reason.as_str()),
            phrases: entry.map_or_else(Vec::new, |entry| phrases(entry.phrases)),
            sources: entry.map_or(&[], |entry| entry.sources),
        }
    }
}

impl Entry for Reply {
    const FIELDS: &'static [&'static str] = &[
        "code", "name", "phrase", "meaning", "standing", "commands", "reason", "phrases", "sources",
    ];
    const WIDE: &'static str = "phrase";
    const SHORT: &'static [&'static str] = &["code", "phrase", "standing", "reason"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.code.to_string(),
            text(self.name),
            text(self.phrase),
            text(self.meaning),
            text(self.standing),
            self.commands.join(" "),
            text(self.reason),
            joined_phrases(&self.phrases),
            self.sources.join("; "),
        ]
    }
}

/// An enhanced code, with what it means at providers.
#[derive(Debug, Serialize)]
pub struct Enhanced {
    code: String,
    class: u8,
    subject: u16,
    detail: u16,
    name: Option<&'static str>,
    phrase: Option<&'static str>,
    meaning: Option<&'static str>,
    standing: Option<&'static str>,
    replies: &'static [&'static str],
    reason: Option<&'static str>,
    class_phrase: Option<&'static str>,
    subject_phrase: Option<&'static str>,
    phrases: Vec<Phrase>,
    vendor: Vec<Vendor>,
    sources: &'static [&'static str],
}

impl From<EnhancedCode> for Enhanced {
    fn from(code: EnhancedCode) -> Self {
        let entry = code.entry();
        let transient =
            entry.and_then(|entry| entry.transient_reason).filter(|_| code.class() == 4);
        let reason =
            transient.or(entry.and_then(|entry| entry.reason)).filter(|_| code.class() > 2);
        Self {
            code: code.to_string(),
            class: code.class(),
            subject: code.subject(),
            detail: code.detail(),
            name: entry.map(|entry| entry.name),
            phrase: entry.map(|entry| entry.phrase),
            meaning: entry.map(|entry| entry.meaning),
            standing: entry.map(|entry| entry.standing.as_str()),
            replies: entry.map_or(&[], |entry| entry.replies),
            reason: reason.map(|reason| reason.as_str()),
            class_phrase: code.class_entry().map(|entry| entry.phrase),
            subject_phrase: code.subject_entry().map(|entry| entry.phrase),
            phrases: entry.map_or_else(Vec::new, |entry| phrases(entry.phrases)),
            vendor: code.vendor_entries().map(Vendor::from).collect(),
            sources: entry.map_or(&[], |entry| entry.sources),
        }
    }
}

/// What a code, or a range of codes, means at one provider.
#[derive(Debug, Serialize)]
pub struct Vendor {
    provider: Option<&'static str>,
    code: String,
    to: Option<u16>,
    name: &'static str,
    phrase: &'static str,
    meaning: &'static str,
    reason: Option<&'static str>,
    vague: bool,
    sources: &'static [&'static str],
}

impl From<&'static VendorEntry> for Vendor {
    fn from(entry: &'static VendorEntry) -> Self {
        Self {
            provider: entry.provider().map(|provider| provider.name()),
            code: vendor_code(entry),
            to: Some(entry.last).filter(|&last| last != entry.first),
            name: entry.name,
            phrase: entry.phrase,
            meaning: entry.meaning,
            reason: entry.reason.map(|reason| reason.as_str()),
            vague: entry.vague,
            sources: entry.sources,
        }
    }
}

/// Gives the first code of the range, with `X` for any class.
pub fn vendor_code(entry: &VendorEntry) -> String {
    let class = entry.class.map_or_else(|| "X".to_owned(), |class| class.to_string());
    format!("{class}.{}.{}", entry.subject, entry.first)
}

/// A row of the table of enhanced codes: a registered one for any class, or a provider's own.
#[derive(Debug, Serialize)]
pub struct ListedEnhanced {
    code: String,
    to: Option<u16>,
    provider: Option<&'static str>,
    subject: u16,
    detail: u16,
    name: &'static str,
    phrase: &'static str,
    meaning: &'static str,
    standing: &'static str,
    replies: &'static [&'static str],
    reason: Option<&'static str>,
    transient_reason: Option<&'static str>,
    vague: bool,
    phrases: Vec<Phrase>,
    sources: &'static [&'static str],
}

impl From<&'static EnhancedEntry> for ListedEnhanced {
    fn from(entry: &'static EnhancedEntry) -> Self {
        Self {
            code: format!("X.{}.{}", entry.subject, entry.detail),
            to: None,
            provider: None,
            subject: entry.subject,
            detail: entry.detail,
            name: entry.name,
            phrase: entry.phrase,
            meaning: entry.meaning,
            standing: entry.standing.as_str(),
            replies: entry.replies,
            reason: entry.reason.map(|reason| reason.as_str()),
            transient_reason: entry.transient_reason.map(|reason| reason.as_str()),
            vague: entry.vague,
            phrases: phrases(entry.phrases),
            sources: entry.sources,
        }
    }
}

impl From<&'static VendorEntry> for ListedEnhanced {
    fn from(entry: &'static VendorEntry) -> Self {
        Self {
            code: vendor_code(entry),
            to: Some(entry.last).filter(|&last| last != entry.first),
            provider: entry.provider().map(|provider| provider.name()),
            subject: entry.subject,
            detail: entry.first,
            name: entry.name,
            phrase: entry.phrase,
            meaning: entry.meaning,
            standing: smtpcodes::Standing::Vendor.as_str(),
            replies: &[],
            reason: entry.reason.map(|reason| reason.as_str()),
            transient_reason: None,
            vague: entry.vague,
            phrases: Vec::new(),
            sources: entry.sources,
        }
    }
}

impl Entry for ListedEnhanced {
    const FIELDS: &'static [&'static str] = &[
        "code",
        "to",
        "provider",
        "subject",
        "detail",
        "name",
        "phrase",
        "meaning",
        "standing",
        "replies",
        "reason",
        "transient_reason",
        "vague",
        "phrases",
        "sources",
    ];
    const WIDE: &'static str = "phrase";
    const SHORT: &'static [&'static str] =
        &["code", "to", "provider", "phrase", "standing", "reason"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.code.clone(),
            text(self.to),
            text(self.provider),
            self.subject.to_string(),
            self.detail.to_string(),
            self.name.to_owned(),
            self.phrase.to_owned(),
            self.meaning.to_owned(),
            self.standing.to_owned(),
            self.replies.join(" "),
            text(self.reason),
            text(self.transient_reason),
            self.vague.to_string(),
            joined_phrases(&self.phrases),
            self.sources.join("; "),
        ]
    }
}
