//! What to fix first: the causes by what can be done, each with its meaning, advice, pages to read and examples.

use maud::{Markup, html};
use smtpcodes::{Blocklist, Provider, Reason};

use super::text::{Name, quote, words};
use crate::output::Tally;
use crate::output::count::{Counts, by_count};
use crate::output::numbers::{grouped, percent};
use crate::output::tally::{Cause, Remedy};

/// Providers and block lists that are named with a cause.
const NAMED: usize = 3;

/// Lists the causes.
pub fn causes(tally: &Tally) -> Markup {
    let causes = tally.priorities();
    let groups: Vec<_> = causes
        .chunk_by(|&(a, x), &(b, y)| Remedy::of(a, x) == Remedy::of(b, y))
        .filter_map(|group| {
            group.first().map(|&(reason, cause)| (Remedy::of(reason, cause), group))
        })
        .collect();
    html! {
        section id="fix-first" {
            h2 { "What to fix first" }
            @for (remedy, group) in groups {
                @let (heading, meaning) = remedy.in_words();
                h3 { (heading) }
                p.note { (meaning) }
                @for &(reason, cause) in group { (article(reason, cause, tally.failures)) }
            }
        }
    }
}

impl Remedy {
    fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Self::Mend => (
                "Yours to mend",
                "Your servers, your standing or your messages are refused. This goes on until you change something.",
            ),
            Self::Stop => (
                "Addresses to stop mailing",
                "The hard ones are dead. Mailing them again harms your standing.",
            ),
            Self::Wait => (
                "Passes, or is for others to mend",
                "Your mail server tries again by itself. Look closer at what lasts for days.",
            ),
            Self::Look => (
                "To be read by a person",
                "The replies do not say what is wrong, or say it in words that no rule knows.",
            ),
        }
    }
}

fn article(reason: Reason, cause: &Cause, failures: u64) -> Markup {
    html! {
        article id=(reason.as_str()) {
            h4 {
                (words(reason.as_str())) " "
                span.count { (grouped(cause.count)) " (" (percent(cause.count, failures)) ")" }
            }
            p { (reason.meaning()) }
            @for (advice, count) in by_count(&cause.advice) {
                p.advice {
                    (advice)
                    @if count.all < cause.count { span.note { " For " (grouped(count.all)) " of these." } }
                }
            }
            p.note {
                "Whose fault: " (words(reason.fault().as_str())) ". "
                @if cause.hard > 0 { (grouped(cause.hard)) " hard. " }
                (named("Said by", &cause.providers, |name| Provider::from_name(name).map(Provider::title)))
                (named("Listed by", &cause.blocklists, |name| Blocklist::from_name(name).map(Blocklist::title)))
            }
            (pages(cause))
            @for example in &cause.examples {
                blockquote {
                    p { (quote(example)) }
                    footer { (Name(&example.source)) }
                }
            }
        }
    }
}

/// Names those that a cause comes from, with their numbers.
fn named(
    before: &str,
    counts: &Counts,
    title: impl Fn(&'static str) -> Option<&'static str>,
) -> Markup {
    html! {
        @for (at, (name, count)) in by_count(counts).into_iter().take(NAMED).enumerate() {
            @if at == 0 { (before) " " } @else { ", " }
            (title(name).unwrap_or(name)) " (" (grouped(count.all)) ")"
        }
        @if counts.len() > NAMED { " and " (counts.len() - NAMED) " more" }
        @if !counts.is_empty() { ". " }
    }
}

/// Links the pages of the providers and block lists that a cause comes from.
fn pages(cause: &Cause) -> Markup {
    let of_providers = by_count(&cause.providers)
        .into_iter()
        .take(NAMED)
        .filter_map(|(name, _)| Provider::from_name(name))
        .flat_map(|provider| provider.pages().iter().map(move |page| (provider.title(), *page)));
    let of_lists = by_count(&cause.blocklists)
        .into_iter()
        .take(NAMED)
        .filter_map(|(name, _)| Blocklist::from_name(name))
        .filter_map(|list| Some((list.title(), ("look it up", list.lookup()?))));
    let pages: Vec<_> = of_providers.chain(of_lists).collect();
    html! {
        @if !pages.is_empty() {
            ul.pages {
                @for (owner, (title, address)) in pages {
                    li { (owner) ": " a href=(address) rel="noreferrer noopener" { (title) } }
                }
            }
        }
    }
}
