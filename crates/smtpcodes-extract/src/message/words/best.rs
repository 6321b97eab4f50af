//! The paragraph of a report that tells most.

use crate::message::phrases::Phrases;
use crate::message::{fields, reply};

use super::blocks::{ASIDE, CLOSING};

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
pub(super) fn best_of_all(words: &str) -> String {
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
