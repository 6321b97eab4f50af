//! Runs the command as people and programs do, and holds it to its contract.
#![allow(clippy::unwrap_used, reason = "a test may end on the spot")]

mod classify;
mod disks;
mod events;
mod explain;
mod formats;
mod hostile;
mod inputs;
mod list;
mod mistakes;
mod parquet;
mod rules;
mod shell;
#[cfg(unix)]
mod watch;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn json_lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtpcodes"));
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

/// Runs with arguments and without input.
fn run(arguments: &[&str]) -> Run {
    run_with(arguments, b"")
}

/// Runs with arguments, and bytes on standard input.
fn run_with(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // a command that refuses its arguments reads nothing
        let _ = stdin.write_all(&input);
    });
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Run {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}
