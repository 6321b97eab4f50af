//! `classify --format parquet`: the columns of CSV, readable whatever ended the run.

use std::fs::{self, File};
#[cfg(unix)]
use std::io::Write;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

use parquet::basic::{ConvertedType, Encoding};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

use crate::{command, run, run_with};

const INPUT: &[u8] =
    br#"{"id":"=1","text":"550 5.1.1 user unknown","recipient":"ann@example.com","time":"2026-11-24T01:02:03Z"}
{"id":{"n":1.50},"text":"452 4.2.2 mailbox full \u001b[2J \u00fc"}
{broken
{"text":"250 ok"}
"#;

fn reader(path: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(path).unwrap()).unwrap()
}

/// What a row holds, as CSV has it before it defuses formulas.
fn cells(row: &Row) -> Vec<String> {
    let cell = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::UShort(number) => number.to_string(),
        Field::UInt(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    row.get_column_iter().map(|(_, field)| cell(field)).collect()
}

#[test]
fn parquet_holds_what_csv_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.parquet");
    let input = folder.path().join("in.jsonl");
    fs::write(&input, INPUT).unwrap();
    let (name, input) = (path.to_str().unwrap(), input.to_str().unwrap());
    let told = run(&["classify", "--format", "parquet", "-o", name, input]);
    assert_eq!((told.code, told.out.as_str()), (1, ""), "{}", told.err);
    assert!(told.err.contains("in.jsonl:3: "), "{}", told.err);

    let csv = run(&["classify", "--format", "csv", input]).out;
    let mut csv = csv::Reader::from_reader(csv.as_bytes());
    let reader = reader(&path);
    let schema = reader.metadata().file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    assert_eq!(names, csv.headers().unwrap().iter().collect::<Vec<_>>());
    let rows: Vec<Vec<String>> =
        reader.get_row_iter(None).unwrap().map(|row| cells(&row.unwrap())).collect();
    assert_eq!(rows.len(), 3);
    for (row, record) in rows.iter().zip(csv.records()) {
        let record: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        let defused = record.iter().map(|cell| cell.replacen("'=", "=", 1)).collect::<Vec<_>>();
        assert_eq!(*row, defused);
    }
    assert_eq!(rows[0][0], "=1");
    assert_eq!(rows[1][0], "{\"n\":1.50}");
    assert!(rows[1][9].ends_with("\u{1b}[2J ü"));

    let column = |name: &str| names.iter().position(|column| *column == name).unwrap();
    for (name, kind) in [
        ("text", ConvertedType::UTF8),
        ("code", ConvertedType::UINT_16),
        ("retry_after", ConvertedType::UINT_32),
        ("span_end", ConvertedType::UINT_32),
    ] {
        assert_eq!(schema.column(column(name)).converted_type(), kind, "{name}");
    }
    let chunk = |name: &str| reader.metadata().row_group(0).column(column(name)).clone();
    let has_dictionary =
        |name: &str| chunk(name).encodings().any(|e| e == Encoding::RLE_DICTIONARY);
    assert!(has_dictionary("reason") && !has_dictionary("source"));
    assert!(chunk("text").compression().to_string().contains("SNAPPY"));
}

#[test]
fn rows_stay_in_order_over_many_row_groups_and_in_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.parquet");
    // an id is long at no cost
    let filler = "x".repeat(64 << 10);
    let lines = 600;
    let input: String = (0..lines)
        .map(|at| format!("{{\"id\":\"{at} {filler}\",\"text\":\"550 no\"}}\n"))
        .collect();
    let source = folder.path().join("in.jsonl");
    fs::write(&source, input).unwrap();
    let output = command()
        .args(["classify", "--jobs", "3", "--format", "parquet", source.to_str().unwrap()])
        .stdout(File::create(&path).unwrap())
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let reader = reader(&path);
    assert!(reader.num_row_groups() > 1);
    for (at, row) in reader.get_row_iter(None).unwrap().enumerate() {
        assert!(cells(&row.unwrap())[0].starts_with(&format!("{at} ")));
    }
    assert_eq!(reader.metadata().file_metadata().num_rows(), lines);
}

#[test]
fn nothing_is_a_file_without_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.parquet");
    let told = run_with(&["classify", "--format", "parquet", "-o", path.to_str().unwrap()], b"");
    assert_eq!(told.code, 0, "{}", told.err);
    let reader = reader(&path);
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), 23);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_a_file_that_can_be_read() {
    const LINE: &[u8] = br#"{"text":"550 5.1.1 user unknown","recipient":"ann@example.com"}
"#;
    let folder = tempfile::tempdir().unwrap();
    for (signal, silent) in [("INT", true), ("TERM", false)] {
        let path = folder.path().join(format!("{signal}.parquet"));
        let dead = folder.path().join(format!("{signal}.txt"));
        let mut child = command()
            .args(["classify", "--from", "jsonl", "--format", "parquet", "-o"])
            .arg(&path)
            .arg("--suppressions")
            .arg(&dead)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(LINE).unwrap();
        // the address is written behind its row
        for _ in 0..600 {
            if fs::metadata(&dead).is_ok_and(|about| about.len() > 0) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        // one pipe stays silent, the other goes on as long as somebody reads it
        let goes_on = if silent { 0 } else { 10_000_000 };
        let _ = (0..goes_on).try_for_each(|_| stdin.write_all(LINE));
        for _ in 0..600 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        // one that does not end fails below
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("interrupted"), "{told}");
        let reader = reader(&path);
        assert!(reader.metadata().file_metadata().num_rows() > 0);
        for row in reader.get_row_iter(None).unwrap() {
            assert_eq!(cells(&row.unwrap())[9], "550 5.1.1 user unknown");
        }
        drop(stdin);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_no_binary() {
    let program = env!("CARGO_BIN_EXE_smtpcodes");
    let line = format!("{program} classify --format parquet /dev/null");
    let output = std::process::Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("-o FILE") && !told.contains("PAR1"), "{told}");
}
