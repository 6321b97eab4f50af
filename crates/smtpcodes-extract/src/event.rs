//! What every reader produces: one event for each recipient and report.

use smtpcodes::{Classification, Context, classify_in};

use crate::{Command, Kind};

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
    /// The line of the source that the event begins on, counted from 1.
    pub line: Option<u64>,
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
        let mut context = Context::new();
        if let Some(host) = self.remote_host.as_deref().or(self.remote_address.as_deref()) {
            context = context.remote_host(host.as_bytes());
        }
        if let Some(command) = self.command {
            context = context.command(command);
        }
        if let Some(status) = self.status.as_deref().and_then(|s| s.parse().ok()) {
            context = context.status(status);
        }
        classify_in(&self.text, &context)
    }
}
