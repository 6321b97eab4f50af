//! From entries to tables: names become numbers, patterns become the tree, conditions become ranges.

use std::collections::{BTreeMap, BTreeSet};

use smtpcodes_matcher::{EnhancedPattern, GapPiece, Output, Rule, Slot, Tables, Target};

use crate::entry::LoadedRule;
use crate::names::{Names, number_of, unknown};
use crate::pattern::{OwnedPiece, pieces};
use crate::problem::Problem;
use crate::tree::{self, Phrases};

/// Phrases that are not rules: marks of providers and block lists, delays, words about the client.
#[derive(Clone, Debug, Default)]
pub struct PhraseSet {
    /// What each pattern means, with the words that name its entry in messages.
    pub phrases: Vec<(String, Target, Problem)>,
}

impl PhraseSet {
    /// Adds patterns of one entry.
    pub fn add(&mut self, patterns: &[String], target: Target, entry: &Problem) {
        for pattern in patterns {
            self.phrases.push((pattern.clone(), target, entry.clone()));
        }
    }
}

/// Compiled rules, owned.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The ids of the rules, at the index the tables use.
    pub ids: Vec<String>,
    /// The sources of the rules, at the same index.
    pub sources: Vec<String>,
    /// See [`Tables::openings`].
    pub openings: Vec<u64>,
    /// See [`Tables::slots`].
    pub slots: Vec<Slot>,
    /// See [`Tables::root`].
    pub root: u32,
    /// See [`Tables::tails`].
    pub tails: Vec<u8>,
    /// See [`Tables::outputs`].
    pub outputs: Vec<Output>,
    /// See [`Tables::pieces`].
    pub pieces: Vec<GapPiece>,
    /// See [`Tables::rules`].
    pub rules: Vec<Rule>,
    /// See [`Tables::code_ranges`].
    pub code_ranges: Vec<(u16, u16)>,
    /// See [`Tables::enhanced_patterns`].
    pub enhanced_patterns: Vec<EnhancedPattern>,
    /// See [`Tables::recipient_reasons`].
    pub recipient_reasons: u64,
}

impl Compiled {
    /// The tables, without those about codes and hosts.
    pub fn tables(&self) -> Tables<'_> {
        Tables {
            openings: &self.openings,
            slots: &self.slots,
            root: self.root,
            tails: &self.tails,
            outputs: &self.outputs,
            pieces: &self.pieces,
            rules: &self.rules,
            code_ranges: &self.code_ranges,
            enhanced_patterns: &self.enhanced_patterns,
            recipient_reasons: self.recipient_reasons,
            ..Tables::default()
        }
    }
}

