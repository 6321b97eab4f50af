//! Looking codes up.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use smtpcodes::{EnhancedCode, ReplyCode, find_codes};

fn codes(criterion: &mut Criterion) {
    let numbers: Vec<u16> = (200..600).collect();
    let mut group = criterion.benchmark_group("look a reply code up");
    group.throughput(Throughput::Elements(numbers.len() as u64));
    group.bench_function("smtpcodes", |bencher| {
        bencher.iter(|| {
            for &number in &numbers {
                black_box(ReplyCode::new(black_box(number)).map(ReplyCode::phrase));
            }
        });
    });
    group.finish();

    let written = ["5.1.1", "4.2.2", "5.7.26", "5.7.515", "4.7.0", "2.1.5", "5.999.999", "5.0.0"];
    let parsed: Vec<EnhancedCode> = written.iter().filter_map(|code| code.parse().ok()).collect();
    let mut group = criterion.benchmark_group("look an enhanced code up");
    group.throughput(Throughput::Elements(written.len() as u64));
    group.bench_function("smtpcodes", |bencher| {
        bencher.iter(|| {
            for &code in &parsed {
                black_box(black_box(code).entry().map(|entry| entry.phrase));
            }
        });
    });
    group.bench_function("smtpcodes, parsed first", |bencher| {
        bencher.iter(|| {
            for code in written {
                let code = black_box(code).parse::<EnhancedCode>();
                let entry = code.ok().and_then(EnhancedCode::entry);
                black_box(entry.map(|entry| entry.phrase));
            }
        });
    });
    group.finish();

    let line = b"Nov 24 00:16:18 mx1 postfix/smtp[77]: 4B1C2D: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, \
        delay=1.7, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no such user)";
    criterion.bench_function("find the codes of a log line/smtpcodes", |bencher| {
        bencher.iter(|| find_codes(black_box(line)));
    });
}

criterion_group!(benches, codes);
criterion_main!(benches);
