//! What the generated enums share by hand.

use core::fmt;

use crate::Command;

/// A word that the vocabulary does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    vocabulary: &'static str,
}

impl UnknownWord {
    pub(crate) const fn new(vocabulary: &'static str) -> Self {
        Self { vocabulary }
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a word of the vocabulary `{}`", self.vocabulary)
    }
}

impl core::error::Error for UnknownWord {}

impl Command {
    /// Reads a command as programs and logs name it: `RCPT`, `rcpt to`, `end of DATA`.
    ///
    /// ```
    /// use smtpcodes::Command;
    /// assert_eq!(Command::from_words(b"end of DATA"), Some(Command::Data));
    /// assert_eq!(Command::from_words(b"RCPT TO"), Some(Command::Rcpt));
    /// assert_eq!(Command::from_words(b"hello"), None);
    /// ```
    #[must_use]
    pub fn from_words(words: &[u8]) -> Option<Self> {
        words.split(|b| !b.is_ascii_alphabetic()).find_map(|word| {
            Self::ALL
                .into_iter()
                .find(|command| word.eq_ignore_ascii_case(command.as_str().as_bytes()))
        })
    }
}
