//! The native half of the Python package `smtpcodes`: the functions and results of the core and of the readers, nothing else.
//!
//! The enums live in the generated `smtpcodes/_codes.py`, records and errors in `smtpcodes/_records.py` and
//! `smtpcodes/_errors.py`; this module asks for them by name when it first needs one.
#![deny(unsafe_code)]

mod classification;
mod classifier;
mod classify;
mod codes;
mod contract;
mod enhanced_code;
mod event;
mod events;
mod input;
mod reply;
mod reply_parser;
mod tables;
mod text;
mod words;

/// What an SMTP server's answer means and what to do about it: the native half.
#[pyo3::pymodule(name = "_smtpcodes")]
mod native {
    #[pymodule_export]
    use crate::classification::{Classification, restore};
    #[pymodule_export]
    use crate::classifier::Classifier;
    #[pymodule_export]
    use crate::classify::{classify, classify_many};
    #[pymodule_export]
    use crate::codes::find_codes;
    #[pymodule_export]
    use crate::enhanced_code::EnhancedCode;
    #[pymodule_export]
    use crate::event::{Event, restore_event};
    #[pymodule_export]
    use crate::events::{Events, read_events, read_message};
    #[pymodule_export]
    use crate::reply::{Reply, parse_reply};
    #[pymodule_export]
    use crate::reply_parser::ReplyParser;
    #[pymodule_export]
    use crate::tables::{
        blocklist_rows, enhanced_rows, labels, provider_rows, reasons_of, reply_rows, rule_rows,
        taxonomy_labels, taxonomy_source, vendor_rows,
    };

    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
