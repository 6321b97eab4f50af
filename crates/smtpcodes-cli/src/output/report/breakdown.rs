//! Who and what: the failures by reason, fault, provider, receiving domain and block list.

use maud::{Markup, html};
use smtpcodes::{Blocklist, Fault, Provider};

use super::bars::{Bar, Chart, bars};
use super::text::words;
use crate::output::Tally;
use crate::output::count::{Count, Counts, by_count};
use crate::output::numbers::grouped;

/// Rows of a chart of names.
const NAMED: usize = 15;

/// Draws all charts that are not about time.
pub fn breakdown(tally: &Tally) -> Markup {
    html! {
        div.grid {
            (reasons(tally))
            (faults(tally))
            (names("providers", "By provider", "provider", &tally.providers, tally, |name| {
                Provider::from_name(name).map(Provider::title)
            }))
            (domains(tally))
            (names("block-lists", "By block list", "block list", &tally.blocklists, tally, |name| {
                Blocklist::from_name(name).map(Blocklist::title)
            }))
        }
    }
}

fn reasons(tally: &Tally) -> Markup {
    let rows: Vec<Bar> = tally
        .causes()
        .into_iter()
        .map(|(reason, cause)| Bar {
            label: words(reason.as_str()),
            more: Some(reason.as_str().to_owned()),
            title: reason.meaning().to_owned(),
            count: Count { all: cause.count, hard: cause.hard },
        })
        .collect();
    let chart = Chart { id: "reasons", heading: "Reasons", row: "reason", note: None };
    bars(&chart, &rows, tally.failures)
}

fn faults(tally: &Tally) -> Markup {
    let rows: Vec<Bar> = by_count(&tally.faults)
        .into_iter()
        .map(|(name, count)| Bar {
            label: words(name),
            more: None,
            title: name.parse::<Fault>().map_or("", Fault::meaning).to_owned(),
            count,
        })
        .collect();
    let chart = Chart { id: "fault", heading: "Whose fault", row: "fault", note: None };
    bars(&chart, &rows, tally.failures)
}

fn names(
    id: &str,
    heading: &str,
    row: &str,
    counts: &Counts,
    tally: &Tally,
    title: impl Fn(&'static str) -> Option<&'static str>,
) -> Markup {
    let rows: Vec<Bar> = by_count(counts)
        .into_iter()
        .take(NAMED)
        .map(|(name, count)| {
            let label = title(name).unwrap_or(name).to_owned();
            Bar { label, more: None, title: name.to_owned(), count }
        })
        .collect();
    let named: u64 = counts.values().map(|count| count.all).sum();
    let note = note(rows.len(), counts.len(), named, tally.failures);
    bars(&Chart { id, heading, row, note }, &rows, tally.failures)
}

fn domains(tally: &Tally) -> Markup {
    let rows: Vec<Bar> = tally
        .top_domains(NAMED)
        .into_iter()
        .map(|(name, count)| Bar {
            label: name.to_owned(),
            more: None,
            title: name.to_owned(),
            count,
        })
        .collect();
    let named: u64 = tally.domains.values().map(|count| count.all).sum();
    let note = note(rows.len(), tally.domains.len(), named, tally.failures);
    let chart = Chart { id: "domains", heading: "By receiving domain", row: "domain", note };
    bars(&chart, &rows, tally.failures)
}

/// Says what a chart leaves out.
fn note(shown: usize, names: usize, named: u64, failures: u64) -> Option<String> {
    let more =
        (names > shown).then(|| format!("The {shown} most frequent of {}.", grouped(names as u64)));
    let rest = (named < failures)
        .then(|| format!("{} of {} name none.", grouped(failures - named), grouped(failures)));
    let sentences: Vec<String> = more.into_iter().chain(rest).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
