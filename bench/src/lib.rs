//! What the benchmarks share: the texts, the phrases, and the results of criterion.
#![forbid(unsafe_code)]

mod bounces;
mod maillog;
mod people;
mod results;
mod texts;

pub use bounces::write_bounces;
pub use maillog::write_log;
pub use results::{Measured, measured, table};
pub use texts::{patterns, texts};

/// Anything that keeps a benchmark from running: a file that is missing, or one that is broken.
pub type Error = Box<dyn std::error::Error>;
