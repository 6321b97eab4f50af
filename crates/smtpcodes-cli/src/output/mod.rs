//! What goes out: a writer for each format, and what is counted on the way.

mod columns;
mod count;
mod csv;
mod example;
mod jsonl;
mod moment;
mod numbers;
mod parquet;
mod report;
mod rows;
mod summary;
mod suppressions;
mod tally;
mod target;
mod times;

pub use count::by_count;
pub use csv::spreadsheet_safe;
pub use numbers::{grouped, share};
pub use report::report;
pub use rows::{Ready, Rows, Sink};
pub use summary::summary;
pub use suppressions::Suppressions;
pub use tally::Tally;
pub use target::{Target, is_same_output, is_standard};
