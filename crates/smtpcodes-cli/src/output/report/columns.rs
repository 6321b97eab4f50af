//! Charts over time: columns, as SVG without a view box, so that letters keep their shape at every width.

use maud::{Markup, html};

use super::text::words;
use super::timeline::{Step, Timeline};
use crate::output::numbers::grouped;

/// Steps that a chart has room for at least, so that one day does not become a wall.
const ROOM: usize = 12;
/// Names below a chart.
const TICKS: usize = 5;
/// Reasons that have a chart of their own.
const REASONS: usize = 10;

/// Draws all failures over time, hard and soft, with the numbers behind them.
pub fn failures(line: &Timeline) -> Markup {
    let highest = line.steps.iter().map(|step| step.count.all).max().unwrap_or_default();
    let top = round_up(highest);
    html! {
        figure.timeline {
            figcaption {
                "Failures and delays by " (line.unit) ": "
                span.key.hard { "hard" } " " span.key.soft { "soft" }
            }
            div.plot {
                div.scale aria-hidden="true" {
                    span { (grouped(top)) }
                    @if top.is_multiple_of(2) { span { (grouped(top / 2)) } }
                    span { "0" }
                }
                svg.columns role="img" aria-label=(in_words("All", line, |step| step.count.all)) {
                    line x1="0" x2="100%" y1="0%" y2="0%" {}
                    @if top.is_multiple_of(2) { line x1="0" x2="100%" y1="50%" y2="50%" {} }
                    line x1="0" x2="100%" y1="100%" y2="100%" {}
                    @for (at, step) in line.steps.iter().enumerate() {
                        @let parts = [("hard", step.count.hard), ("soft", step.count.soft())];
                        (column(at, line, top, &parts, step))
                    }
                }
                svg.ticks aria-hidden="true" { (ticks(line, line.steps.len().div_ceil(TICKS))) }
            }
        }
        details {
            summary { "These numbers as a table" }
            div.wide tabindex="0" role="region" aria-label="Failures and delays over time" {
                table.numbers {
                    thead {
                        tr {
                            th scope="col" { (line.unit) }
                            th scope="col" { "all" }
                            th scope="col" { "hard" }
                            th scope="col" { "soft" }
                        }
                    }
                    tbody {
                        @for step in &line.steps {
                            tr {
                                th scope="row" { (step.name) }
                                td { (grouped(step.count.all)) }
                                td { (grouped(step.count.hard)) }
                                td { (grouped(step.count.soft())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Draws the most frequent reasons over time, one below the other.
pub fn reasons(line: &Timeline, reasons: &[&str]) -> Markup {
    let shown = &reasons[..reasons.len().min(REASONS)];
    let most = |reason: &str| line.steps.iter().map(|step| step.of(reason)).max().unwrap_or(0);
    html! {
        table.sparks {
            caption { "Each row has its own scale; the number on the right is the highest column." }
            thead {
                tr {
                    th scope="col" { "reason" }
                    th scope="col" {
                        svg.ticks aria-hidden="true" { (ticks(line, line.steps.len() - 1)) }
                    }
                    th.number scope="col" { "most in a " (line.unit) }
                }
            }
            tbody {
                @for &reason in shown.iter().filter(|reason| most(reason) > 0) {
                    tr {
                        th scope="row" { a href={ "#" (reason) } { (words(reason)) } }
                        td {
                            svg.columns.spark role="img"
                                aria-label=(in_words(&words(reason), line, |step| step.of(reason))) {
                                @for (at, step) in line.steps.iter().enumerate() {
                                    (column(at, line, most(reason), &[("one", step.of(reason))], step))
                                }
                            }
                        }
                        td.number { (grouped(most(reason))) }
                    }
                }
            }
        }
        details {
            summary { "These numbers as a table" }
            div.wide tabindex="0" role="region" aria-label="Reasons over time" {
                table.numbers {
                    thead {
                        tr {
                            th scope="col" { (line.unit) }
                            @for reason in shown { th scope="col" { (words(reason)) } }
                        }
                    }
                    tbody {
                        @for step in &line.steps {
                            tr {
                                th scope="row" { (step.name) }
                                @for reason in shown { td { (grouped(step.of(reason))) } }
                            }
                        }
                    }
                }
            }
        }
        @if shown.len() < reasons.len() {
            p.note { (reasons.len() - shown.len()) " rarer reasons are not drawn here." }
        }
    }
}

/// Draws one column of parts on each other.
fn column(at: usize, line: &Timeline, top: u64, parts: &[(&str, u64)], step: &Step) -> Markup {
    let width = 100.0 / line.steps.len().max(ROOM) as f64;
    let all = parts.iter().map(|(_, count)| count).sum();
    let heights = parts.iter().scan(100.0, |y, &(class, count)| {
        let height = 100.0 * count as f64 / top as f64;
        *y -= height;
        Some((class, *y, height))
    });
    html! {
        @if all > 0 {
            g {
                title {
                    (step.name) ": " (grouped(all))
                    @if let [(_, hard), (_, soft)] = parts {
                        ", " (grouped(*hard)) " hard, " (grouped(*soft)) " soft"
                    }
                }
                @for (class, y, height) in heights.filter(|&(.., height)| height > 0.0) {
                    rect class=(class) x=(percent(width * (at as f64 + 0.1))) y=(percent(y))
                        width=(percent(width * 0.8)) height=(percent(height)) {}
                }
            }
        }
    }
}

/// Names every so many steps below their columns.
fn ticks(line: &Timeline, every: usize) -> Markup {
    let room = line.steps.len().max(ROOM) as f64;
    html! {
        @for (at, step) in line.steps.iter().enumerate().step_by(every.max(1)) {
            @let (x, anchor) = match 100.0 * (at as f64 + 0.5) / room {
                ..6.0 => (0.0, "start"),
                94.0.. => (100.0, "end"),
                x => (x, "middle"),
            };
            text x=(percent(x)) y="1em" text-anchor=(anchor) { (step.tick) }
        }
    }
}

/// Says what a chart shows.
fn in_words(what: &str, line: &Timeline, count: impl Fn(&Step) -> u64) -> String {
    let all: u64 = line.steps.iter().map(&count).sum();
    let most = line.steps.iter().rev().max_by_key(|step| count(step));
    let (Some(first), Some(most), Some(last)) = (line.steps.first(), most, line.steps.last())
    else {
        return String::new();
    };
    format!(
        "{what} by {} from {} to {}: {} together, most in {}: {}",
        line.unit,
        first.name,
        last.name,
        grouped(all),
        most.name,
        grouped(count(most))
    )
}

/// Gives the number above, that people like to read at an axis.
fn round_up(number: u64) -> u64 {
    let mut unit = 1;
    loop {
        for tenths in [10, 12, 16, 20, 30, 40, 50, 60, 80] {
            let candidate: u64 = tenths * unit / 10;
            if (tenths * unit).is_multiple_of(10) && candidate >= number {
                return candidate;
            }
        }
        match unit.checked_mul(10) {
            Some(next) if next <= u64::MAX / 80 => unit = next,
            _ => return number,
        }
    }
}

fn percent(number: f64) -> String {
    format!("{number:.3}%")
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn axes_end_at_round_numbers() {
        for (number, end) in [(0, 1), (1, 1), (3, 3), (7, 8), (9, 10), (11, 12), (161, 200)] {
            assert_eq!(round_up(number), end, "{number}");
        }
        assert_eq!(round_up(u64::MAX), u64::MAX);
    }
}
