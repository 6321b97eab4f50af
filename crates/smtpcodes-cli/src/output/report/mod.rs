//! The report: one HTML page that needs nothing else, for screens and paper.

mod charts;
mod html;

use std::fmt::Write as _;

use smtpcodes::{Fault, Provider};

use super::Tally;
use super::numbers::{grouped, share};
use super::tally::{Cause, by_count};
use charts::{Bar, bars, columns};
use html::{escape, quote};

const STYLE: &str = include_str!("style.css");
/// Rows of a chart of names.
const NAMED: usize = 15;

/// Writes the report; `delivered` counts deliveries that logs tell of, `problems` what could not be read.
pub fn report(tally: &Tally, delivered: u64, problems: u64) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>What servers answered</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n\
         <h1>What servers answered</h1>\n"
    );
    figures(tally, delivered, problems, &mut page);
    page.push_str("</header>\n<main>\n");
    if tally.failures == 0 {
        page.push_str("<p>Nothing failed and nothing was put off.</p>\n");
    } else {
        first_things(tally, &mut page);
        time(tally, &mut page);
        counts(tally, &mut page);
    }
    let _ = write!(
        page,
        "</main>\n<footer>Made by smtpcodes {}. Hard: the address is dead. Soft: keep the address.</footer>\n\
         </body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    page
}

fn figures(tally: &Tally, delivered: u64, problems: u64, page: &mut String) {
    let soft = tally.failures - tally.hard;
    let mut figure = |count: u64, what: &str, class: &str| {
        let count = grouped(count);
        let _ = writeln!(page, "<div class=\"figure {class}\"><b>{count}</b> {what}</div>");
    };
    figure(tally.failures, "failures and delays", "");
    figure(tally.hard, "hard", "hard");
    figure(soft, "soft", "soft");
    if delivered > 0 {
        figure(delivered, "delivered", "");
    }
    if problems > 0 {
        figure(problems, "unreadable", "");
    }
}

/// Lists the causes, those that the sender can mend first, with examples and advice.
fn first_things(tally: &Tally, page: &mut String) {
    page.push_str("<section>\n<h2>What to do first</h2>\n<ol class=\"todo\">\n");
    for (reason, cause) in tally.priorities() {
        let _ = writeln!(
            page,
            "<li>\n<h3>{} <span class=\"chip\">{}</span> <span class=\"chip\">{}</span></h3>\n<p>{}</p>\n\
             <p class=\"advice\">{}</p>",
            escape(&words(reason.as_str())),
            share(cause.count, tally.failures),
            escape(&words(reason.fault().as_str())),
            escape(reason.meaning()),
            escape(reason.advice()),
        );
        examples(cause, page);
        page.push_str("</li>\n");
    }
    page.push_str("</ol>\n</section>\n");
}

fn examples(cause: &Cause, page: &mut String) {
    for example in &cause.examples {
        let _ = writeln!(
            page,
            "<blockquote>{}<cite>{}</cite></blockquote>",
            quote(&example.text, example.span),
            escape(&example.source)
        );
    }
}

fn time(tally: &Tally, page: &mut String) {
    if tally.days.len() < 2 {
        return;
    }
    page.push_str("<section>\n<h2>Over time</h2>\n");
    let series: Vec<&str> = tally
        .causes()
        .into_iter()
        .map(|(reason, _)| reason.as_str())
        .take(charts::SERIES)
        .collect();
    columns(&tally.days, &series, page);
    page.push_str("</section>\n");
}

fn counts(tally: &Tally, page: &mut String) {
    page.push_str("<div class=\"grid\">\n");
    let causes = tally.causes().into_iter().map(|(reason, cause)| Bar {
        label: words(reason.as_str()),
        title: reason.meaning().to_owned(),
        hard: cause.hard,
        count: cause.count,
    });
    bars("Causes", causes, tally.failures, page);
    let whole = Bar {
        label: "all".to_owned(),
        title: "All failures and delays".to_owned(),
        hard: tally.hard,
        count: tally.failures,
    };
    bars("Hard and soft", std::iter::once(whole), tally.failures, page);
    let faults = by_count(&tally.faults).into_iter().map(|(name, count)| {
        let meaning = name.parse::<Fault>().map_or("", Fault::meaning);
        plain(&words(name), meaning, count)
    });
    bars("Whose fault", faults, tally.failures, page);
    let providers = by_count(&tally.providers).into_iter().take(NAMED).map(|(name, count)| {
        let title = Provider::from_name(name).map_or(name, Provider::title);
        plain(title, name, count)
    });
    bars("Provider", providers, tally.failures, page);
    let lists = by_count(&tally.blocklists).into_iter().take(NAMED);
    bars(
        "Block list",
        lists.map(|(name, count)| plain(&words(name), name, count)),
        tally.failures,
        page,
    );
    let domains = tally.top_domains(NAMED).into_iter().map(|(name, domain)| Bar {
        label: name.to_owned(),
        title: name.to_owned(),
        hard: domain.hard,
        count: domain.count,
    });
    bars("Receiving domain", domains, tally.failures, page);
    page.push_str("</div>\n");
}

fn plain(label: &str, title: &str, count: u64) -> Bar {
    Bar { label: label.to_owned(), title: title.to_owned(), hard: 0, count }
}

/// Says a name of our vocabulary in words.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use smtpcodes::Reason;

    use super::*;
    use crate::engine::Engine;
    use crate::record::{Record, Row};

    /// A tally of every reason, as hostile as it can be.
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
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("\x1b"));
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(page.contains("&lt;script&gt;") && page.contains("\\u{202e}"));
    }

    #[test]
    fn tags_are_closed_in_order_and_nothing_is_loaded() {
        let page = report(&tally(), 3, 1);
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "{tag}");
            } else if !tag.ends_with('/') && !matches!(name, "!doctype" | "meta" | "br") {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
        for word in ["http://", "https://", "src=", "url(", "@import"] {
            assert!(!page.replace("&gt;&lt;img src=x", "").contains(word), "{word}");
        }
    }

    #[test]
    fn what_the_sender_can_do_comes_first() {
        let page = report(&tally(), 0, 0);
        let place = |reason: Reason| page.find(&format!("<h3>{}", words(reason.as_str())));
        assert!(place(Reason::SpamContent).is_some());
        assert!(place(Reason::SpamContent) < place(Reason::MailboxFull));
        assert!(place(Reason::MailboxUnknown) < place(Reason::SpamContent));
    }

    #[test]
    fn nothing_to_report_is_said() {
        assert!(report(&Tally::default(), 0, 0).contains("Nothing failed"));
    }
}
