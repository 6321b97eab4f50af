//! The contract of JSON: what is known about a reply, and what it means, in the order in which it is written.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;
use smtpcodes::{Basis, Bounce, Classification, EnhancedCode, Fault};

use crate::event::context;
use crate::json::shown;
use crate::{Command, Event, Kind, Outcome, Rules};

/// A reply as it came in, with what its source knows around it.
#[derive(Debug, Default)]
pub struct Record {
    /// The input's own name for it, as it was written there.
    pub id: Option<Box<RawValue>>,
    /// The line of the source, where it has lines.
    pub line: Option<u64>,
    /// What happened; absent for a bare reply.
    pub kind: Option<Kind>,
    /// When, as received or as RFC 3339.
    pub time: Option<String>,
    /// The address that was written to.
    pub recipient: Option<String>,
    /// The name of the server that answered, or its address.
    pub remote_host: Option<String>,
    /// The command that was answered.
    pub command: Option<Command>,
    /// The status that the source states beside the text.
    pub status: Option<EnhancedCode>,
    /// The reply as received, bytes that are no UTF-8 replaced.
    pub text: String,
}

impl From<Event> for Record {
    fn from(event: Event) -> Self {
        Self {
            id: event.input_id.and_then(|id| RawValue::from_string(id).ok()),
            line: event.line,
            kind: event.kind,
            time: event.time,
            recipient: event.recipient,
            remote_host: event.remote_host.or(event.remote_address),
            command: event.command,
            status: event.status.and_then(|status| status.parse().ok()),
            text: lossy(event.text),
        }
    }
}

/// What a reply means; absent values are `null`.
#[derive(Debug, Serialize)]
pub struct Verdict<'a> {
    /// What the server claimed about trying again.
    pub permanence: &'static str,
    /// The cause.
    pub reason: Option<&'static str>,
    /// What the failure tells about the address.
    pub bounce: Option<&'static str>,
    /// Whose fault it is.
    pub fault: Option<&'static str>,
    /// Whether and how to try again.
    pub retry: Option<&'static str>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u32>,
    /// What to do, in one machine word.
    pub action: Option<&'static str>,
    /// What decided.
    pub basis: &'static str,
    /// The id of the rule that decided.
    pub rule: Option<&'a str>,
    /// The bytes of the text that decided.
    pub span: Option<(usize, usize)>,
    /// The provider that answered.
    pub provider: Option<&'static str>,
    /// The block list that the reply names.
    pub blocklist: Option<&'static str>,
    /// What to do, for people; programs read the action.
    #[serde(skip)]
    pub advice: Option<&'static str>,
}

impl<'a> From<&Classification<'a>> for Verdict<'a> {
    fn from(c: &Classification<'a>) -> Self {
        Self {
            permanence: c.permanence().as_str(),
            reason: c.reason().map(|reason| reason.as_str()),
            bounce: c.bounce().map(Bounce::as_str),
            fault: c.fault().map(Fault::as_str),
            retry: c.retry().map(|retry| retry.as_str()),
            retry_after: c.retry_after(),
            action: c.action().map(|action| action.as_str()),
            basis: c.basis().as_str(),
            rule: c.rule().map(|rule| rule.id()),
            span: c.span().map(|span| (span.start, span.end)),
            provider: c.provider().map(|provider| provider.name()),
            blocklist: c.blocklist().map(|list| list.name()),
            advice: c.advice(),
        }
    }
}

impl Verdict<'_> {
    /// What is said of an event that tells of no failure.
    fn of_no_failure(outcome: Outcome) -> Self {
        Self {
            permanence: outcome.permanence.as_str(),
            reason: None,
            bounce: None,
            fault: None,
            retry: None,
            retry_after: None,
            action: None,
            basis: Basis::None.as_str(),
            rule: None,
            span: None,
            provider: None,
            blocklist: None,
            advice: None,
        }
    }
}

/// One line of output; the order of the fields is the order of the keys.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// The input's own name for it; left out where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a RawValue>,
    /// The file or stream, with the line where it has lines.
    pub source: Cow<'a, str>,
    /// What happened; absent for a bare reply.
    pub kind: Option<&'static str>,
    /// When, as received or as RFC 3339.
    pub time: Option<&'a str>,
    /// The address that was written to.
    pub recipient: Option<&'a str>,
    /// The name of the server that answered, or its address.
    pub remote_host: Option<&'a str>,
    /// The command that was answered.
    pub command: Option<&'static str>,
    /// The reply code.
    pub code: Option<u16>,
    /// The enhanced code.
    #[serde(serialize_with = "shown")]
    pub enhanced: Option<EnhancedCode>,
    /// The reply as received.
    pub text: Option<&'a str>,
    /// What it means.
    #[serde(flatten)]
    pub verdict: Verdict<'a>,
}

impl<'a> Row<'a> {
    /// Classifies a record; `source` names the file or stream.
    pub fn new(record: &'a Record, source: &'a str, rules: impl Into<Rules<'a>>) -> Self {
        let c = record.classify(rules);
        let outcome = Outcome::new(record.kind, c.permanence(), c.bounce());
        let verdict = match outcome.failure {
            true => Verdict { bounce: outcome.bounce.map(Bounce::as_str), ..Verdict::from(&c) },
            false => Verdict::of_no_failure(outcome),
        };
        Self::of_verdict(
            record,
            source,
            c.reply_code().map(|c| c.as_u16()),
            c.enhanced_code(),
            verdict,
        )
    }

    /// Puts a verdict that was given before beside its record.
    pub fn of_verdict(
        record: &'a Record,
        source: &'a str,
        code: Option<u16>,
        enhanced: Option<EnhancedCode>,
        verdict: Verdict<'a>,
    ) -> Self {
        Self {
            id: record.id.as_deref(),
            source: match record.line {
                Some(line) => Cow::Owned([source, ":", &line.to_string()].concat()),
                None => Cow::Borrowed(source),
            },
            kind: record.kind.map(Kind::as_str),
            time: record.time.as_deref(),
            recipient: record.recipient.as_deref(),
            remote_host: record.remote_host.as_deref(),
            command: record.command.map(|command| command.as_str()),
            code,
            enhanced,
            text: Some(record.text.as_str()).filter(|text| !text.is_empty()),
            verdict,
        }
    }
}

impl Record {
    /// Classifies the text, with what is known around it.
    pub fn classify<'r>(&self, rules: impl Into<Rules<'r>>) -> Classification<'r> {
        let context = context(self.remote_host.as_deref(), self.command, self.status);
        rules.into().classify_in(self.text.as_bytes(), &context)
    }
}

/// Gives bytes as text, without a copy where they are text already.
fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
