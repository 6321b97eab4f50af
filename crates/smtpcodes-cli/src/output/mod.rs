//! What goes out: a writer for each format, and what is counted on the way.

mod day;
mod jsonl;
mod numbers;
mod report;
mod rows;
mod summary;
mod suppressions;
mod tally;
mod target;

pub use report::report;
pub use rows::{Rows, spreadsheet_safe};
pub use summary::summary;
pub use suppressions::Suppressions;
pub use tally::Tally;
pub use target::Target;
