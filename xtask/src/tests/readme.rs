//! What README.md shows is so: its blocks are run, or are the very text that another test runs.
//!
//! Rust blocks are documentation tests of the core, Python blocks are run by bindings/python/tests/test_readme.py.

use std::fs;
use std::process::{Command, Output};

use clap::Parser;

use super::Scratch;
use crate::{Arguments, project, regen};

/// The reply of the picture.
const PICTURED: &str =
    "550-5.7.26 Your email has been blocked because the sender is unauthenticated. - gsmtp";

const PICTURE: &str = "docs/explain.svg";

/// Commands that another test runs: how they begin in README.md, and the file that runs them.
const RUN_ELSEWHERE: [(&str, &str, &str); 3] = [
    ("make -C bindings/c install", "bindings/c/test.sh", "make --no-print-directory install"),
    (
        "cc bindings/c/examples/explain.c $(pkg-config --cflags --libs smtpcodes)",
        "bindings/c/test.sh",
        "examples/explain.c $(pkg-config --cflags --libs smtpcodes)",
    ),
    (
        "cargo install --path crates/smtpcodes-cli",
        "crates/smtpcodes-cli/Cargo.toml",
        "name = \"smtpcodes\"",
    ),
];

fn page(name: &str) -> String {
    fs::read_to_string(project().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The blocks of one language, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: String = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .map(|line| format!("{line}\n"))
            .collect();
        if fence == language {
            found.push(block);
        }
    }
    found
}

/// Runs the command from its source, where the programs of the workspace are built.
fn smtpcodes(arguments: &[String]) -> Output {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "smtpcodes-cli", "--"])
        .args(arguments)
        .current_dir(project())
        .output()
        .expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "smtpcodes {arguments:?}: {}\n{errors}", output.status);
    output
}

/// The words of a command line; in double quotes a blank is no end.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Runs one line of a shell block, or finds who does.
fn run_line(line: &str, added: &str) {
    let words = shell_words(line);
    let smtpcodes_arguments = match words.first().map(String::as_str) {
        Some("smtpcodes") => Some(&words[1..]),
        Some("cargo") if words.iter().any(|word| word == "smtpcodes-cli") => {
            words.iter().position(|word| word == "--").map(|at| &words[at + 1..])
        }
        _ => None,
    };
    if let Some(arguments) = smtpcodes_arguments {
        // The code that the page adds is added for good only by those who follow it.
        if arguments.last().map(String::as_str) != Some(added) {
            let output = smtpcodes(arguments);
            assert!(!output.stdout.is_empty(), "`{line}` prints nothing");
        }
    } else if words.starts_with(&["cargo".to_owned(), "xtask".to_owned()]) {
        assert!(Arguments::try_parse_from(&words[1..]).is_ok(), "there is no `{line}`");
    } else {
        let (_, file, wanted) = RUN_ELSEWHERE
            .iter()
            .find(|(begin, ..)| line.starts_with(begin))
            .unwrap_or_else(|| panic!("nothing runs `{line}` of the page"));
        assert!(page(file).contains(wanted), "{file} does not run `{wanted}`");
    }
}

#[test]
fn every_shell_command_runs() {
    for name in ["README.md", "CONTRIBUTING.md"] {
        let blocks = blocks(&page(name), "sh");
        assert!(blocks.len() >= 2, "{name} has {} shell blocks", blocks.len());
        for line in blocks.iter().flat_map(|block| block.lines()) {
            run_line(line, "588");
        }
    }
}

#[test]
#[should_panic(expected = "there is no `cargo xtask regenerate`")]
fn a_command_that_does_not_exist_is_seen() {
    run_line("cargo xtask regenerate", "");
}

#[test]
fn the_c_block_is_the_example_that_the_c_tests_run() {
    assert_eq!(blocks(&page("README.md"), "c"), [page("bindings/c/examples/explain.c")]);
    assert!(page("bindings/c/test.sh").contains("examples/explain.c"));
}