/// Compiles `rules` and `phrases`; every fault becomes a problem, and what is faulty is left out.
pub fn compile(
    rules: &[LoadedRule],
    phrases: &PhraseSet,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Compiled {
    let mut sorted: Vec<&LoadedRule> = rules.iter().collect();
    sorted.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    let mut compiled = Compiled {
        recipient_reasons: names
            .reasons
            .iter()
            .filter(|reason| reason.recipient && reason.number < 64)
            .fold(0, |set, reason| set | 1 << reason.number),
        ..Compiled::default()
    };
    let mut builder = Builder::default();
    let mut ids = BTreeSet::new();
    for loaded in sorted {
        if !ids.insert(loaded.entry.id.as_str()) {
            problems
                .push(loaded.problem("another rule has this id; ids are unique over all files"));
            continue;
        }
        check_form(loaded, problems);
        let Ok(index) = u16::try_from(compiled.rules.len()) else {
            problems.push(loaded.problem("there are more than 65,536 rules"));
            break;
        };
        let mut faults = Vec::new();
        let rule = builder.rule(&mut compiled, loaded, names, &mut faults);
        problems.extend(faults.into_iter().map(|message| loaded.problem(message)));
        builder.patterns(&loaded.entry.any, Target::Rule(index), |message| {
            problems.push(loaded.problem(message));
        });
        compiled.rules.push(rule);
        compiled.ids.push(loaded.entry.id.clone());
        compiled.sources.push(loaded.entry.source.clone());
    }
    for (pattern, target, entry) in &phrases.phrases {
        builder.patterns(std::slice::from_ref(pattern), *target, |message| {
            problems.push(Problem { message, ..entry.clone() });
        });
    }
    builder.check_duplicates(&compiled, rules, problems);
    builder.finish(&mut compiled, problems);
    compiled
}

/// What needs no other file to be seen: the form of the id, and that there are examples.
fn check_form(loaded: &LoadedRule, problems: &mut Vec<Problem>) {
    let rule = &loaded.entry;
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if rule.id.is_empty() || !rule.id.chars().all(kebab) {
        problems.push(
            loaded.problem("an id is lower case letters, digits and `-`: google-unauthenticated"),
        );
    }
    if rule.any.is_empty() {
        problems.push(loaded.problem("`any` is empty; write at least one way of saying it"));
    }
    if rule.source.trim().is_empty() {
        problems.push(
            loaded
                .problem("`source` is empty; name the document, program or server that writes it"),
        );
    }
    let wanted = if rule.id.starts_with("generic-") { 2 } else { 1 };
    let texts: BTreeSet<&str> = rule.accepts.iter().map(|example| example.text()).collect();
    if texts.len() < wanted {
        problems.push(loaded.problem(format!(
            "`accepts` has {} different examples; it needs at least {wanted}",
            texts.len()
        )));
    }
}

/// Collects phrases and the pieces of those with gaps.
#[derive(Default)]
struct Builder {
    phrases: Phrases,
    pieces: Vec<GapPiece>,
    /// Pieces that several phrases share: the one before, and the words.
    shared: BTreeMap<(Option<u16>, OwnedPiece), u16>,
    patterns: BTreeMap<String, Vec<Target>>,
}

impl Builder {
    fn rule(
        &mut self,
        compiled: &mut Compiled,
        loaded: &LoadedRule,
        names: &Names,
        faults: &mut Vec<String>,
    ) -> Rule {
        let entry = &loaded.entry;
        let mut named = |list: &[(String, u8)], what: &str, name: &Option<String>| match name {
            None => 0,
            Some(name) => number_of(list, what, name).unwrap_or_else(|message| {
                faults.push(message);
                0
            }),
        };
        let mut rule = Rule {
            provider: named(&names.providers, "provider", &entry.provider),
            bounce: named(&names.bounces, "bounce", &entry.bounce),
            retry: named(&names.retries, "retry", &entry.retry),
            blocklist: named(&names.blocklists, "blocklist", &entry.blocklist),
            retry_after: entry.retry_after.unwrap_or(0),
            weak: entry.weak,
            first_code: compiled.code_ranges.len() as u16,
            first_enhanced: compiled.enhanced_patterns.len() as u16,
            ..Rule::default()
        };
        for command in &entry.commands {
            match number_of(&names.commands, "command", command) {
                Ok(number) => rule.commands |= 1 << number,
                Err(message) => faults.push(message),
            }
        }
        match names.reasons.iter().find(|reason| reason.name == entry.reason) {
            Some(reason) => {
                rule.reason = reason.number;
                rule.precedence = reason.precedence;
            }
            None => {
                let known = names.reasons.iter().map(|reason| reason.name.as_str());
                faults.push(unknown("reason", &entry.reason, known));
            }
        }
        for text in &entry.codes {
            match code_range(text) {
                Some(range) => {
                    compiled.code_ranges.push(range);
                    rule.codes = rule.codes.saturating_add(1);
                }
                None => faults.push(format!(
                    "`{text}` is no reply code; write three digits from 200 to 599, or `4xx`"
                )),
            }
        }
        for text in &entry.enhanced {
            match enhanced_pattern(text) {
                Some(pattern) => {
                    compiled.enhanced_patterns.push(pattern);
                    rule.enhanced = rule.enhanced.saturating_add(1);
                }
                None => faults.push(format!(
                    "`{text}` is no enhanced code; write `5.7.26`, `x.7.26` or `5.7.x`"
                )),
            }
        }
        rule
    }

    fn patterns(&mut self, patterns: &[String], target: Target, mut fault: impl FnMut(String)) {
        for pattern in patterns {
            let pieces = match pieces(pattern) {
                Ok(pieces) => pieces,
                Err(message) => {
                    fault(message);
                    continue;
                }
            };
            let seen = self.patterns.entry(pattern.clone()).or_default();
            if seen.contains(&target) {
                fault(format!(
                    "the pattern `{pattern}` stands twice in this entry; once is enough"
                ));
                continue;
            }
            seen.push(target);
            self.add(pieces, target);
        }
    }

    fn add(&mut self, pieces: Vec<OwnedPiece>, target: Target) {
        let last = pieces.len() - 1;
        let mut before = None;
        for (at, piece) in pieces.into_iter().enumerate() {
            if last == 0 {
                self.phrase(piece, target);
                return;
            }
            if at == last {
                let index = self.pieces.len() as u16;
                self.pieces.push(GapPiece { after: before, completes: Some(target) });
                self.phrase(piece, Target::Piece(index));
                return;
            }
            before = Some(self.shared_piece(before, piece));
        }
    }

    fn shared_piece(&mut self, before: Option<u16>, piece: OwnedPiece) -> u16 {
        if let Some(&index) = self.shared.get(&(before, piece.clone())) {
            return index;
        }
        let index = self.pieces.len() as u16;
        self.pieces.push(GapPiece { after: before, completes: None });
        self.phrase(piece.clone(), Target::Piece(index));
        self.shared.insert((before, piece), index);
        index
    }

    fn phrase(&mut self, piece: OwnedPiece, target: Target) {
        let output = Output::new(target, piece.whole_word);
        self.phrases.entry(piece.bytes).or_default().push(output);
    }

    /// Two rules with the same words and the same conditions: one of them can never win by those words.
    fn check_duplicates(
        &self,
        compiled: &Compiled,
        rules: &[LoadedRule],
        problems: &mut Vec<Problem>,
    ) {
        let conditions = |rule: &Rule| {
            let codes =
                &compiled.code_ranges[usize::from(rule.first_code)..][..usize::from(rule.codes)];
            let enhanced = &compiled.enhanced_patterns[usize::from(rule.first_enhanced)..]
                [..usize::from(rule.enhanced)];
            (rule.provider, rule.commands, rule.weak, codes, enhanced)
        };
        for (pattern, targets) in &self.patterns {
            let mut seen: Vec<usize> = Vec::new();
            for target in targets {
                let Target::Rule(index) = *target else { continue };
                let index = usize::from(index);
                let twin = seen.iter().find(|&&other| {
                    conditions(&compiled.rules[other]) == conditions(&compiled.rules[index])
                });
                if let Some(&twin) = twin
                    && let Some(loaded) =
                        rules.iter().find(|rule| rule.entry.id == compiled.ids[index])
                {
                    problems.push(loaded.problem(format!(
                        "the pattern `{pattern}` also stands in rule {} under the same conditions; \
                         keep it in one of them",
                        compiled.ids[twin]
                    )));
                }
                seen.push(index);
            }
        }
    }

    fn finish(self, compiled: &mut Compiled, problems: &mut Vec<Problem>) {
        if self.pieces.len() > usize::from(u16::MAX) {
            problems.push(Problem::new(
                "",
                "",
                "the tables hold at most 65,536 pieces of patterns with gaps",
            ));
        }
        match tree::build(&self.phrases) {
            Ok(tree) => {
                compiled.openings = tree.openings;
                compiled.slots = tree.slots;
                compiled.root = tree.root;
                compiled.tails = tree.tails;
                compiled.outputs = tree.outputs;
                compiled.pieces = self.pieces;
            }
            Err(message) => problems.push(Problem::new("", "", message)),
        }
    }
}

/// `"550"` or `"5xx"`.
fn code_range(text: &str) -> Option<(u16, u16)> {
    match text.as_bytes() {
        [class @ b'2'..=b'5', b'x', b'x'] => {
            let first = u16::from(class - b'0') * 100;
            Some((first, first + 99))
        }
        [b'2'..=b'5', _, _] => text.parse().ok().map(|code| (code, code)),
        _ => None,
    }
}

/// `"5.7.26"`, `"x.7.26"` or `"5.7.x"`.
fn enhanced_pattern(text: &str) -> Option<EnhancedPattern> {
    let mut parts = text.split('.');
    let class = match parts.next()? {
        "x" => 0,
        "2" => 2,
        "4" => 4,
        "5" => 5,
        _ => return None,
    };
    let number = |part: &str| part.parse::<u16>().ok().filter(|number| *number <= 999);
    let subject = number(parts.next()?)?;
    let detail = match parts.next()? {
        "x" => None,
        part => Some(number(part)?),
    };
    parts.next().is_none().then_some(EnhancedPattern { class, subject, detail })
}
