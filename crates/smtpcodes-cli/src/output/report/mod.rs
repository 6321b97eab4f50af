//! The report: one HTML page that needs nothing else.

use super::Tally;

/// Writes the report.
pub fn report(_tally: &Tally, _delivered: u64, _problems: u64) -> String {
    String::new()
}
