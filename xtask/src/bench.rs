//! `cargo xtask bench`: speed and size, ours beside everything that answers the same questions, in one run.

mod bulk;
mod process;
mod replies;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// A part of the benchmark: what it measures, and how; it gives the peers that are not installed.
type Part = (&'static str, fn(&Bench) -> Result<Vec<&'static Peer>, String>);

const PARTS: [Part; 2] = [
    ("replies: parsing, codes, classification, sizes", replies::run),
    ("bulk: a mail log and a folder of messages", bulk::run),
];

/// A program to compare with: its name, what runs it, what tells that it is there, and how to install it.
struct Peer {
    name: &'static str,
    program: &'static str,
    probe: &'static [&'static str],
    install: &'static str,
}

const SISIMAI: Peer = Peer {
    name: "Sisimai",
    program: "perl",
    probe: &["-MSisimai::Reason", "-e1"],
    install: "apt-get install -y libsisimai-perl",
};

/// Runs the parts whose words contain `only`; with `smoke` just long enough to prove that they work.
pub fn run(root: &Path, only: Option<&str>, smoke: bool) -> ExitCode {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or(root.join("target"), |folder| root.join(folder));
    let bench = Bench { root: root.to_owned(), target, smoke };
    let (mut ran, mut missing) = (0, Vec::new());
    for (words, part) in
        PARTS.iter().filter(|(words, _)| only.is_none_or(|only| words.contains(only)))
    {
        println!("\n== {words}");
        match part(&bench) {
            Ok(peers) => missing.extend(peers),
            Err(message) => {
                eprintln!("{message}");
                return ExitCode::FAILURE;
            }
        }
        ran += 1;
    }
    for peer in &missing {
        eprintln!("not measured, for want of {}: {}", peer.name, peer.install);
    }
    if ran > 0 && (missing.is_empty() || smoke) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Bench {
    root: PathBuf,
    target: PathBuf,
    smoke: bool,
}

impl Bench {
    fn criterion_home(&self) -> PathBuf {
        self.target.join("criterion")
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CRITERION_HOME", self.criterion_home());
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

    /// Says whether a peer is installed, and how to install it where it is not.
    fn has(&self, peer: &Peer) -> bool {
        let there = self.command(peer.program).args(peer.probe).output();
        let is_there = there.is_ok_and(|output| output.status.success());
        if !is_there {
            println!("{} is not installed: {}", peer.name, peer.install);
        }
        is_there
    }
}
