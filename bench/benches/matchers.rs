//! The candidates for matching thousands of phrases, on the same phrases and texts: speed, size, start-up, allocation.
//!
//! The peers only tell which phrases stand in a text. smtpcodes also reads the codes, folds white space and repeated
//! heads, weighs conditions and gaps, and decides.
#![allow(missing_docs)]

use std::fmt::Display;
use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use allocation_counter::measure;
use criterion::{Criterion, Throughput};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};
use regex::bytes::{RegexSet, RegexSetBuilder};
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::syntax;
use regex_automata::{Input, MatchKind, PatternSet};
use smtpcodes_bench::{measured, patterns, table, texts};

/// A slow matcher gets every so manieth text, so that a run ends.
const SLOW: usize = 20;

/// Where a fully built automaton is given up: its bytes, and those of its construction.
const DFA_LIMIT: usize = 16 << 20;

/// A doubling that would begin after so long is not tried.
const PATIENCE: Duration = Duration::from_secs(4);

/// One row of the closing table, before the times are known.
struct Candidate {
    name: String,
    phrases: usize,
    build: Duration,
    bytes: Option<i64>,
    allocations: f64,
}

struct Comparison {
    criterion: Criterion,
    texts: Vec<String>,
    candidates: Vec<Candidate>,
    remarks: Vec<String>,
}

impl Comparison {
    /// Measures `count`, which tells how many phrases stand in a text, on every `step`-th text.
    fn add<M>(
        &mut self,
        name: &str,
        phrases: usize,
        step: usize,
        build: impl FnOnce() -> M,
        mut count: impl FnMut(&M, &[u8]) -> usize,
    ) {
        let mut built = None;
        let start = Instant::now();
        let kept = measure(|| built = Some(build()));
        let time = start.elapsed();
        let Some(matcher) = built else { return };
        let texts: Vec<&[u8]> = self.texts.iter().step_by(step).map(String::as_bytes).collect();
        // The first round fills what a matcher keeps for later ones.
        let mut round = || texts.iter().map(|text| count(&matcher, black_box(text))).sum::<usize>();
        round();
        let spent = measure(|| {
            black_box(round());
        });
        let mut group = self.criterion.benchmark_group("classify");
        group.throughput(Throughput::Elements(texts.len() as u64));
        if step > 1 {
            group.sample_size(10);
        }
        group.bench_function(name, |bencher| bencher.iter(&mut round));
        group.finish();
        self.candidates.push(Candidate {
            name: name.to_owned(),
            phrases,
            build: time,
            bytes: Some(kept.bytes_current).filter(|&bytes| bytes > 0),
            allocations: spent.count_total as f64 / texts.len() as f64,
        });
    }

    fn print(&self) -> Result<(), smtpcodes_bench::Error> {
        let measured = measured()?;
        let time = |name: &str| {
            measured.iter().find(|m| m.group == "classify" && m.name == name).map(|m| m.nanoseconds)
        };
        let ours = time("smtpcodes").ok_or("criterion kept no result of smtpcodes")?;
        let head = [
            "matcher",
            "phrases",
            "start-up",
            "heap bytes",
            "ns a text",
            "time to ours",
            "allocations a text",
        ];
        let mut rows = vec![head.map(String::from).to_vec()];
        for candidate in &self.candidates {
            let time = time(&candidate.name).unwrap_or(f64::NAN);
            rows.push(vec![
                candidate.name.clone(),
                candidate.phrases.to_string(),
                format!("{:.2?}", candidate.build),
                candidate.bytes.map_or("0".into(), |bytes| bytes.to_string()),
                format!("{time:.0}"),
                format!("{:.2}", time / ours),
                format!("{:.1}", candidate.allocations),
            ]);
        }
        table(&rows);
        self.remarks.iter().for_each(|remark| println!("{remark}"));
        Ok(())
    }
}

fn main() -> Result<(), smtpcodes_bench::Error> {
    let texts = texts()?;
    let patterns = patterns();
    // a run that only proves that all of it works gives the peers few phrases: some need minutes to prepare all
    let few = std::env::var("BENCH_PHRASES").ok().and_then(|few| few.parse().ok());
    let phrases = spread(&patterns, few.unwrap_or(patterns.len()));
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{} texts of {} bytes on average, {} phrases",
        texts.len(),
        bytes / texts.len(),
        phrases.len()
    );
    let criterion = Criterion::default().configure_from_args();
    let mut all = Comparison { criterion, texts, candidates: Vec::new(), remarks: Vec::new() };

    all.add(
        "smtpcodes",
        phrases.len(),
        1,
        || (),
        |(), text| usize::from(black_box(smtpcodes::classify(text)).reason().is_some()),
    );
    literals(&mut all, &phrases);
    regex_sets(&mut all, &phrases);
    automata(&mut all, &phrases);
    all.criterion.final_summary();
    all.print()
}

