//! The enhanced status code: class, subject and detail.

use core::fmt;
use core::str::FromStr;

use smtpcodes_matcher::{Enhanced, parse_enhanced};

use crate::generated::enhanced::{CLASSES, ENHANCED, SUBJECTS, VENDOR};
use crate::{EnhancedEntry, PartEntry, Permanence, Provider, VendorEntry};

/// An enhanced mail system status code (RFC 3463 §2), such as `5.7.515`.
///
/// The class is 2, 4 or 5; subject and detail go from 0 to 999. Codes that no document names are still codes. A number
/// with a leading zero, or outside the ranges, is none.
///
/// ```
/// use smtpcodes::EnhancedCode;
///
/// let code: EnhancedCode = "5.7.515".parse()?;
/// assert_eq!((code.class(), code.subject(), code.detail()), (5, 7, 515));
/// assert!("5.7.1000".parse::<EnhancedCode>().is_err());
/// # Ok::<(), smtpcodes::InvalidEnhancedCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnhancedCode(Enhanced);

/// Numbers or a text that are no enhanced code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEnhancedCode(());

impl EnhancedCode {
    /// Makes a code from its numbers; `None` outside their ranges.
    #[must_use]
    pub const fn new(class: u8, subject: u16, detail: u16) -> Option<Self> {
        match class {
            2 | 4 | 5 if subject <= 999 && detail <= 999 => {
                Some(Self(Enhanced { class, subject, detail }))
            }
            _ => None,
        }
    }

    pub(crate) const fn from_engine(code: Enhanced) -> Self {
        Self(code)
    }

    pub(crate) const fn to_engine(self) -> Enhanced {
        self.0
    }

    /// Gives the class: 2, 4 or 5.
    #[must_use]
    pub const fn class(self) -> u8 {
        self.0.class
    }

    /// Gives the subject: 0 to 999.
    #[must_use]
    pub const fn subject(self) -> u16 {
        self.0.subject
    }

    /// Gives the detail: 0 to 999.
    #[must_use]
    pub const fn detail(self) -> u16 {
        self.0.detail
    }

    /// Says what the class claims about trying again.
    #[must_use]
    pub const fn permanence(self) -> Permanence {
        match self.class() {
            2 => Permanence::Success,
            4 => Permanence::Transient,
            _ => Permanence::Permanent,
        }
    }

    /// Finds what the registry says about the code; `None` when it is not registered.
    #[must_use]
    pub fn entry(self) -> Option<&'static EnhancedEntry> {
        let key = (self.subject(), self.detail());
        let at = ENHANCED.binary_search_by_key(&key, |entry| (entry.subject, entry.detail)).ok()?;
        ENHANCED.get(at)
    }

    /// Finds what one provider means by the code.
    #[must_use]
    pub fn vendor_entry(self, provider: Provider) -> Option<&'static VendorEntry> {
        VENDOR.iter().find(|entry| entry.provider == provider.number() && entry.covers(self))
    }

    /// Lists what providers mean by the code.
    pub fn vendor_entries(self) -> impl Iterator<Item = &'static VendorEntry> {
        VENDOR.iter().filter(move |entry| entry.covers(self))
    }

    /// Finds what the class says.
    #[must_use]
    pub fn class_entry(self) -> Option<&'static PartEntry> {
        CLASSES.iter().find(|entry| entry.number == u16::from(self.class()))
    }

    /// Finds what the subject says; `None` when it is not registered.
    #[must_use]
    pub fn subject_entry(self) -> Option<&'static PartEntry> {
        SUBJECTS.iter().find(|entry| entry.number == self.subject())
    }
}

impl VendorEntry {
    /// Says whether `code` is in the range.
    #[must_use]
    pub fn covers(&self, code: EnhancedCode) -> bool {
        self.class.is_none_or(|class| class == code.class())
            && self.subject == code.subject()
            && (self.first..=self.last).contains(&code.detail())
    }

    /// Gives the provider whose code it is.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        Provider::from_number(self.provider)
    }
}

/// Lists the classes of enhanced codes.
#[must_use]
pub fn classes() -> &'static [PartEntry] {
    &CLASSES
}

/// Lists the registered subjects of enhanced codes.
#[must_use]
pub fn subjects() -> &'static [PartEntry] {
    &SUBJECTS
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class(), self.subject(), self.detail())
    }
}

impl fmt::Debug for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnhancedCode({self})")
    }
}

impl FromStr for EnhancedCode {
    type Err = InvalidEnhancedCode;

    fn from_str(text: &str) -> Result<Self, InvalidEnhancedCode> {
        match parse_enhanced(text.as_bytes()) {
            Some((code, len)) if len == text.len() => Ok(Self(code)),
            _ => Err(InvalidEnhancedCode(())),
        }
    }
}

impl fmt::Display for InvalidEnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not an enhanced code: class 2, 4 or 5, then subject and detail from 0 to 999 \
             without leading zeros, as in 5.7.515 (RFC 3463 §2)",
        )
    }
}

impl core::error::Error for InvalidEnhancedCode {}
