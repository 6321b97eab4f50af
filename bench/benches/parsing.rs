//! Parsing whole replies, beside the parsers of smtp-proto and lettre.
#![allow(missing_docs)]

use std::hint::black_box;
use std::str::FromStr;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lettre::transport::smtp::response::Response;
use smtp_proto::response::parser::ResponseReceiver;
use smtpcodes::{Reply, ReplyParser};

const SINGLE: [&str; 6] = [
    "250 2.1.5 Recipient OK\r\n",
    "550 5.1.1 <ann@example.com>: Recipient address rejected: User unknown in local recipient table\r\n",
    "452 4.2.2 The mailbox of the recipient is full, try again later\r\n",
    "421 mx.example.com Service not available, closing transmission channel\r\n",
    "354 End data with <CR><LF>.<CR><LF>\r\n",
    "550 5.7.515 Access denied, the sending domain example.net does not meet the required level\r\n",
];

const MULTI: [&str; 3] = [
    "250-mx.example.com at your service, [192.0.2.1]\r\n250-SIZE 157286400\r\n250-8BITMIME\r\n250-STARTTLS\r\n\
     250-ENHANCEDSTATUSCODES\r\n250-PIPELINING\r\n250-CHUNKING\r\n250 SMTPUTF8\r\n",
    "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\r\n550-5.7.26 All mail must \
     pass SPF or DKIM.\r\n550 5.7.26 See https://mail.example.com/authentication for the details.\r\n",
    "554-5.7.1 Message refused\r\n554 5.7.1 by local policy\r\n",
];

fn parsing(criterion: &mut Criterion) {
    show_hard_ones();
    let long: String = (0..20)
        .map(|at| {
            format!("550{}5.7.1 {}\r\n", if at < 19 { '-' } else { ' ' }, "long words ".repeat(14))
        })
        .collect();
    compare(criterion, "parse, one line", &SINGLE);
    compare(criterion, "parse, many lines", &MULTI);
    compare(criterion, "parse, 3 kB", &[&long]);
}

fn compare(criterion: &mut Criterion, what: &str, replies: &[&str]) {
    let mut group = criterion.benchmark_group(what);
    group.throughput(Throughput::Elements(replies.len() as u64));
    group.bench_function("smtpcodes", |bencher| {
        bencher.iter(|| {
            for reply in replies {
                let reply = Reply::parse(black_box(reply.as_bytes())).expect("a reply");
                black_box((reply.code(), reply.enhanced_code(), reply.lines().count()));
            }
        });
    });
    group.bench_function("smtpcodes, from a socket", |bencher| {
        let mut buffer = [0; 4096];
        bencher.iter(|| {
            for reply in replies {
                let mut parser = ReplyParser::new(&mut buffer);
                parser.push(black_box(reply.as_bytes())).expect("a reply");
                let reply = parser.reply().expect("a whole reply");
                black_box((reply.code(), reply.enhanced_code(), reply.lines().count()));
            }
        });
    });
    group.bench_function("smtp-proto", |bencher| {
        bencher.iter(|| {
            for reply in replies {
                let mut parser = ResponseReceiver::default();
                black_box(parser.parse(&mut black_box(reply.as_bytes()).iter()).expect("a reply"));
            }
        });
    });
    group.bench_function("lettre", |bencher| {
        bencher.iter(|| {
            for reply in replies {
                black_box(Response::from_str(black_box(reply)).expect("a reply"));
            }
        });
    });
    group.finish();
}

/// Speed counts only where the answer is right.
fn show_hard_ones() {
    for text in ["550 5.7.515 Access denied\r\n", "571 5.7.1 Not authorized\r\n"] {
        let ours = Reply::parse(text.as_bytes()).map(|r| (r.code().as_u16(), r.enhanced_code()));
        let proto = ResponseReceiver::default().parse(&mut text.as_bytes().iter());
        let proto = proto.map(|r| (r.code, r.esc));
        let lettre = Response::from_str(text).map(|r| r.code().to_string());
        println!(
            "{}: smtpcodes {ours:?}, smtp-proto {proto:?}, lettre {lettre:?}",
            text.trim_end()
        );
    }
}

criterion_group!(benches, parsing);
criterion_main!(benches);