#[test]
fn rust_and_python_blocks_have_their_runners() {
    let readme = page("README.md");
    assert!(!blocks(&readme, "rust").is_empty() && !blocks(&readme, "python").is_empty());
    assert!(page("crates/smtpcodes/src/lib.rs").contains("include_str!(\"../../../README.md\")"));
    assert!(page("bindings/python/tests/test_readme.py").contains("\"README.md\""));
}

#[test]
fn the_json_block_is_what_classify_prints() {
    let readme = page("README.md");
    let [block] = &blocks(&readme, "json")[..] else { panic!("one JSON block is expected") };
    let wanted: String = block.lines().map(|line| line.trim_start()).collect();
    let arguments = ["classify", "examples/replies.txt", "--from", "replies"].map(str::to_owned);
    let printed = smtpcodes(&arguments).stdout;
    let printed = String::from_utf8_lossy(&printed);
    assert_eq!(Some(wanted.as_str()), printed.lines().next());
}

#[test]
fn the_six_lines_are_a_code() {
    let readme = page("README.md");
    let [entry] = &blocks(&readme, "yaml")[..] else { panic!("one YAML block is expected") };
    assert_eq!(entry.lines().count(), 6);
    let scratch = Scratch::tiny("readme");
    let codes = scratch.0.join("spec/codes.yaml");
    let text = fs::read_to_string(&codes).expect("codes.yaml of the tiny spec");
    fs::write(&codes, text.replacen("\nenhanced:", &format!("\n{entry}enhanced:"), 1))
        .expect("codes.yaml can be written");
    let outputs = regen::build(&scratch.0).unwrap_or_else(|problems| panic!("{problems}"));
    for path in ["crates/smtpcodes/src/generated/replies.rs", "bindings/c/include/smtpcodes.h"] {
        assert!(outputs.get(path).unwrap_or_default().contains("FAKE_CODE"), "{path}");
    }
}

#[test]
fn the_rule_of_the_contributors_page_is_the_example_file() {
    let page_of_rules = page("CONTRIBUTING.md");
    let [rule] = &blocks(&page_of_rules, "yaml")[..] else { panic!("one YAML block is expected") };
    assert!(page("examples/rules.yaml").ends_with(rule.as_str()));
}

#[test]
fn every_link_leads_to_a_file() {
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let page = page(name);
        for link in page.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let is_there = target.starts_with("https://") || project().join(target).exists();
            assert!(is_there, "{name} links to {target}");
        }
    }
}

#[test]
fn every_path_of_the_architecture_is_there() {
    let page = page("ARCHITECTURE.md");
    let mut paths = 0;
    for code in page.split('`').skip(1).step_by(2) {
        let is_path = code.contains('/') && !code.contains([' ', '*', '<', '|']);
        if is_path {
            paths += 1;
            assert!(project().join(code).exists(), "ARCHITECTURE.md names {code}");
        }
    }
    assert!(paths > 20, "{paths} paths were found");
}

#[test]
fn the_picture_is_what_explain_prints() {
    let arguments = ["--color", "always", "explain", PICTURED].map(str::to_owned);
    let printed = smtpcodes(&arguments).stdout;
    let text = format!("$ smtpcodes explain \"{PICTURED}\"\n{}", String::from_utf8_lossy(&printed));
    let picture = anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(&text);
    // Dimmed words are paler here than on any terminal.
    let picture = picture.replace(".dimmed { opacity: 0.4; }", ".dimmed { opacity: 0.7; }");
    if fs::read_to_string(project().join(PICTURE)).is_ok_and(|there| there == picture) {
        return;
    }
    let drawn = std::env::temp_dir().join("explain.svg");
    fs::write(&drawn, picture).expect("the temporary folder can be written");
    panic!(
        "{PICTURE} is not what `smtpcodes explain` prints; look at {0}, then copy it: cp {0} {PICTURE}",
        drawn.display()
    );
}
