//! One iterator over whatever people have: what it finds, what it names, and that nothing is lost beside what is broken.
#![allow(clippy::unwrap_used, reason = "a test may end on the spot")]

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, channel};

use smtpcodes::{Classifier, Reason};
use smtpcodes_extract::record::{Record, Row};
use smtpcodes_extract::{Event, Input, Kind, Limits, Problem, events, events_in, json};

const LOG: &str = "\
Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1.2, \
delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 24 00:16:19 mx1 postfix/smtp[77]: 4B1D: to=<bob@example.net>, relay=mx.example.net[192.0.2.2]:25, delay=1.2, \
delays=0/0/1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
";

fn read(bytes: impl Into<Vec<u8>>, input: Input) -> Vec<Result<Event, Problem>> {
    events("-", io::Cursor::new(bytes.into()), input, &Limits::default()).collect()
}

fn texts(bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let text = |event: Event| String::from_utf8(event.text).unwrap();
    read(bytes, Input::Auto).into_iter().map(|event| text(event.unwrap())).collect()
}

#[test]
fn what_an_input_holds_is_found_out() {
    let message = include_bytes!("data/dsn-several.eml");
    let mailbox =
        [b"From a@example.com Thu Apr 29 23:34:45 2010\n", &message[..], b"\n"].concat().repeat(2);
    let one = read(message.as_slice(), Input::Auto).len();
    assert!(one > 1);
    let found: Vec<Event> = read(mailbox, Input::Auto).into_iter().map(Result::unwrap).collect();
    assert_eq!(found.len(), 2 * one);
    assert_eq!((&*found[0].source, &*found[one].source), ("-", "-:2"));

    assert_eq!(texts(LOG), ["550 5.1.1 user unknown"]);
    assert_eq!(
        texts("550-no\r\n550 such user\n452 full\n"),
        ["550-no\r\n550 such user", "452 full"]
    );
    assert_eq!(texts("{\"text\":\"550 no\"}\n{\"text\":\"452 full\"}\n"), ["550 no", "452 full"]);
    assert_eq!(texts("[\n {\"text\": \"550 no\"}\n]\n"), ["550 no"]);
    assert_eq!(texts(""), [""; 0]);
    let sent = r#"{"event":"bounce","email":"a@example.com","sg_event_id":"x","reason":"550 no","type":"bounce"}"#;
    assert_eq!(texts(sent), ["550 no"]);
}

#[test]
fn an_input_may_be_forced() {
    let lines = read(LOG, Input::Replies);
    assert_eq!(lines.len(), 2, "every line is taken for a reply");
    assert_eq!(lines[1].as_ref().unwrap().line, Some(2));
    for input in Input::ALL {
        assert_eq!(input.to_string().parse(), Ok(input));
    }
    assert!("mbox".parse::<Input>().unwrap_err().contains("message"));
}

#[test]
fn a_broken_record_costs_nothing_beside_it() {
    let found = read("{\"text\":\"550 a\"}\n{\"text\": 7}\n{\"text\":\"550 b\"}\n", Input::Auto);
    let seen: Vec<String> = found
        .iter()
        .map(|item| match item {
            Ok(event) => format!("{}:{}", event.source, event.line.unwrap()),
            Err(problem) => format!("{}:{} broken", problem.source, problem.line.unwrap()),
        })
        .collect();
    assert_eq!(seen, ["-:1", "-:2 broken", "-:3"]);
}

#[test]
fn compressed_streams_are_opened() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(LOG.as_bytes()).unwrap();
    assert_eq!(texts(gzip.finish().unwrap()), ["550 5.1.1 user unknown"]);
}

#[test]
fn deliveries_are_counted_and_given_on_request() {
    let mut quiet = events("-", LOG.as_bytes(), Input::Auto, &Limits::default());
    assert_eq!((quiet.by_ref().count(), quiet.delivered()), (1, 1));
    let all: Vec<Event> = events("-", LOG.as_bytes(), Input::Auto, &Limits::default())
        .deliveries(true)
        .map(Result::unwrap)
        .collect();
    assert_eq!(all[1].kind, Some(Kind::Delivered));
}

