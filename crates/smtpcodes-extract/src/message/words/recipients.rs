//! Whom a report is about, and who is named for another reason.

use crate::message::mail::Mail;
use crate::message::phrases::Phrases;
use crate::message::{address, reply, report};

use super::blocks::Block;

/// Leaves out entries that are no recipients: the sender, whom many reports greet or name.
pub(super) fn leave_out_others(blocks: &mut Vec<Block>, mail: &Mail, announced: &[String]) {
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
pub(super) fn leave_out_sender(blocks: &mut Vec<Block>, mail: &Mail) {
    if let [one] = blocks.as_slice()
        && mail.headers.first("to").is_some_and(|to| among(&address::all(to), &one.recipient))
        && reply::weight(&one.told) == 0
        && mentioned(mail).iter().any(|other| !other.eq_ignore_ascii_case(&one.recipient))
    {
        blocks.clear();
    }
}

/// The recipients that the headers of the report name: a list answers with its own address.
pub(super) fn announced(mail: &Mail) -> Vec<String> {
    let named = |name| mail.headers.all(name).flat_map(address::all).collect::<Vec<_>>();
    let failed = named("x-failed-recipients");
    if failed.is_empty() && mail.original.is_empty() { named("x-beenthere") } else { failed }
}

/// The addresses that the words mention, or else those that the returned message was written to.
pub(super) fn mentioned(mail: &Mail) -> Vec<String> {
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
pub(super) fn list_of(owners: &str) -> Option<String> {
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

/// Tells whether the address is among these.
pub(super) fn among(list: &[String], one: &str) -> bool {
    list.iter().any(|a| a.eq_ignore_ascii_case(one))
}
