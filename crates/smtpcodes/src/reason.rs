//! What a reason says about the address, the fault and what to do.

use crate::generated::reasons::REASONS;
use crate::{Action, Bounce, Fault, Permanence, Reason, Retry};

/// What to do about a reason.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Advice {
    pub(crate) retry: Retry,
    pub(crate) action: Action,
    pub(crate) text: &'static str,
}

/// One row of the generated table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReasonRow {
    group: &'static str,
    precedence: u8,
    bounce: Bounce,
    fault: Fault,
    retry_after: u32,
    steady: Advice,
    transient: Advice,
}

pub(crate) const fn row(
    group: &'static str,
    precedence: u8,
    bounce: Bounce,
    fault: Fault,
    retry_after: u32,
    steady: Advice,
    transient: Advice,
) -> ReasonRow {
    ReasonRow { group, precedence, bounce, fault, retry_after, steady, transient }
}

impl Reason {
    fn row(self) -> &'static ReasonRow {
        &REASONS[usize::from(self.number() - 1)]
    }

    pub(crate) fn advice_for(self, permanence: Permanence) -> &'static Advice {
        match permanence {
            Permanence::Transient => &self.row().transient,
            _ => &self.row().steady,
        }
    }

    /// Gives the family of the reason: `recipient`, `network`, `reputation`, ...
    #[must_use]
    pub fn group(self) -> &'static str {
        self.row().group
    }

    /// Gives the rank among reasons whose wordings stand in one text: the smaller decides first.
    #[must_use]
    pub fn precedence(self) -> u8 {
        self.row().precedence
    }

    /// Says what a final failure for this reason tells about the address.
    #[must_use]
    pub fn bounce(self) -> Bounce {
        self.row().bounce
    }

    /// Says whose fault it is.
    #[must_use]
    pub fn fault(self) -> Fault {
        self.row().fault
    }

    /// Says whether and how to try again after a final failure.
    #[must_use]
    pub fn retry(self) -> Retry {
        self.row().steady.retry
    }

    /// Gives the seconds to wait where the reply names none.
    #[must_use]
    pub fn retry_after(self) -> Option<u32> {
        Some(self.row().retry_after).filter(|&seconds| seconds > 0)
    }

    /// Says what to do after a final failure, in one machine word.
    #[must_use]
    pub fn action(self) -> Action {
        self.row().steady.action
    }

    /// Says what to do after a final failure, in words for people.
    #[must_use]
    pub fn advice(self) -> &'static str {
        self.row().steady.text
    }
}
