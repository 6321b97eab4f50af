//! `watch`: logs that grow, rotate, vanish and come back, pipes, the live screen, and the metrics.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::{Run, command, run, run_with};

/// Looks at a condition; more than anything here can take, so that a test ends which would wait for ever.
const LOOKS: usize = 3000;
const LOOK: Duration = Duration::from_millis(20);

fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..LOOKS {
        if condition() {
            return;
        }
        thread::sleep(LOOK);
    }
    panic!("waited in vain until {what}");
}

/// A stream of the command, collected as it comes.
struct Collected {
    text: Arc<Mutex<Vec<u8>>>,
    thread: JoinHandle<()>,
}

impl Collected {
    fn new(mut stream: impl Read + Send + 'static) -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&text);
        let thread = thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(got @ 1..) = stream.read(&mut piece) {
                kept.lock().unwrap().extend_from_slice(&piece[..got]);
            }
        });
        Self { text, thread }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.text.lock().unwrap()).into_owned()
    }

    fn end(self) -> String {
        self.thread.join().unwrap();
        String::from_utf8(self.text.lock().unwrap().clone()).unwrap()
    }
}

/// A process that does not outlive its test, even one that fails.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The command at work.
struct Watching {
    child: Ended,
    out: Collected,
    err: Collected,
}

impl Watching {
    fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = Collected::new(child.stdout.take().unwrap());
        let err = Collected::new(child.stderr.take().unwrap());
        Self { child: Ended(child), out, err }
    }

    /// Watches logs, with metrics at a free port, until they are there.
    fn logs(logs: &[&Path], more: &[&str]) -> Self {
        let mut command = command();
        command.arg("watch").args(logs).args(["--interval", "1", "--metrics", "0"]).args(more);
        let watching = Self::start(command);
        wait_until("the metrics are served", || watching.err.text().contains("/metrics\n"));
        watching
    }

    fn address(&self) -> String {
        let err = self.err.text();
        let (_, rest) = err.split_once("metrics at http://").unwrap();
        rest.split_once("/metrics").unwrap().0.to_owned()
    }

    fn ask(&self, request: &str) -> String {
        let mut client = TcpStream::connect(self.address()).unwrap();
        // so that a server that never answers fails the test instead of stopping it
        client.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        client.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        answer
    }

    fn metrics(&self) -> String {
        self.ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    /// Waits until a counter without labels has reached a number.
    fn wait_for(&self, counter: &str, number: u64) {
        let line = format!("\nsmtpcodes_{counter} {number}\n");
        wait_until(&line, || self.metrics().contains(&line));
    }

    fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.child.0.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    fn end(mut self) -> Run {
        let code = self.child.0.wait().unwrap().code().unwrap();
        Run { code, out: self.out.end(), err: self.err.end() }
    }

    fn stop(self) -> Run {
        self.terminate();
        self.end()
    }
}

/// A folder with a log in it.
struct Log {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Log {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mail.log");
        Self { _folder: folder, path }
    }

    fn with(text: &str) -> Self {
        let log = Self::new();
        log.append(text);
        log
    }

    fn append(&self, text: &str) {
        append(&self.path, text);
    }
}

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn refused(name: &str) -> String {
    format!(
        "Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<{name}@example.com>, relay=mx.example.com[192.0.2.1]:25, \
         delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 \
         <{name}@example.com>: user unknown (in reply to RCPT TO command))\n"
    )
}

fn deferred(name: &str) -> String {
    format!(
        "Nov 24 00:16:20 mx1 postfix/smtp[78]: 4B1E: to=<{name}@example.org>, relay=mx.example.org[192.0.2.3]:25, \
         delay=1.2, delays=0/0/1/0.2, dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.3] said: 452 4.2.2 \
         mailbox full (in reply to RCPT TO command))\n"
    )
}

const SENT: &str = "Nov 24 00:16:19 mx1 postfix/smtp[77]: 4B1D: to=<bob@example.net>, \
     relay=mx.example.net[192.0.2.2]:25, delay=1.2, delays=0/0/1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n";
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

#[test]
fn a_pipe_ends_with_its_input_and_is_known_by_its_content() {
    let deep = deferred("cat").repeat(3);
    let event = r#"{"event":"bounce","email":"ann@example.com","sg_event_id":"x","reason":"550 5.1.1 user unknown","type":"bounce"}"#;
    let delivered = r#"{"text":"250 ok","kind":"delivered"}"#;
    for (input, arguments, code, told) in [
        (deep.as_str(), &[][..], 0, "3  failures and delays"),
        (deep.trim_end(), &["-"], 0, "3  failures and delays"),
        ("\n\n550 user unknown\n452-mailbox\n452 full\n250 ok\n", &[], 0, "Read           3"),
        (&format!("{event}\n{delivered}\n{event}\n"), &[], 0, "Delivered      1"),
        (&format!("{event}\n{{\"cut\n{event}\n"), &[], 1, "Unreadable     1"),
        (event, &["--from", "replies"], 0, "Read           1"),
        ("", &[], 0, "0  failures and delays"),
    ] {
        let arguments: Vec<_> = ["watch"].iter().chain(arguments).copied().collect();
        let run = run_with(&arguments, input.as_bytes());
        assert_eq!(run.code, code, "{input}: {}", run.err);
        assert!(run.out.contains(told), "{told} is not in\n{}", run.out);
    }
}

