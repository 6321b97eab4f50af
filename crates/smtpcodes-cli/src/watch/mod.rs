//! `smtpcodes watch`: follows logs that grow, and shows what goes wrong as it happens.
//!
//! One thread polls the logs, classifies and counts, so that nothing is shared but the counters of the metrics. Only
//! pipes and the clients of the metrics have threads of their own, since both may keep somebody waiting.

pub mod address;
mod follow;
mod http;
mod metrics;
mod notes;
mod pipe;
mod plain;
mod screen;
mod seen;
mod source;
mod view;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use smtpcodes_extract::pieces::{Growing, Step};
use smtpcodes_extract::{Event, Problem};

use crate::args::Watch;
use crate::engine::Engine;
use crate::interrupt::Interrupt;
use crate::output::{Target, summary};
use crate::record::{Record, Row};
use crate::screen::Look;
use crate::stop::{Done, Stop, complain};

use metrics::Metrics;
use notes::Notes;
use seen::Seen;
use view::View;

/// How long to wait for more to read.
const POLL: Duration = Duration::from_millis(200);
/// How long an event waits at least for a later line that would repeat it; at most it is twice as long. Postfix gives
/// a server ten minutes to answer the end of a message, the longest of its patience.
const PATIENCE: Duration = Duration::from_secs(600);
/// Problems that are named one by one; the rest is counted.
const NAMED: u64 = 100;

/// Follows the logs until they end or somebody wants no more.
pub fn run(args: &Watch, look: Look) -> Result<Done, Stop> {
    let engine = Engine::load(args.rules.as_deref())?;
    let notes = Notes::default();
    let standard = [PathBuf::from("-")];
    let logs = if args.logs.is_empty() { &standard } else { &args.logs[..] };
    let mut sources = logs
        .iter()
        .map(|log| source::open(log, args.from.into(), args.from_start, &notes))
        .collect::<Result<Vec<_>, _>>()?;
    let metrics = Metrics::new();
    if let Some(address) = args.metrics {
        serve(address, &metrics)?;
    }
    let interval = Duration::from_secs(args.interval);
    let mut counts = Counts {
        engine: &engine,
        metrics,
        seen: Seen::default(),
        start: Instant::now(),
        view: View::open(logs, interval, look)?,
    };
    // the second screen of a terminal must be left first
    let interrupt = match counts.view.is_live() {
        true => Interrupt::listen(),
        false => Interrupt::listen_impatiently(),
    };
    counts.follow(&mut sources, &notes, &interrupt)?;

    let Counts { seen, view, .. } = counts;
    drop(view);
    let page = summary(&seen.tally, seen.delivered, seen.problems, look);
    Target::open(None, &[])?.write(page.as_bytes())?;
    // to be asked to end is how watching ends
    let whole = interrupt.came() || seen.problems == 0;
    Ok(if whole { Done::Whole } else { Done::InPart })
}

/// Serves the metrics, and says where.
fn serve(address: SocketAddr, metrics: &Metrics) -> Result<(), Stop> {
    let address = http::serve(address, metrics).map_err(|error| {
        Stop::Usage(format!(
            "the metrics cannot be served at {address}: {error}; name another port, or 0 for any that is free"
        ))
    })?;
    complain(announcement(address));
    Ok(())
}

/// Says where the metrics are, and who can read them when that is not this machine alone.
fn announcement(address: SocketAddr) -> String {
    let place = format!("metrics at http://{address}/metrics");
    match address.ip().to_canonical().is_loopback() {
        true => place,
        false => format!("{place}, which anybody can read who reaches this address from elsewhere"),
    }
}

/// What is counted, and where it is shown.
struct Counts<'a> {
    engine: &'a Engine,
    metrics: Metrics,
    seen: Seen,
    start: Instant,
    view: View,
}

impl Counts<'_> {
    /// Reads what comes until nothing more can come; what has come when the end is asked for still counts.
    fn follow(
        &mut self,
        sources: &mut [Growing],
        notes: &Notes,
        interrupt: &Interrupt,
    ) -> Result<(), Stop> {
        let mut shown = self.start;
        let mut patient = self.start;
        loop {
            let ending = interrupt.came();
            let steps: Vec<_> = sources
                .iter_mut()
                .map(|source| source.step(&mut |found| self.add(found)))
                .collect();
            if patient.elapsed() >= PATIENCE {
                patient = Instant::now();
                for source in &mut *sources {
                    source.stop_waiting(&mut |found| self.add(found));
                }
            }
            self.sum(sources);
            notes.take().into_iter().for_each(|note| self.view.note(note));
            if ending || steps.iter().all(|step| *step == Step::Ended) {
                break;
            }
            if shown.elapsed() >= self.view.period {
                shown = Instant::now();
                self.view.show(&mut self.seen, self.start.elapsed())?;
            }
            if !steps.contains(&Step::Read) {
                thread::sleep(POLL);
            }
        }
        for source in &mut *sources {
            source.finish(&mut |found| self.add(found));
        }
        self.sum(sources);
        Ok(())
    }

    fn add(&mut self, found: Result<Event, Problem>) {
        match found {
            Ok(event) => {
                let source = Arc::clone(&event.source);
                let record = Record::from(event);
                let row = Row::new(&record, &source, self.engine);
                self.metrics.row(&row);
                self.seen.add(&row, self.start.elapsed());
            }
            Err(problem) => {
                self.seen.problems += 1;
                if self.seen.problems <= NAMED {
                    // lines are counted from where the reading began, which helps nobody to find them
                    let problem = Problem { line: None, ..problem };
                    self.view.note(problem.to_string());
                }
                if self.seen.problems == NAMED {
                    self.view.note("problems like these are only counted from now on".to_owned());
                }
            }
        }
    }

    /// Adds up what the logs count themselves.
    fn sum(&mut self, sources: &[Growing]) {
        self.seen.lines = sources.iter().map(|source| source.lines()).sum();
        let by_logs: u64 = sources.iter().map(Growing::delivered).sum();
        self.seen.delivered = self.seen.told_delivered + by_logs;
        self.metrics.set(self.seen.lines, self.seen.delivered, self.seen.problems);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_others_can_reach_is_told() {
        for (address, told) in [
            ("127.0.0.1:80", false),
            ("127.9.9.9:80", false),
            ("[::1]:80", false),
            ("[::ffff:127.0.0.1]:80", false),
            ("0.0.0.0:80", true),
            ("[::]:80", true),
            ("192.0.2.1:80", true),
        ] {
            let said = announcement(address.parse().expect("it is an address"));
            assert!(said.contains(&format!("http://{address}/metrics")), "{said}");
            assert_eq!(said.contains("from elsewhere"), told, "{said}");
        }
    }
}
