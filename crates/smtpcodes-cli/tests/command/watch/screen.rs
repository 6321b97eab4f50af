//! The live screen.

use std::io::Write;
use std::process::Command;

use super::log::{Log, deferred, refused};
use super::watching::{Watching, wait_until};

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
