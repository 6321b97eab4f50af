//! The bulk command as a whole process: a Postfix log and a folder of bounce messages, beside what people use for them.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::process::{Runs, timed};
use super::{Bench, Peer, SISIMAI};

const PFLOGSUMM: Peer = Peer {
    name: "pflogsumm",
    program: "pflogsumm",
    probe: &["--version"],
    install: "apt-get install -y pflogsumm",
};

/// How much is read, and how often.
struct Size {
    log: u64,
    stream: u64,
    messages: usize,
    /// Messages for a peer that takes a millisecond for each.
    few_messages: usize,
    rounds: usize,
    /// Rounds of a peer that takes minutes for one.
    slow_rounds: usize,
}

const FULL: Size = Size {
    log: 1_000_000_000,
    stream: 10_000_000_000,
    messages: 100_000,
    few_messages: 10_000,
    rounds: 5,
    slow_rounds: 1,
};

const SMOKE: Size = Size {
    log: 3_000_000,
    stream: 3_000_000,
    messages: 300,
    few_messages: 300,
    rounds: 1,
    slow_rounds: 1,
};

/// Measures both, and prints one closing table.
pub(super) fn run(bench: &Bench) -> Result<Vec<&'static Peer>, String> {
    let size = if bench.smoke { SMOKE } else { FULL };
    let folder = bench.target.join("bench-bulk");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    bench.finish(bench.command("cargo").args([
        "build",
        "-q",
        "--release",
        "-p",
        "smtpcodes-cli",
    ]))?;
    let build = ["build", "-q", "--release", "-p", "smtpcodes-bench"];
    bench.finish(bench.command("cargo").args(build))?;
    let place = Place { bench, size, folder };
    let mut missing = Vec::new();
    let mut rows = place.log(&mut missing)?;
    rows.push(place.stream()?);
    rows.extend(place.messages()?);
    rows.extend(place.few_messages(&mut missing)?);
    print(&rows);
    // gigabytes that nobody needs any more
    fs::remove_dir_all(&place.folder).map_err(|error| error.to_string())?;
    Ok(missing)
}

struct Place<'a> {
    bench: &'a Bench,
    size: Size,
    folder: PathBuf,
}

/// A line of the closing table.
struct Row {
    what: &'static str,
    runs: Runs,
    /// What was read, and of what.
    amount: f64,
    unit: &'static str,
    /// Wall time of ours on the same input.
    ours: f64,
}

impl Place<'_> {
    fn program(&self, name: &str) -> Command {
        self.bench.command(self.bench.target.join("release").join(name))
    }

    fn classify(&self, input: &Path) -> Command {
        let mut command = self.program("smtpcodes");
        command.arg("classify").arg(input);
        command
    }

    /// A log in a file: ours, a search for one word, and the summary that Postfix' users know.
    fn log(&self, missing: &mut Vec<&'static Peer>) -> Result<Vec<Row>, String> {
        println!("\n-- a log of {} MB", self.size.log / 1_000_000);
        let (log, out) = (self.folder.join("mail.log"), self.folder.join("out"));
        let file = File::create(&log).map_err(|error| error.to_string())?;
        let mut write = self.program("smtpcodes-bench");
        self.bench.finish(write.arg("log").arg(self.size.log.to_string()).stdout(file))?;
        let has_pflogsumm = self.bench.has(&PFLOGSUMM);
        if !has_pflogsumm {
            missing.push(&PFLOGSUMM);
        }
        let (mut ours, mut grep, mut summary) =
            (Runs::new("smtpcodes classify"), Runs::new("grep -c status="), Runs::new("pflogsumm"));
        for round in 0..self.size.rounds {
            ours.add(timed(&mut self.classify(&log), &out)?);
            let mut search = self.bench.command("grep");
            grep.add(timed(search.args(["-c", "status="]).arg(&log), &out)?);
            if has_pflogsumm && round < self.size.slow_rounds {
                summary.add(timed(self.bench.command("pflogsumm").arg(&log), &out)?);
            }
        }
        Ok(rows("log", self.size.log as f64 / 1e6, "MB", vec![ours, grep, summary]))
    }

    /// A log in a pipe, far larger than memory may be.
    fn stream(&self) -> Result<Row, String> {
        println!("-- a stream of {} MB", self.size.stream / 1_000_000);
        let mut write = self.program("smtpcodes-bench");
        let mut writer = write
            .arg("log")
            .arg(self.size.stream.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let pipe = writer.stdout.take().ok_or("the log has no pipe")?;
        let mut command = self.classify(Path::new("-"));
        let mut runs = Runs::new("smtpcodes classify");
        // the result would fill the disk
        let ran = timed(command.stdin(pipe), Path::new("/dev/null"));
        let ended = writer.wait().map_err(|error| error.to_string())?;
        runs.add(ran?);
        if !ended.success() {
            return Err(format!("the stream was cut short: {ended}"));
        }
        let ours = runs.wall();
        Ok(Row {
            what: "log in a pipe",
            runs,
            amount: self.size.stream as f64 / 1e6,
            unit: "MB",
            ours,
        })
    }

    /// Writes so many messages into a folder.
    fn write_messages(&self, name: &str, count: usize) -> Result<PathBuf, String> {
        let folder = self.folder.join(name);
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut write = self.program("smtpcodes-bench");
        self.bench.finish(write.arg("bounces").arg(&folder).arg(count.to_string()))?;
        Ok(folder)
    }

    fn messages(&self) -> Result<Vec<Row>, String> {
        println!("-- {} messages", self.size.messages);
        let folder = self.write_messages("messages", self.size.messages)?;
        let mut ours = Runs::new("smtpcodes classify");
        for _ in 0..self.size.rounds {
            ours.add(timed(&mut self.classify(&folder), &self.folder.join("out"))?);
        }
        Ok(rows("messages", self.size.messages as f64, "messages", vec![ours]))
    }

    /// Fewer messages: ours and Sisimai, which must not find a recipient that we do not.
    fn few_messages(&self, missing: &mut Vec<&'static Peer>) -> Result<Vec<Row>, String> {
        println!("-- {} messages", self.size.few_messages);
        let folder = self.write_messages("few-messages", self.size.few_messages)?;
        let (ours_out, theirs_out) = (self.folder.join("ours"), self.folder.join("theirs"));
        let has_sisimai = self.bench.has(&SISIMAI);
        if !has_sisimai {
            missing.push(&SISIMAI);
        }
        let (mut ours, mut theirs) = (Runs::new("smtpcodes classify"), Runs::new("Sisimai"));
        for round in 0..self.size.rounds {
            ours.add(timed(&mut self.classify(&folder), &ours_out)?);
            if has_sisimai && round < self.size.rounds.div_ceil(2) {
                let mut perl = self.bench.command("perl");
                perl.arg("bench/peers/sisimai_mail.pl").arg(&folder);
                theirs.add(timed(&mut perl, &theirs_out)?);
            }
        }
        if has_sisimai {
            compare(&ours_out, &theirs_out)?;
        }
        Ok(rows("fewer messages", self.size.few_messages as f64, "messages", vec![ours, theirs]))
    }
}

