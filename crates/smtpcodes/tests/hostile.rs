//! Any bytes get an answer: nothing panics, spans stay inside the text, work stays bounded.

use proptest::prelude::*;
use smtpcodes::{
    Basis, Bounce, Parsed, Permanence, Reply, ReplyParser, RuleEntry, classify, find_codes,
};

fn holds(text: &[u8]) {
    let c = classify(text);
    if let Some(span) = c.span() {
        assert!(span.start < span.end && span.end <= text.len(), "{span:?} of {}", text.len());
        assert_eq!(c.basis(), Basis::Rule);
    }
    assert_eq!(c.rule().is_some(), c.basis() == Basis::Rule);
    if c.permanence() == Permanence::Transient {
        assert_eq!(c.bounce(), Some(Bounce::Soft));
    }
    let refused = !matches!(c.permanence(), Permanence::Success | Permanence::Intermediate);
    assert_eq!(c.reason().is_some(), refused);
    assert_eq!(c.action().is_some(), refused);
    let codes = find_codes(text);
    assert_eq!(codes.reply, c.reply_code());
    if let Ok(reply) = Reply::parse(text) {
        assert!(reply.as_bytes().len() <= text.len());
        assert!(reply.lines().count() >= 1);
    }
}

proptest! {
    #[test]
    fn any_bytes(text in proptest::collection::vec(any::<u8>(), 0..600)) {
        holds(&text);
    }

    #[test]
    fn anything_behind_a_code(code in 200_u16..600, text in ".{0,200}") {
        holds(format!("{code} {text}").as_bytes());
        holds(format!("{code}-{text}\r\n{code} {text}").as_bytes());
    }

    #[test]
    fn a_reply_is_the_same_in_any_split(
        code in 200_u16..600,
        lines in proptest::collection::vec("[ -~]{0,40}", 1..6),
        cuts in proptest::collection::vec(1_usize..9, 1..40),
    ) {
        let last = lines.len() - 1;
        let line = |(at, text): (usize, &String)| {
            format!("{code}{}{text}\r\n", if at == last { ' ' } else { '-' })
        };
        let whole: String = lines.iter().enumerate().map(line).collect();
        let mut buffer = [0; 1024];
        let mut parser = ReplyParser::new(&mut buffer);
        let mut rest = whole.as_bytes();
        let mut done = false;
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, behind) = rest.split_at((*cut).min(rest.len()));
            let parsed = parser.push(piece).expect("a reply by the grammar");
            done = matches!(parsed, Parsed::Complete { taken } if taken == piece.len());
            rest = behind;
        }
        prop_assert!(done);
        prop_assert_eq!(parser.reply().ok(), Reply::parse(whole.as_bytes()).ok());
    }
}

#[test]
fn texts_meant_to_hurt() {
    let every_phrase: String = RuleEntry::all()
        .iter()
        .flat_map(|rule| {
            rule.patterns().flat_map(|pattern| [pattern.replace('*', " "), " ".into()])
        })
        .collect();
    let texts = [
        String::new(),
        "5".into(),
        "550".into(),
        "\0".repeat(10_000),
        "5".repeat(100_000),
        " ".repeat(10_000_000),
        format!("550 {}", "a".repeat(10_000_000)),
        format!("550-5.7.1 {}\r\n", "x").repeat(10_000),
        "user ".repeat(100_000),
        format!("550 {every_phrase}"),
        format!("421 {}", every_phrase.repeat(3)),
        "\u{202e}055\u{2066} \u{200b}".repeat(5_000),
    ];
    for text in &texts {
        holds(text.as_bytes());
    }
    for end in 0..every_phrase.len().min(3_000) {
        holds(&every_phrase.as_bytes()[..end]);
    }
}

#[test]
fn a_reply_too_long_for_the_buffer_is_refused() {
    let mut buffer = [0; 16];
    let mut parser = ReplyParser::new(&mut buffer);
    assert_eq!(parser.push(b"250 0123456789"), Ok(Parsed::NeedMore));
    assert_eq!(parser.push(b"0123456789\r\n"), Err(smtpcodes::ParseError::TooLong));
}
