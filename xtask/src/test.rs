//! `cargo xtask test`: every test in every language, in one command.
//!
//! What a machine lacks is named with the command that installs it, and fails the run; nothing is skipped.

mod add_a_code;
mod compare;
mod compare_events;
mod no_std;
mod report;
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// A part of the test run: what it proves, and how.
type Step = (&'static str, fn(&Place) -> Result<(), String>);

const STEPS: [Step; 15] = [
    ("everything that the tests need is installed", |_| tools::check()),
    ("generated files are what spec/ says", |place| {
        place.cargo(&["run", "-q", "-p", "xtask", "--", "regen", "--check"])
    }),
    ("the source is formatted", |place| place.cargo(&["fmt", "--all", "--check"])),
    ("clippy has no objection", |place| {
        place.cargo(&["clippy", "-q", "--workspace", "--all-targets", "--", "-D", "warnings"])
    }),
    ("Rust: every test of every crate", |place| place.cargo(&["test", "-q", "--workspace"])),
    ("Rust: the core with rules of a program's own", |place| {
        place.cargo(&["test", "-q", "-p", "smtpcodes", "--features", "rules"])
    }),
    ("Rust: the documentation has no broken link", |place| {
        place.run(
            "cargo",
            &["doc", "-q", "--no-deps", "-p", "smtpcodes", "-p", "smtpcodes-extract"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        )
    }),
    ("the core builds where there is neither std nor alloc", no_std::check),
    ("C: the library in C and C++, shared and static, with sanitizers", |place| {
        place.run("sh", &["bindings/c/test.sh"], &[])
    }),
    ("Python: the wheel, its types and its tests", |place| {
        place.run("sh", &["bindings/python/test.sh"], &[])
    }),
    ("every language gives the same bytes", |place| {
        compare::check(place).and_then(|()| compare_events::check(place))
    }),
    ("a new code is one edit away from every language", add_a_code::check),
    ("the report is right in a real browser", report::check),
    ("Postfix still says what was recorded", |place| {
        place.run("python3", &["tests/servers/record.py", "--check"], &[])
    }),
    ("logs and bounces of real mail servers tell what was provoked", |place| {
        place.cargo(&["build", "-q", "-p", "smtpcodes-cli"])?;
        let program = place.target.join("debug/smtpcodes");
        let program = program.to_string_lossy();
        place.run("python3", &["tests/servers/deliver.py", "--smtpcodes", &program], &[])
    }),
];

/// The project and where cargo builds.
pub struct Place {
    pub root: PathBuf,
    pub target: PathBuf,
}

/// Runs the steps whose words contain `only`, and reports.
pub fn run(root: &Path, only: Option<&str>) -> ExitCode {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or(root.join("target"), |folder| root.join(folder));
    let place = Place { root: root.to_owned(), target };
    let (mut passed, mut failed) = (0, 0);
    for (words, step) in
        STEPS.iter().filter(|(words, _)| only.is_none_or(|only| words.contains(only)))
    {
        println!("== {words}");
        let start = Instant::now();
        match step(&place) {
            Ok(()) => {
                passed += 1;
                println!("   ok, {:.0} s", start.elapsed().as_secs_f64());
            }
            Err(message) => {
                failed += 1;
                eprintln!("   FAILED: {message}");
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Place {
    /// Runs cargo in the project.
    pub fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        self.run("cargo", arguments, &[])
    }

    /// Runs a program in the project, with more environment.
    pub fn run(
        &self,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Result<(), String> {
        let words = format!("{program} {}", arguments.join(" "));
        let status = self
            .command(program, arguments, environment)
            .status()
            .map_err(|error| format!("`{words}` cannot be started: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("`{words}` ended with {status}")) }
    }

    /// Runs a program in the project and gives what it prints.
    pub fn output(
        &self,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Result<String, String> {
        let words = format!("{program} {}", arguments.join(" "));
        let output = self
            .command(program, arguments, environment)
            .output()
            .map_err(|error| format!("`{words}` cannot be started: {error}"))?;
        if !output.status.success() {
            return Err(format!(
                "`{words}` ended with {}: {}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            ));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self, program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .envs(environment.iter().copied());
        command
    }
}
