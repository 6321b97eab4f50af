//! Rules of a program's own: any file is refused with its problems or works.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::Classifier;

fuzz_target!(|text: &str| {
    match Classifier::builder().rules("fuzz.yaml", text).build() {
        Ok(classifier) => {
            let _ = classifier.classify(text.as_bytes());
        }
        Err(problems) => assert!(!problems.to_string().is_empty()),
    }
});
