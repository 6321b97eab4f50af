//! The engine of smtpcodes: it finds codes in a text, folds the text, walks compiled phrases over it and decides.
//!
//! It holds no fact about any code, provider or reason: those come in [`Tables`], which `smtpcodes` embeds and
//! `smtpcodes-rules` builds. It is a crate of its own so that the generator can run the very engine that programs
//! run, without depending on the crate whose source it writes.
#![no_std]
#![forbid(unsafe_code)]

mod announce;
mod block;
mod candidate;
mod context;
mod decide;
mod delay;
mod find;
mod fold;
mod host;
mod locate;
mod scan;
mod tables;
mod underscores;

pub use decide::{Basis, Context, Layers, RuleRef, Verdict, decide};
pub use find::line_end;
pub use fold::{LOOKED_AT, Piece, fold_pattern};
pub use host::provider_of;
pub use locate::{Enhanced, Located, locate, parse_enhanced};
pub use tables::{
    BASE, EnhancedPattern, EnhancedRow, GapPiece, HostRow, OPENINGS, Output, ReplyRow, Rule, Slot,
    Tables, Target, VendorRow, opening,
};
