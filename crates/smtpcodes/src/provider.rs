//! Who answered, and the lists that receivers ask.

use crate::entry::{BlocklistEntry, ProviderEntry};
use crate::generated::phrases::TABLES;
use crate::generated::providers::{BLOCKLISTS, PROVIDERS};

/// A provider of mailboxes or of mail filtering.
///
/// ```
/// use smtpcodes::Provider;
/// let provider = Provider::of_host(b"gmail-smtp-in.l.google.com").ok_or("unknown")?;
/// assert_eq!(provider.name(), "google");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provider(u8);

impl Provider {
    /// Lists every provider.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=PROVIDERS.len() as u8).map(Self)
    }

    pub(crate) fn from_number(number: u8) -> Option<Self> {
        (number > 0 && usize::from(number) <= PROVIDERS.len()).then_some(Self(number))
    }

    pub(crate) fn number(self) -> u8 {
        self.0
    }

    /// Finds a provider by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|provider| provider.name() == name)
    }

    /// Finds the provider of a host name, by the longest known suffix. An address in brackets behind it is ignored.
    #[must_use]
    pub fn of_host(host: &[u8]) -> Option<Self> {
        Self::from_number(smtpcodes_matcher::provider_of(&TABLES, host))
    }

    fn entry(self) -> &'static ProviderEntry {
        &PROVIDERS[usize::from(self.0 - 1)]
    }

    /// Gives the name, such as `google`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Gives the name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Lists the suffixes of its hosts.
    #[must_use]
    pub fn hosts(self) -> &'static [&'static str] {
        self.entry().hosts
    }

    /// Lists words that its replies carry.
    #[must_use]
    pub fn marks(self) -> &'static [&'static str] {
        self.entry().marks
    }

    /// Lists its pages about refusals: title and address.
    #[must_use]
    pub fn pages(self) -> &'static [(&'static str, &'static str)] {
        self.entry().pages
    }

    /// Lists where this is documented.
    #[must_use]
    pub fn sources(self) -> &'static [&'static str] {
        self.entry().sources
    }
}

impl core::fmt::Debug for Provider {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Provider({})", self.name())
    }
}

/// A block list of addresses or domains that receivers ask.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blocklist(u8);

impl Blocklist {
    /// Lists every block list.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=BLOCKLISTS.len() as u8).map(Self)
    }

    pub(crate) fn from_number(number: u8) -> Option<Self> {
        (number > 0 && usize::from(number) <= BLOCKLISTS.len()).then_some(Self(number))
    }

    /// Finds a block list by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|list| list.name() == name)
    }

    fn entry(self) -> &'static BlocklistEntry {
        &BLOCKLISTS[usize::from(self.0 - 1)]
    }

    /// Gives the name, such as `spamhaus_zen`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Gives the name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Says what it lists: `ip` or `domain`.
    #[must_use]
    pub fn lists(self) -> &'static str {
        self.entry().lists
    }

    /// Lists the words by which replies name it.
    #[must_use]
    pub fn marks(self) -> &'static [&'static str] {
        self.entry().marks
    }

    /// Gives the page where a listing can be looked up.
    #[must_use]
    pub fn lookup(self) -> Option<&'static str> {
        self.entry().lookup
    }

    /// Lists where this is documented.
    #[must_use]
    pub fn sources(self) -> &'static [&'static str] {
        self.entry().sources
    }
}

impl core::fmt::Debug for Blocklist {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Blocklist({})", self.name())
    }
}
