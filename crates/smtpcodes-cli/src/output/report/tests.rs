//! The page as a whole.

use smtpcodes::Reason;

use super::*;
use crate::engine::Engine;
use crate::record::{Record, Row};

/// Three reasons on three days, as hostile as it can be.
fn tally() -> Tally {
    let mut tally = Tally::default();
    let evil = "</style><script>alert(1)</script>\"'><img src=x onerror=y>\x1b[2J\u{202e}";
    for (day, text) in ["550 5.1.1 user unknown", "452 4.2.2 mailbox full", "554 5.7.1 spam"]
        .into_iter()
        .enumerate()
    {
        let record = Record {
            time: Some(format!("2026-11-0{}T00:00:00Z", day + 1)),
            recipient: Some(format!("a@{evil}.example")),
            text: format!("{text} {evil}"),
            ..Record::default()
        };
        tally.add(&Row::new(&record, evil, &Engine::Shipped));
    }
    tally
}

#[test]
fn nothing_of_a_server_is_markup() {
    let page = report(&tally(), 3, 1);
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\x1b'));
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(page.contains("&lt;script&gt;") && page.contains("\\u{202e}"));
}

#[test]
fn nothing_is_loaded() {
    let page = report(&tally(), 3, 1).replace("&gt;&lt;img src=x", "");
    for word in ["src=", "url(", "@import", "<link", "<form", "<iframe", "<object"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn what_the_sender_can_do_comes_first() {
    let page = report(&tally(), 0, 0);
    let place = |reason: Reason| page.find(&format!("<article id=\"{}\"", reason.as_str()));
    assert!(place(Reason::SpamContent).is_some());
    assert!(place(Reason::SpamContent) < place(Reason::MailboxUnknown));
    assert!(place(Reason::MailboxUnknown) < place(Reason::MailboxFull));
}

#[test]
fn a_delay_is_not_advised_like_a_refusal() {
    let mut tally = Tally::default();
    for text in ["550 5.1.1 user unknown", "450 4.1.1 user unknown"] {
        let record = Record { text: text.to_owned(), ..Record::default() };
        tally.add(&Row::new(&record, "log", &Engine::Shipped));
    }
    let page = report(&tally, 0, 0);
    assert!(page.contains("Stop mailing this address"));
    assert!(page.contains("could not confirm the mailbox"));
    assert_eq!(page.matches("For 1 of these.").count(), 2);
}

#[test]
fn pages_to_read_are_named_with_the_cause() {
    let mut tally = Tally::default();
    let record = Record {
        text: "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org".to_owned(),
        ..Record::default()
    };
    tally.add(&Row::new(&record, "log", &Engine::Shipped));
    let page = report(&tally, 0, 0);
    assert!(page.contains("rel=\"noreferrer noopener\">look it up</a>"), "{page}");
}

#[test]
fn nothing_to_report_is_said() {
    assert!(report(&Tally::default(), 0, 0).contains("There was no reply"));
    assert!(report(&Tally::default(), 0, 2).contains("could be read"));
    let fine = Tally { records: 1, ..Tally::default() };
    assert!(report(&fine, 0, 0).contains("Nothing failed"));
}
