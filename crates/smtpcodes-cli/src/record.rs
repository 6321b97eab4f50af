//! The contract of `classify`, as every language keeps it.

pub use smtpcodes_extract::record::{Record, Row, Verdict};
