//! Every other report: somewhere stands an address, and somewhere the reason.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::message::mail::Mail;
use crate::message::{address, auto_reply, reply, report, session};

use super::best::best_of_all;
use super::blocks::{self, Block};
use super::recipients::{among, announced, leave_out_others, leave_out_sender, list_of, mentioned};
use super::{Finding, opening};

/// Reads a list of addresses; where there is none, any address and the paragraph that tells most.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    let mut blocks = blocks::read(&mail.words);
    let announced = announced(mail);
    if blocks.len() > 1 {
        leave_out_others(&mut blocks, mail, &announced);
    }
    // somebody to ask, at the start of a line by chance
    blocks.retain(|b| list_of(&b.recipient).is_none() || reply::weight(&b.told) > 0);
    leave_out_sender(&mut blocks, mail);
    let tells = |b: &Block| among(&announced, &b.recipient) || reply::weight(&b.told) > 0;
    if blocks.is_empty() {
        blocks = blocks::behind_reasons(&mail.words);
        blocks.truncate(if blocks.len() > 1 { usize::MAX } else { 0 });
    }
    if blocks.is_empty() || !announced.is_empty() && !blocks.iter().any(tells) {
        let recipients = if announced.is_empty() { mentioned(mail) } else { announced };
        blocks.extend(around_mentions(&mail.words, recipients));
    }
    if blocks.len() > 1 {
        give_own_replies(&mut blocks, &mail.words);
    }
    let best = LazyCell::new(|| {
        let best = best_of_all(&mail.words);
        // where no word tells anything, the subject may
        let told = reply::weight(&best) > 0
            || !auto_reply::is_from_a_server(mail)
            || !report::says_undelivered(mail)
            || reply::weight(&mail.subject) == 0;
        if told { best } else { mail.subject.clone() }
    });
    if let [first, others @ ..] = blocks.as_slice()
        && others.iter().all(|b| b.told == first.told || reply::weight(&b.told) == 0)
        && is_better(&best, &first.told)
    {
        blocks.iter_mut().for_each(|b| b.told.clear());
    }
    if blocks.is_empty()
        && auto_reply::is_from_a_server(mail)
        && report::says_undelivered(mail)
        && reply::weight(&best) > 0
    {
        return vec![Finding::new(None, &best)];
    }
    if let [one] = blocks.as_mut_slice() {
        let told = if one.told.is_empty() { &*best } else { &one.told };
        let mut finding = Finding::new(Some(one.recipient.clone()), told);
        if finding.host.is_none() || finding.command.is_none() {
            let around = session::read(opening(mail, 2000));
            finding.host = finding.host.or(around.host);
            finding.address = finding.address.or(around.address);
            finding.command = finding.command.or(around.command);
        }
        return vec![finding];
    }
    let mut out: Vec<Finding> = Vec::new();
    let mut read_last = None;
    for block in blocks {
        let told = if block.told.is_empty() { best.clone() } else { block.told };
        match (out.last(), &read_last) {
            (Some(last), Some(same)) if *same == told => {
                out.push(Finding { recipient: Some(block.recipient), ..last.clone() });
            }
            _ => {
                out.push(Finding::new(Some(block.recipient), &told));
                read_last = Some(told);
            }
        }
    }
    out
}

/// Tells whether the best of all words says more than those of an entry: a reply more than what is told about it.
///
/// The best is looked for only where the entry holds no reply of its own.
fn is_better(best: &LazyCell<String, impl FnOnce() -> String>, told: &str) -> bool {
    let mine = reply::weight(told);
    if mine > 0 && reply::start(told).is_some() {
        return false;
    }
    let theirs = reply::weight(best);
    theirs > 0
        && (mine == 0
            || theirs >= mine && reply::starts_with_code(best)
            || theirs > mine && reply::tells_of_time(told))
}

/// Gives a recipient the reply that names it, where its words name others only.
fn give_own_replies(blocks: &mut [Block], words: &str) {
    let names_another = |b: &Block| {
        address::first(&b.told).is_some_and(|found| !found.eq_ignore_ascii_case(&b.recipient))
    };
    if !blocks.iter().any(names_another) {
        return;
    }
    let mut replies: HashMap<String, &str> = HashMap::new();
    for line in words.lines().filter(|line| line.contains('@')) {
        if let Some(at) = reply::start(line) {
            for found in address::all(&line[at..]) {
                replies.entry(found.to_lowercase()).or_insert(&line[at..]);
            }
        }
    }
    for block in blocks.iter_mut().filter(|b| names_another(b)) {
        if let Some(own) = replies.get(&block.recipient.to_lowercase()) {
            block.told = (*own).to_owned();
        }
    }
}

/// Gives each of several addresses the words from the line that mentions it first to that of the next one.
fn around_mentions(words: &str, recipients: Vec<String>) -> Vec<Block> {
    let line_of = |recipient: &str| {
        let at = words.find(recipient)?;
        Some(words[..at].rfind('\n').map_or(0, |i| i + 1))
    };
    let mut starts: Vec<usize> = recipients.iter().filter_map(|r| line_of(r)).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut blocks: Vec<Block> = recipients.into_iter().map(Block::new).collect();
    for block in blocks.iter_mut().filter(|_| starts.len() > 1) {
        let Some(start) = line_of(&block.recipient) else {
            continue;
        };
        let end = starts.iter().find(|&&s| s > start).copied().unwrap_or(words.len());
        let told = words[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if reply::weight(&told) > 0 {
            block.told = told;
        }
    }
    blocks
}
