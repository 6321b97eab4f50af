//! Reports as lists: each address opens a line, and the reason stands behind or below it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::message::phrases::Phrases;
use crate::message::{address, fields, reply};

/// Lines that are no reason for anybody's failure, in lower case.
pub(super) static ASIDE: Phrases = Phrases::new(&[
    "mts-id of the original message",
    "giving up on ",
    "the following text was generated during the delivery attempt",
    "------ pipe to ",
    "ultimately generated from ",
]);

/// How a paragraph opens that speaks of the report itself and ends its list, in lower case.
pub(super) static CLOSING: Phrases = Phrases::new(&[
    "no action is required on your part",
    "please reply to ",
    "please do not reply",
    "do not reply to this",
    "if you feel this message",
    "if your message was also sent to",
    "for further assistance",
    "it was delivered to",
    "the message was delivered to",
    "successfully delivered to",
]);

/// How an entry opens that has no address of its own, but one that it was made from, in lower case.
static NAMELESS: Phrases =
    Phrases::new(&["pipe to ", "save to ", "an undisclosed address", "|/", "\"|/"]);

/// An address and the words that follow it.
pub(super) struct Block {
    pub(super) recipient: String,
    pub(super) told: String,
    /// The line that stands between the entry before and this one.
    above: String,
    indent: usize,
}

impl Block {
    pub(super) fn new(recipient: String) -> Self {
        Self { recipient, told: String::new(), above: String::new(), indent: 0 }
    }
}

/// The words of one entry are read up to about this many bytes.
const LONGEST: usize = 4 << 10;

/// Reads the entries of a list; addresses without words of their own share those of the next one.
pub(super) fn read(words: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut gap = false;
    let mut complete = false;
    let mut nameless = false;
    let mut above = "";
    for line in words.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((found, rest)) = leading(line)
            && (opens(rest) || tells(rest))
            && out.last().is_none_or(|b| {
                !b.recipient.eq_ignore_ascii_case(&found) && (indent <= b.indent || gap)
            })
        {
            if let Some(last) = out.last_mut().filter(|b| is_inner(b) && names_original(trimmed)) {
                last.recipient = found;
                continue;
            }
            let told = unexpanded(rest.trim_end_matches([' ', '|']))
                .trim_start_matches([':', ',', '|', ' ', '\t'])
                .trim();
            let above = std::mem::take(&mut above).to_owned();
            if let Some(others) = list(told) {
                out.push(Block { above, indent, ..Block::new(found) });
                out.extend(others.into_iter().map(|other| Block { indent, ..Block::new(other) }));
            } else {
                let told = told.to_owned();
                out.push(Block { told, above, indent, ..Block::new(found) });
            }
            gap = false;
            complete = false;
            nameless = false;
            continue;
        }
        above = trimmed;
        if gap && !out.is_empty() && CLOSING.open(trimmed) {
            break;
        }
        if NAMELESS.open(trimmed) {
            nameless = true;
            continue;
        }
        if let Some(generated) = generated(trimmed) {
            if nameless {
                out.push(Block { indent: indent.saturating_sub(2), ..Block::new(generated) });
                complete = false;
            }
            gap = false;
            nameless = false;
            continue;
        }
        let Some(block) = out.last_mut() else {
            continue;
        };
        complete = complete || gap && reply::weight(&block.told) > 0;
        if complete {
            continue;
        }
        gap = false;
        if block.told.len() < LONGEST && !ASIDE.within(trimmed) {
            fields::join(&mut block.told, &spaced(trimmed));
        }
    }
    merged(shared(below(out)))
}

/// Reads lines that open with the reason and end with the address: `User unknown: bob@example.org`.
pub(super) fn behind_reasons(words: &str) -> Vec<Block> {
    let entry = |line: &str| {
        let (reason, found) = line.trim().rsplit_once(": ")?;
        let found = found.trim_matches(['<', '>']);
        let told = address::is_address(found) && reason.len() <= 80 && reply::weight(reason) > 0;
        told.then(|| Block { told: line.trim().to_owned(), ..Block::new(found.to_owned()) })
    };
    merged(words.lines().filter_map(entry).collect())
}

/// Tells whether the entry so far names an address that only the reporting system knows, and nothing else.
fn is_inner(block: &Block) -> bool {
    let reachable = block.recipient.rsplit_once('@').is_some_and(|(_, host)| host.contains('.'));
    !reachable && block.told.is_empty()
}

/// Tells whether the line gives the address that the sender wrote.
fn names_original(line: &str) -> bool {
    line.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("original "))
}

/// Returns all addresses of a line that holds nothing else.
fn list(line: &str) -> Option<Vec<String>> {
    let words = || line.split([',', ';', ' ', '\t']).filter(|word| !word.is_empty());
    let bare = |word: &str| {
        let inner = word.trim_matches(['<', '>']);
        address::is_address(inner).then(|| inner.to_owned())
    };
    words().next()?;
    words().map(bare).collect()
}

