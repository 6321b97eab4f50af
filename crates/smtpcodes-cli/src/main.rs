//! The `smtpcodes` command: what an SMTP server's answer means and what to do about it.
//!
//! | module | does |
//! |---|---|
//! | [`args`] | reads the command line |
//! | [`number`] | reads its numbers |
//! | [`explain`] | `smtpcodes explain`: one code, reason or reply for people, or as JSON |
//! | [`list`] | `smtpcodes list`: the tables |
//! | [`classify`] | `smtpcodes classify`: files, folders and pipes in bulk |
//! | [`watch`] | `smtpcodes watch`: logs as they grow, live and as metrics |
//! | [`rules`] | `smtpcodes rules`: tries and checks rules of the user's own |
//! | [`shell`] | completions and the manual page |
//! | [`record`], [`output`] | the contract of what goes out, and its formats |
//! | [`entry`] | the entries of the tables as JSON |
//! | [`interrupt`], [`stop`] | how a run is ended, and how it ends |
//! | [`screen`] | text for people: wrapping, colours, and nothing that could harm a terminal |
#![forbid(unsafe_code)]

mod args;
mod classify;
mod engine;
mod entry;
mod explain;
mod interrupt;
mod json;
mod list;
mod number;
mod output;
mod record;
mod rules;
mod screen;
mod shell;
mod stop;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    let look = screen::Look::of_stdout(args.color);
    let done = match &args.command {
        Command::Explain(args) => explain::run(args, look),
        Command::List(args) => list::run(args, look),
        Command::Classify(args) => classify::run(args, look),
        Command::Watch(args) => watch::run(args, look),
        Command::Rules(args) => rules::run(args, look),
        Command::Completions(args) => shell::completions(args),
        Command::Man => shell::man(),
    };
    stop::exit_code(done)
}
