//! Sample reports of every family, and what is read from each.

use smtpcodes_extract::{Event, Limits, message};

/// Each sample with its events: kind, recipient, host, address, command, status, text.
const SAMPLES: &[(&str, &[&str])] = &[
    (
        "address-within-sentence",
        &[
            r#"failed | bob@example.org | mx1.example.org | - | - | - | 550 5.1.1 unknown user"#,
            r#"failed | eve@example.com | mx.example.com | - | - | - | 552 5.2.2 mailbox full"#,
        ],
    ),
    (
        "exchange-old",
        &[
            r#"failed | bob@example.org | - | - | - | - | on Mon, 3 Mar 2025 10:00:01 -0000 The recipient name is not recognized MSEXCH:IMS:EX:ORG:1 0 (000C05A6) Unknown Recipient"#,
            r#"failed | eve@example.com | - | - | - | - | 552 5.2.2 mailbox full"#,
        ],
    ),
    (
        "away-unmarked",
        &[
            r#"auto_reply | bob@example.org | - | - | - | - | Back on Friday. Urgent mail to eve@example.com please."#,
        ],
    ),
    (
        "auto-reply",
        &[
            r#"auto_reply | bob@example.org | - | - | - | - | Ich bin bis Freitag nicht erreichbar."#,
        ],
    ),
    (
        "challenge",
        &[r#"challenge_response | bob@example.org | - | - | - | - | Re: Minutes of Monday"#],
    ),
    ("complaint-old", &[r#"complaint | bob@example.org | - | - | - | - | -"#]),
    (
        "complaint",
        &[
            r#"complaint | bob@example.org | - | - | - | - | -"#,
            r#"complaint | eve@example.org | - | - | - | - | -"#,
        ],
    ),
    ("disposition", &[r#"delivered | bob@example.org | - | - | - | - | -"#]),
    (
        "dsn-comment-in-status",
        &[
            r#"delayed | max@example.org | mx.example.org | - | - | 4.0.0 | mx.example.org: host name lookup failure"#,
        ],
    ),
    (
        "dsn-fields-in-words",
        &[
            r#"failed | kim@example.org | - | - | - | 5.2.2 | 552 5.2.2 <kim@example.org> mailbox is full"#,
        ],
    ),
    (
        "dsn-international",
        &[r#"failed | jürgen@bücher.example | - | - | - | 5.1.1 | 550 5.1.1 unknown user"#],
    ),
    (
        "dsn-several",
        &[
            r#"failed | bob@example.org | mx1.example.org | 198.51.100.25 | RCPT | 5.1.1 | 550 5.1.1 <bob@example.org>: no such mailbox"#,
            r#"delayed | eve@example.com | mx.example.com | 203.0.113.9 | CONNECT | 4.4.1 | connect to mx.example.com[203.0.113.9]:25: Connection refused"#,
            r#"delivered | list@example.net | - | - | - | 2.0.0 | -"#,
        ],
    ),
    (
        "dsn-without-diagnostic",
        &[
            r#"failed | zoe@example.org | - | - | - | 5.0.0 | 550 5.1.1 The email account that you tried to reach does not exist"#,
        ],
    ),
    ("dsn-wrapped", &[r#"failed | deep@example.org | - | - | - | 5.1.1 | 550 5.1.1 unknown user"#]),
    (
        "exchange-attempts",
        &[
            r#"failed | bob@example.org | mx.example.org | 198.51.100.25 | - | - | 451 4.7.1 greylisted, please come back later"#,
        ],
    ),
    (
        "exchange",
        &[
            r#"failed | bob@example.org | - | - | - | - | 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"#,
            r#"failed | eve@example.com | mx.example.com | - | - | - | 552 5.2.2 mailbox full"#,
        ],
    ),
    (
        "exim",
        &[
            r#"failed | bob@example.org | mx1.example.org | 198.51.100.25 | RCPT | - | 550 5.1.1 <bob@example.org>: no such mailbox"#,
            r#"failed | eve@example.com | - | - | - | - | mailbox is full: retry timeout exceeded"#,
            r#"failed | ann-filter@example.net | - | - | - | - | Command not found"#,
        ],
    ),
    (
        "forwarded",
        &[
            r#"failed | bob@example.org | mx1.example.org | 198.51.100.25 | RCPT | - | 550 5.1.1 <bob@example.org>: no such mailbox"#,
        ],
    ),
    ("html-only", &[r#"failed | bob@example.org | - | - | - | - | 550 5.1.1 unknown user"#]),
    ("letter", &[]),
    (
        "lost-boundary",
        &[r#"failed | 5550100@phone.example.org | - | - | - | - | 550 - no such user here"#],
    ),
    ("notification", &[r#"failed | bob@example.org | - | - | - | 5.1.1 | 550 5.1.1 unknown user"#]),
    ("opensmtpd", &[r#"delayed | bob@example.org | - | - | - | - | 451 4.7.1 come back later"#]),
    (
        "qmail",
        &[
            r#"failed | bob@example.org | - | 198.51.100.25 | RCPT | - | 550 5.1.1 <bob@example.org>: no such mailbox"#,
            r#"failed | eve@example.com | - | - | - | - | Sorry, I couldn't find any host named example.com. (#5.1.2)"#,
        ],
    ),
    (
        "reason-above-address",
        &[r#"failed | bob@example.org | - | - | - | - | 550 5.1.1 User unknown"#],
    ),
    (
        "sendmail-old",
        &[
            r#"failed | bob@example.org | mx1.example.org | - | RCPT | - | 550 No such user here."#,
            r#"failed | eve@example.com | - | - | - | - | 550 example.com (smtp)... 550 Host unknown\n554 <eve@example.com>... 550 Host unknown (Authoritative answer from name server)"#,
        ],
    ),
    (
        "sendmail",
        &[
            r#"failed | bob@example.org | mx1.example.org | - | RCPT | - | 553-mail from this network is refused\n553 see http://example.org/listed?ip=192.0.2.7"#,
            r#"failed | eve@example.com | mx.example.com | - | RCPT | - | 550 5.1.1 <eve@example.com>... User unknown"#,
        ],
    ),
    ("subscribe", &[r#"subscribe_request | bob@example.org | - | - | - | - | subscribe"#]),
    ("unsubscribe", &[r#"unsubscribe_request | bob@example.org | - | - | - | - | unsubscribe"#]),
    (
        "labelled-entries",
        &[
            r#"failed | bob@example.org | - | - | - | - | Reason: No such mailbox"#,
            r#"failed | eve@example.com | - | - | - | - | 552 5.2.2 over quota"#,
        ],
    ),
    (
        "replies-below-the-list",
        &[
            r#"failed | bob@example.org | - | - | - | - | 550 5.1.1 <bob@example.org> no such mailbox"#,
            r#"failed | eve@example.com | - | - | - | - | 552 5.2.2 <eve@example.com> over quota"#,
        ],
    ),
    (
        "sendmail-outcomes",
        &[
            r#"failed | bob@example.org | mx1.example.org | - | RCPT | - | 550 no such mailbox"#,
            r#"delayed | eve@example.com | - | - | - | - | <eve@example.com>... Deferred: No route to host Warning: message still undelivered after 4 hours"#,
        ],
    ),
    (
        "forwarded-as-text",
        &[
            r#"failed | bob@example.org | mx1.example.org | 198.51.100.25 | RCPT | - | 550 5.1.1 no such mailbox"#,
        ],
    ),
    (
        "report-attached",
        &[
            r#"failed | bob@example.org | - | - | - | 5.1.1 | Sorry, this could not be delivered."#,
            r#"delayed | eve@example.com | - | - | - | 4.2.2 | -"#,
        ],
    ),
    ("html-table", &[r#"failed | bob@example.cn | - | - | - | - | 552 5.2.2 over quota"#]),
    (
        "nobody-named",
        &[
            r#"failed | - | - | - | - | - | Your message was not delivered because the return address was refused."#,
        ],
    ),
    (
        "marked-as-answer",
        &[
            r#"failed | bob@phone.example.org | - | - | - | - | Your mail sent on: Mon, 3 Mar 2025 19:00:00 +0900 Could not be delivered to: <bob@phone.example.org> As their mailbox is full."#,
        ],
    ),
    ("newsletter", &[]),
    (
        "reply-below-the-story",
        &[
            r#"failed | bob@example.org | - | - | - | - | 552 5.2.2 over quota"#,
            r#"failed | eve@example.org | - | - | - | - | 552 5.2.2 over quota"#,
        ],
    ),
    (
        "entries-with-names",
        &[
            r#"failed | bob@example.org | - | - | - | - | mailbox is full"#,
            r#"failed | eve@example.com | - | - | - | - | Host unknown"#,
            r#"failed | kim@example.net | - | - | - | - | 550 5.1.1 no such mailbox"#,
        ],
    ),
    ("answer-to-report", &[]),
    ("maintenance", &[]),
    (
        "forwarded-by-client",
        &[r#"failed | bob@example.com | - | - | - | - | 552 5.2.2 Postfach voll"#],
    ),
    ("delay-told", &[r#"delayed | bob@example.org | - | - | CONNECT | - | Connection refused"#]),
    ("given-up", &[r#"failed | bob@example.org | - | - | - | - | 450 4.2.2 mailbox full"#]),
    (
        "refused-by-filter",
        &[r#"failed | bob@example.org | - | - | - | - | No mail by you, please."#],
    ),
    (
        "answer-of-postmaster",
        &[
            r#"auto_reply | postmaster@example.org | - | - | - | - | Your question has the number 77."#,
        ],
    ),
    (
        "address-behind-reason",
        &[
            r#"failed | bob@nohost.example | - | - | - | - | Unknown host: bob@nohost.example"#,
            r#"failed | eve@mail.example.net | - | - | - | - | Mailbox exceeds allowed size: eve@mail.example.net"#,
        ],
    ),
    (
        "told-by-subject",
        &[
            r#"failed | bob@example.org | - | - | - | - | Undeliverable: bob@example.org - mailbox full"#,
        ],
    ),
    (
        "announced-reason",
        &[r#"failed | bob@example.org | - | - | - | - | This message contains a virus."#],
    ),
    (
        "reason-above-entries",
        &[
            r#"failed | bob@example.org | - | - | - | - | No such mailbox:"#,
            r#"failed | eve@example.com | - | - | - | - | Quota exceeded:"#,
            r#"failed | kim@example.com | - | - | - | - | Quota exceeded:"#,
        ],
    ),
    (
        "listed-on-one-line",
        &[
            r#"failed | bob@example.org | - | - | - | - | 550 5.7.1 relaying denied"#,
            r#"failed | eve@example.org | - | - | - | - | 550 5.7.1 relaying denied"#,
            r#"failed | kim@example.com | - | - | - | - | 552 5.2.2 over quota"#,
        ],
    ),
    (
        "wrapped-twice",
        &[
            r#"failed | bob@example.org | - | 198.51.100.25 | RCPT | - | 550 5.1.1 undeliverable: host 192.0.2.9 said: no such mailbox"#,
        ],
    ),
    ("reachable-address", &[r#"failed | bob@example.org | - | - | - | 5.1.1 | -"#]),
    (
        "typed-entry",
        &[
            r#"failed | bob@nohost.example | - | - | - | - | Reason: The domain nohost.example does not exist."#,
        ],
    ),
    ("inner-address", &[r#"failed | bob@example.org | - | - | - | - | Reason: Over quota"#]),
    (
        "fields-quoted",
        &[
            r#"failed | bob@example.org | - | - | - | - | 250 discarded, INFECTED: Eicar-Test-Signature"#,
        ],
    ),
    (
        "labelled-reason",
        &[
            r#"failed | bob@example.org | - | - | - | - | Reason: the attachment run.exe is not allowed"#,
        ],
    ),
    (
        "rejected-by-list",
        &[
            r#"failed | news@lists.example.org | - | - | - | - | Only members may post to this list."#,
        ],
    ),
    (
        "owners-named",
        &[
            r#"failed | news@lists.example.org | - | - | - | - | Your message was rejected because you are not a member of the list. For questions write to news-owner@lists.example.org."#,
        ],
    ),
    (
        "list-in-subject",
        &[
            r#"failed | news@lists.example.org | - | - | - | - | You are not authorized to send mail to this list."#,
        ],
    ),
    ("letter-about-report", &[]),
    (
        "apostrophe",
        &[r#"failed | o'hara+news@example.org | - | - | - | - | 550 5.1.1 unknown user"#],
    ),
    (
        "table-of-text",
        &[
            r#"failed | bob@example.org | - | - | - | - | 550 5.1.1 unknown user"#,
            r#"failed | eve@example.com | - | - | - | - | 552 5.2.2 over quota"#,
        ],
    ),
    (
        "challenge-approved",
        &[r#"challenge_response | bob@example.org | - | - | - | - | Re: Minutes of Monday"#],
    ),
    (
        "unsubscribe-sentence",
        &[
            r#"unsubscribe_request | bob@example.org | - | - | - | - | Unsubscribe me from this list"#,
        ],
    ),
    (
        "arrived-in-words",
        &[
            r#"delivered | bob@example.org | - | - | - | - | Your message has been delivered to the following recipient: bob@example.org"#,
        ],
    ),
    ("some-arrived", &[r#"failed | bob@example.org | - | - | - | - | 550 5.1.1 no such mailbox"#]),
    (
        "time-below-address",
        &[
            r#"delayed | bob@example.org | - | - | - | - | Technical details of temporary failure: TEMP_FAILURE: no answer of any host: [mx1.example.org (10): Connection timed out]"#,
        ],
    ),
    ("introduced-by-error", &[r#"failed | bob@example.org | - | - | - | - | bob@example.org"#]),
    ("forwarded-unsigned", &[r#"failed | bob@example.org | - | - | - | - | 552 5.2.2 over quota"#]),
    (
        "banner-above",
        &[r#"failed | bob@example.org | - | - | - | - | The mailbox of bob@example.org is full."#],
    ),
    ("indented-original", &[r#"failed | bob@example.org | - | - | - | - | The mailbox is full."#]),
    (
        "opening-wrapped",
        &[r#"failed | bob@example.org | - | - | - | - | Reason: it contains a virus."#],
    ),
    (
        "sender-by-chance",
        &[
            r#"failed | bob@example.org | - | - | - | - | Mail to bob@example.org is refused: too many messages of ann@example.net were sent today."#,
        ],
    ),
    (
        "charset-untold",
        &[
            r#"failed | bob@example.org | - | - | - | - | Die Mailbox ist übervoll: Speicherplatz überschritten"#,
        ],
    ),
    ("report-as-file", &[r#"failed | bob@example.org | - | - | - | - | 552 5.2.2 over quota"#]),
    (
        "linked-address",
        &[r#"failed | bob@example.org | - | - | - | - | 550 5.7.1 relaying denied"#],
    ),
];

fn told(event: &Event) -> String {
    let or_dash = |part: Option<&str>| part.filter(|p| !p.is_empty()).unwrap_or("-").to_owned();
    let text = String::from_utf8_lossy(&event.text).replace('\n', "\\n");
    [
        or_dash(event.kind.map(|kind| kind.as_str())),
        or_dash(event.recipient.as_deref()),
        or_dash(event.remote_host.as_deref()),
        or_dash(event.remote_address.as_deref()),
        or_dash(event.command.map(|command| command.as_str())),
        or_dash(event.status.as_deref()),
        or_dash(Some(&text)),
    ]
    .join(" | ")
}

#[test]
fn every_sample_tells_what_it_reports() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    for (name, expected) in SAMPLES {
        let bytes = std::fs::read(format!("{folder}/{name}.eml")).expect("the sample exists");
        let events = message::read(&bytes, &Limits::default()).expect("the sample is a message");
        let got: Vec<String> = events.iter().map(told).collect();
        assert_eq!(got, *expected, "{name}");
    }
}

#[test]
fn no_sample_is_without_expectation() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let samples = std::fs::read_dir(folder)
        .expect("the samples exist")
        .filter(|entry| {
            entry.as_ref().is_ok_and(|e| e.path().extension().is_some_and(|x| x == "eml"))
        })
        .count();
    assert_eq!(samples, SAMPLES.len());
}

#[test]
fn lines_may_end_in_any_way() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let unix =
        std::fs::read_to_string(format!("{folder}/dsn-several.eml")).expect("the sample exists");
    let dos = unix.replace('\n', "\r\n");
    let limits = Limits::default();
    let read = |text: &[u8]| message::read(text, &limits).expect("the sample is a message");
    assert_eq!(read(unix.as_bytes()), read(dos.as_bytes()));
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(unix.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(unix.as_bytes()), read(&wide));
}

#[test]
fn what_is_shared_by_all_recipients_is_read_once() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let bytes = std::fs::read(format!("{folder}/dsn-several.eml")).expect("the sample exists");
    for event in message::read(&bytes, &Limits::default()).expect("the sample is a message") {
        assert_eq!(event.sender.as_deref(), Some("ann@example.net"));
        assert_eq!(event.id.as_deref(), Some("minutes-1@example.net"));
        assert_eq!(event.time.as_deref(), Some("Mon, 3 Mar 2025 10:00:02 +0000"));
    }
}
