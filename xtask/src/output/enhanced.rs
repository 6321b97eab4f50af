//! Enhanced codes: classes, subjects, registered details, and what providers mean by their own.

use std::fmt::Write;

use super::rust::{banner, pascal, reason, string, strings};
use crate::spec::{CodeText, Spec, numbers};

/// `enhanced.rs`.
pub fn tables(spec: &Spec) -> String {
    let mut text = banner("spec/codes.yaml");
    text.push_str(
        "use crate::entry::{EnhancedEntry, PartEntry, VendorEntry, enhanced_row as row, part_row as part, vendor_row as vendor};\n\
         use crate::generated::reasons::Reason;\n\
         use crate::generated::words::Standing;\n\n",
    );
    let _ = writeln!(
        text,
        "/// The first number of a code.\npub(crate) static CLASSES: [PartEntry; {}] = [",
        spec.classes.len()
    );
    for loaded in &spec.classes {
        let e = &loaded.entry;
        let _ = writeln!(
            text,
            "    part({}, {}, {}, {}, {}),",
            e.digit,
            string(&e.name),
            string(&e.phrase),
            string(&e.meaning),
            strings(&e.sources)
        );
    }
    let _ = writeln!(
        text,
        "];\n\n/// The second number of a code.\npub(crate) static SUBJECTS: [PartEntry; {}] = [",
        spec.subjects.len()
    );
    for loaded in &spec.subjects {
        let e = &loaded.entry;
        let _ = writeln!(
            text,
            "    part({}, {}, {}, {}, {}),",
            e.subject,
            string(&e.name),
            string(&e.phrase),
            string(&e.meaning),
            strings(&e.sources)
        );
    }
    let mut enhanced: Vec<_> = spec
        .enhanced
        .iter()
        .filter_map(|loaded| Some((numbers(&loaded.entry.code)?, &loaded.entry)))
        .collect();
    enhanced.sort_by_key(|((_, subject, detail), _)| (*subject, *detail));
    let _ = writeln!(
        text,
        "];\n\n/// Registered codes, sorted by subject and detail.\npub(crate) static ENHANCED: [EnhancedEntry; {}] = [",
        enhanced.len()
    );
    for ((_, subject, detail), e) in enhanced {
        let replies: Vec<String> = e.replies.iter().map(CodeText::text).collect();
        let phrases: Vec<String> = e
            .phrases
            .iter()
            .map(|phrase| format!("({}, {})", string(&phrase.text), string(&phrase.source)))
            .collect();
        let _ = writeln!(
            text,
            "    row({subject}, {detail}, {}, {}, {}, Standing::{}, {}, {}, {}, {}, &[{}], {}),",
            string(&e.name),
            string(&e.phrase),
            string(&e.meaning),
            pascal(&e.standing),
            strings(&replies),
            reason(e.reason.as_ref()),
            reason(e.transient_reason.as_ref()),
            e.vague,
            phrases.join(", "),
            strings(&e.sources),
        );
    }
    let _ = writeln!(
        text,
        "];\n\n/// Codes of providers, in the order of the spec.\npub(crate) static VENDOR: [VendorEntry; {}] = [",
        spec.vendor.len()
    );
    for loaded in &spec.vendor {
        let e = &loaded.entry;
        let Some((class, subject, first)) = numbers(&e.code) else { continue };
        let provider =
            spec.providers.iter().position(|p| p.entry.name == e.provider).map_or(0, |at| at + 1);
        let _ = writeln!(
            text,
            "    vendor({provider}, {class}, {subject}, {first}, {}, {}, {}, {}, {}, {}, {}),",
            e.to.unwrap_or(first),
            string(&e.name),
            string(&e.phrase),
            string(&e.meaning),
            reason(e.reason.as_ref()),
            e.vague,
            strings(&e.sources),
        );
    }
    text.push_str("];\n");
    text
}
