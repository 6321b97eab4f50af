//! Delivery reports whose fields stand among the words instead of in a part of their own.

use crate::message::mail::Mail;
use crate::message::{dsn, fields};

use super::Finding;

/// Reads the fields of a delivery report out of the words.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    if !mail.words.lines().any(names_recipient) {
        return Vec::new();
    }
    let from = mail
        .words
        .lines()
        .position(|l| names_recipient(l) || dsn::is_report_field(l))
        .unwrap_or_default();
    let block: Vec<&str> = mail.words.lines().skip(from).collect();
    dsn::findings(fields::groups(&block.join("\n")))
}

fn names_recipient(line: &str) -> bool {
    fields::field(line).is_some_and(|(name, value)| {
        name.eq_ignore_ascii_case("final-recipient") && value.contains('@')
    })
}
