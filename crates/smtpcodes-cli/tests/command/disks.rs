//! A disk that fills while rows are written: what is there stays valid, and the message says how much.
#![cfg(unix)]

use std::fs::{self, File};
use std::path::Path;
use std::process::Output;

use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::{command, run_with};

/// Lines of input, each with a name of its own so that nothing shrinks much.
const LINES: usize = 40_000;

/// Runs where no file may have more than 512 times so many bytes, which is what a full disk looks like.
fn run_on_a_full_disk(folder: &Path, blocks: u32, rest: &str) -> Output {
    let input = folder.join("in.txt");
    if !input.exists() {
        let lines: String = (0..LINES)
            .map(|at| format!("550 5.1.1 <u{at:x}x{:x}> unknown\n", at * at * 7919))
            .collect();
        fs::write(&input, lines).unwrap();
    }
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" classify in.txt {rest}");
    std::process::Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_smtpcodes")])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn only_whole_rows_are_left() {
    let folder = tempfile::tempdir().unwrap();
    for (format, rest) in [
        ("jsonl", "-o out"),
        ("csv", "-o out"),
        // a shell that sends standard output to a file
        ("jsonl", "> out"),
        ("csv", ">> out"),
    ] {
        let out = folder.path().join("out");
        let before = if rest.starts_with(">>") { "what was there\n" } else { "" };
        fs::write(&out, before).unwrap();
        // the shell opens the file before the limit matters
        let output = run_on_a_full_disk(folder.path(), 3000, &format!("--format {format} {rest}"));
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{format} {rest}: {told}");
        let written = fs::read_to_string(&out).unwrap();
        let rows = written.strip_prefix(before).unwrap();
        assert!(rows.len() > 100_000 && rows.ends_with('\n'), "{format} {rest}: {}", rows.len());
        match format {
            "jsonl" => assert!(
                rows.lines().all(|row| serde_json::from_str::<serde_json::Value>(row).is_ok())
            ),
            _ => {
                assert!(csv::Reader::from_reader(rows.as_bytes()).records().all(|row| row.is_ok()))
            }
        }
        let name = if rest.starts_with('>') { "standard output" } else { "out" };
        let tells = format!(
            "{name} cannot be written any further: File too large (os error 27). Its first {} bytes are written, and valid",
            rows.len()
        );
        assert!(told.contains(&tells), "{format} {rest}: {told}");
    }
}

#[test]
fn parquet_keeps_the_row_groups_that_fit_and_gets_its_footer() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // rows that fill several groups
    let filler = "abcdefghij".repeat(6 << 10);
    let lines: String =
        (0..900).map(|at| format!("{{\"id\":\"{at} {filler}\",\"text\":\"550 no\"}}\n")).collect();
    fs::write(folder.join("in.txt"), lines).unwrap();
    let whole = run_on_a_full_disk(folder, 1_000_000, "--format parquet -o whole");
    assert_eq!(whole.status.code(), Some(0));
    let read = |name: &str| SerializedFileReader::new(File::open(folder.join(name)).unwrap());
    let groups = read("whole").unwrap().metadata().row_groups().to_vec();
    assert!(groups.len() > 2, "{}", groups.len());
    let end = |group: usize| 4 + groups[..group].iter().map(|g| g.compressed_size()).sum::<i64>();
    for (limit, kept) in [
        // within the third group
        (end(2) + groups[2].compressed_size() / 2, 2),
        // within the footer behind the second
        (end(2) + 512, 1),
        // within the first
        (groups[0].compressed_size() / 2, 0),
    ] {
        let blocks = u32::try_from(limit / 512).unwrap();
        let cut = run_on_a_full_disk(folder, blocks, "--format parquet -o cut");
        let told = String::from_utf8(cut.stderr).unwrap();
        assert_eq!(cut.status.code(), Some(1), "{told}");
        let reader = read("cut").unwrap();
        assert_eq!(reader.num_row_groups(), kept, "{told}");
        let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap).count();
        assert_eq!(rows as i64, groups[..kept].iter().map(|group| group.num_rows()).sum::<i64>());
        let tells = match rows {
            0 => "None of its rows could be kept".to_owned(),
            _ => format!("Its first {rows} rows are written, and valid"),
        };
        assert!(told.contains("File too large") && told.contains(&tells), "{told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told() {
    let full = run_with(&["classify", "-o", "/dev/full"], b"550 5.1.1 user unknown\n");
    assert_eq!(full.code, 1);
    assert!(
        full.err.contains("/dev/full") && full.err.contains("first 0 bytes are written"),
        "{}",
        full.err
    );
    let columns =
        run_with(&["classify", "--format", "parquet", "-o", "/dev/full"], b"550 user unknown\n");
    assert_eq!(columns.code, 1);
    assert!(columns.err.contains("None of its rows"), "{}", columns.err);
    let redirected = command()
        .args(["classify", "--format", "csv"])
        .stdin(std::process::Stdio::null())
        .stdout(File::create("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(redirected.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&redirected.stderr).contains("standard output cannot"));
}
