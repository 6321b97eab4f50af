//! Logs that grow, rotate, vanish and come back.

use std::fs::{self, OpenOptions};

use super::log::{Log, SENT, append, deferred, refused};
use super::watching::{Watching, wait_until};

/// What is left of a line when a disk was full.
const BROKEN: &str = "Nov 24 00:16:21 mx1 postfix/smtp[77]: 4B1F: to=<cut@example.com>, relay=none, status=bounced\n\
     Nov 24 00:16:21 mx1 postfix/smtp[77]: 4B1F: to=<cut, dsn=5.0.0, status=bounced (x)\n";

#[test]
fn a_log_is_followed_through_pieces_and_both_ways_of_rotation() {
    let log = Log::with(&refused("before"));
    let watching = Watching::logs(&[&log.path], &[]);
    // in pieces that end in the middle of lines
    let line = refused("ann");
    for piece in line.as_bytes().chunks(40) {
        log.append(std::str::from_utf8(piece).unwrap());
    }
    log.append(SENT);
    watching.wait_for("lines_total", 2);
    // renamed, and written to until the writer changes over
    let old = log.path.with_extension("log.1");
    fs::rename(&log.path, &old).unwrap();
    append(&old, &deferred("cat"));
    log.append(&refused("dan"));
    watching.wait_for("lines_total", 4);
    // copied and emptied
    fs::copy(&log.path, log.path.with_extension("log.2")).unwrap();
    OpenOptions::new().write(true).open(&log.path).unwrap().set_len(0).unwrap();
    wait_until("the emptying is seen", || watching.err.text().contains("became shorter"));
    log.append(&(BROKEN.to_owned() + &refused("eve")));
    watching.wait_for("lines_total", 7);

    let metrics = watching.metrics();
    for line in [
        "smtpcodes_replies_total{kind=\"failed\",reason=\"mailbox_unknown\",bounce=\"hard\",fault=\"recipient\",provider=\"\"} 3",
        "smtpcodes_replies_total{kind=\"delayed\",reason=\"mailbox_full\",bounce=\"soft\",fault=\"recipient\",provider=\"\"} 1",
        "smtpcodes_deliveries_total 1",
        "smtpcodes_problems_total 2",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{line} is not in\n{metrics}");
    }
    let run = watching.stop();
    assert_eq!(run.code, 0, "{}", run.err);
    let summary = run.out.split_once("4  failures and delays").unwrap().1;
    for row in ["Delivered      1", "Hard           3 (75.0%)", "Unreadable     2", "mailbox_full"]
    {
        assert!(summary.contains(row), "{row} is not in\n{summary}");
    }
    assert!(!run.out.contains('\x1b') && !run.out.contains("before@"), "{}", run.out);
    let new = run.err.matches("is a new file; the old one has been read to its end").count();
    assert_eq!((new, run.err.matches("cannot be read: expected").count()), (1, 2), "{}", run.err);
}

#[test]
fn a_line_every_interval_tells_what_is_new() {
    let log = Log::with("");
    let watching = Watching::logs(&[&log.path], &[]);
    log.append(&(deferred("cat") + &refused("ann")));
    let told = "lines 2, delivered 0, failures and delays 2 (hard 1, soft 1)";
    let new = format!("{told}; new: mailbox_full 1, mailbox_unknown 1\n");
    wait_until("the failures are told", || watching.out.text().contains(&new));
    let still = format!("{told}\n");
    wait_until("they are no longer new", || watching.out.text().contains(&still));
    assert_eq!(watching.stop().code, 0);
}

#[test]
fn what_came_just_before_the_end_counts_and_attempts_that_waited_too() {
    let log = Log::with("");
    let watching = Watching::logs(&[&log.path], &[]);
    let attempt = "Nov 24 00:16:20 mx1 postfix/smtp[9]: connect to mx.example.net[192.0.2.9]:25: Connection refused\n";
    log.append(&(refused("ann") + attempt));
    let run = watching.stop();
    assert!(run.out.contains("2  failures and delays"), "{}", run.out);
}

#[test]
fn several_logs_may_be_there_from_the_start_or_come_later() {
    let (first, later) = (Log::with(&(refused("ann") + SENT)), Log::new());
    let watching = Watching::logs(&[&first.path, &later.path], &["--from-start"]);
    watching.wait_for("lines_total", 2);
    later.append(&deferred("cat"));
    watching.wait_for("lines_total", 3);
    fs::remove_file(&later.path).unwrap();
    wait_until("it is missed", || watching.err.text().contains("is gone"));
    later.append(&deferred("dan"));
    watching.wait_for("lines_total", 4);
    let run = watching.stop();
    assert!(run.out.contains("3  failures and delays"), "{}", run.out);
    for said in ["does not exist yet", "is there now", "is gone; waiting", "is a new file"] {
        assert_eq!(run.err.matches(said).count(), 1, "{said}: {}", run.err);
    }
}

#[test]
fn a_table_is_read_by_the_columns_that_its_beginning_names() {
    let head = "type,timeLogged,orig,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta\n";
    let row = |name: &str| {
        format!(
            "b,2026-11-24 00:16:18+0000,news@example.org,{name}@example.com,failed,5.1.1,\
             smtp;550 5.1.1 user unknown,mx.example.com\n"
        )
    };
    let log = Log::with(&(head.to_owned() + &row("before")));
    let watching = Watching::logs(&[&log.path], &["--from", "maillog"]);
    log.append(&row("ann"));
    watching.wait_for("lines_total", 1);
    let run = watching.stop();
    assert!(run.out.contains("1  failures and delays"), "{}", run.out);
}