/// The pieces of the phrases between their gaps.
fn pieces<'p>(phrases: &[&'p str]) -> Vec<&'p str> {
    let pieces = phrases.iter().flat_map(|phrase| phrase.split('*')).map(str::trim);
    let mut pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

fn literals(all: &mut Comparison, phrases: &[&str]) {
    let pieces = pieces(phrases);
    for (name, kind) in [
        ("aho-corasick, contiguous NFA", AhoCorasickKind::ContiguousNFA),
        ("aho-corasick, DFA", AhoCorasickKind::DFA),
    ] {
        let build = || {
            let mut builder = AhoCorasick::builder();
            builder.ascii_case_insensitive(true).kind(Some(kind));
            builder.build(&pieces).expect("an automaton of the phrases")
        };
        all.add(name, phrases.len(), 1, build, |automaton, text| {
            automaton.find_overlapping_iter(text).count()
        });
    }
    let build = || -> DoubleArrayAhoCorasick<u32> {
        DoubleArrayAhoCorasickBuilder::new().build(&pieces).expect("an automaton of the phrases")
    };
    all.add("daachorse", phrases.len(), 1, build, |automaton, text| {
        let mut lower = [0; 1024];
        let lower = &mut lower[..text.len()];
        lower.copy_from_slice(text);
        lower.make_ascii_lowercase();
        automaton.find_overlapping_iter(&*lower).count()
    });
}

/// The phrases as regular expressions.
fn expressions(phrases: &[&str]) -> Vec<String> {
    let gap = |phrase: &&str| phrase.split('*').map(regex::escape).collect::<Vec<_>>().join(".*");
    phrases.iter().map(gap).collect()
}

/// Doubles how many phrases are built, until something forbids more; gives the last number that was, and what forbids.
fn largest<T, E: Display>(most: usize, build: impl Fn(usize) -> Result<T, E>) -> (usize, String) {
    let mut built = 1;
    while built < most {
        let next = (built * 2).min(most);
        let start = Instant::now();
        if let Err(error) = build(next) {
            return (built, format!("{next} phrases: {error}"));
        }
        built = next;
        if start.elapsed() > PATIENCE && built < most {
            let words =
                format!("{built} phrases took {:.1?}, more were not tried", start.elapsed());
            return (built, words);
        }
    }
    (built, "all phrases were built".to_owned())
}

/// A set of expressions has a limit of its own, which the phrases pass.
fn regex_sets(all: &mut Comparison, phrases: &[&str]) {
    let expressions = expressions(phrases);
    let set = |count: usize| {
        RegexSetBuilder::new(spread(&expressions, count)).case_insensitive(true).build()
    };
    let (built, remark) = largest(expressions.len(), set);
    all.remarks.push(format!("regex::RegexSet, at its defaults: {remark}"));
    let build = || set(built).expect("a set that was built before");
    all.add("regex::RegexSet", built, SLOW, build, |set: &RegexSet, text| {
        set.matches(text).iter().count()
    });
}

/// Fully built automata explode.
fn automata(all: &mut Comparison, phrases: &[&str]) {
    let expressions = expressions(phrases);
    let build = |count: usize| {
        dense::Builder::new()
            .configure(
                dense::Config::new()
                    .match_kind(MatchKind::All)
                    .dfa_size_limit(Some(DFA_LIMIT))
                    .determinize_size_limit(Some(DFA_LIMIT)),
            )
            .syntax(syntax::Config::new().case_insensitive(true).unicode(false).utf8(false))
            .thompson(regex_automata::nfa::thompson::Config::new().utf8(false))
            .build_many(&spread(&expressions, count))
            .map_err(|error| error.to_string())
    };
    let (built, remark) = largest(expressions.len(), build);
    all.remarks.push(format!("regex-automata, at most {} MiB: {remark}", DFA_LIMIT >> 20));
    let dense = || build(built).expect("an automaton that was built before");
    all.add("regex-automata, dense", built, SLOW, dense, which);
    let sparse = || dense().to_sparse().expect("a sparse form of a dense automaton");
    all.add("regex-automata, sparse", built, SLOW, sparse, which);
}

/// Chooses so many, all over the alphabet.
fn spread<'p>(phrases: &'p [impl AsRef<str> + 'p], count: usize) -> Vec<&'p str> {
    let chosen = (0..count).map(|at| at * phrases.len() / count);
    chosen.filter_map(|at| phrases.get(at)).map(AsRef::as_ref).collect()
}

fn which<A: Automaton>(automaton: &A, text: &[u8]) -> usize {
    let mut found = PatternSet::new(automaton.pattern_len());
    automaton
        .try_which_overlapping_matches(&Input::new(text), &mut found)
        .expect("a search without look-around does not fail");
    found.len()
}
