//! The top of the page: what was read, the numbers that matter most, and where to begin.

use maud::{Markup, html};

use super::text::words;
use super::timeline::Timeline;
use crate::output::Tally;
use crate::output::numbers::{grouped, percent};
use crate::output::tally::Remedy;

/// Causes that are named at the top.
const FIRST: usize = 3;

/// Writes the header.
pub fn head(tally: &Tally, line: Option<&Timeline>, delivered: u64, problems: u64) -> Markup {
    html! {
        header {
            h1 { "Mail that was refused or delayed" }
            p.note { (what_was_read(tally, line)) }
            ul.figures {
                (figure("failures", tally.failures, "failures and delays", None))
                @if tally.failures > 0 {
                    @let soft = tally.failures - tally.hard;
                    (figure("hard", tally.hard, "hard: the address is dead", Some(tally.failures)))
                    (figure("soft", soft, "soft: keep the address", Some(tally.failures)))
                }
                @if delivered > 0 { (figure("delivered", delivered, "delivered", None)) }
                @if problems > 0 { (figure("unreadable", problems, "unreadable", None)) }
            }
            @if tally.failures > 0 {
                (begin_with(tally))
                nav aria-label="On this page" {
                    a href="#time" { "Over time" } " "
                    a href="#reasons" { "Reasons" } " "
                    a href="#fault" { "Whose fault" } " "
                    @if !tally.providers.is_empty() { a href="#providers" { "Providers" } " " }
                    @if !tally.domains.is_empty() { a href="#domains" { "Domains" } " " }
                    a href="#fix-first" { "What to fix first" }
                }
            } @else {
                p { (nothing(tally, problems)) }
            }
        }
    }
}

fn what_was_read(tally: &Tally, line: Option<&Timeline>) -> String {
    let mut words = vec![match tally.records {
        1 => "1 reply read".to_owned(),
        records => format!("{} replies read", grouped(records)),
    }];
    words.extend(
        tally
            .kinds()
            .into_iter()
            .map(|(kind, count)| format!("{} {}", grouped(count), kind.replace('_', " "))),
    );
    words.extend(line.map(|line| line.period.clone()));
    words.join(" · ")
}

fn figure(class: &str, count: u64, what: &str, of: Option<u64>) -> Markup {
    html! {
        li class=(class) {
            b { (grouped(count)) }
            @if let Some(of) = of { " " span { (percent(count, of)) } }
            br;
            (what)
        }
    }
}

/// Names the most frequent causes that the sender can do something about.
fn begin_with(tally: &Tally) -> Markup {
    let causes: Vec<_> = tally
        .priorities()
        .into_iter()
        .filter(|&(reason, cause)| Remedy::of(reason, cause) <= Remedy::Stop)
        .take(FIRST)
        .collect();
    html! {
        @if !causes.is_empty() {
            p.begin {
                b { "Begin with: " }
                @for (at, (reason, cause)) in causes.into_iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#" (reason.as_str()) } { (words(reason.as_str())) }
                    " (" (grouped(cause.count)) ")"
                }
            }
        }
    }
}

fn nothing(tally: &Tally, problems: u64) -> &'static str {
    match (tally.records, problems) {
        (0, 0) => "There was no reply in the input.",
        (0, _) => "No reply in the input could be read.",
        _ => "Nothing failed and nothing was delayed.",
    }
}
