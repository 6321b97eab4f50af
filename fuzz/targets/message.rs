//! Whole messages: each event that is read can be classified.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes_extract::{Limits, message};

fuzz_target!(|data: &[u8]| {
    let limits = Limits::default();
    let Ok(events) = message::read(data, &limits) else { return };
    assert!(events.len() <= limits.events);
    for event in &events {
        let _ = event.classify();
    }
});
