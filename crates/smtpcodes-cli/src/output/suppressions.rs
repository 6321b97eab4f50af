//! The addresses that are dead, so that nobody mails them again.

use std::collections::HashSet;

use smtpcodes::{Bounce, Fault, Kind};

use super::moment::moment;
use crate::record::Row;
use crate::screen::is_hidden;

/// Writes each dead address once.
#[derive(Debug, Default)]
pub struct Suppressions {
    known: HashSet<String>,
}

impl Suppressions {
    /// Gives the line of an address that is dead: address, reason and day, with tabs between.
    ///
    /// Never one whose failure was the sender's, the content's, the network's or the receiving system's.
    pub fn line(row: &Row<'_>) -> Option<String> {
        let recipient = row.recipient?;
        let reason = row.verdict.reason?;
        let dead = row.verdict.bounce == Some(Bounce::Hard.as_str())
            && row.verdict.fault == Some(Fault::Recipient.as_str())
            && row.kind.is_none_or(|kind| kind == Kind::Failed.as_str());
        let harmless = !recipient.chars().any(|c| is_hidden(c) || c.is_whitespace());
        let is_address = recipient
            .rsplit_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
        (dead && harmless && is_address).then(|| {
            let day = row.time.and_then(moment).map(|moment| moment.day.to_string());
            format!("{recipient}\t{reason}\t{}\n", day.unwrap_or_default())
        })
    }

    /// Keeps the lines whose address is new. The case of an address does not matter to those who send.
    pub fn fresh(&mut self, lines: &str) -> String {
        let is_new = |line: &&str| {
            let address = line.split('\t').next().unwrap_or_default();
            self.known.insert(address.to_lowercase())
        };
        lines.split_inclusive('\n').filter(is_new).collect()
    }
}
