//! Mail logs: a line, whatever it holds, is an event, a problem or nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes_extract::{Event, log::Reader};

fuzz_target!(|data: &[u8]| {
    let mut reader = Reader::new().deliveries(true);
    let mut sink = |event: Event| {
        let _ = event.classify();
    };
    for (number, line) in (1..).zip(data.split(|&b| b == b'\n')) {
        let _ = reader.line(line, number, &mut sink);
    }
    let _ = reader.finish(&mut sink);
});
