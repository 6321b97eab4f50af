use crate::{events, run};
use smtpcodes_extract::log::{Format, Reader};

const GOOD: &str = "Nov 24 00:16:18 mx1 postfix/smtp[7]: A1: to=<a@example.com>, relay=none, dsn=4.4.1, status=deferred (later)";

/// One line of each format, to cut and to spoil.
const LINES: &[&str] = &[
    "Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1.7, delays=0.3/0/1/0.4, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 <ann@example.com>: no (in reply to RCPT TO command))",
    "Nov 24 00:16:18 mx1 postfix/smtp[77]: connect to mx.example.com[192.0.2.1]:25: Connection refused",
    "Nov 24 00:16:18 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from unknown[198.51.100.7]: 550 5.1.1 <x@example.com>: no; from=<s@example.net> to=<x@example.com> proto=ESMTP helo=<h>",
    "Nov 24 00:16:18 mx1 postfix/cleanup[9]: 5B: reject: header Subject: x from mail.example.net[198.51.100.7]; from=<s@example.net> to=<x@example.com> proto=ESMTP helo=<h>: 5.7.1 no",
    "2026-11-24 00:16:18 1rABCD-000000012ab-1XyZ ** ann@example.com <a@example.com> F=<s@example.net> R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1] DN=\"CN=mx: a\": SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550-5.1.1 no\\n550 5.1.1 no",
    "2026-11-24 00:16:19 1rABCD-000000012ab-1XyZ == bob@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [2001:db8::25]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: host mx [192.0.2.1]: 451 x",
    "2026-11-24 00:16:18 H=(helo) [198.51.100.7]:4321 F=<s@example.net> temporarily rejected RCPT <x@example.com>: no",
    "Nov 24 00:16:18 mx1 sm-mta[7]: 4AO: to=<ann@example.com>,<bob@example.com>, delay=1+00:04:10, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, reply=550 x, stat=User unknown",
    "Nov 24 00:16:18 mx1 sm-mta[7]: 4AO: ruleset=check_rcpt, arg1=<x@example.com>, relay=[198.51.100.7], reject=550 5.7.1 no",
    "@400000006553f10b0773594c delivery 1: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550-x/550_5.1.1_y/Giving_up_on_192.0.2.1./",
    "Nov 24 00:16:18 mx1 smtpd[7]: 5d mta delivery evpid=3d from=<n@example.net> to=<a@example.com> rcpt=<-> source=\"x\" relay=\"192.0.2.1 (mx)\" delay=6m41s result=\"PermFail\" stat=\"550 x\"",
    "Nov 24 00:16:18 mx1 smtpd[7]: 5d smtp failed-command command=\"RCPT TO:<x@example.com>\" result=\"550 no\"",
    "[NOTICE] [AB-1.1] [outbound] recipient <ann@example.com> rejected: 550 5.1.1 no",
    "level=NOTICE uuid=AB-1.6 source=outbound message=\"recipient <cat@example.com> rejected: 552 full\"",
    "Nov 24 00:16:18 mx1 dovecot: lmtp(77): Error: Failed to send message to <gus@example.com> at 192.0.2.1:24: 550 5.1.1 no (1/1 at 3 ms)",
    "Nov 24 00:16:18 mx1 dovecot: lmtp(a@example.com)<77><S>: msgid=<1@example.net>: save failed to INBOX: Quota exceeded",
    "2026-11-24T00:16:18Z INFO x (delivery.rcpt-to-rejected) queueId = 333, from = \"n@example.net\", to = [\"a@example.com\", \"b@example.com\"], code = 550, details = \"the \\\"user\\\" is\"",
    "Tue Nov 24 00:16:13 2026 Info: Bounced: DCID 3 MID 4 to RID 0 - 5.1.0 - x ('550', ['<ann@example.com>... no', \"it's\"]) []",
    "{\"type\":\"Bounce\",\"id\":\"k1\",\"sender\":\"n@example.net\",\"recipient\":\"a@example.com\",\"queue\":\"q\",\"response\":{\"code\":550,\"content\":\"no\"}}",
    "type,timeLogged,rcpt,dsnStatus,dsnDiag",
    "b,1700000000,a@example.com,5.1.1 (x),\"smtp;550 no\"",
    "#Fields: date-time,event-id,recipient-address,recipient-status",
    "2026,FAIL,a@example.com;b@example.com,[{LED=550 x};{MSG=}];[{LED=551 y};{MSG=}]",
    "__CURSOR=s",
    "MESSAGE",
    "<22>1 2026-11-24T00:16:18Z mx1 postfix/smtp 77 - [a b=\"c\"] A1: x",
];

