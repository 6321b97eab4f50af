//! Names, numbers and codes that must not stand twice.

use std::collections::BTreeMap;
use std::fmt::Display;

use smtpcodes_rules::{Loaded, Problem};

use crate::spec::Spec;

/// Checks every list.
pub fn check(spec: &Spec, problems: &mut Vec<Problem>) {
    once(&spec.words, "enum", |word| word.name.clone(), problems);
    for word in &spec.words {
        let mut names = BTreeMap::new();
        let mut numbers = BTreeMap::new();
        for value in &word.entry.values {
            if names.insert(&value.name, ()).is_some() {
                problems.push(word.problem(format!("the word `{}` stands twice", value.name)));
            }
            if value.number == 0 || numbers.insert(value.number, ()).is_some() {
                problems.push(word.problem(format!(
                    "`{}` has the number {}; numbers are unique and above 0",
                    value.name, value.number
                )));
            }
        }
    }
    once(&spec.reasons, "name", |reason| reason.name.clone(), problems);
    once(&spec.reasons, "number", |reason| reason.number, problems);
    once(&spec.reasons, "precedence", |reason| reason.precedence, problems);
    for reason in &spec.reasons {
        if reason.entry.number == 0 || reason.entry.number > 63 {
            problems.push(reason.problem("numbers of reasons go from 1 to 63"));
        }
    }
    once(&spec.replies, "code", |reply| reply.code, problems);
    once(&spec.replies, "name", |reply| reply.name.clone(), problems);
    once(&spec.enhanced, "code", |enhanced| enhanced.code.clone(), problems);
    once(&spec.enhanced, "name", |enhanced| enhanced.name.clone(), problems);
    once(&spec.vendor, "name", |vendor| vendor.name.clone(), problems);
    once(&spec.providers, "name", |provider| provider.name.clone(), problems);
    once(&spec.blocklists, "name", |list| list.name.clone(), problems);
    once(&spec.crosswalks, "taxonomy", |crosswalk| crosswalk.taxonomy.clone(), problems);
    once(&spec.vectors, "group", |group| group.group.clone(), problems);
    let mut hosts = BTreeMap::new();
    for provider in &spec.providers {
        for host in &provider.entry.hosts {
            if let Some(other) = hosts.insert(host, &provider.entry.name) {
                problems
                    .push(provider.problem(format!("the host `{host}` also belongs to {other}")));
            }
        }
    }
    for (count, what) in
        [(spec.providers.len(), "providers"), (spec.blocklists.len(), "block lists")]
    {
        if count > 255 {
            let message = format!("there are {count} {what}; the tables hold 255");
            problems.push(Problem::new("spec/providers.yaml", "", message));
        }
    }
}

fn once<T, K: Ord + Display>(
    list: &[Loaded<T>],
    what: &str,
    key: impl Fn(&T) -> K,
    problems: &mut Vec<Problem>,
) {
    let mut seen = BTreeMap::new();
    for loaded in list {
        let key = key(&loaded.entry);
        if let Some(first) = seen.get(&key) {
            problems.push(loaded.problem(format!("the {what} `{key}` is taken by {first}")));
        } else {
            seen.insert(key, loaded.label.clone());
        }
    }
}
