//! Provider events: any JSON is known or is not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes_extract::provider;

fuzz_target!(|data: &[u8]| {
    let Ok(value) = serde_json::from_slice(data) else { return };
    for event in provider::read(&value).unwrap_or_default() {
        let _ = event.classify();
    }
});
