//! Reads what reports say to people: one reader for each family of report, tried in order.

mod best;
mod blocks;
mod exchange;
mod outcome;
mod paragraphs;
mod recipients;
mod sendmail;

use crate::{Command, Event, Kind};

use super::mail::Mail;
use super::phrases::Phrases;

/// What a report says about one recipient.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Finding {
    pub(crate) recipient: Option<String>,
    pub(crate) text: String,
    pub(crate) status: Option<String>,
    pub(crate) host: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) command: Option<Command>,
    pub(crate) kind: Option<Kind>,
    /// The text is likely to be told better elsewhere.
    pub(crate) garbled: bool,
}

impl Finding {
    /// Makes a finding from the words about one recipient: the reply is cut out, the session is read.
    pub(crate) fn new(recipient: Option<String>, told: &str) -> Self {
        let mut session = super::session::read(told);
        let told = told.trim();
        let start = super::reply::start(told);
        if let Some(at) = start.filter(|&at| at > 0) {
            // a host within the reply is one that the server speaks of
            let before = super::session::read(&told[..at]);
            if before.host.is_some() || before.address.is_some() {
                (session.host, session.address) = (before.host, before.address);
            }
        }
        let text = start.map_or(told, |at| {
            let bracketed = told[..at].ends_with('[');
            told[at..].split(']').next().filter(|_| bracketed).unwrap_or(&told[at..])
        });
        Self {
            recipient,
            text: super::reply::closed(without_remark(text)).to_owned(),
            host: session.host,
            address: session.address,
            command: session.command,
            ..Self::default()
        }
    }

    /// Turns the finding into an event, of the kind that the words tell where it has none.
    pub(crate) fn into_event(self, mail: &Mail) -> Event {
        Event {
            kind: Some(self.kind.unwrap_or_else(|| outcome::kind(mail))),
            recipient: self.recipient,
            text: self.text.into_bytes(),
            status: self.status,
            remote_host: self.host,
            remote_address: self.address,
            command: self.command,
            ..Event::default()
        }
    }
}

/// Takes the remark off that Postfix puts behind a reply: the session has read it.
fn without_remark(text: &str) -> &str {
    let text = text.trim_end();
    match text.rfind("(in reply to ") {
        Some(at) if text.ends_with("command)") && !text[at..].contains('\n') => {
            text[..at].trim_end()
        }
        _ => text,
    }
}

type Reader = fn(&Mail) -> Vec<Finding>;

/// The readers, the most particular first; the last one takes anything with an address in it.
const READERS: &[Reader] = &[sendmail::read, exchange::read, paragraphs::read];

/// Reads the words of a report with the first reader that finds something in them.
pub(crate) fn read(mail: &Mail) -> Vec<Finding> {
    READERS.iter().map(|reader| reader(mail)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Phrases by which mail servers open what they have to tell, in lower case.
static OPENINGS: Phrases = Phrases::new(&[
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can't be delivered",
    "was not delivered",
    "wasn't delivered",
    "not be delivered",
    "unable to deliver",
    "undeliverable to",
    "delivery failed",
    "delivery has failed",
    "delivery to the following",
    "did not reach the following",
    "failed permanently",
    "permanent fatal errors",
    "automatically rejected",
    "had delivery problems",
    "had delivery errors",
    "error message below",
    "transcript of session",
    "this is the mail system",
    "mail delivery software",
    "failed addresses follow",
    "delivery of the email was stopped",
    "list of failed recipients",
    "did not receive a copy of your message",
    "following recipient is delayed",
    "following recipients is delayed",
    "we had trouble delivering",
    "has stopped the following",
    "has found a virus",
    "has detected a virus",
    "a virus was found",
    "a virus was detected",
    "a virus has been detected",
    "your message was rejected",
    "your message has been rejected",
    "your message was blocked",
    "your message has been blocked",
    "your email was rejected",
    "your email has been rejected",
    "the message you sent has been rejected",
    "the message you sent was rejected",
    "the email you sent has been blocked",
]);

/// Phrases that open what a server tells when the line states nothing else, in lower case.
static STATEMENTS: Phrases = Phrases::new(&["user unknown", "unknown user"]);

/// Tells whether the words open like a report.
pub(crate) fn says_failed(mail: &Mail) -> bool {
    let told = opening(mail, 3000);
    OPENINGS.within(&opening_line(mail, 3000))
        || STATEMENTS.within(told) && told.lines().any(states)
}

/// Tells whether the line is a statement of a server: an address, a reply or a label opens it, no sentence of somebody.
fn states(line: &str) -> bool {
    let line = line.trim();
    STATEMENTS.within(line)
        && (super::address::leading(line).is_some()
            || super::reply::start(line).is_some_and(|at| !line[..at].ends_with('"'))
            || STATEMENTS.open(line)
            || line.split_once(':').is_some_and(|(label, _)| label.len() <= 40))
}

/// Returns no more than so many bytes of the words, on one line: phrases are wrapped anywhere.
pub(crate) fn opening_line(mail: &Mail, bytes: usize) -> String {
    opening(mail, bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns no more than so many bytes of the words.
pub(crate) fn opening(mail: &Mail, bytes: usize) -> &str {
    &mail.words[..mail.words.floor_char_boundary(bytes)]
}

/// Tells whether the text holds a phrase by which mail servers tell that something is not delivered, or not yet.
pub(crate) fn tells_failure(text: &str) -> bool {
    OPENINGS.within(text) || outcome::STILL_TRYING.within(text)
}
