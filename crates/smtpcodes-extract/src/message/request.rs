//! Mail by which somebody asks to join or leave a list, and mail that asks the sender to prove to be a person.

use crate::{Event, Kind};

use super::address;
use super::auto_reply;
use super::mail::Mail;
use super::phrases::Phrases;
use super::report;

/// Words of systems that hold mail back until its sender has answered, in lower case.
static CHALLENGES: Phrases = Phrases::new(&[
    "please confirm your message",
    "confirm that you are a real person",
    "confirm you are human",
    "challenge/response",
    "challenge-response",
    "spam arrest",
    "spamarrest",
    "boxtrapper",
    "your message is being held",
    "your email is being held",
    "message awaiting confirmation",
    "antispam uol",
    "to be added to my allowed sender",
    "not in my allowed senders",
    "qconfirm",
    "your mail is waiting for confirmation",
    "verify your message",
    "one-time verification",
    "requires that you verify",
    "requires verification",
    "real live human",
    "approved senders",
    "approved sender list",
    "prove that you are human",
    "prove you are human",
    "protecting myself from receiving junk mail",
]);

/// Words of such systems, and of every shop that asks for a new customer's address, in lower case.
static CONFIRMATIONS: Phrases =
    Phrases::new(&["requires confirmation", "please confirm your email"]);

/// Headers of such systems.
const CHALLENGERS: &[&str] = &[
    "x-tmda-confirm-done",
    "x-tmda-fingerprint",
    "x-spamarrest-noauth",
    "x-boxtrapper",
    "x-qconfirm",
];

/// Reads a request, or nothing when the message is something else.
pub(crate) fn read(mail: &Mail) -> Option<Event> {
    let kind = kind(mail)?;
    let recipient = ["from", "reply-to", "return-path"]
        .iter()
        .filter_map(|n| mail.headers.first(n))
        .find_map(address::bare);
    Some(Event { recipient, text: mail.subject.trim().as_bytes().to_vec(), ..Event::new(kind) })
}

fn kind(mail: &Mail) -> Option<Kind> {
    if mail.headers.first("x-apple-unsubscribe").is_some() {
        return Some(Kind::UnsubscribeRequest);
    }
    let subject = mail.subject.trim().to_lowercase();
    let to = mail.headers.first("to").and_then(address::bare).unwrap_or_default().to_lowercase();
    let mailbox = to.split('@').next().unwrap_or_default();
    let asks = |word: &str| {
        subject == word
            || subject
                .strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(' ') && rest.split_whitespace().count() <= 4)
            || mailbox.ends_with(&format!("-{word}"))
            || mailbox.contains(&format!("-{word}-"))
            || mailbox.contains(&format!("{word}+"))
            || mailbox == word
    };
    // what was sent to many only speaks of it
    let asks = |word: &str| asks(word) && mail.headers.first_of(report::LISTS).is_none();
    if asks("unsubscribe") || asks("opt-out") {
        return Some(Kind::UnsubscribeRequest);
    }
    if asks("subscribe") || asks("opt-in") {
        return Some(Kind::SubscribeRequest);
    }
    let says = |phrases: &Phrases| {
        phrases.within(&mail.subject) || phrases.within(&super::words::opening_line(mail, 2000))
    };
    let challenged = CHALLENGERS.iter().any(|n| mail.headers.first(n).is_some())
        || says(&CHALLENGES)
        || says(&CONFIRMATIONS) && auto_reply::answers_something(mail);
    challenged.then_some(Kind::ChallengeResponse)
}