/// Gives entries that stand below their reason what stands above them.
fn below(mut blocks: Vec<Block>) -> Vec<Block> {
    let turned = blocks.len() > 1
        && blocks.last().is_some_and(|b| b.told.is_empty())
        && blocks.first().is_some_and(|b| reply::weight(&b.above) > 0);
    if turned {
        let mut reason = String::new();
        for block in &mut blocks {
            if !block.above.is_empty() {
                reason = std::mem::take(&mut block.above);
            }
            block.told.clone_from(&reason);
        }
    }
    blocks
}

/// What may stand before the address of an entry, in lower case.
static LABELS: Phrases = Phrases::new(&[
    "recipient:",
    "recipient :",
    "recipient address:",
    "recipient email:",
    "failed recipient:",
    "failed address:",
    "undeliverable address:",
    "undeliverable recipient:",
    "intended recipient:",
    "original recipient:",
    "original address:",
    "addressed to:",
    "error-for:",
]);

/// Returns the address that opens the line, or stands in parentheses behind a name that does, and what follows.
fn leading(line: &str) -> Option<(String, &str)> {
    address::leading(without_label(line)).or_else(|| {
        let (name, rest) = line.split_once(" (")?;
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        let named = name.starts_with([' ', '\t'])
            && name.len() <= 60
            && !name.contains(['@', ':', '.'])
            && name.split_whitespace().all(is_name);
        let (inner, rest) = rest.split_once(')').filter(|_| named)?;
        address::is_address(inner).then(|| (inner.to_owned(), rest))
    })
}

/// Puts the blanks back into a reply that was written as one word: `550_5.1.1_user_unknown`.
fn spaced(line: &str) -> Cow<'_, str> {
    let is_reply =
        |word: &str| word.as_bytes().get(3) == Some(&b'_') && reply::starts_with_code(&word[..3]);
    if line.contains('_') && line.split_whitespace().any(is_reply) {
        Cow::Owned(line.replace('_', " "))
    } else {
        Cow::Borrowed(line)
    }
}

/// Takes off what says which address this one was made from.
fn unexpanded(rest: &str) -> &str {
    let expanded = rest.trim_start().strip_prefix("(expanded from");
    expanded.and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest)
}

/// Tells whether what follows an address on its line is a reason, set off by more than one blank.
fn tells(rest: &str) -> bool {
    (rest.starts_with("  ") || rest.starts_with('\t')) && reply::weight(rest) > 0
}

/// Takes the number or the words off that stand before an address.
fn without_label(line: &str) -> &str {
    let start = line.trim_start();
    let digits = start.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&digits)
        && let Some(rest) = start[digits..].strip_prefix([')', '.'])
        && rest.starts_with(' ')
    {
        return rest;
    }
    if let Some(cell) = start.strip_prefix("| ") {
        return cell;
    }
    let labelled = start.starts_with(|c: char| c.is_ascii_alphabetic()) && LABELS.open(start);
    start.split_once(':').filter(|_| labelled).map_or(line, |(_, rest)| untyped(rest))
}

/// Takes off what says of which type an address is: `[SMTP:bob@example.org]`.
fn untyped(value: &str) -> &str {
    let inner = value.trim_start_matches([' ', '\t', '[', '<']);
    let typed = inner.split_once([':', ';']).filter(|(kind, _)| {
        (2..=10).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    typed.map_or(value, |(_, address)| address)
}

/// Gives addresses that stand one below the other the words of the last one.
fn shared(mut blocks: Vec<Block>) -> Vec<Block> {
    for i in (1..blocks.len()).rev() {
        if blocks[i - 1].told.is_empty() {
            blocks[i - 1].told = blocks[i].told.clone();
        }
    }
    blocks
}

/// Joins the entries of one address, and keeps the words that tell most.
fn merged(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for block in blocks {
        let place = *places.entry(block.recipient.to_lowercase()).or_insert(out.len());
        match out.get_mut(place) {
            Some(known) => {
                let better = reply::weight(&block.told) > reply::weight(&known.told);
                if known.told.is_empty() || better {
                    known.told = block.told;
                }
            }
            None => out.push(block),
        }
    }
    out
}

/// Returns the address that a pipe, a file or an alias was made from: the one that was written to.
fn generated(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['(', ' ']);
    let rest =
        ["generated by ", "generated from "].iter().find_map(|words| line.strip_prefix(words))?;
    address::leading(rest).map(|(found, _)| found)
}

/// Tells whether what follows an address at the start of a line leaves it an entry of a list.
fn opens(rest: &str) -> bool {
    let rest = rest.trim();
    rest.is_empty()
        || rest.starts_with([':', '(', '[', ';', ',', '<', '|'])
        || rest.starts_with("on ")
        || rest.starts_with("...")
        || reply::starts_with_code(rest)
        || reply::start(rest).is_some()
}
