//! What `cargo xtask bench` needs of this crate: the texts, mail log and messages that are read, and the closing
//! table.
#![forbid(unsafe_code)]

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use smtpcodes_bench::{Error, Measured, measured, table, texts, write_bounces, write_log};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let done = match (command.as_deref(), &rest[..]) {
        (Some("texts"), []) => print_texts(),
        (Some("report"), rates) => report(rates),
        (Some("log"), [bytes]) => log(bytes),
        (Some("bounces"), [folder, count]) => bounces(Path::new(folder), count),
        _ => Err("say `texts`, `log BYTES`, `bounces FOLDER COUNT`, or `report` and perhaps rates of peers (sisimai=12.5)".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints each text as a JSON string, one a line.
fn print_texts() -> Result<(), Error> {
    for text in texts()? {
        println!("{}", serde_json::to_string(&text)?);
    }
    Ok(())
}

/// Prints a mail log of this size.
fn log(bytes: &str) -> Result<(), Error> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    write_log(&mut out, bytes.parse()?)?;
    Ok(out.flush()?)
}

/// Writes so many bounce messages into a folder.
fn bounces(folder: &Path, count: &str) -> Result<(), Error> {
    write_bounces(folder, count.parse()?)
}

/// Prints every result beside ours of the same group; `NAME=RATE` adds a peer's texts a second to `classify`.
fn report(rates: &[String]) -> Result<(), Error> {
    let mut results = measured()?;
    for rate in rates {
        let (name, rate) = rate.split_once('=').ok_or("a rate is NAME=TEXTS_PER_SECOND")?;
        let nanoseconds = 1e9 / rate.parse::<f64>()?;
        results.push(Measured { group: "classify".into(), name: name.into(), nanoseconds });
    }
    results.sort_by(|a, b| a.group.cmp(&b.group).then(a.nanoseconds.total_cmp(&b.nanoseconds)));
    let head = ["what", "who", "ns each", "each second", "time to ours"];
    let mut rows = vec![head.map(String::from).to_vec()];
    for result in &results {
        let ours = results.iter().find(|r| r.group == result.group && r.name == "smtpcodes");
        rows.push(vec![
            result.group.clone(),
            result.name.clone(),
            format!("{:.1}", result.nanoseconds),
            format!("{:.0}", 1e9 / result.nanoseconds),
            ours.map_or("-".into(), |ours| format!("{:.2}", result.nanoseconds / ours.nanoseconds)),
        ]);
    }
    table(&rows);
    Ok(())
}
