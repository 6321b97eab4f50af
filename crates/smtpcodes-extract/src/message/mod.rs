//! Reads whole bounce messages and other automatic mail.

mod address;
mod arf;
mod auto_reply;
mod dsn;
mod fields;
mod mail;
mod original;
mod reply;
mod session;
mod words;

use crate::{Event, Limits, Problem};

use mail::Mail;

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
    let Some(mail) = Mail::parse(message) else {
        return Err(Problem::new("", "this is no mail message: it has no header"));
    };
    let mut events = events(&mail);
    events.truncate(limits.events);
    for event in &mut events {
        complete(event, &mail);
    }
    Ok(events)
}

fn events(mail: &Mail) -> Vec<Event> {
    let complaints = arf::read(mail);
    if !complaints.is_empty() {
        return complaints;
    }
    let kind = words::kind(mail);
    let reported = dsn::read(mail);
    if !reported.is_empty() {
        return reported.into_iter().map(|f| f.into_event(kind)).collect();
    }
    if let Some(answer) = auto_reply::read(mail) {
        return vec![answer];
    }
    words::read(mail).into_iter().map(|f| f.into_event(kind)).collect()
}

/// Adds what all events of one message share.
fn complete(event: &mut Event, mail: &Mail) {
    let owned = |text: &str| text.trim().to_owned();
    event.time = event.time.take().or_else(|| mail.headers.first("date").map(owned));
    event.id = event.id.take().or_else(|| {
        mail.original.first("message-id").map(|id| id.trim().trim_matches(['<', '>']).to_owned())
    });
    event.sender = event.sender.take().or_else(|| {
        mail.original
            .first_of(&["return-path", "from"])
            .or_else(|| mail.headers.first("to"))
            .and_then(address::bare)
    });
}
