//! The summary for people: what went wrong, whose fault it is, and what to do first.

use super::count::{Counts, by_count};
use super::numbers::{grouped, percent, share};
use super::tally::Tally;
use crate::screen::{Look, Page, Tone};

/// Domains and providers that are named.
const NAMED: usize = 10;

/// Writes the summary; `delivered` counts deliveries that logs tell of, `problems` what could not be read.
pub fn summary(tally: &Tally, delivered: u64, problems: u64, look: Look) -> String {
    let mut page = Page::new(look);
    page.title(&grouped(tally.failures), Tone::Strong, "failures and delays");
    page.blank();
    page.row("Read", &grouped(tally.records));
    if delivered > 0 {
        page.row("Delivered", &grouped(delivered));
    }
    page.row("Hard", &format!("{}: the address is dead", share(tally.hard, tally.failures)));
    page.row(
        "Soft",
        &format!("{}: keep the address", share(tally.failures - tally.hard, tally.failures)),
    );
    for (kind, count) in tally.kinds() {
        page.row(kind, &grouped(count));
    }
    if problems > 0 {
        page.row("Unreadable", &grouped(problems));
    }
    if tally.failures == 0 {
        return page.into_text();
    }
    page.heading("Causes");
    for (reason, cause) in tally.causes() {
        page.row(&aligned(cause.count, tally.failures), reason.as_str());
    }
    page.heading("Whose fault");
    for (fault, count) in by_count(&tally.faults) {
        page.row(&aligned(count.all, tally.failures), fault);
    }
    names(&tally.providers, "Providers", tally.failures, &mut page);
    names(&tally.blocklists, "Block lists", tally.failures, &mut page);
    if !tally.domains.is_empty() {
        page.heading("Receiving domains");
        for (domain, counts) in tally.top_domains(NAMED) {
            let hard = if counts.hard > 0 {
                format!(", {} hard", grouped(counts.hard))
            } else {
                String::new()
            };
            page.row(&aligned(counts.all, tally.failures), &format!("{domain}{hard}"));
        }
    }
    page.heading("What to fix first");
    for (reason, cause) in tally.priorities().into_iter().take(5) {
        page.toned_row(&grouped(cause.count), reason.as_str(), Tone::Strong, reason.advice());
    }
    page.into_text()
}

fn names(counts: &Counts, title: &str, of: u64, page: &mut Page) {
    if counts.is_empty() {
        return;
    }
    page.heading(title);
    for (name, count) in by_count(counts).into_iter().take(NAMED) {
        page.row(&aligned(count.all, of), name);
    }
}

/// Writes a count and its share in columns.
fn aligned(count: u64, of: u64) -> String {
    format!("{:>6} {:>6}", grouped(count), percent(count, of))
}
