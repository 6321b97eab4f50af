//! Providers, their hosts, and block lists.

use std::fmt::Write;

use super::rust::{banner, option, string, strings};
use crate::spec::Spec;

/// `providers.rs`.
pub fn tables(spec: &Spec) -> String {
    let mut text = banner("spec/providers.yaml");
    text.push_str(
        "use crate::entry::{BlocklistEntry, ProviderEntry, blocklist_row as blocklist, provider_row as provider};\n\
         use smtpcodes_matcher::HostRow;\n\n\
         const fn host(suffix: &'static str, provider: u8) -> HostRow<'static> {\n    HostRow { suffix, provider }\n}\n\n",
    );
    let _ = writeln!(
        text,
        "/// Providers; a provider's number is its place, from 1 on.\npub(crate) static PROVIDERS: [ProviderEntry; {}] = [",
        spec.providers.len()
    );
    for loaded in &spec.providers {
        let e = &loaded.entry;
        let pages: Vec<String> = e
            .pages
            .iter()
            .map(|page| format!("({}, {})", string(&page.title), string(&page.url)))
            .collect();
        let _ = writeln!(
            text,
            "    provider({}, {}, {}, {}, &[{}], {}),",
            string(&e.name),
            string(&e.title),
            strings(&e.hosts),
            strings(&e.marks),
            pages.join(", "),
            strings(&e.sources),
        );
    }
    let mut hosts: Vec<(&String, usize)> = (1..)
        .zip(&spec.providers)
        .flat_map(|(number, loaded)| loaded.entry.hosts.iter().map(move |host| (host, number)))
        .collect();
    hosts.sort();
    let _ = writeln!(
        text,
        "];\n\n/// Host suffixes, sorted.\npub(crate) static HOSTS: [HostRow<'static>; {}] = [",
        hosts.len()
    );
    for (suffix, number) in hosts {
        let _ = writeln!(text, "    host({}, {number}),", string(suffix));
    }
    let _ = writeln!(
        text,
        "];\n\n/// Block lists; a list's number is its place, from 1 on.\npub(crate) static BLOCKLISTS: [BlocklistEntry; {}] = [",
        spec.blocklists.len()
    );
    for loaded in &spec.blocklists {
        let e = &loaded.entry;
        let _ = writeln!(
            text,
            "    blocklist({}, {}, {}, {}, {}, {}),",
            string(&e.name),
            string(&e.title),
            string(&e.lists),
            strings(&e.marks),
            option(e.lookup.as_ref()),
            strings(&e.sources),
        );
    }
    text.push_str("];\n");
    text
}
