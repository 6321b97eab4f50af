//! `list`: every table in every format.

use crate::run;

const TABLES: [&str; 8] = [
    "replies",
    "enhanced",
    "reasons",
    "rules",
    "providers",
    "blocklists",
    "commands",
    "taxonomies",
];

fn entries(table: &str) -> Vec<serde_json::Value> {
    let run = run(&["list", table, "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn json_has_every_entry() {
    for (table, count) in [
        ("replies", smtpcodes::ReplyEntry::all().len()),
        ("enhanced", smtpcodes::EnhancedEntry::all().len() + smtpcodes::VendorEntry::all().len()),
        ("reasons", smtpcodes::Reason::ALL.len()),
        ("rules", smtpcodes::RuleEntry::all().len()),
        ("providers", smtpcodes::Provider::all().count()),
        ("blocklists", smtpcodes::Blocklist::all().count()),
        ("commands", smtpcodes::Command::ALL.len()),
        ("taxonomies", smtpcodes::Taxonomy::ALL.len()),
    ] {
        assert_eq!(entries(table).len(), count, "{table}");
    }
}

#[test]
fn codes_carry_their_sources() {
    for entry in entries("replies").iter().chain(&entries("enhanced")) {
        assert!(!entry["sources"].as_array().unwrap().is_empty(), "{entry}");
        assert!(!entry["meaning"].as_str().unwrap().is_empty(), "{entry}");
    }
    let enhanced = entries("enhanced");
    let find = |code: &str| enhanced.iter().find(|entry| entry["code"] == code).unwrap();
    assert!(find("X.1.1")["provider"].is_null());
    assert_eq!(find("5.7.515")["provider"], "microsoft");
}

#[test]
fn csv_and_markdown_have_a_row_for_each_entry() {
    for table in TABLES {
        let count = entries(table).len();
        let rows = run(&["list", table, "--format", "csv"]).out;
        assert_eq!(rows.lines().count(), count + 1, "{table}");
        let lines = run(&["list", table, "--format", "md"]).out;
        assert_eq!(lines.lines().count(), count + 2, "{table}");
        assert!(lines.lines().nth(1).unwrap().starts_with("|--"), "{table}");
        let plain = run(&["list", table]).out;
        assert_eq!(plain.lines().count(), count + 1, "{table}: a pipe gets one line an entry");
    }
}

#[test]
fn an_unknown_table_is_refused() {
    let run = run(&["list", "dragons"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("replies"), "{}", run.err);
}
