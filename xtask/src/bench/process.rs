//! Times whole processes from outside: wall clock, processor and peak memory.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What one run of a process took.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) wall: Duration,
    /// User and system time of all its threads.
    pub(super) processor: Duration,
    pub(super) peak_bytes: u64,
}

/// Runs a process to its end, with its output in a file.
///
/// # Errors
/// It cannot be started, or does not succeed.
pub(super) fn timed(command: &mut Command, output: &Path) -> Result<Run, String> {
    let file = File::create(output).map_err(|error| format!("{}: {error}", output.display()))?;
    let start = Instant::now();
    let started = command.stdout(Stdio::from(file)).spawn();
    let child = started.map_err(|error| format!("{command:?}: {error}"))?;
    let ended = child.wait4().map_err(|error| format!("{command:?}: {error}"))?;
    let wall = start.elapsed();
    if !ended.status.success() {
        return Err(format!("{command:?} ended with {}", ended.status));
    }
    let used = ended.rusage;
    Ok(Run { wall, processor: used.utime + used.stime, peak_bytes: used.maxrss })
}

/// Runs of one process, in alternation with those of others.
pub(super) struct Runs {
    pub(super) who: &'static str,
    runs: Vec<Run>,
}

impl Runs {
    pub(super) fn new(who: &'static str) -> Self {
        Self { who, runs: Vec::new() }
    }

    pub(super) fn add(&mut self, run: Run) {
        self.runs.push(run);
    }

    pub(super) fn count(&self) -> usize {
        self.runs.len()
    }

    pub(super) fn wall(&self) -> f64 {
        self.median(|run| run.wall)
    }

    pub(super) fn processor(&self) -> f64 {
        self.median(|run| run.processor)
    }

    pub(super) fn peak_bytes(&self) -> u64 {
        self.runs.iter().map(|run| run.peak_bytes).max().unwrap_or(0)
    }

    /// The middle one, in seconds.
    fn median(&self, of: fn(&Run) -> Duration) -> f64 {
        let mut all: Vec<f64> = self.runs.iter().map(|run| of(run).as_secs_f64()).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(0.0)
    }
}
