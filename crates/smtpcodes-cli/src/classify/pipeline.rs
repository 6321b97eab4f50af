//! One thread reads, several classify, one writes in the order of the input. Memory is bounded by what is under way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use smtpcodes_extract::pieces::Piece;
use smtpcodes_extract::{Limits, Problem};

use super::feed::Feed;
use crate::engine::Engine;
use crate::interrupt::Interrupt;
use crate::output::{Ready, Rows, Suppressions, Tally};
use crate::record::{Record, Row};
use crate::stop::Stop;

/// How long Ctrl-C may have to wait where the input is silent.
const PATIENCE: Duration = Duration::from_millis(100);

/// What is made of each record.
#[derive(Debug)]
pub struct Plan<'a> {
    pub engine: &'a Engine,
    /// What one message may have.
    pub limits: Limits,
    pub rows: Rows,
    /// Count, for the summary and the report.
    pub tally: bool,
    /// Collect dead addresses.
    pub suppressions: bool,
}

/// What became of one piece of work.
#[derive(Debug, Default)]
pub struct Batch {
    pub rows: Ready,
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
    feed: &Arc<Feed>,
    plan: &Plan<'_>,
    jobs: usize,
    write: impl FnMut(Batch) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let (job_sender, job_receiver) = sync_channel(jobs);
    let (order_sender, order) = sync_channel(jobs * 2);
    let hands = Hands { jobs: job_sender, order: order_sender };
    let reader = Arc::clone(feed);
    // Nobody waits for this thread: it may hang in a pipe that stays silent.
    thread::spawn(move || reader.run(&hands));
    let job_receiver = Mutex::new(job_receiver);
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(job) = next(&job_receiver, &ended) {
                    let batch = classify(job.work, plan);
                    // nobody waits when the output has been closed
                    let _ = job.result.send(batch);
                }
            });
        }
        let written = write_all(order, &feed.interrupt, write);
        ended.store(true, Ordering::Relaxed);
        written
    })
}

/// Writes what becomes of each piece, until the input ends or is interrupted.
fn write_all(
    order: Receiver<Receiver<Batch>>,
    interrupt: &Interrupt,
    mut write: impl FnMut(Batch) -> Result<(), Stop>,
) -> Result<(), Stop> {
    loop {
        let awaited = match order.recv_timeout(PATIENCE) {
            Ok(awaited) => awaited,
            Err(RecvTimeoutError::Timeout) if !interrupt.came() => continue,
            Err(_) => return Ok(()),
        };
        let batch = awaited.recv().map_err(|_| {
            Stop::Failed("a thread that classifies has ended early; this is a defect".to_owned())
        })?;
        write(batch)?;
    }
}

/// Waits for a job, until there is nobody left who could send one, or nobody who wants the result.
fn next(jobs: &Mutex<Receiver<Job>>, ended: &AtomicBool) -> Option<Job> {
    let jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        match jobs.recv_timeout(PATIENCE) {
            Ok(job) => return Some(job),
            Err(RecvTimeoutError::Timeout) if !ended.load(Ordering::Relaxed) => {}
            Err(_) => return None,
        }
    }
}

fn classify(work: Vec<Piece>, plan: &Plan<'_>) -> Batch {
    let mut batch = Batch::default();
    for piece in work {
        piece.read(&plan.limits, &mut |found| match found {
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
