//! The C library: one module for each noun of the header, which `cargo xtask regen` writes from these sources.
//!
//! The comments on public items are the header's, so they are written for somebody who reads C.
#![deny(clippy::undocumented_unsafe_blocks, unsafe_op_in_unsafe_fn)]
#![allow(non_camel_case_types, reason = "types have the names that C sees")]
#![allow(
    clippy::enum_variant_names,
    reason = "C has one name space, so each value carries its enum's name"
)]
#![allow(clippy::upper_case_acronyms, reason = "values have the names that C sees")]
#![allow(
    clippy::missing_safety_doc,
    reason = "the header says once, at its top, what pointers must be"
)]

#[cfg(panic = "abort")]
compile_error!(
    "build smtpcodes-c with panic = \"unwind\": its guard turns a panic into an error status"
);

mod blocklist;
mod classify;
mod enhanced_code;
mod find;
#[rustfmt::skip]
mod generated;
mod guard;
mod pointer;
mod provider;
mod reason;
mod reply;
mod reply_code;
mod rule;
mod status;
mod taxonomy;
mod text;
mod version;
mod word;
