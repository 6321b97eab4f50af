//! Classification: any bytes, any surroundings, an answer that agrees with itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::{
    Basis, Bounce, Classification, Command, Context, Permanence, classify, classify_in,
};

fuzz_target!(|data: &[u8]| {
    check(&classify(data), data);

    let mut parts = data.splitn(3, |&b| b == 0);
    let (Some(host), Some(command), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let mut context = Context::new().remote_host(host);
    if let Some(command) = Command::from_words(command) {
        context = context.command(command);
    }
    check(&classify_in(text, &context), text);
});

fn check(c: &Classification<'_>, text: &[u8]) {
    if let Some((start, end)) = c.span().map(|span| (span.start, span.end)) {
        assert!(start < end && end <= text.len());
    }
    assert_eq!(c.basis() == Basis::Rule, c.rule().is_some());
    match c.permanence() {
        Permanence::Success | Permanence::Intermediate => {
            assert_eq!((c.reason(), c.bounce(), c.action()), (None, None, None));
        }
        Permanence::Transient => assert_eq!(c.bounce(), Some(Bounce::Soft)),
        _ => assert!(c.reason().is_some() && c.bounce().is_some() && c.action().is_some()),
    }
}
