//! Input that nobody sends by accident: it is read within bounds, and nothing panics.

use std::time::{Duration, Instant};

use smtpcodes_extract::{Event, Limits, message};

const HEAD: &str =
    "From: MAILER-DAEMON@example.net\nTo: ann@example.net\nSubject: failure notice\n";

/// Reads on a small stack, and says how long it took.
fn read(bytes: Vec<u8>) -> (Vec<Event>, Duration) {
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || {
            let begun = Instant::now();
            let events = message::read(&bytes, &Limits::default()).unwrap_or_default();
            (events, begun.elapsed())
        })
        .expect("a thread starts")
        .join()
        .expect("reading does not panic")
}

#[track_caller]
fn is_bounded(name: &str, bytes: impl Into<Vec<u8>>) {
    let (events, took) = read(bytes.into());
    assert!(events.len() <= Limits::default().events, "{name}: {} events", events.len());
    assert!(took < Duration::from_secs(20), "{name}: took {took:?}");
}

#[test]
fn parts_within_parts() {
    let multipart: String = (0..10_000)
        .map(|i| format!("Content-Type: multipart/mixed; boundary=\"b{i}\"\n\n--b{i}\n"))
        .collect();
    is_bounded("multipart", format!("{HEAD}{multipart}\nhello\n"));
    let messages = "Content-Type: message/rfc822\n\nFrom: a@example.net\n".repeat(10_000);
    is_bounded("messages", format!("{HEAD}{messages}\nhello\n"));
    let digests = "--q\n\nContent-Type: multipart/digest; boundary=q\n\n".repeat(10_000);
    is_bounded("digests", format!("{HEAD}Content-Type: multipart/digest; boundary=q\n\n{digests}"));
    let side_by_side = "--q\n\nx\n".repeat(100_000);
    is_bounded(
        "parts",
        format!("{HEAD}Content-Type: multipart/mixed; boundary=q\n\n{side_by_side}"),
    );
}

#[test]
fn headers_of_fifty_megabytes() {
    let report = "\nUnable to deliver:\n\n<bob@example.org>:\n550 5.1.1 user unknown\n";
    for (name, filler) in [
        ("one line", "a".repeat(50 << 20)),
        ("folded", "a\n ".repeat(17 << 20)),
        ("many", "a\nX: ".repeat(10 << 20)),
    ] {
        let (events, took) = read(format!("{HEAD}X: {filler}\n{report}").into_bytes());
        assert_eq!(events.len(), 1, "{name}: the report below is still read");
        assert!(took < Duration::from_secs(20), "{name}: took {took:?}");
    }
}

#[test]
fn words_that_repeat_without_end() {
    for filler in [
        "@",
        "<",
        "550 ",
        "<a@example.org>:\n",
        "#550 ##\n",
        "a@example.org\n#550 5.1.1 x ##\n",
        ">>> RCPT To:<a@example.org>\n<<< 550\n",
        "Received: x\n",
        "<o'b@example.org>:\n",
        "a'",
        "| a@example.org | 550 x |\n",
        "Recipient: [SMTP:a@example.org]\n",
        "Reason: 550 x\n",
        "x could not be reached:\n",
        "news-owner@example.org\n",
        "\u{feff}",
        "「",
    ] {
        for before in [
            "\n",
            "\n--- Transcript of session follows ---\n",
            "Content-Type: text/html\n\n<style>",
        ] {
            is_bounded(
                filler,
                format!(
                    "{HEAD}{before}undeliverable <bob@example.org>: {}",
                    filler.repeat(300_000 / filler.len())
                ),
            );
        }
    }
}

#[test]
fn bytes_that_are_no_text() {
    is_bounded("nul", vec![0; 1 << 20]);
    is_bounded("high", vec![0xFF; 1 << 20]);
    let mut seed = 7_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    })
    .take(1 << 20)
    .collect();
    is_bounded("noise", noise.clone());
    is_bounded("noise below headers", [HEAD.as_bytes(), b"\n", &noise].concat());
    assert!(message::read(b"", &Limits::default()).is_err());
}

#[test]
fn every_cut_and_every_flipped_byte_of_a_sample_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    for name in
        ["dsn-several", "sendmail", "exchange", "lost-boundary", "notification", "html-only"]
    {
        let bytes = std::fs::read(format!("{folder}/{name}.eml")).expect("the sample exists");
        for at in (0..bytes.len()).step_by(7) {
            let _ = message::read(&bytes[..at], &Limits::default());
            let mut bent = bytes.clone();
            bent[at] ^= 0x80;
            let _ = message::read(&bent, &Limits::default());
        }
    }
}

#[test]
fn limits_are_kept_and_named() {
    let limits = Limits { message: 100, ..Limits::default() };
    let problem = message::read(&[b'a'; 101], &limits).expect_err("it is too long");
    assert_eq!(
        problem.message,
        "the message has 101 bytes, more than the limit of 100; raise it to read the message (`--max-message`)"
    );
    let few = Limits { events: 2, ..Limits::default() };
    let lines: String = (0..9).map(|i| format!("<a{i}@example.org>: 550 no such user\n")).collect();
    let events = message::read(format!("{HEAD}\nundeliverable\n\n{lines}").as_bytes(), &few);
    assert_eq!(events.expect("it is a message").len(), 2);
}

#[test]
fn every_one_of_ten_thousand_recipients() {
    let groups: String = (0..10_000)
        .map(|i| {
            format!("\nFinal-Recipient: rfc822; u{i}@example.org\nAction: failed\nStatus: 5.1.1\n")
        })
        .collect();
    let report = format!(
        "{HEAD}Content-Type: multipart/report; boundary=q\n\n--q\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example.net\n{groups}--q--\n"
    );
    let (events, took) = read(report.into_bytes());
    assert_eq!(events.len(), 10_000);
    assert!(took < Duration::from_secs(20), "took {took:?}");
}

#[test]
fn a_long_list_with_its_replies_below() {
    let list: String = (0..1_000).map(|i| format!("u{i}@example.org\n")).collect();
    let replies: String =
        (0..1_000).map(|i| format!("550 5.1.1 <u{i}@example.org> unknown\n")).collect();
    let (events, took) = read(format!("{HEAD}\nUndeliverable:\n\n{list}\n{replies}").into_bytes());
    assert_eq!(events.len(), 1_000);
    assert_eq!(events[999].text, b"550 5.1.1 <u999@example.org> unknown");
    assert_eq!(events[7].text, b"550 5.1.1 <u7@example.org> unknown");
    assert!(took < Duration::from_secs(20), "took {took:?}");
}

#[test]
fn html_that_is_nothing_but_brackets() {
    let html = format!("{HEAD}Content-Type: text/html\n");
    for tag in
        ["<", "<a", "<!", "<!--", "<head>", "<style></styl>", "<div> ", "</td>", "<a@b.example"]
    {
        is_bounded(tag, format!("{html}\n{}", tag.repeat(20_000)));
    }
}
