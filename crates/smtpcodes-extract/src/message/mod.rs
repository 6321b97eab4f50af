//! Reads whole bounce messages and other automatic mail.

mod address;
mod arf;
mod auto_reply;
mod disposition;
mod dsn;
mod encoding;
mod fields;
mod html;
mod letter;
mod mail;
mod notification;
mod original;
mod phrases;
mod reply;
mod report;
mod request;
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
                "the message has {} bytes, more than the limit of {}; raise it to read the message (`--max-message`)",
                message.len(),
                limits.message
            ),
        ));
    }
    let decoded = encoding::to_utf8(message);
    let Some(mail) = Mail::parse(&decoded).map(unwrapped) else {
        return Err(Problem::new(
            "",
            "this is no mail message: it has none of the headers of mail, such as From or Date",
        ));
    };
    let mut events = events(&mail);
    events.truncate(limits.events);
    for event in &mut events {
        complete(event, &mail);
    }
    Ok(events)
}

/// Reports within reports that are opened: some systems wrap the report of another one.
const WRAPPED: usize = 3;

fn events(mail: &Mail) -> Vec<Event> {
    let complaints = arf::read(mail);
    if !complaints.is_empty() {
        return complaints;
    }
    let reported = dsn::read(mail);
    if !reported.is_empty() {
        return reported.into_iter().map(|f| f.into_event(mail)).collect();
    }
    for read in [disposition::read, notification::read] {
        let found = read(mail);
        if !found.is_empty() {
            return found;
        }
    }
    if let Some(one) = request::read(mail).or_else(|| auto_reply::read(mail)) {
        return vec![one];
    }
    if report::is_likely(mail) {
        let told = words::read(mail);
        if !told.is_empty() {
            return told.into_iter().map(|f| f.into_event(mail)).collect();
        }
        return auto_reply::read_answer(mail).into_iter().collect();
    }
    auto_reply::read_answer(mail).or_else(|| auto_reply::read_unmarked(mail)).into_iter().collect()
}

/// Opens the report that the message wraps, as long as there is one with a part for machines, or by a mail server.
fn unwrapped(mut mail: Mail) -> Mail {
    let mut deeper: Option<Mail> = None;
    for _ in 0..WRAPPED {
        let outer = deeper.as_ref().unwrap_or(&mail);
        if !outer.status.is_empty() || !outer.feedback.is_empty() {
            break;
        }
        let Some(inner) = outer.returned.as_deref().and_then(Mail::parse) else {
            break;
        };
        let forwarded = !report::is_from_server(outer)
            && (auto_reply::is_from_a_server(&inner)
                || !report::is_likely(outer) && report::is_likely(&inner));
        if forwarded || !inner.status.is_empty() || !inner.feedback.is_empty() {
            mail = inner;
            deeper = None;
        } else {
            deeper = Some(inner);
        }
    }
    mail
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