#[test]
fn rules_of_the_users_own_count() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.yaml");
    let own = "- id: ours-parking\n  reason: domain_no_mail\n  any: [\"this domain is parked\"]\n  \
               accepts: [\"550 this domain is parked\"]\n  source: ours\n";
    fs::write(&rules, own).unwrap();
    let arguments = ["watch", "--rules", rules.to_str().unwrap()];
    let run = run_with(&arguments, b"550 this domain is parked\n");
    assert!(run.out.contains("domain_no_mail"), "{}{}", run.out, run.err);
}

#[test]
fn what_cannot_be_watched_is_said_at_once() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    for (arguments, told) in [
        (&["watch", "--metrics", &port][..], "cannot be served at 127.0.0.1"),
        (&["watch", "--metrics", ":9925"], "write 0.0.0.0"),
        (&["watch", "--metrics", name], "name it before `--metrics`"),
        (&["watch", name], "is a folder"),
        (&["watch", "--interval", "0"], "0 is not in 1.."),
        (&["watch", "--from", "message"], "invalid value 'message'"),
        (&["watch", "--rules", "no.yaml"], "no.yaml cannot be read"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(told), "{told} is not in\n{}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
    }
}

#[test]
fn the_metrics_answer_what_is_asked_and_no_more() {
    let log = Log::with("");
    let watching = Watching::logs(&[&log.path], &[]);
    let long = format!("GET /metrics HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    let posted =
        format!("POST /metrics HTTP/1.1\r\nContent-Length: 9000\r\n\r\n{}", "x".repeat(9000));
    for (request, status, told) in [
        ("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK", "\nsmtpcodes_build_info{version="),
        ("GET /metrics?x=y HTTP/1.0\r\n\r\n", "200 OK", "Content-Type: text/plain; version=0.0.4"),
        ("GET / HTTP/1.1\r\n\r\n", "404 Not Found", "the metrics are at /metrics\n"),
        ("GET /metrics/../etc/passwd HTTP/1.1\r\n\r\n", "404 Not Found", "are at /metrics\n"),
        ("DELETE /metrics HTTP/1.1\r\n\r\n", "405 Method Not Allowed", "Allow: GET, HEAD\r\n"),
        (&posted, "405 Method Not Allowed", "read only"),
        ("\x16\x03\x01 hello\r\n\r\n", "400 Bad Request", "GET /metrics\n"),
        (&long, "431 Request Header Fields Too Large", "too long"),
    ] {
        let answer = watching.ask(request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{request}: {answer}");
        assert!(answer.contains(told), "{told} is not in\n{answer}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{answer}");
    }
    let head = watching.ask("HEAD /metrics HTTP/1.1\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    assert!(!head.contains("Content-Length: 0"), "{head}");
    assert_eq!(watching.stop().code, 0);
}

#[test]
fn clients_that_say_nothing_stop_neither_the_watching_nor_others_for_long() {
    let log = Log::with("");
    let watching = Watching::logs(&[&log.path], &[]);
    let mut silent: Vec<_> =
        (0..12).map(|_| TcpStream::connect(watching.address()).unwrap()).collect();
    silent[0].write_all(b"GET /met").unwrap();
    log.append(&refused("ann"));
    let told = "lines 1, delivered 0, failures and delays 1 (";
    wait_until("the failure is told", || watching.out.text().contains(told));
    watching.wait_for("lines_total", 1);
    assert_eq!(watching.stop().code, 0);
}

#[test]
fn a_terminal_shows_a_live_screen_and_gets_its_own_back() {
    let log = Log::with("");
    let evil = refused("\x1b[2J\x1b]0;gotcha\x07evil");
    let mut script = Command::new("script");
    let line = format!(
        "stty rows 30 cols 70; exec {} watch '{}'",
        env!("CARGO_BIN_EXE_smtpcodes"),
        log.path.display()
    );
    script.args(["-qefc", &line, "/dev/null"]).env("NO_COLOR", "1").env("TERM", "xterm");
    let mut watching = Watching::start(script);
    wait_until("the screen is open", || watching.out.text().contains("\x1b[?1049h"));
    log.append(&(evil + &deferred("cat")));
    wait_until("the newest refusal is shown", || watching.out.text().contains("cat@example.org"));
    let mut keys = watching.child.0.stdin.take().unwrap();
    keys.write_all(b"\x03").unwrap();
    let run = watching.end();
    assert_eq!(run.code, 0, "{}", run.out);
    let (screen, after) = run.out.split_once("\x1b[?7h\x1b[?25h\x1b[?1049l").unwrap();
    assert!(after.contains("2  failures and delays"), "{after}");
    assert!(screen.contains("mailbox_unknown, 1/min"), "{screen}");
    assert!(screen.contains("␛[2J␛]0;gotcha␇evil@example.com"), "{screen}");
    // nothing but what the screen itself needs; above all no colour and nothing of the server's
    let frames = screen.replace("\x1b[?1049h\x1b[?25l\x1b[?7l", "").replace("^C", "");
    let frames =
        ["\x1b[H", "\x1b[K", "\x1b[J"].iter().fold(frames, |rest, own| rest.replace(own, ""));
    assert!(!frames.contains(['\x1b', '\x07']), "{frames:?}");
    for line in frames.lines() {
        assert!(line.chars().count() <= 70, "{line}");
    }
}
