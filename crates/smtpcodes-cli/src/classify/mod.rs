//! `smtpcodes classify`: everything that people have, in bulk.

mod feed;
mod paths;
mod pipeline;
mod progress;

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::args::{Classify, Format};
use crate::engine::Engine;
use crate::output::{
    Rows, Sink, Suppressions, Tally, Target, is_same_output, is_standard, report, summary,
};
use crate::screen::Look;
use crate::stop::{Done, Stop, complain};

use feed::Feed;
use paths::Paths;
use pipeline::{Batch, Plan};

/// Problems that are named one by one; the rest is counted.
const NAMED: u64 = 1000;

/// More threads than any machine has use for only take its memory.
const MOST_JOBS: usize = 256;

/// Refuses outputs that would stand in each other's way.
fn keep_apart(args: &Classify) -> Result<(), Stop> {
    let output = args.output.as_deref().unwrap_or_else(|| Path::new("-"));
    let outputs = [
        ("the rows", Some(output)),
        ("`--suppressions`", args.suppressions.as_deref()),
        ("`--report`", args.report.as_deref()),
    ];
    for (at, (option, path)) in outputs.iter().enumerate() {
        for (other, same) in &outputs[..at] {
            if let (Some(path), Some(same)) = (path, same)
                && is_same_output(path, same)
            {
                let place = match is_standard(Some(path)) {
                    true => "standard output".to_owned(),
                    false => path.display().to_string(),
                };
                return Err(Stop::Usage(format!(
                    "{option} and {other} would both write to {place}; name another file"
                )));
            }
        }
    }
    Ok(())
}

/// Classifies all input, and writes what was asked for.
pub fn run(args: &Classify, look: Look) -> Result<Done, Stop> {
    let to_terminal = is_standard(args.output.as_deref()) && std::io::stdout().is_terminal();
    if args.format == Format::Parquet && to_terminal {
        return Err(Stop::Usage(
            "Parquet is binary and would garble the terminal: name a file with `-o FILE`, or send it into a pipe"
                .to_owned(),
        ));
    }
    keep_apart(args)?;
    let engine = Engine::load(args.rules.as_deref())?;
    let mut paths = Paths::new(args);
    let mut inputs = paths.inputs.clone();
    inputs.extend(args.rules.clone());
    let target = Target::open(args.output.as_deref(), &inputs)?;
    let mut dead = match &args.suppressions {
        Some(path) => Some((Suppressions::default(), Target::open(Some(path), &inputs)?)),
        None => None,
    };
    let mut page = match &args.report {
        Some(path) => Some(Target::open(Some(path), &inputs)?),
        None => None,
    };
    let plan = Plan {
        engine: &engine,
        limits: args.limits(),
        rows: Rows::new(args.format, to_terminal),
        tally: args.format == Format::Summary || page.is_some(),
        suppressions: dead.is_some(),
    };
    let mut sink = Sink::open(plan.rows, target)?;

    let progress = progress::bar(&paths.inputs, to_terminal && args.format != Format::Summary);
    paths.written_to(args);
    let feed = Arc::new(Feed::new(args, paths));
    let mut tally = Tally::default();
    let mut problems = 0;
    let jobs = args
        .jobs
        .or_else(|| std::thread::available_parallelism().ok().map(|n| n.get()))
        .unwrap_or(1)
        .min(MOST_JOBS);
    let ended = pipeline::run(&feed, &plan, jobs, |batch: Batch| {
        sink.write(batch.rows)?;
        if let Some((known, target)) = &mut dead {
            target.write(known.fresh(&batch.dead).as_bytes())?;
        }
        for problem in batch.problems {
            problems += 1;
            if problems <= NAMED {
                progress.suspend(|| complain(problem));
            }
        }
        tally.merge(batch.tally);
        progress.set_position(feed.bytes.load(Ordering::Relaxed));
        Ok(())
    });
    progress.finish_and_clear();
    let mut target = sink.finish().and_then(|target| ended.map(|()| target))?;

    if problems > NAMED {
        complain(format!("{} more problems like these", problems - NAMED));
    }
    let delivered = feed.delivered.load(Ordering::Relaxed);
    if args.format == Format::Summary {
        let look = if to_terminal || look.colour { look } else { Look { colour: false, ..look } };
        target.write(summary(&tally, delivered, problems, look).as_bytes())?;
    }
    if let Some(page) = &mut page {
        page.write(report(&tally, delivered, problems).as_bytes())?;
    }
    if feed.interrupt.came() {
        complain("interrupted; what had been read by then is written");
        return Ok(Done::InPart);
    }
    Ok(if problems > 0 { Done::InPart } else { Done::Whole })
}
