//! Every other report: somewhere stands an address, and near it the reason.

use crate::message::mail::Mail;
use crate::message::{address, fields, reply, session};

use super::Finding;

/// Lines that are no reason for anybody's failure.
const ASIDE: &[&str] = &["mts-id of the original message", "giving up on "];

/// Reads blocks that an address opens; where there are none, any address and the best reason.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    let lines: Vec<&str> = mail.words.lines().collect();
    let mut blocks = blocks(&lines);
    let announced = announced(mail);
    if blocks.len() > 1 {
        let sender = mail.headers.first("to").map(address::all).unwrap_or_default();
        let kept = |b: &Block| {
            among(&announced, &b.recipient)
                || reply::starts_with_code(&b.told)
                || !among(&sender, &b.recipient)
                    && (announced.is_empty() || reply::start(&b.told).is_some())
        };
        if blocks.iter().any(kept) {
            blocks.retain(kept);
        }
    }
    if blocks.is_empty()
        || !announced.is_empty()
            && !blocks.iter().any(|b| among(&announced, &b.recipient) || reply::weight(&b.told) > 0)
    {
        let recipients = if announced.is_empty() { mentioned(mail) } else { announced };
        blocks.extend(recipients.into_iter().map(|recipient| Block {
            recipient,
            told: String::new(),
            indent: 0,
        }));
    }
    let best = best_of_all(&mail.words);
    let around = session::read(&mail.words);
    blocks
        .into_iter()
        .map(|block| {
            let told = if block.told.is_empty()
                || reply::weight(&block.told) < reply::weight(&best).min(1)
            {
                best.clone()
            } else {
                block.told
            };
            let mut finding = Finding::new(Some(block.recipient), &told);
            finding.host = finding.host.or_else(|| around.host.clone());
            finding.address = finding.address.or_else(|| around.address.clone());
            finding.command = finding.command.or(around.command);
            finding
        })
        .collect()
}

/// An address and the words that follow it.
struct Block {
    recipient: String,
    told: String,
    indent: usize,
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut gap = false;
    for line in lines {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((found, rest)) = address::leading(line)
            && opens(rest)
            && out.last().is_none_or(|b| {
                !b.recipient.eq_ignore_ascii_case(&found) && (indent <= b.indent || gap)
            })
        {
            let told = rest.trim_start_matches([':', ',', ' ', '\t']).trim();
            out.push(Block { recipient: found, told: told.to_owned(), indent });
            gap = false;
            continue;
        }
        let Some(block) = out.last_mut() else {
            continue;
        };
        let lower = trimmed.to_lowercase();
        if ASIDE.iter().any(|a| lower.contains(a)) || gap && reply::weight(&block.told) > 0 {
            gap = gap && reply::weight(&block.told) > 0;
            continue;
        }
        gap = false;
        fields::join(&mut block.told, trimmed);
    }
    let mut seen: Vec<Block> = Vec::new();
    for block in out {
        match seen.iter_mut().find(|s| s.recipient.eq_ignore_ascii_case(&block.recipient)) {
            Some(first) => {
                if reply::weight(&block.told) > reply::weight(&first.told) {
                    first.told = block.told;
                }
            }
            None => seen.push(block),
        }
    }
    seen
}

/// Tells whether what follows an address at the start of a line leaves it an entry of a list.
fn opens(rest: &str) -> bool {
    let rest = rest.trim();
    rest.is_empty()
        || rest.starts_with([':', '(', ';', ',', '<'])
        || rest.starts_with("on ")
        || rest.starts_with("...")
        || reply::starts_with_code(rest)
        || reply::start(rest).is_some()
}

/// The recipients that the headers of the report name.
fn announced(mail: &Mail) -> Vec<String> {
    mail.headers.all("x-failed-recipients").flat_map(address::all).collect()
}

/// The addresses that the words mention, or else those that the returned message was written to.
fn mentioned(mail: &Mail) -> Vec<String> {
    let sender = mail.headers.first("to").map(address::all).unwrap_or_default();
    let from = mail.headers.first("from").map(address::all).unwrap_or_default();
    let original: Vec<String> = ["x-original-to", "to", "cc", "delivered-to"]
        .iter()
        .flat_map(|n| mail.original.all(n))
        .flat_map(address::all)
        .collect();
    let all = address::all(&mail.words);
    let known: Vec<String> = all.iter().filter(|a| among(&original, a)).cloned().collect();
    if !known.is_empty() {
        return known;
    }
    let others: Vec<String> =
        all.into_iter().filter(|a| !among(&sender, a) && !among(&from, a)).collect();
    if !others.is_empty() {
        return others.into_iter().take(1).collect();
    }
    original
}

fn among(list: &[String], one: &str) -> bool {
    list.iter().any(|a| a.eq_ignore_ascii_case(one))
}

/// Returns the paragraph, or the reply within one, that tells most; all words where none tells anything.
fn best_of_all(words: &str) -> String {
    let best = paragraphs(words)
        .into_iter()
        .map(|p| {
            let cut = reply::start(&p).map_or(p.as_str(), |at| &p[at..]);
            if reply::weight(cut) >= reply::weight(&p) { cut.to_owned() } else { p }
        })
        .rev()
        .max_by_key(|p| {
            (reply::weight(p), reply::starts_with_code(p), !address::all(p).is_empty())
        });
    best.unwrap_or_default()
}

/// Tells whether an angled address stands in the paragraph: those are written by machines.
fn names_somebody(paragraph: &str) -> bool {
    address::all(paragraph).iter().any(|a| paragraph.contains(&format!("<{a}>")))
}

/// Joins the lines of each paragraph.
fn paragraphs(words: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for line in words.lines().map(str::trim).take(1000) {
        if line.is_empty() {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            fields::join(last, line);
        }
    }
    out.retain(|p| !p.is_empty());
    out
}
