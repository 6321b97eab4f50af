//! The answer to "what does this reply mean".

use core::ops::Range;

use crate::{
    Action, Basis, Blocklist, Bounce, EnhancedCode, Fault, Permanence, Provider, Reason, ReplyCode,
    Retry,
};

/// A rule that matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule<'r> {
    id: &'r str,
    reason: Reason,
    source: &'r str,
    weak: bool,
}

impl<'r> Rule<'r> {
    pub(crate) const fn new(id: &'r str, reason: Reason, source: &'r str, weak: bool) -> Self {
        Self { id, reason, source, weak }
    }

    /// Gives the id, such as `google-unauthenticated`.
    #[must_use]
    pub const fn id(&self) -> &'r str {
        self.id
    }

    /// Gives the reason that the rule tells.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// Says where the wording is documented or was seen.
    #[must_use]
    pub const fn source(&self) -> &'r str {
        self.source
    }

    /// Tells whether its words are often said in passing, so that it gives way to a telling enhanced code.
    #[must_use]
    pub const fn is_weak(&self) -> bool {
        self.weak
    }
}

/// What a reply means. For a success or an intermediate reply everything but codes, permanence and provider is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Classification<'r> {
    pub(crate) reply: Option<ReplyCode>,
    pub(crate) enhanced: Option<EnhancedCode>,
    pub(crate) permanence: Permanence,
    pub(crate) reason: Option<Reason>,
    pub(crate) bounce: Option<Bounce>,
    pub(crate) retry: Option<Retry>,
    pub(crate) retry_after: Option<u32>,
    pub(crate) action: Option<Action>,
    pub(crate) advice: Option<&'static str>,
    pub(crate) basis: Basis,
    pub(crate) rule: Option<Rule<'r>>,
    pub(crate) runner_up: Option<Rule<'r>>,
    pub(crate) span: Option<(u32, u32)>,
    pub(crate) provider: Option<Provider>,
    pub(crate) blocklist: Option<Blocklist>,
    pub(crate) overruled: Option<Reason>,
}

impl<'r> Classification<'r> {
    pub(crate) const fn nothing() -> Self {
        Self {
            reply: None,
            enhanced: None,
            permanence: Permanence::Unknown,
            reason: None,
            bounce: None,
            retry: None,
            retry_after: None,
            action: None,
            advice: None,
            basis: Basis::None,
            rule: None,
            runner_up: None,
            span: None,
            provider: None,
            blocklist: None,
            overruled: None,
        }
    }

    /// Gives the reply code of the text.
    #[must_use]
    pub const fn reply_code(&self) -> Option<ReplyCode> {
        self.reply
    }

    /// Gives the enhanced code of the text, or of the context where the text has none.
    #[must_use]
    pub const fn enhanced_code(&self) -> Option<EnhancedCode> {
        self.enhanced
    }

    /// Says what the server claimed about trying again.
    #[must_use]
    pub const fn permanence(&self) -> Permanence {
        self.permanence
    }

    /// Names the cause. `Undetermined` when neither text nor codes tell one.
    #[must_use]
    pub const fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// Says what the failure tells about the address. A transient reply is always soft.
    #[must_use]
    pub const fn bounce(&self) -> Option<Bounce> {
        self.bounce
    }

    /// Says whose fault it is.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        self.reason.map(Reason::fault)
    }

    /// Says whether and how to try again.
    #[must_use]
    pub const fn retry(&self) -> Option<Retry> {
        self.retry
    }

    /// Gives the seconds to wait before trying again, where the text, the provider or the reason tells them.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// Says what to do, in one machine word.
    #[must_use]
    pub const fn action(&self) -> Option<Action> {
        self.action
    }

    /// Says what to do, in words for people.
    #[must_use]
    pub const fn advice(&self) -> Option<&'static str> {
        self.advice
    }

    /// Says what the reason means, in one sentence.
    #[must_use]
    pub fn meaning(&self) -> Option<&'static str> {
        self.reason.map(Reason::meaning)
    }

    /// Says what decided.
    #[must_use]
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// Gives the rule that decided.
    #[must_use]
    pub const fn rule(&self) -> Option<Rule<'r>> {
        self.rule
    }

    /// Gives the rule that would have decided without the one that did.
    #[must_use]
    pub const fn runner_up(&self) -> Option<Rule<'r>> {
        self.runner_up
    }

    /// Gives the bytes of the text that decided.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.map(|(start, end)| start as usize..end as usize)
    }

    /// Gives the provider that answered, by its host or its words.
    #[must_use]
    pub const fn provider(&self) -> Option<Provider> {
        self.provider
    }

    /// Gives the block list that the reply names.
    #[must_use]
    pub const fn blocklist(&self) -> Option<Blocklist> {
        self.blocklist
    }

    /// Gives the reason that the codes alone would have told, where the text tells another one.
    #[must_use]
    pub const fn overruled(&self) -> Option<Reason> {
        self.overruled
    }
}
