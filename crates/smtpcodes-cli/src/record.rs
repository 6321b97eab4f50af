//! The contract of `classify`: what is known about a reply, and what it means, in the order in which it is written.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;
use smtpcodes::{
    Basis, Bounce, Classification, Command, Context, EnhancedCode, Fault, Kind, Permanence,
};
use smtpcodes_extract::Event;

use crate::engine::Engine;
use crate::json::shown;

/// A reply as it came in, with what its source knows around it.
#[derive(Debug, Default)]
pub struct Record {
    /// The input's own name for it, as it was written there.
    pub id: Option<Box<RawValue>>,
    /// The line of the source, where it has lines.
    pub line: Option<u64>,
    pub kind: Option<Kind>,
    pub time: Option<String>,
    pub recipient: Option<String>,
    pub remote_host: Option<String>,
    pub command: Option<Command>,
    pub status: Option<EnhancedCode>,
    pub text: String,
}

impl From<Event> for Record {
    fn from(event: Event) -> Self {
        Self {
            id: None,
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

/// Gives bytes as text, without a copy where they are text already.
pub fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// What a reply means; absent values are `null`.
#[derive(Debug, Serialize)]
pub struct Verdict<'a> {
    pub permanence: &'static str,
    pub reason: Option<&'static str>,
    pub bounce: Option<&'static str>,
    pub fault: Option<&'static str>,
    pub retry: Option<&'static str>,
    pub retry_after: Option<u32>,
    pub action: Option<&'static str>,
    pub basis: &'static str,
    pub rule: Option<&'a str>,
    pub span: Option<(usize, usize)>,
    pub provider: Option<&'static str>,
    pub blocklist: Option<&'static str>,
    /// For people; programs read the action.
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
    /// What is said of an event that tells of no failure, such as an automatic answer.
    fn of_no_failure(kind: Kind) -> Self {
        let permanence = match kind {
            Kind::Delivered => Permanence::Success,
            _ => Permanence::Unknown,
        };
        Self {
            permanence: permanence.as_str(),
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a RawValue>,
    pub source: Cow<'a, str>,
    pub kind: Option<&'static str>,
    pub time: Option<&'a str>,
    pub recipient: Option<&'a str>,
    pub remote_host: Option<&'a str>,
    pub command: Option<&'static str>,
    pub code: Option<u16>,
    #[serde(serialize_with = "shown")]
    pub enhanced: Option<EnhancedCode>,
    pub text: Option<&'a str>,
    #[serde(flatten)]
    pub verdict: Verdict<'a>,
}

impl<'a> Row<'a> {
    /// Classifies a record; `source` names the file or stream.
    pub fn new(record: &'a Record, source: &'a str, engine: &'a Engine) -> Self {
        let c = engine.classify_in(record.text.as_bytes(), &record.context());
        Self {
            id: record.id.as_deref(),
            source: match record.line {
                Some(line) => Cow::Owned(format!("{source}:{line}")),
                None => Cow::Borrowed(source),
            },
            kind: record.kind.map(Kind::as_str),
            time: record.time.as_deref(),
            recipient: record.recipient.as_deref(),
            remote_host: record.remote_host.as_deref(),
            command: record.command.map(|command| command.as_str()),
            code: c.reply_code().map(|code| code.as_u16()),
            enhanced: c.enhanced_code(),
            text: Some(record.text.as_str()).filter(|text| !text.is_empty()),
            verdict: record.verdict(&c),
        }
    }
}

impl Record {
    fn context(&self) -> Context<'_> {
        let mut context = Context::new();
        if let Some(host) = &self.remote_host {
            context = context.remote_host(host.as_bytes());
        }
        if let Some(command) = self.command {
            context = context.command(command);
        }
        if let Some(status) = self.status {
            context = context.status(status);
        }
        context
    }

    fn verdict<'a>(&self, c: &Classification<'a>) -> Verdict<'a> {
        match self.kind {
            None | Some(Kind::Failed) => Verdict::from(c),
            // Whoever goes on trying has not given the address up, unless the server said so in numbers.
            Some(Kind::Delayed) if c.permanence() != Permanence::Permanent => {
                Verdict { bounce: c.bounce().map(|_| Bounce::Soft.as_str()), ..Verdict::from(c) }
            }
            Some(Kind::Delayed) => Verdict::from(c),
            Some(kind) => Verdict::of_no_failure(kind),
        }
    }
}
