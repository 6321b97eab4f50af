//! The rows of the generated tables: what the spec says about each code, provider and rule.

use crate::{Command, Reason, Standing};

/// A reply code of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReplyEntry {
    /// The three digits. Two entries below 200 are told by clients and never stand on the wire.
    pub code: u16,
    /// `mailbox_unavailable`
    pub name: &'static str,
    /// The standard's short text.
    pub phrase: &'static str,
    /// What happened, and what the client should do.
    pub meaning: &'static str,
    /// How official the code is.
    pub standing: Standing,
    /// The commands it answers.
    pub commands: &'static [Command],
    /// The reason when nothing else is known.
    pub reason: Option<Reason>,
    /// Phrases that other sources give, each with its source.
    pub phrases: &'static [(&'static str, &'static str)],
    /// Where the code is defined or documented.
    pub sources: &'static [&'static str],
}

impl ReplyEntry {
    /// Lists every reply code of the spec, sorted by code.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &crate::generated::replies::REPLIES
    }
}

/// A class or a subject of enhanced codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartEntry {
    /// The class digit, or the subject.
    pub number: u16,
    /// `addressing`
    pub name: &'static str,
    /// The standard's short text.
    pub phrase: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// Where it is defined.
    pub sources: &'static [&'static str],
}

/// A registered enhanced code; it stands for every class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnhancedEntry {
    /// The second number.
    pub subject: u16,
    /// The third number.
    pub detail: u16,
    /// `bad_destination_mailbox`
    pub name: &'static str,
    /// The standard's short text.
    pub phrase: &'static str,
    /// What happened, and what the client should do.
    pub meaning: &'static str,
    /// How official the code is.
    pub standing: Standing,
    /// Reply codes it goes with: `550`, `5xx`.
    pub replies: &'static [&'static str],
    /// The reason when the text tells none.
    pub reason: Option<Reason>,
    /// The reason of class 4, where it differs.
    pub transient_reason: Option<Reason>,
    /// True when it says so little that even weak words of the text are stronger.
    pub vague: bool,
    /// Phrases that other sources give, each with its source.
    pub phrases: &'static [(&'static str, &'static str)],
    /// Where the code is defined.
    pub sources: &'static [&'static str],
}

impl EnhancedEntry {
    /// Lists every registered code, sorted by subject and detail.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &crate::generated::enhanced::ENHANCED
    }
}

/// What an enhanced code, or a range of them, means at one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendorEntry {
    /// Number of the provider.
    pub(crate) provider: u8,
    /// 4 or 5, or `None` for any class.
    pub class: Option<u8>,
    /// The second number.
    pub subject: u16,
    /// The first detail of the range.
    pub first: u16,
    /// The last detail of the range.
    pub last: u16,
    /// `microsoft_banned_sending_ip`
    pub name: &'static str,
    /// The provider's short text.
    pub phrase: &'static str,
    /// What happened, and what the sender should do.
    pub meaning: &'static str,
    /// The reason when the text tells none.
    pub reason: Option<Reason>,
    /// True when it says so little that even weak words of the text are stronger.
    pub vague: bool,
    /// Where the provider documents it.
    pub sources: &'static [&'static str],
}

impl VendorEntry {
    /// Lists every code of a provider, in the order of the spec.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &crate::generated::enhanced::VENDOR
    }
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProviderEntry {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) hosts: &'static [&'static str],
    pub(crate) marks: &'static [&'static str],
    pub(crate) pages: &'static [(&'static str, &'static str)],
    pub(crate) sources: &'static [&'static str],
}

/// A list that receivers ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlocklistEntry {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lists: &'static str,
    pub(crate) marks: &'static [&'static str],
    pub(crate) lookup: Option<&'static str>,
    pub(crate) sources: &'static [&'static str],
}

/// A shipped rule, as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleEntry {
    /// `google-unauthenticated`
    pub id: &'static str,
    /// The reason it gives.
    pub reason: Reason,
    /// Where the wording is documented or was seen.
    pub source: &'static str,
    /// Where its patterns stand: apart from it, so that a program that never asks for them does not carry them.
    index: u16,
}

