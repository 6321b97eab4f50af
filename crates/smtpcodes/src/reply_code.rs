//! The reply code: three digits, open to those that nobody has named.

use core::fmt;
use core::num::NonZeroU16;
use core::str::FromStr;

use crate::generated::replies::REPLIES;
use crate::{Permanence, ReplyEntry, Standing};

/// An SMTP reply code (RFC 5321 §4.2.1), 200 to 599.
///
/// Codes that no document names are still codes: `ReplyCode::new(299)` is one, without a name. What lies outside the
/// range is none. It takes two bytes, and so does an `Option` of it.
///
/// ```
/// use smtpcodes::{Permanence, ReplyCode};
///
/// let code = ReplyCode::new(550).ok_or("not a reply code")?;
/// assert_eq!(code, ReplyCode::MAILBOX_UNAVAILABLE);
/// assert_eq!(code.permanence(), Permanence::Permanent);
/// assert_eq!(ReplyCode::new(600), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyCode(NonZeroU16);

/// A number or text that is no reply code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidReplyCode(());

const FIRST: u16 = 200;
const LAST: u16 = 599;

/// The place of each code in the table, less one; 0 is none.
static PLACES: [u8; (LAST - FIRST + 1) as usize] = {
    let mut places = [0; (LAST - FIRST + 1) as usize];
    let mut at = 0;
    while at < REPLIES.len() {
        if REPLIES[at].code >= FIRST {
            places[(REPLIES[at].code - FIRST) as usize] = at as u8 + 1;
        }
        at += 1;
    }
    places
};

impl ReplyCode {
    /// Makes a code from a number; `None` outside 200 to 599.
    #[must_use]
    pub const fn new(code: u16) -> Option<Self> {
        match NonZeroU16::new(code) {
            Some(number) if code >= FIRST && code <= LAST => Some(Self(number)),
            _ => None,
        }
    }

    /// A code of the spec, for the generated constants.
    pub(crate) const fn known(code: u16) -> Self {
        match Self::new(code) {
            Some(code) => code,
            None => panic!("the spec names a code outside 200 to 599 as a constant"),
        }
    }

    /// Gives the number.
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.0.get()
    }

    /// Finds what the spec says about the code; `None` when nobody has named it.
    #[must_use]
    pub fn entry(self) -> Option<&'static ReplyEntry> {
        let place = PLACES[usize::from(self.as_u16() - FIRST)];
        REPLIES.get(usize::from(place.checked_sub(1)?))
    }

    /// Gives the name, such as `mailbox_unavailable`.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.entry().map(|entry| entry.name)
    }

    /// Gives the standard's short text.
    #[must_use]
    pub fn phrase(self) -> Option<&'static str> {
        self.entry().map(|entry| entry.phrase)
    }

    /// Says what happened, and what the client should do.
    #[must_use]
    pub fn meaning(self) -> Option<&'static str> {
        self.entry().map(|entry| entry.meaning)
    }

    /// Says how official the code is.
    #[must_use]
    pub fn standing(self) -> Option<Standing> {
        self.entry().map(|entry| entry.standing)
    }

    /// Says what the first digit claims about trying again.
    #[must_use]
    pub const fn permanence(self) -> Permanence {
        match self.as_u16() / 100 {
            2 => Permanence::Success,
            3 => Permanence::Intermediate,
            4 => Permanence::Transient,
            _ => Permanence::Permanent,
        }
    }
}

impl fmt::Display for ReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_u16(), f)
    }
}

impl fmt::Debug for ReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplyCode({})", self.as_u16())
    }
}

impl TryFrom<u16> for ReplyCode {
    type Error = InvalidReplyCode;

    fn try_from(code: u16) -> Result<Self, InvalidReplyCode> {
        Self::new(code).ok_or(InvalidReplyCode(()))
    }
}

impl From<ReplyCode> for u16 {
    fn from(code: ReplyCode) -> Self {
        code.as_u16()
    }
}

impl FromStr for ReplyCode {
    type Err = InvalidReplyCode;

    /// Reads exactly three digits.
    fn from_str(text: &str) -> Result<Self, InvalidReplyCode> {
        match *text.as_bytes() {
            [a, b, c] if text.bytes().all(|digit| digit.is_ascii_digit()) => {
                let number =
                    u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0');
                Self::try_from(number)
            }
            _ => Err(InvalidReplyCode(())),
        }
    }
}

impl fmt::Display for InvalidReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a reply code: three digits from 200 to 599 (RFC 5321 §4.2.1)")
    }
}

impl core::error::Error for InvalidReplyCode {}
