//! Our reasons in the words of other systems, and theirs in ours.

use crate::generated::crosswalks::{TAXONOMIES, Taxonomy};
use crate::{Reason, entry::TaxonomyEntry};

impl Taxonomy {
    fn entry(self) -> &'static TaxonomyEntry {
        &TAXONOMIES[usize::from(self.number() - 1)]
    }

    /// Lists its labels.
    #[must_use]
    pub fn labels(self) -> &'static [&'static str] {
        self.entry().labels
    }

    /// Says where it is documented.
    #[must_use]
    pub fn source(self) -> &'static str {
        self.entry().source
    }
}

impl Reason {
    /// Gives the labels that another taxonomy has for this reason: the primary one first, then compatible ones.
    ///
    /// ```
    /// use smtpcodes::{Reason, Taxonomy};
    /// assert_eq!(Reason::MailboxFull.to(Taxonomy::Sisimai).first(), Some(&"mailboxfull"));
    /// ```
    #[must_use]
    pub fn to(self, taxonomy: Taxonomy) -> &'static [&'static str] {
        taxonomy.entry().to[usize::from(self.number() - 1)]
    }

    /// Finds the best reason for a label of another taxonomy; `None` when it has no such label, or the label names no
    /// failure.
    ///
    /// ```
    /// use smtpcodes::{Reason, Taxonomy};
    /// assert_eq!(Reason::from_label(Taxonomy::Sisimai, "mailboxfull"), Some(Reason::MailboxFull));
    /// ```
    #[must_use]
    pub fn from_label(taxonomy: Taxonomy, label: &str) -> Option<Self> {
        let row = taxonomy.entry().from.iter().find(|row| row.label == label)?;
        row.reasons.first().or(row.also.first()).copied()
    }

    /// Lists every reason that a label of another taxonomy can mean, the best first.
    pub fn all_from_label(taxonomy: Taxonomy, label: &str) -> impl Iterator<Item = Self> {
        let row = taxonomy.entry().from.iter().find(move |row| row.label == label);
        row.into_iter().flat_map(|row| row.reasons.iter().chain(row.also).copied())
    }
}
