//! What goes out: a writer for each format, and what is counted on the way.

mod columns;
mod csv;
mod day;
mod numbers;
mod parquet;
mod report;
mod rows;
mod summary;
mod suppressions;
mod tally;
mod target;

pub use csv::spreadsheet_safe;
pub use report::report;
pub use rows::{Ready, Rows, Sink};
pub use summary::summary;
pub use suppressions::Suppressions;
pub use tally::Tally;
pub use target::{Target, is_standard};
