//! What an SMTP server's answer means and what to do about it.
//!
//! [`classify()`] takes the text of a reply, as a server wrote it or as a log quotes it, and names the cause, whose
//! fault it is and what to do. [`ReplyCode`] and [`EnhancedCode`] tell what a code means, [`Reply`] and
//! [`ReplyParser`] read replies by the grammar, and [`find_codes()`] finds codes in free text.
//!
//! ```
//! use smtpcodes::{Bounce, Reason, classify};
//!
//! let c = classify(b"550 5.1.1 <ann@example.com>: user unknown");
//! assert_eq!(c.reason(), Some(Reason::MailboxUnknown));
//! assert_eq!(c.bounce(), Some(Bounce::Hard));
//! ```
//!
//! The crate reads no file and no environment, allocates nothing and has no `unsafe`; its tables are written by
//! `cargo xtask regen` from one spec, which the C library, the Python module and the command share.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "rules")]
extern crate std;

mod classification;
#[cfg(feature = "rules")]
mod classifier;
mod classify;
mod context;
mod enhanced_code;
mod entry;
mod find;
#[rustfmt::skip]
mod generated;
mod provider;
mod reason;
mod reply;
mod reply_code;
mod reply_parser;
mod taxonomy;
mod word;

pub use classification::{Classification, Rule};
#[cfg(feature = "rules")]
pub use classifier::{Classifier, ClassifierBuilder};
pub use classify::{classify, classify_in};
pub use context::Context;
pub use enhanced_code::{EnhancedCode, InvalidEnhancedCode, classes, subjects};
pub use entry::{EnhancedEntry, PartEntry, ReplyEntry, RuleEntry, VendorEntry};
pub use find::{Codes, find_codes};
pub use generated::crosswalks::Taxonomy;
pub use generated::reasons::Reason;
pub use generated::words::{
    Action, Basis, Bounce, Command, Fault, Kind, Permanence, Retry, Standing,
};
pub use provider::{Blocklist, Provider};
pub use reply::{Lines, ParseError, Reply};
pub use reply_code::{InvalidReplyCode, ReplyCode};
pub use reply_parser::{Parsed, ReplyParser};
#[cfg(feature = "rules")]
pub use smtpcodes_rules::{Problem, Problems};
pub use word::UnknownWord;

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
