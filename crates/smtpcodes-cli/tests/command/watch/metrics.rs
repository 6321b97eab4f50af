//! The metrics, and clients that ask for them.

use std::io::Write;
use std::net::TcpStream;

use super::log::{Log, refused};
use super::watching::{Watching, wait_until};

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
