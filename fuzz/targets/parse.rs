//! Replies: the whole one and the one that arrives in pieces must be the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::{Parsed, Reply, ReplyParser};

fuzz_target!(|data: &[u8]| {
    let Some((&split, bytes)) = data.split_first() else { return };
    let first = Reply::parse_first(bytes);
    if let Ok(whole) = Reply::parse(bytes) {
        assert_eq!(first, Ok(whole));
        assert!((200..600).contains(&whole.code().as_u16()));
        for line in whole.lines() {
            assert!(!line.contains(&b'\n'));
        }
        let again = Reply::parse(whole.as_bytes()).expect("a reply that was parsed before");
        assert_eq!(again.enhanced_code(), whole.enhanced_code());
    }

    let mut buffer = [0; 4096];
    let mut parser = ReplyParser::new(&mut buffer);
    for piece in bytes.chunks(usize::from(split).max(1)) {
        match parser.push(piece) {
            Ok(Parsed::NeedMore) => {}
            Ok(Parsed::Complete { taken }) => {
                assert!(taken <= piece.len());
                assert_eq!(parser.reply().map(|r| r.as_bytes()), first.map(|r| r.as_bytes()));
                return;
            }
            Err(_) => return,
        }
    }
});
