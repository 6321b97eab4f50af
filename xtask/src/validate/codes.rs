//! Codes, reasons, providers and crosswalks: every word that another file defines, and every number's form.

use smtpcodes_rules::{Loaded, Names, Problem};

use crate::spec::{Spec, VendorEntry, numbers};

/// Checks every reference and form.
pub fn check(spec: &Spec, names: &Names, problems: &mut Vec<Problem>) {
    let words = Words { spec, names };
    for reason in &spec.reasons {
        let entry = &reason.entry;
        words.word(reason, "bounce", &entry.bounce, problems);
        words.word(reason, "fault", &entry.fault, problems);
        words.word(reason, "retry", &entry.retry, problems);
        words.word(reason, "action", &entry.action, problems);
        text(reason, "meaning", &entry.meaning, problems);
        text(reason, "advice", &entry.advice, problems);
        if let Some(transient) = &entry.transient {
            for (set, word) in [("retry", &transient.retry), ("action", &transient.action)] {
                if let Some(word) = word {
                    words.word(reason, set, word, problems);
                }
            }
        }
    }
    for reply in &spec.replies {
        let entry = &reply.entry;
        snake(reply, &entry.name, problems);
        words.word(reply, "standing", &entry.standing, problems);
        for command in &entry.commands {
            words.word(reply, "command", command, problems);
        }
        words.reason(reply, entry.reason.as_ref(), problems);
        text(reply, "phrase", &entry.phrase, problems);
        text(reply, "meaning", &entry.meaning, problems);
        sources(reply, &entry.sources, problems);
        if !(100..=599).contains(&entry.code) {
            problems.push(reply.problem("a reply code has three digits, from 100 to 599"));
        }
        if entry.reason.is_some() && entry.code < 400 {
            problems.push(reply.problem("only a 4xx or 5xx reply has a reason; remove `reason`"));
        }
    }
    for enhanced in &spec.enhanced {
        let entry = &enhanced.entry;
        snake(enhanced, &entry.name, problems);
        words.word(enhanced, "standing", &entry.standing, problems);
        words.reason(enhanced, entry.reason.as_ref(), problems);
        words.reason(enhanced, entry.transient_reason.as_ref(), problems);
        text(enhanced, "phrase", &entry.phrase, problems);
        text(enhanced, "meaning", &entry.meaning, problems);
        sources(enhanced, &entry.sources, problems);
        if numbers(&entry.code).is_none_or(|(class, ..)| class != 0) {
            problems.push(enhanced.problem("write the code as `X.1.1`: it holds for every class"));
        }
    }
    for vendor in &spec.vendor {
        let entry = &vendor.entry;
        snake(vendor, &entry.name, problems);
        words.reason(vendor, entry.reason.as_ref(), problems);
        text(vendor, "meaning", &entry.meaning, problems);
        sources(vendor, &entry.sources, problems);
        if !names.providers.iter().any(|(name, _)| *name == entry.provider) {
            problems.push(vendor.problem(format!("there is no provider `{}`", entry.provider)));
        }
        match numbers(&entry.code) {
            None => problems
                .push(vendor.problem("write the code as `5.7.606`, or `X.7.606` for any class")),
            Some((.., detail)) if entry.to.is_some_and(|to| to <= detail || to > 999) => {
                problems.push(
                    vendor.problem(
                        "`to` is the last detail of the range: above the first, 999 at most",
                    ),
                );
            }
            Some(_) => {}
        }
    }
    overlaps(spec, problems);
    for provider in &spec.providers {
        snake(provider, &provider.entry.name, problems);
        text(provider, "title", &provider.entry.title, problems);
        for host in &provider.entry.hosts {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b);
            if host.is_empty() || !host.bytes().all(plain) || host.starts_with('.') {
                problems.push(
                    provider.problem(format!(
                        "`{host}` is no host suffix: lower case, no dot before it"
                    )),
                );
            }
        }
    }
    for list in &spec.blocklists {
        snake(list, &list.entry.name, problems);
        if !matches!(list.entry.lists.as_str(), "ip" | "domain") {
            problems.push(list.problem("`lists` is `ip` or `domain`"));
        }
    }
    crosswalks(spec, &words, problems);
}

