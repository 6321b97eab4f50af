//! `smtpcodes rules`: tries and checks rules of the user's own.

use std::io::{self, BufReader, Write};
use std::path::Path;

use smtpcodes::{Basis, Classifier, Context};
use smtpcodes_extract::Limits;
use smtpcodes_extract::container::{Content, Entry};
use smtpcodes_extract::pieces::{Input, Pieces};

use crate::args::{Rules, RulesCommand};
use crate::engine::{Engine, read_rules};
use crate::record::Record;
use crate::screen::{Look, Page, Tone, visible};
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
    let content = match file == Path::new("-") {
        true => Content::Stream(Box::new(BufReader::new(io::stdin()))),
        false => Content::Path(file.to_owned()),
    };
    let entry = Entry { source: file.display().to_string(), content };
    let limits = Limits::default();
    let mut done = Done::Whole;
    for piece in Pieces::new(entry, Input::Replies, &limits) {
        let mut page = Page::new(look);
        piece.read(&limits, &mut |found| match found.map(Record::from) {
            Ok(record) => show(record.line.unwrap_or_default(), &record.text, &engine, &mut page),
            Err(problem) => {
                complain(problem);
                done = Done::InPart;
            }
        });
        page.print()?;
    }
    Ok(done)
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
    let text = read_rules(file).map_err(Stop::Failed)?;
    match Classifier::builder().rules(&name, &text).build() {
        Ok(_) => {
            writeln!(anstream::stdout(), "{}: no problems", visible(&name))?;
            Ok(Done::Whole)
        }
        Err(problems) => {
            complain(&problems);
            Ok(Done::Misused)
        }
    }
}
