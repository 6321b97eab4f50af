//! `cargo xtask regen`: load, validate, build every output in memory, write what differs.

use std::path::Path;
use std::process::ExitCode;

use smtpcodes_rules::{Problem, Problems};

use crate::output;
use crate::spec::Spec;
use crate::validate::{self, Checked};
use crate::write::{COMMAND, Outputs};

/// Runs the task and reports.
pub fn run(root: &Path, check: bool) -> ExitCode {
    let outputs = match build(root) {
        Ok(outputs) => outputs,
        Err(problems) => {
            eprintln!("{problems}");
            eprintln!("{} problems in spec/; nothing was written", problems.0.len());
            return ExitCode::FAILURE;
        }
    };
    if check {
        let differences = outputs.differences(root);
        for difference in &differences {
            eprintln!("{difference}");
        }
        if differences.is_empty() {
            println!("{} generated files are up to date", outputs.paths().count());
            return ExitCode::SUCCESS;
        }
        eprintln!("{} generated files differ from spec/; run `{COMMAND}`", differences.len());
        return ExitCode::FAILURE;
    }
    match outputs.write(root) {
        Ok(changed) if changed.is_empty() => println!("nothing changed"),
        Ok(changed) => changed.iter().for_each(|path| println!("wrote {path}")),
        Err(error) => {
            eprintln!("could not write: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Builds every output in memory, or tells everything that is wrong with the spec.
pub fn build(root: &Path) -> Result<Outputs, Problems> {
    let mut problems: Vec<Problem> = Vec::new();
    let spec = Spec::load(root, &mut problems);
    let checked: Option<Checked> = validate::check(&spec, &mut problems);
    let mut outputs = Outputs::default();
    if problems.is_empty()
        && let Some(checked) = checked
    {
        output::all(root, &spec, &checked, &mut outputs, &mut problems);
    }
    if problems.is_empty() {
        return Ok(outputs);
    }
    problems.sort();
    problems.dedup();
    Err(Problems(problems))
}
