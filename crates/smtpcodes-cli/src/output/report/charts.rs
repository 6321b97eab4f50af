//! Charts: bars beside their names, and columns over days. Text stays text, so that it is readable on a phone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::html::escape;
use crate::output::numbers::{grouped, share};

/// Reasons that have a colour of their own in the columns.
pub const SERIES: usize = 6;

/// One bar: how many, and how many of them are hard.
#[derive(Debug)]
pub struct Bar {
    pub label: String,
    pub title: String,
    pub hard: u64,
    pub count: u64,
}

/// Writes bars under a heading; nothing where there is none.
pub fn bars(heading: &str, bars: impl Iterator<Item = Bar>, of: u64, page: &mut String) {
    let bars: Vec<Bar> = bars.collect();
    let Some(longest) = bars.iter().map(|bar| bar.count).max().filter(|&count| count > 0) else {
        return;
    };
    let _ = writeln!(page, "<section>\n<h2>{}</h2>\n<table>", escape(heading));
    for bar in &bars {
        let length = |count: u64| 100.0 * count as f64 / longest as f64;
        let (hard, soft) = (length(bar.hard), length(bar.count - bar.hard));
        let _ = writeln!(
            page,
            "<tr title=\"{}\"><th scope=\"row\">{}</th><td class=\"bar\">\
             <svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{} hard, {} soft\">\
             <rect class=\"hard\" width=\"{hard:.2}\" height=\"10\"/>\
             <rect class=\"soft\" x=\"{hard:.2}\" width=\"{soft:.2}\" height=\"10\"/></svg></td>\
             <td class=\"number\">{}</td></tr>",
            escape(&bar.title),
            escape(&bar.label),
            bar.hard,
            bar.count - bar.hard,
            share(bar.count, of),
        );
    }
    page.push_str("</table>\n</section>\n");
}

/// Writes a column for each day, one colour for each of the reasons in `series`, and one for the rest.
pub fn columns(
    days: &BTreeMap<String, BTreeMap<&'static str, u64>>,
    series: &[&str],
    page: &mut String,
) {
    let total = |day: &BTreeMap<&'static str, u64>| day.values().sum::<u64>();
    let tallest = days.values().map(total).max().unwrap_or(1).max(1);
    let width = days.len();
    let _ = writeln!(
        page,
        "<p class=\"axis\">at most {} a day</p>\n<svg class=\"columns\" viewBox=\"0 0 {width} 100\" \
         preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Failures and delays by day and cause\">",
        grouped(tallest)
    );
    for (at, (name, reasons)) in days.iter().enumerate() {
        let _ = write!(page, "<g><title>{}: {}</title>", escape(name), grouped(total(reasons)));
        let mut top = 100.0;
        let mut column = |count: u64, class: usize| {
            let height = 100.0 * count as f64 / tallest as f64;
            top -= height;
            if count > 0 {
                let _ = write!(
                    page,
                    "<rect class=\"s{class}\" x=\"{at}.05\" y=\"{top:.2}\" width=\"0.9\" height=\"{height:.2}\"/>"
                );
            }
        };
        let mut rest = total(reasons);
        for (class, reason) in series.iter().enumerate() {
            let count = reasons.get(reason).copied().unwrap_or_default();
            column(count, class);
            rest -= count;
        }
        column(rest, SERIES);
        page.push_str("</g>\n");
    }
    page.push_str("</svg>\n");
    if let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) {
        let _ = writeln!(
            page,
            "<p class=\"axis ends\"><span>{}</span><span>{}</span></p>",
            escape(first),
            escape(last)
        );
    }
    page.push_str("<p class=\"legend\">");
    for (class, reason) in series.iter().enumerate() {
        let _ = write!(
            page,
            "<span><i class=\"s{class}\"></i>{}</span> ",
            escape(&reason.replace('_', " "))
        );
    }
    let _ = writeln!(page, "<span><i class=\"s{SERIES}\"></i>others</span></p>");
}
