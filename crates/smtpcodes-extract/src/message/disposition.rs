//! Notifications of what became of a message in a mailbox (RFC 8098).

use crate::{Event, Kind};

use super::address;
use super::fields::groups;
use super::mail::Mail;

/// Reads the disposition notification of a message: one that was displayed, or even deleted, had arrived.
pub(crate) fn read(mail: &Mail) -> Vec<Event> {
    mail.disposition
        .iter()
        .flat_map(|body| groups(body))
        .filter_map(|group| {
            let recipient = group.first_of(&["final-recipient", "original-recipient"])?;
            let disposition = group.first("disposition").unwrap_or_default().trim();
            let outcome = disposition.rsplit(';').next().unwrap_or_default().trim();
            let recipient = address::bare(recipient);
            if disposition.to_ascii_lowercase().starts_with("automatic-action")
                && let Some(text) = refused(mail)
            {
                return Some(Event { recipient, text, ..Event::new(Kind::Failed) });
            }
            let failed = outcome.to_ascii_lowercase().starts_with("failed");
            Some(Event {
                recipient,
                provider_label: Some(outcome.to_owned()).filter(|o| !o.is_empty()),
                text: group.first_of(&["failure", "error"]).unwrap_or_default().as_bytes().to_vec(),
                ..Event::new(if failed { Kind::Failed } else { Kind::Delivered })
            })
        })
        .collect()
}

/// Returns why a filter of the recipient refused the message, which such filters report by a notification (RFC 5429).
fn refused(mail: &Mail) -> Option<Vec<u8>> {
    const REFUSED: &str = "was automatically rejected";
    let (_, rest) = mail.words.split_once(REFUSED)?;
    Some(rest.trim_start_matches([':', '.']).trim().as_bytes().to_vec())
}
