//! What every reader produces: one event for each recipient and report.

use std::sync::Arc;

use smtpcodes::{Bounce, Classification, Context, EnhancedCode, Permanence};

use crate::{Command, Kind, Rules};

/// One thing that happened to one recipient of one message, as a log line, a report or a provider tells it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    /// What happened; absent for a bare reply.
    pub kind: Option<Kind>,
    /// When, as received, or as RFC 3339 where the source can be converted without a guess.
    pub time: Option<String>,
    /// The address that was written to.
    pub recipient: Option<String>,
    /// The envelope sender; an empty text is the null sender.
    pub sender: Option<String>,
    /// The queue id or message id that the source knows the message by.
    pub id: Option<String>,
    /// The name of the server that answered.
    pub remote_host: Option<String>,
    /// The network address of the server that answered.
    pub remote_address: Option<String>,
    /// The command, or moment of the session, that was answered.
    pub command: Option<Command>,
    /// How long the message had been under way, in seconds.
    pub delay: Option<f64>,
    /// The reply as received; empty when the source gives none.
    pub text: Vec<u8>,
    /// The status that the source states beside the text, such as the `Status` field of a delivery report.
    pub status: Option<String>,
    /// The provider's own word for the event, kept beside our reason.
    pub provider_label: Option<String>,
    /// The file, member of an archive or stream; empty where the caller knows it.
    pub source: Arc<str>,
    /// The line of the source that the event begins on, counted from 1.
    pub line: Option<u64>,
    /// The input's own name for the event, as JSON, where the input is JSON with an `id`.
    pub input_id: Option<String>,
}

impl Event {
    /// Makes an event of this kind that knows nothing else yet.
    ///
    /// ```
    /// use smtpcodes_extract::{Event, Kind};
    /// assert!(Event::new(Kind::Failed).text.is_empty());
    /// ```
    pub fn new(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Classifies the reply with what the event knows around it: the server, the command and the stated status.
    ///
    /// ```
    /// use smtpcodes_extract::{Event, Kind};
    /// let event = Event { text: b"mailbox gone".to_vec(), status: Some("5.1.1".into()), ..Event::new(Kind::Failed) };
    /// assert_eq!(event.classify().enhanced_code().unwrap().to_string(), "5.1.1");
    /// ```
    pub fn classify(&self) -> Classification<'static> {
        self.classify_by(Rules::SHIPPED)
    }

    /// Classifies the reply as [`classify`](Self::classify) does, with a program's own rules before the shipped ones.
    ///
    /// ```
    /// use smtpcodes::Classifier;
    /// use smtpcodes_extract::{Event, Kind};
    /// let rules = "- {id: ours-x, reason: domain_no_mail, any: [parked here], accepts: [550 parked here], source: us}";
    /// let classifier = Classifier::builder().rules("ours.yaml", rules).build()?;
    /// let event = Event { text: b"550 parked here".to_vec(), ..Event::new(Kind::Failed) };
    /// assert_eq!(event.classify_by(&classifier).rule().unwrap().id(), "ours-x");
    /// # Ok::<(), smtpcodes::Problems>(())
    /// ```
    pub fn classify_by<'r>(&self, rules: impl Into<Rules<'r>>) -> Classification<'r> {
        let host = self.remote_host.as_deref().or(self.remote_address.as_deref());
        let status = self.status.as_deref().and_then(|status| status.parse().ok());
        rules.into().classify_in(&self.text, &context(host, self.command, status))
    }
}

/// Gathers what is known around a reply.
pub(crate) fn context(
    host: Option<&str>,
    command: Option<Command>,
    status: Option<EnhancedCode>,
) -> Context<'_> {
    let mut context = Context::new();
    if let Some(host) = host {
        context = context.remote_host(host.as_bytes());
    }
    if let Some(command) = command {
        context = context.command(command);
    }
    if let Some(status) = status {
        context = context.status(status);
    }
    context
}

/// What is left of a reply's classification once it is known what happened to the message.
///
/// An event that tells of no failure, such as an automatic answer, has no reason, whatever its text says; and whoever goes
/// on trying has not given the address up, unless the server said so in numbers.
///
/// ```
/// use smtpcodes::{Bounce, classify};
/// use smtpcodes_extract::{Kind, Outcome};
/// let c = classify(b"user unknown");
/// let outcome = |kind| Outcome::new(Some(kind), c.permanence(), c.bounce());
/// assert_eq!(outcome(Kind::Failed).bounce, Some(Bounce::Hard));
/// assert_eq!(outcome(Kind::Delayed).bounce, Some(Bounce::Soft));
/// assert!(!outcome(Kind::AutoReply).failure);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The event tells of a failure, or is a bare reply; only then has it a reason and what follows from it.
    pub failure: bool,
    /// What the server claimed, or what is known without its words.
    pub permanence: Permanence,
    /// What is said about the address.
    pub bounce: Option<Bounce>,
}

impl Outcome {
    /// Judges what the reply of an event of this kind says by itself.
    pub fn new(kind: Option<Kind>, permanence: Permanence, bounce: Option<Bounce>) -> Self {
        let failure = |bounce| Self { failure: true, permanence, bounce };
        let other = |permanence| Self { failure: false, permanence, bounce: None };
        match kind {
            None | Some(Kind::Failed) => failure(bounce),
            Some(Kind::Delayed) if permanence == Permanence::Permanent => failure(bounce),
            Some(Kind::Delayed) => failure(bounce.map(|_| Bounce::Soft)),
            Some(Kind::Delivered) => other(Permanence::Success),
            Some(_) => other(Permanence::Unknown),
        }
    }
}