/// Two meanings of one number at one provider: the second could never be found.
fn overlaps(spec: &Spec, problems: &mut Vec<Problem>) {
    let range = |entry: &VendorEntry| {
        let (class, subject, first) = numbers(&entry.code)?;
        Some((class, subject, first, entry.to.unwrap_or(first)))
    };
    for (at, vendor) in spec.vendor.iter().enumerate() {
        if !vendor.entry.name.starts_with(&format!("{}_", vendor.entry.provider)) {
            problems.push(
                vendor.problem(format!("`{}` must begin with its provider", vendor.entry.name)),
            );
        }
        let Some((class, subject, first, last)) = range(&vendor.entry) else { continue };
        for other in &spec.vendor[..at] {
            let same_provider = other.entry.provider == vendor.entry.provider;
            let Some(theirs) = range(&other.entry).filter(|_| same_provider) else { continue };
            let class_meets = class == 0 || theirs.0 == 0 || class == theirs.0;
            if class_meets && subject == theirs.1 && first <= theirs.3 && theirs.2 <= last {
                problems.push(vendor.problem(format!(
                    "overlaps {}; a number has one meaning at a provider",
                    other.entry.name
                )));
            }
        }
    }
}

fn crosswalks(spec: &Spec, words: &Words<'_>, problems: &mut Vec<Problem>) {
    for crosswalk in &spec.crosswalks {
        let entry = &crosswalk.entry;
        let labelled = entry
            .to
            .iter()
            .flat_map(|row| &row.labels)
            .chain(entry.from.iter().map(|row| &row.label))
            .chain(entry.kinds.iter().flat_map(|row| &row.labels));
        for label in labelled {
            if !entry.labels.contains(label) {
                problems.push(crosswalk.problem(format!("`{label}` is not among its `labels`")));
            }
        }
        let reasons = entry
            .to
            .iter()
            .map(|row| &row.reason)
            .chain(entry.from.iter().flat_map(|row| row.reasons.iter().chain(&row.also)));
        for reason in reasons {
            words.reason(crosswalk, Some(reason), problems);
        }
        for row in &entry.kinds {
            words.word(crosswalk, "kind", &row.kind, problems);
        }
        for reason in &spec.reasons {
            let rows = entry.to.iter().filter(|row| row.reason == reason.entry.name);
            if rows.filter(|row| !row.labels.is_empty()).count() != 1 {
                let name = &reason.entry.name;
                problems.push(
                    crosswalk.problem(format!("`to` needs one row with labels for `{name}`")),
                );
            }
        }
    }
}

struct Words<'s> {
    spec: &'s Spec,
    names: &'s Names,
}

impl Words<'_> {
    fn word<T>(&self, loaded: &Loaded<T>, set: &str, word: &str, problems: &mut Vec<Problem>) {
        let known: Vec<&str> = self
            .spec
            .words
            .iter()
            .filter(|entry| entry.entry.name == set)
            .flat_map(|entry| entry.entry.values.iter().map(|value| value.name.as_str()))
            .collect();
        if !known.contains(&word) {
            let known = known.join(", ");
            problems.push(loaded.problem(format!("`{word}` is no {set}; there are {known}")));
        }
    }

    fn reason<T>(&self, loaded: &Loaded<T>, reason: Option<&String>, problems: &mut Vec<Problem>) {
        if let Some(reason) = reason
            && !self.names.reasons.iter().any(|known| known.name == *reason)
        {
            problems.push(
                loaded.problem(format!("there is no reason `{reason}` in spec/reasons.yaml")),
            );
        }
    }
}

fn snake<T>(loaded: &Loaded<T>, name: &str, problems: &mut Vec<Problem>) {
    let form = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !name.bytes().all(form) || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        problems.push(loaded.problem(format!(
            "`{name}` is no name: lower case letters, digits and `_`, a letter first"
        )));
    }
}

fn text<T>(loaded: &Loaded<T>, what: &str, text: &str, problems: &mut Vec<Problem>) {
    if text.trim().is_empty() || text.contains('\n') {
        problems.push(loaded.problem(format!("`{what}` is one line of words")));
    }
}

fn sources<T>(loaded: &Loaded<T>, sources: &[String], problems: &mut Vec<Problem>) {
    if sources.is_empty() {
        problems.push(
            loaded.problem(
                "`sources` is empty; name an RFC with its section, a registry or a document",
            ),
        );
    }
}
