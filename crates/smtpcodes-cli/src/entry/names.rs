//! Providers, block lists and commands.

use serde::Serialize;

use super::{Entry, text};

/// A page to read: its title and address.
#[derive(Debug, Serialize)]
pub struct Page {
    title: &'static str,
    url: &'static str,
}

/// Who answers.
#[derive(Debug, Serialize)]
pub struct Provider {
    name: &'static str,
    title: &'static str,
    hosts: &'static [&'static str],
    marks: &'static [&'static str],
    pages: Vec<Page>,
    sources: &'static [&'static str],
}

impl From<smtpcodes::Provider> for Provider {
    fn from(provider: smtpcodes::Provider) -> Self {
        Self {
            name: provider.name(),
            title: provider.title(),
            hosts: provider.hosts(),
            marks: provider.marks(),
            pages: provider.pages().iter().map(|&(title, url)| Page { title, url }).collect(),
            sources: provider.sources(),
        }
    }
}

impl Entry for Provider {
    const FIELDS: &'static [&'static str] =
        &["name", "title", "hosts", "marks", "pages", "sources"];
    const WIDE: &'static str = "hosts";
    const SHORT: &'static [&'static str] = &["name", "title", "hosts"];

    fn cells(&self) -> Vec<String> {
        let pages = self.pages.iter().map(|page| format!("{} {}", page.title, page.url));
        vec![
            self.name.to_owned(),
            self.title.to_owned(),
            self.hosts.join(" "),
            self.marks.join("; "),
            pages.collect::<Vec<_>>().join("; "),
            self.sources.join("; "),
        ]
    }
}

/// A list that receivers ask.
#[derive(Debug, Serialize)]
pub struct Blocklist {
    name: &'static str,
    title: &'static str,
    lists: &'static str,
    marks: &'static [&'static str],
    lookup: Option<&'static str>,
    sources: &'static [&'static str],
}

impl From<smtpcodes::Blocklist> for Blocklist {
    fn from(list: smtpcodes::Blocklist) -> Self {
        Self {
            name: list.name(),
            title: list.title(),
            lists: list.lists(),
            marks: list.marks(),
            lookup: list.lookup(),
            sources: list.sources(),
        }
    }
}

impl Entry for Blocklist {
    const FIELDS: &'static [&'static str] =
        &["name", "title", "lists", "marks", "lookup", "sources"];
    const WIDE: &'static str = "title";
    const SHORT: &'static [&'static str] = &["name", "title", "lists", "lookup"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.title.to_owned(),
            self.lists.to_owned(),
            self.marks.join("; "),
            text(self.lookup),
            self.sources.join("; "),
        ]
    }
}

/// A command that a reply answers.
#[derive(Debug, Serialize)]
pub struct Command {
    name: &'static str,
    number: u8,
    meaning: &'static str,
}

impl From<smtpcodes::Command> for Command {
    fn from(command: smtpcodes::Command) -> Self {
        Self { name: command.as_str(), number: command.number(), meaning: command.meaning() }
    }
}

impl Entry for Command {
    const FIELDS: &'static [&'static str] = &["name", "number", "meaning"];
    const WIDE: &'static str = "meaning";
    const SHORT: &'static [&'static str] = &["name", "meaning"];

    fn cells(&self) -> Vec<String> {
        vec![self.name.to_owned(), self.number.to_string(), self.meaning.to_owned()]
    }
}