#[test]
fn every_cut_of_every_line_is_read_or_named_and_never_panics() {
    for line in LINES {
        for end in 0..line.len() {
            for format in Format::ALL.iter().copied().map(Some).chain([None]) {
                let reader = format.map_or_else(Reader::new, Reader::with_format).deliveries(true);
                let cut = &line.as_bytes()[..end];
                let (_, problems) = run(reader, &[cut, b"\n", line.as_bytes(), b"\n"].concat());
                assert!(problems.len() <= 2);
            }
        }
    }
}

#[test]
fn spoiled_bytes_never_panic() {
    // a small generator of our own: the same bytes at every run
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    let mut reader = Reader::new().deliveries(true);
    for round in 0..40_000u64 {
        let mut line = LINES[random() % LINES.len()].as_bytes().to_vec();
        for _ in 0..1 + random() % 6 {
            let at = random() % line.len();
            match random() % 4 {
                0 => line[at] = random() as u8,
                1 => line[at] = b" :=<>[](){}\"'\\,;/-_.\n\r@#"[random() % 24],
                2 => drop(line.remove(at)),
                _ => line.insert(at, b"<>[]\":= "[random() % 8]),
            }
            if line.is_empty() {
                line.push(b'x');
            }
        }
        let _ = reader.line(&line, round, &mut |_| {});
    }
    let _ = reader.finish(&mut |_| {});
}

#[test]
fn line_ends_of_every_system_are_read() {
    for end in ["\n", "\r\n", "\r"] {
        let log = format!("{GOOD}{end}{GOOD}{end}{GOOD}{end}");
        assert_eq!(events(&log).len(), 3, "{end:?}");
    }
}

#[test]
fn a_byte_order_mark_is_dropped_and_utf_16_is_named_once() {
    assert_eq!(events(&format!("\u{feff}{GOOD}")).len(), 1);
    for mark in ["\u{feff}", ""] {
        let wide: Vec<u8> =
            format!("{mark}{GOOD}\n{GOOD}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (events, problems) = run(Reader::new(), &wide);
        assert_eq!((events.len(), problems.len()), (0, 1));
        assert!(problems[0].message.contains("is UTF-16"));
        assert!(problems[0].message.contains("iconv"));
    }
}

#[test]
fn binary_is_nothing() {
    let bytes: Vec<u8> = (0..=255u8).cycle().take(100_000).collect();
    let (events, problems) = run(Reader::new(), &bytes);
    assert_eq!((events.len(), problems.len()), (0, 0));
}

#[test]
fn of_a_huge_line_only_the_beginning_is_read() {
    let mut line = GOOD.as_bytes().to_vec();
    line.pop();
    line.resize(200 << 20, b'x');
    let mut reader = Reader::new();
    let mut texts = Vec::new();
    reader.line(&line, 1, &mut |event| texts.push(event.text.len())).unwrap();
    reader.line(GOOD.as_bytes(), 2, &mut |event| texts.push(event.text.len())).unwrap();
    assert_eq!(texts.len(), 2);
    assert!(texts[0] < 64 << 10, "{} bytes of text", texts[0]);
    assert_eq!(texts[1], 5);
    let json = format!("{{\"type\":\"Bounce\",\"x\":\"{}\"}}", "y".repeat(5 << 20));
    let problem = reader.line(json.as_bytes(), 3, &mut |_| {}).unwrap_err();
    assert!(problem.message.contains("at most 4 MiB"));
    assert!(problem.message.len() < 400, "the excerpt is short");
}

#[test]
fn mixed_formats_in_one_file_are_all_read() {
    let log = LINES
        .iter()
        .filter(|line| !line.starts_with("__") && **line != "MESSAGE")
        .copied()
        .collect::<Vec<_>>()
        .join("\n");
    let kinds: Vec<u64> = events(&log).iter().map(|e| e["line"].as_u64().unwrap()).collect();
    // all but the two that name columns and the one that says nothing; two recipients are two events
    for line in (1..=23).filter(|line| ![20, 22].contains(line)) {
        assert!(kinds.contains(&line), "line {line}: {}", LINES[line as usize - 1]);
    }
}

#[test]
fn a_problem_shows_no_control_character() {
    let mut reader = Reader::new();
    let line = "Nov 24 00:16:18 mx1 postfix/smtp[7]: A1: \x1b[31m\x07 status=bounced (x)";
    let problem = reader.line(line.as_bytes(), 9, &mut |_| {}).unwrap_err();
    assert_eq!(problem.line, Some(9));
    assert!(!problem.message.chars().any(char::is_control), "{}", problem.message);
}
