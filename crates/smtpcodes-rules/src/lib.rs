//! Turns rules (what servers write, and what it means) into the tables that `smtpcodes-matcher` walks.
//!
//! The generator uses it for `spec/rules`, and programs use it for rules of their own; both get the same messages.
#![forbid(unsafe_code)]

mod compile;
mod entry;
mod examples;
mod load;
mod names;
mod pattern;
mod problem;
mod tree;

pub use compile::{Compiled, PhraseSet, compile};
pub use entry::{Example, KnownExample, LoadedRule, RuleEntry};
pub use examples::check_examples;
pub use load::{Loaded, load_entries, load_file};
pub use names::{Named, Names, ReasonName};
pub use problem::{Problem, Problems};
