//! Bounce messages and other automatic mail.

use smtpcodes_extract::{Limits, message};

use super::Found;

/// Reads what each message reports.
pub fn read(messages: &[(String, Vec<u8>)], limits: &Limits, found: Found<'_>) {
    for (source, bytes) in messages {
        match message::read(bytes, limits) {
            Ok(events) => events.into_iter().for_each(|event| found(source, Ok(event.into()))),
            Err(problem) => found(source, Err(problem)),
        }
    }
}