#[test]
fn files_are_read_in_order_and_what_is_missing_is_named() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/");
    let paths = ["qmail.eml", "no-such-file", "exim.eml"].map(|name| format!("{data}{name}"));
    let found: Vec<_> = events_in(&paths, Input::Auto, &Limits::default()).collect();
    let source = |item: &Result<Event, Problem>| match item {
        Ok(event) => event.source.to_string(),
        Err(problem) => problem.source.clone(),
    };
    let mut sources: Vec<String> = found.iter().map(source).collect();
    sources.dedup();
    assert_eq!(sources, paths);
    assert_eq!(found.iter().filter(|item| item.is_err()).count(), 1);
}

#[test]
fn what_is_cut_anywhere_is_taken_as_anything() {
    let odd = b"\xff\xfe{\"text\":[\r\rFrom a@b.example Thu Apr 29 23:34:45 2010\n[{\n__CURSOR=\n\n550-\n";
    let mut samples = vec![LOG.as_bytes().to_vec(), odd.to_vec()];
    for name in ["dsn-several.eml", "lost-boundary.eml", "complaint.eml"] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/");
        samples.push(std::fs::read(format!("{folder}{name}")).unwrap());
    }
    let mut found = 0;
    for sample in &samples {
        for end in (0..sample.len()).step_by(97) {
            for input in Input::ALL {
                for item in read(&sample[..end], input) {
                    found += 1;
                    let source =
                        item.map_or_else(|problem| problem.source, |e| e.source.to_string());
                    assert!(source.starts_with('-'), "{source}");
                }
            }
        }
    }
    assert!(found > samples.len());
}

/// A pipe whose other end writes when it is told to.
struct Pipe(Receiver<&'static [u8]>);

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.recv() {
            Ok(bytes) => {
                buffer[..bytes.len()].copy_from_slice(bytes);
                Ok(bytes.len())
            }
            Err(_) => Err(io::Error::other("the pipe broke")),
        }
    }
}

#[test]
fn a_slow_pipe_is_answered_line_by_line_and_a_broken_one_named() {
    let (sender, receiver) = channel();
    let mut events = events("pipe", Pipe(receiver), Input::Auto, &Limits::default());
    for line in [&b"550 5.1.1 user unknown\n"[..], b"452 4.2.2 mailbox full\n"] {
        sender.send(line).unwrap();
        assert_eq!(events.next().unwrap().unwrap().text, line.trim_ascii_end());
    }
    drop(sender);
    let problem = events.next().unwrap().unwrap_err();
    assert_eq!(problem.to_string(), "pipe: cannot be read any further: the pipe broke");
    assert!(events.next().is_none());
}

#[test]
fn rules_of_a_programs_own_come_first() {
    let rules = "- {id: ours-x, reason: domain_no_mail, any: [parked here], accepts: [550 parked here], source: us}";
    let ours = Classifier::builder().rules("ours.yaml", rules).build().unwrap();
    let event = read("550 parked here\n", Input::Auto).remove(0).unwrap();
    assert_eq!(event.classify_by(&ours).reason(), Some(Reason::DomainNoMail));
    assert_ne!(event.classify().reason(), Some(Reason::DomainNoMail));
    let record = Record::from(event);
    assert_eq!(Row::new(&record, "-", &ours).verdict.rule, Some("ours-x"));
    assert_ne!(Row::new(&record, "-", None).verdict.rule, Some("ours-x"));
}

#[test]
fn an_id_passes_through_as_it_was_written() {
    let event = read("{\"id\": 10000000000000000000000001, \"text\": \"550 no\"}\n", Input::Auto);
    let record = Record::from(event.into_iter().next().unwrap().unwrap());
    let mut line = Vec::new();
    json::line(&Row::new(&record, "-", None), &mut line).unwrap();
    assert!(line.starts_with(b"{\"id\":10000000000000000000000001,\"source\":\"-:1\","));
}