impl RuleEntry {
    /// Lists every shipped rule, sorted by id.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &crate::generated::rules::ENTRIES
    }

    /// Lists the ways of saying it, as patterns of the rules' own form.
    pub fn patterns(&self) -> impl Iterator<Item = &'static str> + use<> {
        crate::generated::rules::PATTERNS[usize::from(self.index)].lines()
    }
}

/// Another taxonomy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TaxonomyEntry {
    pub(crate) source: &'static str,
    pub(crate) labels: &'static [&'static str],
    /// For each reason, at the place of its number less one: its labels, the primary first.
    pub(crate) to: &'static [&'static [&'static str]],
    pub(crate) from: &'static [LabelEntry],
}

/// What one label of another taxonomy can mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelEntry {
    pub(crate) label: &'static str,
    /// The best first.
    pub(crate) reasons: &'static [Reason],
    pub(crate) also: &'static [Reason],
}

type Text = &'static str;
type Texts = &'static [&'static str];
type Pairs = &'static [(&'static str, &'static str)];

#[allow(clippy::too_many_arguments)]
pub(crate) const fn reply_row(
    code: u16,
    name: Text,
    phrase: Text,
    meaning: Text,
    standing: Standing,
    commands: &'static [Command],
    reason: Option<Reason>,
    phrases: Pairs,
    sources: Texts,
) -> ReplyEntry {
    ReplyEntry { code, name, phrase, meaning, standing, commands, reason, phrases, sources }
}

pub(crate) const fn part_row(
    number: u16,
    name: Text,
    phrase: Text,
    meaning: Text,
    sources: Texts,
) -> PartEntry {
    PartEntry { number, name, phrase, meaning, sources }
}

#[allow(clippy::too_many_arguments)]
pub(crate) const fn enhanced_row(
    subject: u16,
    detail: u16,
    name: Text,
    phrase: Text,
    meaning: Text,
    standing: Standing,
    replies: Texts,
    reason: Option<Reason>,
    transient_reason: Option<Reason>,
    vague: bool,
    phrases: Pairs,
    sources: Texts,
) -> EnhancedEntry {
    EnhancedEntry {
        subject,
        detail,
        name,
        phrase,
        meaning,
        standing,
        replies,
        reason,
        transient_reason,
        vague,
        phrases,
        sources,
    }
}

#[allow(clippy::too_many_arguments)]
pub(crate) const fn vendor_row(
    provider: u8,
    class: u8,
    subject: u16,
    first: u16,
    last: u16,
    name: Text,
    phrase: Text,
    meaning: Text,
    reason: Option<Reason>,
    vague: bool,
    sources: Texts,
) -> VendorEntry {
    let class = if class == 0 { None } else { Some(class) };
    VendorEntry {
        provider,
        class,
        subject,
        first,
        last,
        name,
        phrase,
        meaning,
        reason,
        vague,
        sources,
    }
}

pub(crate) const fn provider_row(
    name: Text,
    title: Text,
    hosts: Texts,
    marks: Texts,
    pages: Pairs,
    sources: Texts,
) -> ProviderEntry {
    ProviderEntry { name, title, hosts, marks, pages, sources }
}

pub(crate) const fn blocklist_row(
    name: Text,
    title: Text,
    lists: Text,
    marks: Texts,
    lookup: Option<Text>,
    sources: Texts,
) -> BlocklistEntry {
    BlocklistEntry { name, title, lists, marks, lookup, sources }
}

pub(crate) const fn rule_row(id: Text, reason: Reason, source: Text, index: u16) -> RuleEntry {
    RuleEntry { id, reason, source, index }
}

pub(crate) const fn taxonomy_row(
    source: Text,
    labels: Texts,
    to: &'static [Texts],
    from: &'static [LabelEntry],
) -> TaxonomyEntry {
    TaxonomyEntry { source, labels, to, from }
}

pub(crate) const fn label_row(
    label: Text,
    reasons: &'static [Reason],
    also: &'static [Reason],
) -> LabelEntry {
    LabelEntry { label, reasons, also }
}
