//! Every other report: somewhere stands an address, and somewhere the reason.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::message::mail::Mail;
use crate::message::phrases::Phrases;
use crate::message::{address, auto_reply, fields, reply, report, session};

use super::blocks::{self, ASIDE, Block, CLOSING};
use super::{Finding, opening};

/// Reads a list of addresses; where there is none, any address and the paragraph that tells most.
pub(super) fn read(mail: &Mail) -> Vec<Finding> {
    let mut blocks = blocks::read(&mail.words);
    let announced = announced(mail);
    if blocks.len() > 1 {
        leave_out_others(&mut blocks, mail, &announced);
    }
    // somebody to ask, at the start of a line by chance
    blocks.retain(|b| reply::weight(&b.told) > 0 || list_of(&b.recipient).is_none());
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

/// Leaves out entries that are no recipients: the sender, whom many reports greet or name.
fn leave_out_others(blocks: &mut Vec<Block>, mail: &Mail, announced: &[String]) {
    let mut sender = mail.headers.first("to").map(address::all).unwrap_or_default();
    sender.extend(mail.original.first("return-path").into_iter().flat_map(address::all));
    let kept = |b: &Block| {
        among(announced, &b.recipient)
            || reply::starts_with_code(&b.told)
            || !among(&sender, &b.recipient) && !is_helper(&b.recipient)
    };
    if blocks.iter().any(kept) {
        blocks.retain(kept);
    }
}

/// Leaves out the only entry where that is the sender, at the start of a line by chance, and others are mentioned.
fn leave_out_sender(blocks: &mut Vec<Block>, mail: &Mail) {
    if let [one] = blocks.as_slice()
        && mail.headers.first("to").is_some_and(|to| among(&address::all(to), &one.recipient))
        && reply::weight(&one.told) == 0
        && mentioned(mail).iter().any(|other| !other.eq_ignore_ascii_case(&one.recipient))
    {
        blocks.clear();
    }
}

/// The recipients that the headers of the report name: a list answers with its own address.
fn announced(mail: &Mail) -> Vec<String> {
    let named = |name| mail.headers.all(name).flat_map(address::all).collect::<Vec<_>>();
    let failed = named("x-failed-recipients");
    if failed.is_empty() && mail.original.is_empty() { named("x-beenthere") } else { failed }
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
    let all = address::all(&without_ids(&mail.words));
    let known: Vec<String> = all.iter().filter(|a| among(&original, a)).cloned().collect();
    if !known.is_empty() {
        return known;
    }
    let others: Vec<String> = all
        .into_iter()
        .filter(|a| !among(&sender, a) && !among(&from, a) && !is_helper(a))
        .collect();
    let angled: Vec<String> =
        others.iter().filter(|a| mail.words.contains(&format!("<{a}>"))).cloned().collect();
    if !angled.is_empty() {
        return angled;
    }
    if let Some(first) = others.into_iter().next() {
        return vec![list_of(&first).unwrap_or(first)];
    }
    if original.is_empty() && report::says_undelivered(mail) {
        return address::all(&mail.subject);
    }
    original
}

/// Returns the address of the list that this address of its owners belongs to.
fn list_of(owners: &str) -> Option<String> {
    let (mailbox, domain) = owners.rsplit_once('@')?;
    let list = ["-owner", "-owners", "-request", "-bounces"]
        .iter()
        .find_map(|end| mailbox.strip_suffix(end))
        .or_else(|| mailbox.strip_prefix("owner-"))?;
    Some(format!("{list}@{domain}"))
}

/// Leaves out the lines that name a message: its id looks like an address.
fn without_ids(words: &str) -> String {
    let names_message = |line: &&str| !IDS.open(line.trim_start());
    words.lines().filter(names_message).collect::<Vec<_>>().join("\n")
}

/// How a line opens that names a message, in lower case.
static IDS: Phrases = Phrases::new(&[
    "message-id",
    "message id",
    "message identifier",
    "messageid",
    "original-message-id",
    "in-reply-to",
    "references:",
]);

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

/// Tells whether the address is one that reports name for questions.
fn is_helper(address: &str) -> bool {
    let mailbox = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
    [
        "postmaster",
        "abuse",
        "support",
        "help",
        "helpdesk",
        "mailer-daemon",
        "admin",
        "administrator",
        "hostmaster",
        "noreply",
        "no-reply",
    ]
    .contains(&mailbox.as_str())
}

fn among(list: &[String], one: &str) -> bool {
    list.iter().any(|a| a.eq_ignore_ascii_case(one))
}

/// Lines that announce the reply, in lower case.
static LEADS: Phrases = Phrases::new(&[
    "the response was:",
    "the response from the remote server was:",
    "the error that the other server returned was:",
    "error message below:",
    "the reason for the problem:",
    "failed for the following reason:",
    "for the following reason:",
    "the following error was given:",
    "server message",
    "body of message generated response:",
    "technical details of",
    "because of",
    "because:",
    "reason:",
    "antwort lautete:",
    "la réponse est la suivante",
    "la respuesta fue:",
    "a resposta foi:",
    "la risposta era:",
    "応答は次のとおりです",
    "ответ:",
]);

/// How a paragraph ends that introduces the list of those whom the report is about, in lower case.
static INTRODUCTIONS: Phrases = Phrases::new(&[
    "could not be reached:",
    "cannot be reached:",
    "deliver the mail to the following recipients:",
    "deliver the mail to the following recipient:",
    "deliver the message to the following recipients:",
    "deliver the message to the following recipient:",
    "deliver your message to the following recipients:",
    "deliver your message to the following recipient:",
    "deliver a message for the following list of recipients:",
]);

/// How a paragraph opens that announces itself, in lower case.
static LABELS: Phrases = Phrases::new(&["reason:", "grund:", "motivo:", "raison:", "cause:"]);

/// Returns the paragraph, or the reply within one, that tells most; the one that is announced where none tells anything.
fn best_of_all(words: &str) -> String {
    let all = paragraphs(words);
    let leads = |i: usize| LEADS.close(all[i].trim_end_matches(['-', ' ']));
    let told: Vec<(u32, &str)> = all.iter().map(|p| telling(p)).collect();
    let best = told
        .iter()
        .enumerate()
        .map(|(i, &(weight, text))| {
            let replies = reply::starts_with_code(text);
            // what only announces the next one says less than it
            let passes = !replies && told.get(i + 1).is_some_and(|next| next.0 > 0) && leads(i);
            let announced = i > 0 && leads(i - 1) || LABELS.open(&all[i]);
            let tells = !(passes || INTRODUCTIONS.close(&all[i]));
            ((if tells { weight } else { 0 }, replies, announced), text)
        })
        .rev()
        .max_by_key(|(key, _)| *key);
    match best {
        Some(((0, false, false), _)) | None => whole(&all),
        Some((_, text)) => text.to_owned(),
    }
}

/// Returns the paragraph, or the reply within it where that tells as much, and how much it tells.
fn telling(paragraph: &str) -> (u32, &str) {
    let whole = (reply::weight(paragraph), paragraph);
    let cut = reply::start(paragraph).filter(|&at| at > 0).map(|at| &paragraph[at..]);
    cut.map(|cut| (reply::weight(cut), cut)).filter(|cut| cut.0 >= whole.0).unwrap_or(whole)
}

/// Returns all that is said from the first paragraph on that names somebody, up to a sane length.
fn whole(paragraphs: &[String]) -> String {
    let from =
        paragraphs.iter().position(|p| p.contains('@') && !ASIDE.within(p)).unwrap_or_default();
    let text = paragraphs[from.min(paragraphs.len())..].join("\n");
    text.chars().take(1500).collect()
}

/// Joins the lines of each paragraph.
fn paragraphs(words: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for line in words.lines().map(str::trim).take(1000) {
        if line.is_empty() {
            out.push(String::new());
        } else if LABELS.open(line) {
            out.push(line.to_owned());
        } else if let Some(last) = out.last_mut() {
            fields::join(last, line);
            if line.ends_with(':') && INTRODUCTIONS.close(last) {
                out.push(String::new());
            }
        }
    }
    out.retain(|p| !p.is_empty() && !CLOSING.open(p) && !BANNERS.within(p));
    out
}

/// What the recipient's own system puts above mail from outside, in lower case.
static BANNERS: Phrases = Phrases::new(&[
    "originated from outside",
    "originated outside",
    "originates from outside",
    "came from outside",
    "comes from outside",
    "sent from outside",
    "received from outside",
    "from an external source",
    "is from an external sender",
    "do not click links",
    "do not click on links",
    "don't click links",
    "von außerhalb der organisation",
    "von einem externen absender",
    "provient de l'extérieur",
    "provient d'un expéditeur externe",
    "fuera de la organización",
    "van buiten de organisatie",
]);
