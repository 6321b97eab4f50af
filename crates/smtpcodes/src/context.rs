//! What a program knows around a reply.

use crate::{Command, EnhancedCode};

/// What is known around a reply. Everything may be left out; what the text itself tells is then used.
///
/// ```
/// use smtpcodes::{Command, Context, Reason, classify_in};
///
/// let context = Context::new().remote_host(b"mx.example.com").command(Command::Rcpt);
/// let c = classify_in(b"550 5.1.1 user unknown", &context);
/// assert_eq!(c.reason(), Some(Reason::MailboxUnknown));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    pub(crate) remote_host: Option<&'a [u8]>,
    pub(crate) command: Option<Command>,
    pub(crate) status: Option<EnhancedCode>,
}

impl<'a> Context<'a> {
    /// Makes a context in which nothing is known.
    #[must_use]
    pub const fn new() -> Self {
        Self { remote_host: None, command: None, status: None }
    }

    /// Sets the name of the host that answered; an address in brackets behind it does not matter.
    #[must_use]
    pub const fn remote_host(mut self, host: &'a [u8]) -> Self {
        self.remote_host = Some(host);
        self
    }

    /// Sets the command that was answered.
    #[must_use]
    pub const fn command(mut self, command: Command) -> Self {
        self.command = Some(command);
        self
    }

    /// Sets the enhanced code that a report gives beside the text; it counts where the text has none.
    #[must_use]
    pub const fn status(mut self, status: EnhancedCode) -> Self {
        self.status = Some(status);
        self
    }
}
