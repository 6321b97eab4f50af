//! Completions for shells, and the manual page; both come from the command line's own types.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::stop::{Done, Stop};

/// Prints completions.
pub fn completions(args: &Completions) -> Result<Done, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "smtpcodes", &mut script);
    print(&script)
}

/// Prints the manual page, with a section for each subcommand.
pub fn man() -> Result<Done, Stop> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let title = format!("smtpcodes {}", subcommand.get_name()).to_uppercase();
        writeln!(page, ".SH \"{title}\"")?;
        let man = clap_mangen::Man::new(subcommand.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Done, Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Done::Whole)
}
