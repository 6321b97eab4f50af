//! `cargo xtask bench`: speed and size, ours beside everything that answers the same questions, in one run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use smtpcodes_rules::Problem;

use crate::spec::Spec;
use crate::validate;

/// The benchmarks of bench/benches.
const BENCHES: [&str; 3] = ["parsing", "codes", "matchers"];

/// A peer in another language: its name, the program and script that time it, what tells that it is there, and how
/// to install it.
struct Peer {
    name: &'static str,
    program: &'static str,
    script: &'static str,
    probe: [&'static str; 2],
    install: &'static str,
}

const PEERS: [Peer; 2] = [
    Peer {
        name: "Sisimai",
        program: "perl",
        script: "bench/peers/sisimai.pl",
        probe: ["-MSisimai::Reason", "-e1"],
        install: "apt-get install -y libsisimai-perl",
    },
    Peer {
        name: "flufl.bounce",
        program: "python3",
        script: "bench/peers/flufl.py",
        probe: ["-c", "import flufl.bounce"],
        install: "python3 -m pip install flufl.bounce",
    },
];

/// Runs everything and prints one closing table; with `smoke` just long enough to prove that it works.
pub fn run(root: &Path, smoke: bool) -> ExitCode {
    match all(root, smoke) {
        Ok(missing) if missing.is_empty() || smoke => ExitCode::SUCCESS,
        Ok(missing) => {
            eprintln!("not measured, for want of a peer: {}", missing.join(", "));
            ExitCode::FAILURE
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Gives the names of the peers that are not installed.
fn all(root: &Path, smoke: bool) -> Result<Vec<&'static str>, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or(root.join("target"), |folder| root.join(folder));
    let bench = Bench { root: root.to_owned(), results: target.join("criterion"), target, smoke };
    // What an earlier run left would stand in the table as if it were of this one.
    if bench.results.exists() {
        fs::remove_dir_all(&bench.results).map_err(|error| error.to_string())?;
    }
    for name in BENCHES {
        bench.rust(name)?;
    }
    let (rates, missing) = bench.peers()?;
    println!("\n== sizes");
    bench.sizes()?;
    println!("\n== everything");
    let arguments = ["run", "-q", "--release", "-p", "smtpcodes-bench", "--", "report"];
    bench.finish(bench.command("cargo").args(arguments).args(rates))?;
    Ok(missing)
}

struct Bench {
    root: PathBuf,
    target: PathBuf,
    results: PathBuf,
    smoke: bool,
}

impl Bench {
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CRITERION_HOME", &self.results);
        command
    }

    fn finish(&self, command: &mut Command) -> Result<(), String> {
        let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
    }

    fn output(&self, command: &mut Command) -> Result<String, String> {
        let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{command:?} ended with {}: {said}", output.status));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn rust(&self, name: &str) -> Result<(), String> {
        println!("\n== {name}");
        let mut command = self.command("cargo");
        command.args(["bench", "-q", "-p", "smtpcodes-bench", "--bench", name, "--", "--noplot"]);
        if self.smoke {
            let short = ["--warm-up-time", "0.05", "--measurement-time", "0.1"];
            command.args(short).args(["--sample-size", "10", "--nresamples", "1001"]);
        }
        self.finish(&mut command)
    }

    /// Measures the peers that are installed; gives their rates and the names of the others.
    fn peers(&self) -> Result<(Vec<String>, Vec<&'static str>), String> {
        let arguments = ["run", "-q", "--release", "-p", "smtpcodes-bench", "--", "texts"];
        let texts = self.output(self.command("cargo").args(arguments))?;
        let file = self.target.join("bench-texts.jsonl");
        fs::write(&file, texts).map_err(|error| format!("{}: {error}", file.display()))?;
        let seconds = if self.smoke { "0.5" } else { "10" };
        let (mut rates, mut missing) = (Vec::new(), Vec::new());
        for peer in &PEERS {
            println!("\n== {}", peer.name);
            let there = self.command(peer.program).args(peer.probe).output();
            if !there.is_ok_and(|output| output.status.success()) {
                println!("not installed: {}", peer.install);
                missing.push(peer.name);
                continue;
            }
            let mut command = self.command(peer.program);
            let rate = self.output(command.arg(peer.script).arg(&file).arg(seconds))?;
            println!("{} texts a second", rate.trim());
            rates.push(format!("{}={}", peer.name, rate.trim()));
        }
        Ok((rates, missing))
    }

    fn sizes(&self) -> Result<(), String> {
        println!("embedded tables: {} bytes", table_bytes(&self.root)?);
        let release = ["build", "-q", "--release", "-p", "smtpcodes-c"];
        self.finish(self.command("cargo").args(release))?;
        let (library, stripped) =
            (self.target.join("release/libsmtpcodes.so"), self.target.join("bench-stripped.so"));
        self.finish(self.command("strip").arg("-o").arg(&stripped).arg(library))?;
        let size = fs::metadata(&stripped).map_err(|error| error.to_string())?.len();
        println!("stripped shared library: {size} bytes");
        Ok(())
    }
}

/// Bytes of what the engine reads of the rules and phrases, without the texts that stand beside them.
fn table_bytes(root: &Path) -> Result<usize, String> {
    let mut problems = Vec::new();
    let spec = Spec::load(root, &mut problems);
    let Some(checked) = validate::check(&spec, &mut problems).filter(|_| problems.is_empty())
    else {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(lines.join("\n"));
    };
    let tables = &checked.compiled;
    Ok(size_of_val(&tables.prefixes[..])
        + size_of_val(&tables.nodes[..])
        + size_of_val(&tables.labels[..])
        + size_of_val(&tables.outputs[..])
        + size_of_val(&tables.pieces[..])
        + size_of_val(&tables.rules[..])
        + size_of_val(&tables.code_ranges[..])
        + size_of_val(&tables.enhanced_patterns[..]))
}
