//! What is absent from the project: invariants of ARCHITECTURE.md that no compiler holds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::project;
use crate::spec::Spec;

/// Folders of hand-written code that speaks of codes and providers in general only.
const GENERAL: [&str; 5] = [
    "crates/smtpcodes/src",
    "crates/smtpcodes-matcher/src",
    "crates/smtpcodes-rules/src",
    "bindings/c/src",
    "bindings/python/src",
];

/// The only numbers that are also codes: the bounds of the classes.
const BOUNDS: [&str; 5] = ["200", "300", "400", "500", "599"];

fn spec() -> Spec {
    let mut problems = Vec::new();
    let spec = Spec::load(&project(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    spec
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "generated" && name != "target" && !name.starts_with('.') {
                files(&path, found);
            }
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

/// Texts of literals and identifiers in the code itself: not in comments, attributes and test modules.
fn words(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut test_follows = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                if let Some(TokenTree::Punct(_)) = tokens.peek() {
                    tokens.next();
                }
                if let Some(TokenTree::Group(attribute)) = tokens.next() {
                    test_follows |= attribute.stream().to_string().replace(' ', "") == "cfg(test)";
                }
            }
            TokenTree::Group(group) => {
                if !(test_follows && group.delimiter() == Delimiter::Brace) {
                    words(group.stream(), found);
                }
                test_follows = false;
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string().trim_start_matches(['b', 'r']).to_owned();
                found.push(text.trim_matches(['"', '#', '\'']).replace('_', ""));
            }
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Punct(_) => {}
        }
    }
}

/// Which of `forbidden` the code of a file says.
fn named(source: &str, forbidden: &BTreeSet<String>) -> Vec<String> {
    let tokens: TokenStream = source.parse().expect("the source has balanced brackets");
    let mut said = Vec::new();
    words(tokens, &mut said);
    said.retain(|word| forbidden.contains(word));
    said
}

/// Numbers of codes, and names of codes, providers and block lists as constants or strings.
fn particulars(spec: &Spec) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for reply in &spec.replies {
        all.insert(reply.entry.code.to_string());
        all.insert(reply.entry.name.to_uppercase());
    }
    for enhanced in &spec.enhanced {
        for class in ["2", "4", "5", "X"] {
            all.insert(enhanced.entry.code.replacen('X', class, 1));
        }
        all.insert(enhanced.entry.name.to_uppercase());
    }
    all.extend(spec.providers.iter().map(|provider| provider.entry.name.clone()));
    all.extend(spec.blocklists.iter().map(|list| list.entry.name.replace('_', "")));
    for bound in BOUNDS {
        all.remove(bound);
    }
    all
}

#[test]
fn hand_written_code_names_no_particular_code_or_provider() {
    let forbidden = particulars(&spec());
    let mut sources = Vec::new();
    GENERAL.iter().for_each(|folder| files(&project().join(folder), &mut sources));
    assert!(sources.len() > 40, "only {} sources were found", sources.len());
    let mut guilty = Vec::new();
    for path in sources {
        let source = fs::read_to_string(&path).expect("a source can be read");
        let said = named(&source, &forbidden);
        if !said.is_empty() {
            guilty.push(format!("{} names {said:?}; let spec/ say it", path.display()));
        }
    }
    assert!(guilty.is_empty(), "{}", guilty.join("\n"));
}

#[test]
fn a_named_code_or_provider_is_seen() {
    let forbidden = particulars(&spec());
    for guilty in [
        "fn f(code: u16) -> bool { code == 550 }",
        "fn f(code: &str) -> bool { code == \"5.7.1\" }",
        "fn f() -> ReplyCode { ReplyCode::MAILBOX_UNAVAILABLE }",
        "const P: &[u8] = b\"google\";",
    ] {
        assert_eq!(named(guilty, &forbidden).len(), 1, "{guilty}");
    }
    for innocent in [
        "/// Such as 550 of \"google\".\nfn f(code: u16) -> bool { code >= 200 }",
        "#[cfg(test)] mod tests { fn f() -> u16 { 550 } }",
    ] {
        assert_eq!(named(innocent, &forbidden), Vec::<String>::new(), "{innocent}");
    }
}

#[test]
fn no_build_script_generates() {
    let mut sources = Vec::new();
    for folder in ["crates", "bindings", "xtask"] {
        files(&project().join(folder), &mut sources);
    }
    sources.retain(|path| path.ends_with("build.rs"));
    assert_eq!(sources, [project().join("bindings/c/build.rs")]);
    let source = fs::read_to_string(&sources[0]).expect("the build script can be read");
    assert!(!source.contains("OUT_DIR") && !source.contains("write("), "build.rs writes files");
}

#[test]
fn published_numbers_stay() {
    let spec = spec();
    let mut lines = Vec::new();
    for word in &spec.words {
        for value in &word.entry.values {
            lines.push(format!("{} {} {}", word.entry.name, value.number, value.name));
        }
    }
    for reason in &spec.reasons {
        lines.push(format!("reason {} {}", reason.entry.number, reason.entry.name));
    }
    // A new number is a new line here; a line that changes or goes breaks every program that stored it.
    insta::assert_snapshot!("published_numbers", lines.join("\n"));
}
