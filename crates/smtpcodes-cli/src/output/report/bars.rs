//! Charts of names: a table whose rows have a bar, so that it reads the same with eyes and without.

use maud::{Markup, html};

use super::text::Name;
use crate::output::count::Count;
use crate::output::numbers::{grouped, percent};

/// One row.
#[derive(Debug)]
pub struct Bar {
    pub label: String,
    /// Where on the page there is more about it.
    pub more: Option<String>,
    /// What the label means.
    pub title: String,
    pub count: Count,
}

/// What a chart is about.
pub struct Chart<'a> {
    pub id: &'a str,
    pub heading: &'a str,
    /// What a row is: `reason`, `provider`, ...
    pub row: &'a str,
    pub note: Option<String>,
}

/// Draws bars under a heading; nothing where there is none.
pub fn bars(chart: &Chart<'_>, bars: &[Bar], of: u64) -> Markup {
    let longest = bars.iter().map(|bar| bar.count.all).max().unwrap_or_default();
    html! {
        @if longest > 0 {
            section id=(chart.id) {
                h2 { (chart.heading) }
                table.bars {
                    thead {
                        tr {
                            th scope="col" { (chart.row) }
                            th scope="col" { span.key.hard { "hard" } " " span.key.soft { "soft" } }
                            th.number scope="col" { "count" }
                            th.number scope="col" { "share" }
                        }
                    }
                    tbody { @for bar in bars { (row(bar, longest, of)) } }
                }
                @if let Some(note) = &chart.note { p.note { (note) } }
            }
        }
    }
}

fn row(bar: &Bar, longest: u64, of: u64) -> Markup {
    let length = |count: u64| 100.0 * count as f64 / longest as f64;
    let (hard, soft) = (length(bar.count.hard), length(bar.count.soft()));
    let in_words = format!("{} hard, {} soft", grouped(bar.count.hard), grouped(bar.count.soft()));
    html! {
        tr title=(Name(&bar.title)) {
            th scope="row" {
                @match &bar.more {
                    Some(more) => a href={ "#" (more) } { (Name(&bar.label)) },
                    None => (Name(&bar.label)),
                }
            }
            td {
                svg.bar role="img" aria-label=(in_words) {
                    title { (in_words) }
                    @if bar.count.hard > 0 {
                        rect.hard width=(format!("{hard:.3}%")) height="100%" {}
                    }
                    @if bar.count.soft() > 0 {
                        rect.soft x=(format!("{hard:.3}%")) width=(format!("{soft:.3}%")) height="100%" {}
                    }
                }
            }
            td.number { (grouped(bar.count.all)) }
            td.number { (percent(bar.count.all, of)) }
        }
    }
}
