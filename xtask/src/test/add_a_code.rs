//! Replays "add a code" on a copy of the project: one entry in the spec, one command, and every language knows it.

use std::fs;
use std::path::Path;

use super::Place;

/// A code nobody has named, in six lines.
const ENTRY: &str = r#"
- code: 588
  name: fake_code_of_the_tests
  phrase: "A phrase that only the tests know"
  meaning: "The tests appended this code."
  standing: unofficial
  sources: ["the test suite"]
"#;

const NAME: &str = "fake_code_of_the_tests";

/// Appends the code, regenerates, and asks each language.
pub fn check(place: &Place) -> Result<(), String> {
    let copy = Place {
        root: place.target.join("add-a-code/project"),
        target: place.target.join("add-a-code/target"),
    };
    let failed = |error: std::io::Error| format!("the copy of the project: {error}");
    if copy.root.exists() {
        fs::remove_dir_all(&copy.root).map_err(failed)?;
    }
    let listed =
        place.output("git", &["ls-files", "--cached", "--others", "--exclude-standard"], &[])?;
    for file in listed.lines().filter(|file| place.root.join(file).is_file()) {
        let to = copy.root.join(file);
        fs::create_dir_all(to.parent().unwrap_or(Path::new("/"))).map_err(failed)?;
        fs::copy(place.root.join(file), to).map_err(failed)?;
    }
    let codes = copy.root.join("spec/codes.yaml");
    let text = fs::read_to_string(&codes).map_err(failed)?;
    let at = text.find("\nenhanced:").ok_or("spec/codes.yaml has no `enhanced:`")?;
    fs::write(&codes, format!("{}{}{}", &text[..at], ENTRY.trim_end(), &text[at..]))
        .map_err(failed)?;

    let changed = copy.output("cargo", &["run", "-q", "-p", "xtask", "--", "regen"], &[])?;
    for path in ["generated/replies.rs", "include/smtpcodes.h", "smtpcodes/_codes.py"] {
        seen("cargo xtask regen", &changed, path)?;
    }
    let explained =
        copy.output("cargo", &["run", "-q", "-p", "smtpcodes-cli", "--", "explain", "588"], &[])?;
    seen("smtpcodes explain 588", &explained, "A phrase that only the tests know")?;
    rust(&copy)?;
    c(&copy)?;
    python(&copy)
}

fn seen(what: &str, text: &str, wanted: &str) -> Result<(), String> {
    if text.contains(wanted) {
        Ok(())
    } else {
        Err(format!("{what} does not show `{wanted}`:\n{text}"))
    }
}

fn rust(copy: &Place) -> Result<(), String> {
    let test = "//! Appended by the tests.\n#[test]\nfn the_code_has_a_constant() {\n    assert_eq!(smtpcodes::ReplyCode::FAKE_CODE_OF_THE_TESTS.as_u16(), 588);\n}\n";
    fs::write(copy.root.join("crates/smtpcodes/tests/fake.rs"), test)
        .map_err(|error| error.to_string())?;
    copy.cargo(&["test", "-q", "-p", "smtpcodes", "--test", "fake"])
}

fn c(copy: &Place) -> Result<(), String> {
    let source = "#include <stdio.h>\n#include <smtpcodes.h>\nint main(void) {\n  puts(smtpcodes_reply_code_name(SMTPCODES_REPLY_FAKE_CODE_OF_THE_TESTS));\n  return 0;\n}\n";
    let file = copy.target.join("fake.c");
    fs::write(&file, source).map_err(|error| error.to_string())?;
    copy.cargo(&["build", "-q", "-p", "smtpcodes-c"])?;
    let program = copy.target.join("fake");
    let libraries = copy.target.join("debug");
    let linked = [
        "-Ibindings/c/include",
        &file.to_string_lossy(),
        "-o",
        &program.to_string_lossy(),
        &format!("-L{}", libraries.to_string_lossy()),
        "-l:libsmtpcodes.a",
        "-lpthread",
        "-lm",
        "-ldl",
    ];
    copy.run("gcc", &linked, &[])?;
    seen("the C program", &copy.output(&program.to_string_lossy(), &[], &[])?, NAME)
}

/// Imports the package from its source, with the native half beside it as the wheel has it.
fn python(copy: &Place) -> Result<(), String> {
    copy.cargo(&["build", "-q", "-p", "smtpcodes-python"])?;
    let package = copy.root.join("bindings/python/python");
    fs::copy(
        copy.target.join("debug/lib_smtpcodes.so"),
        package.join("smtpcodes/_smtpcodes.abi3.so"),
    )
    .map_err(|error| format!("the native half of the Python package: {error}"))?;
    let ask = "import smtpcodes; print(smtpcodes.ReplyCode.FAKE_CODE_OF_THE_TESTS.phrase, smtpcodes.classify('588 ?').reply_code.name)";
    let path = [("PYTHONPATH", &*package.to_string_lossy())];
    let said = copy.output("python3", &["-c", ask], &path)?;
    seen("Python", &said, "A phrase that only the tests know FAKE_CODE_OF_THE_TESTS")
}
