//! The project's own tasks: `cargo xtask regen`, `cargo xtask test`, `cargo xtask bench`.
//!
//! Nothing uses this crate, and it uses no crate whose source it writes: a bad generated file must not lock you out
//! of the command that repairs it.
#![forbid(unsafe_code)]

mod bench;
mod fuzz;
mod output;
mod regen;
mod spec;
mod test;
mod validate;
mod vectors;
mod write;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own tasks.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write every generated file from spec/
    Regen {
        /// Change nothing; show what differs and exit 1 if anything does
        #[arg(long)]
        check: bool,
        /// The project to regenerate, where it is not this one
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Run every test in every language
    Test {
        /// Only the steps whose words contain this
        only: Option<String>,
    },
    /// Measure speed and size, beside the peers
    Bench {
        /// Only the parts whose words contain this, such as `bulk`
        only: Option<String>,
        /// Just long enough to prove that it works
        #[arg(long)]
        smoke: bool,
    },
    /// Feed random bytes to everything that reads bytes (needs cargo-fuzz and a nightly toolchain)
    Fuzz {
        /// Only the targets whose name contains this
        only: Option<String>,
        /// Only write the seeds
        #[arg(long)]
        seed: bool,
        /// How long each target runs
        #[arg(long, value_name = "N", default_value_t = 30)]
        seconds: u32,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Regen { check, root } => regen::run(&root.unwrap_or_else(project), check),
        Task::Test { only } => test::run(&project(), only.as_deref()),
        Task::Bench { only, smoke } => bench::run(&project(), only.as_deref(), smoke),
        Task::Fuzz { only, seed, seconds } => {
            fuzz::run(&project(), only.as_deref(), (!seed).then_some(seconds))
        }
    }
}

/// The folder of the project this was built in.
fn project() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}
