//! What criterion measured, and tables of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Error;

/// One result of criterion.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What was compared.
    pub group: String,
    /// Who did it.
    pub name: String,
    /// Nanoseconds for each thing (text, reply, code) of one round; the median.
    pub nanoseconds: f64,
}

/// Gives all results of the last run, by group and name.
pub fn measured() -> Result<Vec<Measured>, Error> {
    let mut all = Vec::new();
    for group in folders(&folder())? {
        for benchmark in folders(&group)? {
            let new = benchmark.join("new");
            if new.join("estimates.json").is_file() {
                all.push(one(&new)?);
            }
        }
    }
    all.sort_by(|a, b| (&a.group, &a.name).cmp(&(&b.group, &b.name)));
    Ok(all)
}

/// Where criterion leaves its results.
fn folder() -> PathBuf {
    let target = || {
        std::env::var_os("CARGO_TARGET_DIR").map(|target| PathBuf::from(target).join("criterion"))
    };
    std::env::var_os("CRITERION_HOME")
        .map(PathBuf::from)
        .or_else(target)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/criterion"))
}

fn folders(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect())
}

fn one(new: &Path) -> Result<Measured, Error> {
    let read = |file: &str| -> Result<Value, Error> {
        Ok(serde_json::from_str(&fs::read_to_string(new.join(file))?)?)
    };
    let (about, estimates) = (read("benchmark.json")?, read("estimates.json")?);
    let word = |key: &str| about[key].as_str().unwrap_or_default().to_owned();
    let round = estimates["median"]["point_estimate"].as_f64().ok_or("criterion gave no median")?;
    let things = about["throughput"]["Elements"].as_f64().unwrap_or(1.0);
    Ok(Measured { group: word("group_id"), name: word("function_id"), nanoseconds: round / things })
}

/// Prints a table in Markdown; the first row is the head.
pub fn table(rows: &[Vec<String>]) {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
        println!("| {} |", cells.join(" | "));
        if at == 0 {
            let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
            println!("|-{}-|", rules.join("-|-"));
        }
    }
}
