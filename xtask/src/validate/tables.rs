//! What codes, hosts and marks mean, as the engine's tables.

use smtpcodes_matcher::{EnhancedRow, HostRow, ReplyRow, Tables, Target, VendorRow};
use smtpcodes_rules::{Loaded, Names, PhraseSet, Problem};

use crate::spec::{Spec, numbers};

/// The tables about codes, hosts and commands.
#[derive(Debug, Default)]
pub struct CodeTables {
    /// Sorted by code.
    pub replies: Vec<ReplyRow>,
    /// Sorted by subject and detail.
    pub enhanced: Vec<EnhancedRow>,
    /// Sorted by provider.
    pub vendor: Vec<VendorRow>,
    /// Sorted by suffix.
    pub hosts: Vec<(String, u8)>,
    /// In the order of the spec.
    pub commands: Vec<(String, u8)>,
    /// See [`Tables::early_commands`].
    pub early_commands: u32,
}

impl CodeTables {
    /// Makes the tables of a spec whose words have been checked.
    pub fn new(spec: &Spec, names: &Names) -> Self {
        let reason = |name: &Option<String>| {
            let found = names.reasons.iter().find(|reason| Some(&reason.name) == name.as_ref());
            found.map_or(0, |reason| reason.number)
        };
        let provider = |name: &str| {
            names.providers.iter().find(|(known, _)| known == name).map_or(0, |&(_, number)| number)
        };
        let mut tables = Self {
            replies: spec
                .replies
                .iter()
                .filter(|reply| reply.entry.reason.is_some())
                .map(|reply| ReplyRow {
                    code: reply.entry.code,
                    reason: reason(&reply.entry.reason),
                })
                .collect(),
            commands: names.commands.clone(),
            early_commands: early_commands(spec),
            ..Self::default()
        };
        for loaded in &spec.enhanced {
            let entry = &loaded.entry;
            let Some((_, subject, detail)) = numbers(&entry.code) else { continue };
            tables.enhanced.push(EnhancedRow {
                subject,
                detail,
                reason: reason(&entry.reason),
                transient_reason: reason(&entry.transient_reason),
                vague: entry.vague,
            });
        }
        for loaded in &spec.vendor {
            let entry = &loaded.entry;
            let Some((class, subject, first)) = numbers(&entry.code) else { continue };
            tables.vendor.push(VendorRow {
                provider: provider(&entry.provider),
                class,
                subject,
                first,
                last: entry.to.unwrap_or(first),
                reason: reason(&entry.reason),
                vague: entry.vague,
            });
        }
        for loaded in &spec.providers {
            let number = provider(&loaded.entry.name);
            tables.hosts.extend(loaded.entry.hosts.iter().map(|host| (host.clone(), number)));
        }
        tables.replies.sort_by_key(|row| row.code);
        tables.enhanced.sort_by_key(|row| (row.subject, row.detail));
        tables.vendor.sort_by_key(|row| row.provider);
        tables.hosts.sort();
        tables
    }

    /// The hosts, borrowed as the engine wants them.
    pub fn host_rows(&self) -> Vec<HostRow<'_>> {
        self.hosts
            .iter()
            .map(|(suffix, provider)| HostRow { suffix, provider: *provider })
            .collect()
    }

    /// The commands, borrowed as the engine wants them.
    pub fn command_rows(&self) -> Vec<(&str, u8)> {
        self.commands.iter().map(|(name, number)| (name.as_str(), *number)).collect()
    }

    /// Adds these tables to those of compiled rules.
    pub fn complete<'t>(
        &'t self,
        rules: Tables<'t>,
        hosts: &'t [HostRow<'t>],
        commands: &'t [(&'t str, u8)],
    ) -> Tables<'t> {
        Tables {
            replies: &self.replies,
            enhanced: &self.enhanced,
            vendor: &self.vendor,
            hosts,
            commands,
            early_commands: self.early_commands,
            ..rules
        }
    }
}

/// The commands that come before any recipient is named, as a bit set.
fn early_commands(spec: &Spec) -> u32 {
    let commands = spec.words.iter().filter(|words| words.entry.name == "command");
    let early =
        commands.flat_map(|words| &words.entry.values).filter(|word| word.before_recipients);
    early.filter(|word| word.number < 32).fold(0, |set, word| set | 1 << word.number)
}

/// Every phrase of the spec that is no rule.
pub fn phrases(spec: &Spec) -> PhraseSet {
    let mut set = PhraseSet::default();
    for (number, provider) in (1..=u8::MAX).zip(&spec.providers) {
        set.add(&provider.entry.marks, Target::Provider(number), &entry_of(provider));
    }
    for (number, list) in (1..=u8::MAX).zip(&spec.blocklists) {
        set.add(&list.entry.marks, Target::Blocklist(number), &entry_of(list));
    }
    let file = "spec/phrases.yaml";
    set.add(&spec.phrases.delays, Target::Delay, &Problem::new(file, "delays", ""));
    set.add(&spec.phrases.client, Target::Client, &Problem::new(file, "client", ""));
    set
}

fn entry_of<T>(loaded: &Loaded<T>) -> Problem {
    Problem::new(&loaded.file, loaded.label.clone(), "")
}
