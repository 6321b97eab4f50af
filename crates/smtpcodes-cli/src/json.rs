//! JSON on one line, as every language writes it.

pub use smtpcodes_extract::json::{line, value};
