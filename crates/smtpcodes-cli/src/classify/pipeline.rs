//! One thread reads, several classify, one writes in the order of the input. Memory is bounded by what is under way.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use smtpcodes_extract::pieces::Piece;
use smtpcodes_extract::{Limits, Problem};

use super::feed::Feed;
use crate::engine::Engine;
use crate::output::{Rows, Suppressions, Tally};
use crate::record::{Record, Row};
use crate::stop::Stop;

/// What is made of each record.
#[derive(Debug)]
pub struct Plan<'a> {
    pub engine: &'a Engine,
    pub rows: Rows,
    /// Count, for the summary and the report.
    pub tally: bool,
    /// Collect dead addresses.
    pub suppressions: bool,
}

/// What became of one piece of work.
#[derive(Debug, Default)]
pub struct Batch {
    pub rows: Vec<u8>,
    pub dead: String,
    pub problems: Vec<Problem>,
    pub tally: Tally,
}

/// Pieces of the input, and where their result is awaited.
struct Job {
    work: Vec<Piece>,
    result: SyncSender<Batch>,
}

/// Hands work to the threads that classify; the order of the calls is the order of the output.
pub struct Hands {
    jobs: SyncSender<Job>,
    order: SyncSender<Receiver<Batch>>,
}

/// Nobody waits for results any more.
#[derive(Debug)]
pub struct Closed;

impl Hands {
    /// Hands over some pieces; waits while enough is under way.
    pub fn over(&self, work: Vec<Piece>) -> Result<(), Closed> {
        let (result, awaited) = sync_channel(1);
        self.order.send(awaited).map_err(|_| Closed)?;
        self.jobs.send(Job { work, result }).map_err(|_| Closed)
    }
}

/// Runs everything; `write` gets the batches in the order of the input.
pub fn run(
    feed: &Feed,
    plan: &Plan<'_>,
    jobs: usize,
    mut write: impl FnMut(Batch) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let (job_sender, job_receiver) = sync_channel::<Job>(jobs);
    let (order_sender, order) = sync_channel(jobs * 2);
    let job_receiver = Mutex::new(job_receiver);
    thread::scope(|scope| {
        let hands = Hands { jobs: job_sender, order: order_sender };
        scope.spawn(move || feed.run(&hands));
        for _ in 0..jobs {
            scope.spawn(|| {
                let limits = Limits::default();
                while let Some(job) = next(&job_receiver) {
                    let batch = classify(job.work, plan, &limits);
                    // nobody waits when the output has been closed
                    let _ = job.result.send(batch);
                }
            });
        }
        // leaving by `?` drops `order`, which ends the threads
        let order = order;
        for awaited in &order {
            let batch = awaited.recv().map_err(|_| {
                Stop::Failed(
                    "a thread that classifies has ended early; this is a defect".to_owned(),
                )
            })?;
            write(batch)?;
        }
        Ok(())
    })
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn classify(work: Vec<Piece>, plan: &Plan<'_>, limits: &Limits) -> Batch {
    let mut batch = Batch::default();
    for piece in work {
        piece.read(limits, &mut |found| match found {
            Ok(event) => {
                let source = Arc::clone(&event.source);
                add(&Record::from(event), &source, plan, &mut batch);
            }
            Err(problem) => batch.problems.push(problem),
        });
    }
    batch
}

fn add(record: &Record, source: &str, plan: &Plan<'_>, batch: &mut Batch) {
    let row = Row::new(record, source, plan.engine);
    if let Err(error) = plan.rows.row(&row, &mut batch.rows) {
        let problem = Problem::new(row.source.clone(), format!("cannot be written: {error}"));
        batch.problems.push(problem);
    }
    if plan.tally {
        batch.tally.add(&row);
    }
    if plan.suppressions {
        batch.dead.extend(Suppressions::line(&row));
    }
}
