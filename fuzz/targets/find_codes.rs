//! Codes in free text: each one stands where its span says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::find_codes;

fuzz_target!(|text: &[u8]| {
    let codes = find_codes(text);
    assert_eq!(codes.reply.is_some(), codes.reply_span.is_some());
    assert_eq!(codes.enhanced.is_some(), codes.enhanced_span.is_some());
    if let (Some(code), Some(span)) = (codes.reply, codes.reply_span) {
        assert_eq!(code.as_u16().to_string().as_bytes(), &text[span]);
    }
    if let (Some(code), Some(span)) = (codes.enhanced, codes.enhanced_span) {
        assert_eq!(code.to_string().as_bytes(), &text[span]);
    }
});
