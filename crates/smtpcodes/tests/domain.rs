//! The whole domain of the codes, and the sizes that programs rely on.

use std::mem::size_of;

use smtpcodes::{
    EnhancedCode, EnhancedEntry, Permanence, Provider, Reason, ReplyCode, ReplyEntry, Taxonomy,
};

#[test]
fn a_reply_code_is_any_number_from_200_to_599() {
    for number in 0..=u16::MAX {
        let code = ReplyCode::new(number);
        assert_eq!(code.is_some(), (200..=599).contains(&number), "{number}");
        let text = number.to_string();
        assert_eq!(text.parse::<ReplyCode>().ok(), code, "{text}");
        assert_eq!(code.map(u16::from), code.map(|_| number));
    }
}

#[test]
fn a_reply_code_finds_its_own_entry_and_no_other() {
    for number in 200..=599 {
        let code = ReplyCode::new(number).expect("in range");
        let listed = ReplyEntry::all().iter().find(|entry| entry.code == number);
        assert_eq!(code.entry(), listed);
        let wanted = [
            Permanence::Success,
            Permanence::Intermediate,
            Permanence::Transient,
            Permanence::Permanent,
        ];
        assert_eq!(code.permanence(), wanted[usize::from(number / 100 - 2)]);
    }
}

#[test]
fn an_enhanced_code_keeps_every_number() {
    for class in 0..=9 {
        for subject in [0, 1, 7, 8, 255, 256, 515, 999, 1000] {
            for detail in [0, 1, 99, 255, 256, 515, 999, 1000, u16::MAX] {
                let code = EnhancedCode::new(class, subject, detail);
                let valid = matches!(class, 2 | 4 | 5) && subject <= 999 && detail <= 999;
                assert_eq!(code.is_some(), valid);
                let text = format!("{class}.{subject}.{detail}");
                assert_eq!(text.parse::<EnhancedCode>().ok(), code, "{text}");
                if let Some(code) = code {
                    assert_eq!(code.to_string(), text);
                }
            }
        }
    }
}

#[test]
fn every_registered_code_is_found_in_every_class() {
    for entry in EnhancedEntry::all() {
        for class in [2, 4, 5] {
            let code = EnhancedCode::new(class, entry.subject, entry.detail).expect("in range");
            assert_eq!(code.entry(), Some(entry));
            assert!(code.subject_entry().is_some() && code.class_entry().is_some());
        }
    }
    assert_eq!(EnhancedCode::new(5, 7, 515).and_then(EnhancedCode::entry), None);
}

#[test]
fn words_and_numbers_lead_back_to_their_value() {
    for reason in Reason::ALL {
        assert_eq!(Reason::from_number(reason.number()), Some(reason));
        assert_eq!(reason.as_str().parse(), Ok(reason));
        for taxonomy in Taxonomy::ALL {
            let labels = reason.to(taxonomy);
            assert!(
                labels.iter().all(|label| taxonomy.labels().contains(label)),
                "{reason} {taxonomy}"
            );
            assert!(!labels.is_empty(), "{reason} has no label in {taxonomy}");
        }
    }
    assert_eq!(Reason::from_number(0), None);
    assert_eq!(Reason::ALL.len(), 36);
    assert!("Mailbox_unknown".parse::<Reason>().is_err());
}

#[test]
fn the_longest_host_suffix_names_the_provider() {
    let name = |host: &[u8]| Provider::of_host(host).map(|provider| provider.name());
    assert_eq!(name(b"alt1.GMAIL-smtp-in.l.google.com.[192.0.2.1]"), Some("google"));
    assert_eq!(name(b"google.com.example"), None);
    assert_eq!(name(b"notgoogle.com"), None);
    assert_eq!(name(b""), None);
    assert_eq!(name(&[b'a'; 300]), None);
}

#[test]
fn sizes_are_as_promised() {
    assert_eq!(size_of::<ReplyCode>(), 2);
    assert_eq!(size_of::<Option<ReplyCode>>(), 2);
    assert_eq!(size_of::<EnhancedCode>(), 6);
    assert_eq!(size_of::<Option<Reason>>(), 1);
}
