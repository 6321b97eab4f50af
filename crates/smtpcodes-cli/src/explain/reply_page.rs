//! The page about a whole reply: which words decided, what they mean, what to do.

use smtpcodes::{Basis, Classification, Context, Permanence};

use super::code_page::tone_of;
use super::name_page::{bounce_tone, duration};
use crate::engine::Engine;
use crate::screen::{Page, Tone};

/// Bytes of a reply that are shown.
const SHOWN: usize = 4 << 10;

/// Explains a reply.
pub fn reply(text: &str, engine: &Engine, page: &mut Page) {
    let c = engine.classify_in(text.as_bytes(), &Context::new());
    let shown = text.floor_char_boundary(SHOWN);
    page.quote(&text[..shown], c.span().unwrap_or(0..0));
    if shown < text.len() {
        page.paragraph(&format!("… and {} bytes more", text.len() - shown), Tone::Faint);
    }
    page.blank();
    match c.reason() {
        Some(reason) => {
            let tone = c.bounce().map_or(Tone::Strong, bounce_tone);
            page.title(reason.as_str(), tone, reason.meaning());
            page.blank();
            verdict(&c, page);
        }
        None => {
            page.title(c.permanence().as_str(), tone_of(c.permanence()), c.permanence().meaning());
        }
    }
    page.blank();
    decision(&c, page);
    names(&c, page);
    codes(&c, page);
}

fn verdict(c: &Classification<'_>, page: &mut Page) {
    if let Some(bounce) = c.bounce() {
        page.toned_row("Address", bounce.as_str(), bounce_tone(bounce), bounce.meaning());
    }
    if let Some(fault) = c.fault() {
        page.toned_row("Whose fault", fault.as_str(), Tone::Strong, fault.meaning());
    }
    if let (Some(action), Some(advice)) = (c.action(), c.advice()) {
        page.toned_row("What to do", action.as_str(), Tone::Strong, advice);
    }
    if let Some(retry) = c.retry() {
        page.toned_row("Try again", retry.as_str(), Tone::Strong, retry.meaning());
    }
    if let Some(seconds) = c.retry_after() {
        page.row("Wait", &duration(seconds));
    }
    if c.permanence() != Permanence::Unknown {
        let permanence = c.permanence();
        page.toned_row(
            "Server claims",
            permanence.as_str(),
            tone_of(permanence),
            permanence.meaning(),
        );
    }
}

fn decision(c: &Classification<'_>, page: &mut Page) {
    match (c.rule(), c.basis()) {
        (Some(rule), _) => {
            page.toned_row(
                "Decided by",
                &format!("rule {}", rule.id()),
                Tone::Strong,
                rule.source(),
            );
        }
        (None, Basis::None) => {}
        (None, basis) => {
            page.toned_row("Decided by", basis.as_str(), Tone::Strong, basis.meaning())
        }
    }
    if let Some(rule) = c.runner_up() {
        page.row("Runner-up", &format!("rule {}, which tells {}", rule.id(), rule.reason()));
    }
    if let Some(reason) = c.overruled() {
        page.row(
            "Overruled",
            &format!("the codes alone would have said {reason}; the words say otherwise"),
        );
    }
}

fn names(c: &Classification<'_>, page: &mut Page) {
    if let Some(provider) = c.provider() {
        page.row("Provider", provider.title());
        for (title, url) in provider.pages() {
            page.row("", &format!("{title} {url}"));
        }
    }
    if let Some(list) = c.blocklist() {
        page.row("Block list", list.title());
        if let Some(lookup) = list.lookup() {
            page.row("", &format!("look it up at {lookup}"));
        }
    }
}

/// Adds what the codes of the reply stand for.
fn codes(c: &Classification<'_>, page: &mut Page) {
    page.blank();
    if let Some(code) = c.reply_code() {
        let phrase = code.phrase().unwrap_or("a reply code that no document names");
        page.row(&code.to_string(), phrase);
    }
    if let Some(code) = c.enhanced_code() {
        let own = c.provider().and_then(|provider| code.vendor_entry(provider));
        let phrase = match (own, code.entry()) {
            (Some(own), _) => own.phrase,
            (None, Some(entry)) => entry.phrase,
            (None, None) => "an enhanced code that no registry names",
        };
        page.row(&code.to_string(), phrase);
    }
}
