//! Serves the metrics. Whoever asks gets a few seconds and a few kilobytes, and never the time of the watching.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::metrics::Metrics;

/// Clients that are served at the same time; the system keeps a short queue of others.
const HANDS: usize = 4;
/// How long a client may take, all in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of the longest request that is read.
const LONGEST: usize = 8 << 10;
/// Bytes that are thrown away behind a request, so that the client reads the answer before the connection ends.
const IGNORED: usize = 64 << 10;
const HEADERS: usize = 64;

const PLAIN: &str = "text/plain; charset=utf-8";
const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Serves the metrics from now on, and gives the address with its real port.
///
/// # Errors
/// The address is taken, or is none of this machine's.
pub fn serve(address: SocketAddr, metrics: &Metrics) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(address)?;
    for _ in 0..HANDS {
        let (listener, metrics) = (listener.try_clone()?, metrics.clone());
        thread::spawn(move || {
            loop {
                match listener.accept() {
                    // a client that goes away is no concern of ours
                    Ok((client, _)) => drop(answer(client, &metrics)),
                    // such as too many open files, which passes
                    Err(_) => thread::sleep(Duration::from_millis(100)),
                }
            }
        });
    }
    listener.local_addr()
}

/// An answer to a request.
struct Answer {
    status: &'static str,
    kind: &'static str,
    body: String,
    /// The client wants to know about the body only.
    head_only: bool,
}

impl Answer {
    fn refusal(status: &'static str, hint: &str) -> Self {
        Self { status, kind: PLAIN, body: format!("{hint}\n"), head_only: false }
    }
}

fn answer(mut client: TcpStream, metrics: &Metrics) -> io::Result<()> {
    let until = Instant::now() + PATIENCE;
    let mut request = vec![0; LONGEST];
    let answer = read(&mut client, &mut request, until, metrics)?;
    let length = answer.body.len();
    let mut out = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {length}\r\nAllow: GET, HEAD\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        answer.status, answer.kind
    );
    if !answer.head_only {
        out.push_str(&answer.body);
    }
    let mut rest = out.as_bytes();
    while !rest.is_empty() {
        client.set_write_timeout(Some(left(until)?))?;
        let written = client.write(rest)?;
        rest = &rest[written..];
    }
    client.shutdown(Shutdown::Write)?;
    let mut ignored = 0;
    while ignored < IGNORED {
        client.set_read_timeout(Some(left(until)?))?;
        match client.read(&mut request)? {
            0 => break,
            got => ignored += got,
        }
    }
    Ok(())
}

/// Reads a request as far as it matters, and decides about the answer.
fn read(
    client: &mut TcpStream,
    request: &mut [u8],
    until: Instant,
    metrics: &Metrics,
) -> io::Result<Answer> {
    let mut len = 0;
    loop {
        client.set_read_timeout(Some(left(until)?))?;
        let got = client.read(&mut request[len..])?;
        len += got;
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut head = httparse::Request::new(&mut headers);
        match head.parse(&request[..len]) {
            Ok(httparse::Status::Complete(_)) => {
                let (method, target) =
                    (head.method.unwrap_or_default(), head.path.unwrap_or_default());
                return Ok(decide(method, target, metrics));
            }
            Ok(httparse::Status::Partial) if got == 0 => {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            Ok(httparse::Status::Partial) if len < request.len() => {}
            Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
                let hint = "the request is too long; GET /metrics";
                return Ok(Answer::refusal("431 Request Header Fields Too Large", hint));
            }
            Err(_) => {
                return Ok(Answer::refusal("400 Bad Request", "this is HTTP/1.1; GET /metrics"));
            }
        }
    }
}

fn decide(method: &str, target: &str, metrics: &Metrics) -> Answer {
    let path = target.split('?').next().unwrap_or_default();
    match (method, path) {
        ("GET" | "HEAD", "/metrics") => Answer {
            status: "200 OK",
            kind: PROMETHEUS,
            body: metrics.text(),
            head_only: method == "HEAD",
        },
        ("GET" | "HEAD", _) => Answer {
            head_only: method == "HEAD",
            ..Answer::refusal("404 Not Found", "the metrics are at /metrics")
        },
        _ => Answer::refusal("405 Method Not Allowed", "the metrics are read only; GET /metrics"),
    }
}

/// Tells how long a client may still take.
fn left(until: Instant) -> io::Result<Duration> {
    match until.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
        left => Ok(left),
    }
}
