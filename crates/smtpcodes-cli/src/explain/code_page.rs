//! Pages about codes.

use smtpcodes::{
    EnhancedCode, EnhancedEntry, Permanence, Reason, ReplyCode, ReplyEntry, VendorEntry,
};

use crate::entry::vendor_code;
use crate::screen::{Page, Tone};

/// Explains a reply code, with or without a name.
pub fn reply_code(code: u16, entry: Option<&ReplyEntry>, page: &mut Page) {
    let permanence = ReplyCode::new(code).map(ReplyCode::permanence);
    let tone = permanence.map_or(Tone::Strong, tone_of);
    let key = code.to_string();
    let Some(entry) = entry else {
        page.title(&key, tone, "A reply code that no document names");
        claim(permanence, page);
        return;
    };
    page.title(&key, tone, entry.phrase);
    page.paragraph(entry.name, Tone::Faint);
    page.blank();
    page.paragraph(entry.meaning, Tone::Plain);
    page.blank();
    page.toned_row("Standing", entry.standing.as_str(), Tone::Plain, entry.standing.meaning());
    claim(permanence, page);
    let commands: Vec<&str> = entry.commands.iter().map(|command| command.as_str()).collect();
    if !commands.is_empty() {
        page.row("Answers", &commands.join(", "));
    }
    usual_reason(entry.reason, page);
    phrases(entry.phrases, page);
    sources(entry.sources, page);
}

/// Explains an enhanced code of one class, and what providers mean by it.
pub fn enhanced(code: EnhancedCode, page: &mut Page) {
    let tone = tone_of(code.permanence());
    let key = code.to_string();
    match code.entry() {
        Some(entry) => {
            page.title(&key, tone, entry.phrase);
            page.paragraph(entry.name, Tone::Faint);
            page.blank();
            page.paragraph(entry.meaning, Tone::Plain);
            page.blank();
            page.toned_row(
                "Standing",
                entry.standing.as_str(),
                Tone::Plain,
                entry.standing.meaning(),
            );
        }
        None if code.vendor_entries().next().is_some() => {
            page.title(&key, tone, "A code that a provider has made for itself");
            page.blank();
        }
        None => {
            page.title(&key, tone, "An enhanced code that no registry names");
            page.blank();
        }
    }
    if let Some(class) = code.class_entry() {
        page.toned_row("Class", &format!("{} {}", class.number, class.phrase), tone, class.meaning);
    }
    match code.subject_entry() {
        Some(subject) => page
            .row("Subject", &format!("{} {}: {}", subject.number, subject.phrase, subject.meaning)),
        None => page.row("Subject", &format!("{} is not registered", code.subject())),
    }
    if let Some(entry) = code.entry() {
        let transient = entry.transient_reason.filter(|_| code.class() == 4);
        rest_of(entry, transient.or(entry.reason).filter(|_| code.class() > 2), page);
    }
    for entry in code.vendor_entries() {
        page.blank();
        vendor(entry, page);
    }
}

/// Explains a registered code, whatever its class.
pub fn registered(entry: &EnhancedEntry, page: &mut Page) {
    page.title(&format!("X.{}.{}", entry.subject, entry.detail), Tone::Strong, entry.phrase);
    page.paragraph(entry.name, Tone::Faint);
    page.blank();
    page.paragraph(entry.meaning, Tone::Plain);
    page.blank();
    page.toned_row("Standing", entry.standing.as_str(), Tone::Plain, entry.standing.meaning());
    rest_of(entry, entry.reason, page);
}

fn rest_of(entry: &EnhancedEntry, reason: Option<Reason>, page: &mut Page) {
    if !entry.replies.is_empty() {
        page.row("Goes with", &entry.replies.join(", "));
    }
    usual_reason(reason, page);
    phrases(entry.phrases, page);
    sources(entry.sources, page);
}

/// Explains what a code means at one provider.
pub fn vendor(entry: &VendorEntry, page: &mut Page) {
    let mut key = vendor_code(entry);
    if entry.last != entry.first {
        key = format!("{key}-{}", entry.last);
    }
    let provider = entry.provider().map_or("a provider", |provider| provider.title());
    page.title(&key, Tone::Strong, entry.phrase);
    page.paragraph(&format!("at {provider}, {}", entry.name), Tone::Faint);
    page.blank();
    page.paragraph(entry.meaning, Tone::Plain);
    page.blank();
    usual_reason(entry.reason, page);
    sources(entry.sources, page);
}

fn claim(permanence: Option<Permanence>, page: &mut Page) {
    if let Some(permanence) = permanence {
        page.toned_row("Claims", permanence.as_str(), tone_of(permanence), permanence.meaning());
    }
}

/// Tells what the code alone points to; a text may say otherwise.
fn usual_reason(reason: Option<Reason>, page: &mut Page) {
    let Some(reason) = reason else { return };
    page.toned_row("Usual cause", reason.as_str(), Tone::Strong, reason.meaning());
    page.toned_row("Whose fault", reason.fault().as_str(), Tone::Strong, reason.fault().meaning());
    page.toned_row("What to do", reason.action().as_str(), Tone::Strong, reason.advice());
}

fn phrases(phrases: &[(&str, &str)], page: &mut Page) {
    for (at, (text, source)) in phrases.iter().enumerate() {
        page.row(if at == 0 { "Also worded" } else { "" }, &format!("\"{text}\" ({source})"));
    }
}

/// Lists where it is defined or documented.
pub fn sources(sources: &[&str], page: &mut Page) {
    for (at, source) in sources.iter().enumerate() {
        page.row(if at == 0 { "References" } else { "" }, source);
    }
}

/// Gives the colour of a claim.
pub fn tone_of(permanence: Permanence) -> Tone {
    match permanence {
        Permanence::Success => Tone::Good,
        Permanence::Transient => Tone::Doubtful,
        Permanence::Permanent => Tone::Bad,
        _ => Tone::Strong,
    }
}
