//! The report: one HTML page that needs nothing else, for screens and paper.

mod bars;
mod breakdown;
mod causes;
mod columns;
mod head;
#[cfg(test)]
mod tests;
mod text;
mod timeline;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Tally;
use super::numbers::grouped;
use timeline::Timeline;

const STYLE: &str = include_str!("style.css");
/// Nothing may be fetched, run, sent or put around this page; only its own style applies.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes the report; `delivered` counts deliveries that logs tell of, `problems` what could not be read.
pub fn report(tally: &Tally, delivered: u64, problems: u64) -> String {
    let line = Timeline::of(&tally.times);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta http-equiv="x-dns-prefetch-control" content="off";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { "Mail that was refused or delayed" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (head::head(tally, line.as_ref(), delivered, problems))
                @if tally.failures > 0 {
                    main {
                        (time(tally, line.as_ref()))
                        (breakdown::breakdown(tally))
                        (causes::causes(tally))
                    }
                }
                footer {
                    "Made by smtpcodes " (env!("CARGO_PKG_VERSION"))
                    ". Hard: the address is dead, stop mailing it. Soft: the address may be good, keep it."
                }
            }
        }
    };
    page.into_string() + "\n"
}

fn time(tally: &Tally, line: Option<&Timeline>) -> Markup {
    let reasons: Vec<&str> =
        tally.causes().into_iter().map(|(reason, _)| reason.as_str()).collect();
    html! {
        section id="time" {
            h2 { "Failures over time" }
            @match line {
                Some(line) => {
                    (columns::failures(line))
                    @if line.all() < tally.failures {
                        p.note {
                            (grouped(tally.failures - line.all()))
                            " failures tell no time and are not in the charts over time."
                        }
                    }
                    h2 { "Reasons over time" }
                    (columns::reasons(line, &reasons))
                }
                None => p.note { "The input does not say when anything failed." },
            }
        }
    }
}
