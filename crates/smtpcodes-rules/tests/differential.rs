//! The tree and the walk, against the plainest reading of the pattern syntax.

use proptest::prelude::*;
use smtpcodes_matcher::{Context, Layers, Tables, decide};
use smtpcodes_rules::{
    Compiled, Example, Loaded, Names, PhraseSet, ReasonName, RuleEntry, compile,
};

/// Words that share prefixes, end inside each other and stand at punctuation.
const WORDS: [&str; 12] = [
    "user",
    "users",
    "unknown",
    "unknow",
    "mailbox",
    "mail",
    "full",
    "[ts03]",
    "not",
    "no such",
    "über",
    "ошибка",
];

fn rules(patterns: &[String]) -> Vec<Loaded<RuleEntry>> {
    let rule = |(at, pattern): (usize, &String)| Loaded {
        file: "test".to_owned(),
        label: format!("rule {at}"),
        entry: RuleEntry {
            id: format!("rule-{at:03}"),
            reason: "any".to_owned(),
            provider: None,
            codes: Vec::new(),
            enhanced: Vec::new(),
            commands: Vec::new(),
            weak: false,
            any: vec![pattern.clone()],
            bounce: None,
            retry: None,
            retry_after: None,
            blocklist: None,
            accepts: vec![Example::Text(pattern.clone())],
            rejects: Vec::new(),
            source: "test".to_owned(),
        },
    };
    patterns.iter().enumerate().map(rule).collect()
}

fn compiled(patterns: &[String]) -> Compiled {
    let any = ReasonName { name: "any".to_owned(), number: 1, precedence: 1, recipient: false };
    let names = Names { reasons: vec![any], ..Names::default() };
    let mut problems = Vec::new();
    let compiled = compile(&rules(patterns), &PhraseSet::default(), &names, &mut problems);
    assert_eq!(problems, []);
    compiled
}

fn winner(compiled: &Compiled, text: &str) -> Option<usize> {
    let tables: Tables<'_> = compiled.tables();
    let layers = Layers { shipped: &tables, own: None };
    decide(text.as_bytes(), &Context::default(), &layers).rule.map(|rule| usize::from(rule.index))
}

/// The length of the longest match of a pattern, read letter by letter from the documentation of the syntax.
fn plain_match(pattern: &str, text: &str) -> Option<usize> {
    let pieces: Vec<(&str, bool)> = {
        let parts: Vec<&str> = pattern.split('*').collect();
        let last = parts.len() - 1;
        let open = |at: usize| at < last && parts[at].ends_with(parts[at].trim());
        (0..=last)
            .map(|at| (parts[at].trim(), open(at)))
            .filter(|(piece, _)| !piece.is_empty())
            .collect()
    };
    let word = |b: u8| b.is_ascii_alphanumeric();
    let bytes = text.as_bytes();
    let stands_at = |piece: &str, open: bool, at: usize| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let starts =
            bytes.get(at).is_some_and(|&b| (0x21..0x80).contains(&b) && !word(b) || b >= 0xC0)
                || !before.is_some_and(word);
        let end = at + piece.len();
        let ends = open
            || !piece.ends_with(|c: char| c.is_ascii_alphanumeric())
            || !bytes.get(end).copied().is_some_and(word);
        starts && ends && bytes[at..].starts_with(piece.as_bytes())
    };
    fn goes_on(
        pieces: &[(&str, bool)],
        from: usize,
        end: usize,
        stands_at: &impl Fn(&str, bool, usize) -> bool,
    ) -> bool {
        let Some(((piece, open), rest)) = pieces.split_first() else { return true };
        (from..end.min(from + 257)).any(|at| {
            stands_at(piece, *open, at) && goes_on(rest, at + piece.len(), end, stands_at)
        })
    }
    let ((first, open), rest) = pieces.split_first()?;
    let found = (0..bytes.len()).any(|at| {
        stands_at(first, *open, at) && goes_on(rest, at + first.len(), bytes.len(), &stands_at)
    });
    found.then(|| pieces.iter().map(|(piece, _)| piece.len()).sum())
}

/// The validator refuses patterns of which a piece begins a later one.
fn differ(pattern: &str) -> bool {
    let pieces: Vec<&str> =
        pattern.split('*').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces
        .iter()
        .enumerate()
        .all(|(at, a)| pieces[at + 1..].iter().all(|later| !later.starts_with(a)))
}

fn phrase() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..4);
    (words, proptest::sample::select(&[" ", " * ", " *", "* "][..]), any::<bool>())
        .prop_map(|(words, joint, open)| words.join(joint) + if open { "*" } else { "" })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn the_longest_plain_match_wins(
        patterns in proptest::collection::btree_set(phrase(), 1..12),
        text in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..14),
        joint in proptest::sample::select(&[" ", ", ", "", "-"][..]),
    ) {
        let patterns: Vec<String> = patterns.into_iter().filter(|pattern| differ(pattern)).collect();
        let text = text.join(joint);
        let compiled = compiled(&patterns);
        let lengths: Vec<Option<usize>> = patterns.iter().map(|pattern| plain_match(pattern, &text)).collect();
        let best = lengths.iter().flatten().max().copied();
        let won = winner(&compiled, &text);
        prop_assert_eq!(won.and_then(|at| lengths[at]), best, "{:?} in {:?}", patterns, text);
    }
}

#[test]
fn a_gap_ends_somewhere() {
    let compiled = compiled(&["mailbox * full".to_owned()]);
    let text = |gap: usize| format!("mailbox {} full", "x".repeat(gap));
    assert_eq!(winner(&compiled, &text(200)), Some(0));
    assert_eq!(winner(&compiled, &text(300)), None);
}
