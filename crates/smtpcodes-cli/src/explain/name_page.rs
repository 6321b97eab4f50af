//! Pages about reasons, providers, block lists and rules.

use smtpcodes::{Blocklist, Bounce, Provider, Reason, RuleEntry, Taxonomy, VendorEntry};

use super::code_page::sources;
use crate::entry::vendor_code;
use crate::screen::{Page, Tone};

/// Explains a reason.
pub fn reason(reason: Reason, page: &mut Page) {
    page.title(reason.as_str(), bounce_tone(reason.bounce()), reason.meaning());
    page.blank();
    let bounce = reason.bounce();
    page.toned_row("Address", bounce.as_str(), bounce_tone(bounce), bounce.meaning());
    page.toned_row("Whose fault", reason.fault().as_str(), Tone::Strong, reason.fault().meaning());
    page.toned_row("What to do", reason.action().as_str(), Tone::Strong, reason.advice());
    page.toned_row("Try again", reason.retry().as_str(), Tone::Strong, reason.retry().meaning());
    if let Some(seconds) = reason.retry_after() {
        page.row("Wait", &format!("{} unless the reply names a delay", duration(seconds)));
    }
    page.blank();
    for (at, taxonomy) in Taxonomy::ALL.into_iter().enumerate() {
        let labels = reason.to(taxonomy).join(", ");
        if !labels.is_empty() {
            page.toned_row(
                if at == 0 { "Elsewhere" } else { "" },
                taxonomy.as_str(),
                Tone::Plain,
                &labels,
            );
        }
    }
    let rules = RuleEntry::all().iter().filter(|rule| rule.reason == reason).count();
    page.row("Rules", &format!("{rules} ways of saying it; see `smtpcodes list rules`"));
}

/// Explains who a provider is, and what its own codes are.
pub fn provider(provider: Provider, page: &mut Page) {
    page.title(provider.name(), Tone::Strong, provider.title());
    page.blank();
    page.row("Hosts", &provider.hosts().join(", "));
    if !provider.marks().is_empty() {
        page.row("Writes", &provider.marks().join(", "));
    }
    for (at, (title, url)) in provider.pages().iter().enumerate() {
        page.row(if at == 0 { "Read" } else { "" }, &format!("{title} {url}"));
    }
    sources(provider.sources(), page);
    let own = VendorEntry::all().iter().filter(|entry| entry.provider() == Some(provider));
    for (at, entry) in own.enumerate() {
        let label = if at == 0 { "Own codes" } else { "" };
        page.toned_row(label, &vendor_code(entry), Tone::Strong, entry.phrase);
    }
}

/// Explains a block list.
pub fn blocklist(list: Blocklist, page: &mut Page) {
    page.title(list.name(), Tone::Strong, list.title());
    page.blank();
    page.row("Lists", if list.lists() == "ip" { "network addresses" } else { "domains" });
    if let Some(lookup) = list.lookup() {
        page.row("Look up", lookup);
    }
    page.row("Written as", &list.marks().join(", "));
    sources(list.sources(), page);
}

/// Explains a rule.
pub fn rule(rule: &RuleEntry, page: &mut Page) {
    page.title(rule.id, Tone::Strong, rule.reason.meaning());
    page.blank();
    page.row("Tells", rule.reason.as_str());
    for (at, pattern) in rule.patterns().enumerate() {
        page.row(if at == 0 { "Written as" } else { "" }, pattern);
    }
    sources(&[rule.source], page);
}

/// Gives the colour of what a failure says about an address.
pub fn bounce_tone(bounce: Bounce) -> Tone {
    if bounce == Bounce::Hard { Tone::Bad } else { Tone::Doubtful }
}

/// Says a time in the largest units that divide it.
pub fn duration(seconds: u32) -> String {
    let plural =
        |count: u32, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match seconds {
        s if s > 0 && s.is_multiple_of(86_400) => plural(s / 86_400, "day"),
        s if s > 0 && s.is_multiple_of(3_600) => plural(s / 3_600, "hour"),
        s if s > 0 && s.is_multiple_of(60) => plural(s / 60, "minute"),
        s => plural(s, "second"),
    }
}
