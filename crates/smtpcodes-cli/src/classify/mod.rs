//! `smtpcodes classify`: everything that people have, in bulk.

mod feed;
mod pipeline;
mod progress;

use std::io::IsTerminal;
use std::sync::atomic::Ordering;

use crate::args::{Classify, Format};
use crate::engine::Engine;
use crate::output::{Rows, Suppressions, Tally, Target, report, summary};
use crate::screen::Look;
use crate::stop::{Done, Stop, complain};

use feed::Feed;
use pipeline::{Batch, Plan};

/// Problems that are named one by one; the rest is counted.
const NAMED: u64 = 1000;

/// Classifies all input, and writes what was asked for.
pub fn run(args: &Classify, look: Look) -> Result<Done, Stop> {
    if args.format == Format::Parquet {
        return Err(Stop::Usage(
            "this smtpcodes was built without Parquet: build it with `--features parquet`, or write CSV or JSON lines, which \
             data tools read too".to_owned(),
        ));
    }
    let engine = Engine::load(args.rules.as_deref())?;
    let mut inputs = args.paths.clone();
    inputs.extend(args.rules.clone());
    let mut target = Target::open(args.output.as_deref(), &inputs)?;
    let mut dead = match &args.suppressions {
        Some(path) => Some((Suppressions::default(), Target::open(Some(path), &inputs)?)),
        None => None,
    };
    let mut page = match &args.report {
        Some(path) => Some(Target::open(Some(path), &inputs)?),
        None => None,
    };
    let to_terminal = args.output.is_none() && std::io::stdout().is_terminal();
    let plan = Plan {
        engine: &engine,
        rows: Rows::new(args.format, to_terminal),
        tally: args.format == Format::Summary || page.is_some(),
        suppressions: dead.is_some(),
    };
    target.write(&plan.rows.head())?;

    let feed = Feed::new(args);
    let progress = progress::bar(args, to_terminal && args.format != Format::Summary);
    let mut tally = Tally::default();
    let mut problems = 0;
    let jobs =
        args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, |n| n.get());
    pipeline::run(&feed, &plan, jobs, |batch: Batch| {
        target.write(&batch.rows)?;
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
    })?;
    progress.finish_and_clear();

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
