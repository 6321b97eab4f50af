//! The command at work: what it says, and what its metrics answer.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::{Run, command};

/// Looks at a condition; more than anything here can take, so that a test ends which would wait for ever.
const LOOKS: usize = 3000;
const LOOK: Duration = Duration::from_millis(20);

pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..LOOKS {
        if condition() {
            return;
        }
        thread::sleep(LOOK);
    }
    panic!("waited in vain until {what}");
}

/// A stream of the command, collected as it comes.
pub struct Collected {
    text: Arc<Mutex<Vec<u8>>>,
    thread: JoinHandle<()>,
}

impl Collected {
    pub fn new(mut stream: impl Read + Send + 'static) -> Self {
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

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.text.lock().unwrap()).into_owned()
    }

    pub fn end(self) -> String {
        self.thread.join().unwrap();
        String::from_utf8(self.text.lock().unwrap().clone()).unwrap()
    }
}

/// A process that does not outlive its test, even one that fails.
pub struct Ended(pub Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The command at work.
pub struct Watching {
    pub child: Ended,
    pub out: Collected,
    pub err: Collected,
}

impl Watching {
    pub fn start(mut command: Command) -> Self {
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
    pub fn logs(logs: &[&Path], more: &[&str]) -> Self {
        let mut command = command();
        command.arg("watch").args(logs).args(["--interval", "1", "--metrics", "0"]).args(more);
        let watching = Self::start(command);
        wait_until("the metrics are served", || watching.err.text().contains("/metrics\n"));
        watching
    }

    pub fn address(&self) -> String {
        let err = self.err.text();
        let (_, rest) = err.split_once("metrics at http://").unwrap();
        rest.split_once("/metrics").unwrap().0.to_owned()
    }

    pub fn ask(&self, request: &str) -> String {
        let mut client = TcpStream::connect(self.address()).unwrap();
        // so that a server that never answers fails the test instead of stopping it
        client.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        client.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn metrics(&self) -> String {
        self.ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    /// Waits until a counter without labels has reached a number.
    pub fn wait_for(&self, counter: &str, number: u64) {
        let line = format!("\nsmtpcodes_{counter} {number}\n");
        wait_until(&line, || self.metrics().contains(&line));
    }

    pub fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.child.0.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    pub fn end(mut self) -> Run {
        let code = self.child.0.wait().unwrap().code().unwrap();
        Run { code, out: self.out.end(), err: self.err.end() }
    }

    pub fn stop(self) -> Run {
        self.terminate();
        self.end()
    }
}
