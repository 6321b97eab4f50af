//! CSV, summary and report, and where they go.

use std::fs;

use crate::run_with;

#[test]
fn csv_defuses_formulas() {
    let input = r#"{"id":"=1+1","text":"550 user unknown","recipient":"=cmd|'/c calc'!A1@example.com","remote_host":"+mx.example.com"}
{"id":7,"text":"@SUM(A1) user unknown","recipient":"-ann@example.com"}
{"text":"\tuser unknown"}
{"text":"550 \"quoted\", with comma\nand line"}
"#;
    let run = run_with(&["classify", "--from", "jsonl", "--format", "csv"], input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let columns = reader.headers().unwrap().clone();
    assert_eq!(&columns[0], "id");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
    }
    let cell = |row: usize, name: &str| {
        rows[row].get(columns.iter().position(|column| column == name).unwrap()).unwrap().to_owned()
    };
    assert_eq!(cell(0, "id"), "'=1+1");
    assert_eq!(cell(0, "recipient"), "'=cmd|'/c calc'!A1@example.com");
    assert_eq!(cell(1, "id"), "7");
    assert_eq!(cell(1, "text"), "'@SUM(A1) user unknown");
    assert_eq!(cell(3, "text"), "550 \"quoted\", with comma\nand line");
    assert_eq!(cell(0, "reason"), "mailbox_unknown");
    assert_eq!(cell(0, "bounce"), "hard");
}

#[test]
fn a_summary_counts_and_advises() {
    let input = "550 5.1.1 user unknown\n".repeat(3) + "452 4.2.2 mailbox full\n250 ok\n";
    let run = run_with(&["classify", "--format", "summary"], input.as_bytes());
    assert_eq!(run.code, 0);
    for words in ["4  failures", "3  75.0%", "mailbox_unknown", "Whose fault", "What to fix first"]
    {
        assert!(run.out.contains(words), "{words} is missing:\n{}", run.out);
    }
    assert!(!run.out.contains('\x1b'));
    let nothing = run_with(&["classify", "--format", "summary"], b"");
    assert_eq!(nothing.code, 0);
    assert!(nothing.out.contains("0  failures"), "{}", nothing.out);
}

#[test]
fn a_file_takes_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl");
    let run = run_with(&["classify", "-o", path.to_str().unwrap()], b"550 user unknown\n");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(fs::read_to_string(&path).unwrap().starts_with("{\"source\":\"-:1\""));
}

#[test]
fn a_report_is_one_page_that_needs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    let input = r#"{"text":"550 5.1.1 <script>alert(1)</script> user unknown","recipient":"ann@example.com","time":"2026-11-01T00:00:00Z"}
{"text":"554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org","recipient":"bob@example.net","time":"2026-11-02T00:00:00Z"}
"#;
    let run = run_with(&["classify", "--report", path.to_str().unwrap()], input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.json_lines().len(), 2, "the rows are written too");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script"));
    for words in [
        "What to fix first",
        "Failures over time",
        "Reasons over time",
        "Whose fault",
        "By receiving domain",
        "example.com",
        "<mark>user unknown</mark>",
        "prefers-color-scheme: dark",
        "@media print",
        "spamhaus",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
