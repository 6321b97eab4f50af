//! `smtpcodes rules`: tries and checks rules of the user's own.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use smtpcodes::{Basis, Classifier, Context};

use crate::args::{Rules, RulesCommand};
use crate::engine::Engine;
use crate::input::{Chunks, Work, goes_on};
use crate::screen::{Look, Page, Tone};
use crate::stop::{Done, Stop, complain};

/// Tries or checks rules.
pub fn run(args: &Rules, look: Look) -> Result<Done, Stop> {
    match &args.command {
        RulesCommand::Test { file, rules } => test(file, rules.as_deref(), look),
        RulesCommand::Lint { file } => lint(file),
    }
}

/// Shows for each reply which rule wins, and which would without it.
fn test(file: &Path, rules: Option<&Path>, look: Look) -> Result<Done, Stop> {
    let engine = Engine::load(rules)?;
    let name = file.display().to_string();
    let stream: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(
            File::open(file)
                .map_err(|error| Stop::Failed(format!("{name} cannot be read: {error}")))?,
        )
    };
    let mut chunks = Chunks::joined(stream, goes_on);
    let limits = smtpcodes_extract::Limits::default();
    let mut done = Done::Whole;
    loop {
        let chunk = match chunks.next() {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(done),
            Err(error) => {
                return Err(Stop::Failed(format!("{name} cannot be read any further: {error}")));
            }
        };
        let mut page = Page::new(look);
        Work::Replies(chunk).read(&name, &limits, &mut |_, found| match found {
            Ok(record) => show(record.line.unwrap_or_default(), &record.text, &engine, &mut page),
            Err(problem) => {
                complain(problem);
                done = Done::InPart;
            }
        });
        page.print()?;
    }
}

fn show(line: u64, text: &str, engine: &Engine, page: &mut Page) {
    let c = engine.classify_in(text.as_bytes(), &Context::new());
    page.quote(text, c.span().unwrap_or(0..0));
    let reason = c.reason().map_or(c.permanence().as_str(), |reason| reason.as_str());
    match (c.rule(), c.basis()) {
        (Some(rule), _) => page.toned_row(&format!("line {line}"), rule.id(), Tone::Strong, reason),
        (None, Basis::None) => {
            page.toned_row(&format!("line {line}"), "no rule", Tone::Doubtful, reason)
        }
        (None, basis) => {
            let tells = format!("{reason}, by the {} code", basis.as_str());
            page.toned_row(&format!("line {line}"), "no rule", Tone::Doubtful, &tells);
        }
    }
    if let Some(rule) = c.runner_up() {
        page.toned_row("also", rule.id(), Tone::Plain, rule.reason().as_str());
    }
    page.blank();
}

/// Names every problem of a file of rules.
fn lint(file: &Path) -> Result<Done, Stop> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file)
        .map_err(|error| Stop::Failed(format!("the rules {name} cannot be read: {error}")))?;
    match Classifier::builder().rules(&name, &text).build() {
        Ok(_) => {
            anstream::println!("{name}: no problems");
            Ok(Done::Whole)
        }
        Err(problems) => {
            complain(&problems);
            Ok(Done::Misused)
        }
    }
}