/// Makes the lines of those that ran; ours stands first.
fn rows(what: &'static str, amount: f64, unit: &'static str, runs: Vec<Runs>) -> Vec<Row> {
    let ours = runs.first().map_or(0.0, Runs::wall);
    let ran = runs.into_iter().filter(|runs| runs.count() > 0);
    ran.map(|runs| Row { what, runs, amount, unit, ours }).collect()
}

/// Fails where the other one found a recipient that ours did not.
fn compare(ours: &Path, theirs: &Path) -> Result<(), String> {
    let lines = |path: &Path| {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        BufReader::new(file).lines().collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())
    };
    let mut found = HashSet::new();
    for line in lines(ours)? {
        let row: serde_json::Value = serde_json::from_str(&line).map_err(|e| e.to_string())?;
        if let (Some(source), Some(recipient)) = (row["source"].as_str(), row["recipient"].as_str())
        {
            found.insert(format!("{source}\t{}", recipient.to_lowercase()));
        }
    }
    let expected = lines(theirs)?;
    if expected.is_empty() {
        return Err("Sisimai found nobody, so there is nothing to compare with".to_owned());
    }
    let lost: Vec<_> =
        expected.iter().filter(|line| !found.contains(&line.to_lowercase())).take(10).collect();
    println!("recipients: ours {}, Sisimai {}", found.len(), expected.len());
    if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("found by Sisimai and not by ours: {lost:#?}"))
    }
}

/// Prints the closing table; times are medians, memory is the peak of all runs.
fn print(rows: &[Row]) {
    println!("\n== bulk, whole processes");
    println!(
        "| {:<14} | {:<18} | {:>4} | {:>8} | {:>8} | {:>16} | {:>8} | {:>12} |",
        "what", "who", "runs", "wall s", "cpu s", "each second", "peak MiB", "time to ours"
    );
    println!(
        "|-{0:-<14}-|-{0:-<18}-|-{0:-<4}-|-{0:-<8}-|-{0:-<8}-|-{0:-<16}-|-{0:-<8}-|-{0:-<12}-|",
        ""
    );
    for row in rows {
        let wall = row.runs.wall();
        println!(
            "| {:<14} | {:<18} | {:>4} | {:>8.3} | {:>8.3} | {:>16} | {:>8.1} | {:>12.2} |",
            row.what,
            row.runs.who,
            row.runs.count(),
            wall,
            row.runs.processor(),
            format!("{:.0} {}", row.amount / wall, row.unit),
            row.runs.peak_bytes() as f64 / f64::from(1 << 20),
            wall / row.ours,
        );
    }
}
