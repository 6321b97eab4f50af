//! A log in Postfix's form, of any size and always the same, in which one line of twenty tells of a failure.

use std::collections::VecDeque;
use std::io::Write;

use fastrand::Rng;

use crate::people::{address, addressed, client, host, network};
use crate::{Error, texts};

/// Messages and sessions whose lines stand between one another's, as on a busy server.
const UNDER_WAY: usize = 40;
/// Of so many lines one tells of a failure.
const LINES_A_FAILURE: u64 = 20;

/// The lines of one session or message that are still to be written: program and text.
type Story = VecDeque<(&'static str, String)>;

/// Writes whole lines until there are this many bytes.
///
/// # Errors
/// The texts of the rules cannot be read, or the output cannot be written.
pub fn write_log(out: &mut impl Write, bytes: u64) -> Result<(), Error> {
    let replies = replies()?;
    let mut log = Log { rng: Rng::with_seed(1), lines: 0, failures: 0, queue: 0x4A_0000 };
    let mut stories: Vec<Story> = (0..UNDER_WAY).map(|_| log.story(&replies)).collect();
    let (mut written, mut tenths) = (0, 0_u64);
    while written < bytes {
        let at = log.rng.usize(..stories.len());
        let Some((program, text)) = stories[at].pop_front() else {
            stories[at] = log.story(&replies);
            continue;
        };
        tenths += log.rng.u64(..4);
        let line = format!(
            "{} mx1 postfix/{program}[{}]: {text}\n",
            stamp(tenths / 10),
            process(program, at)
        );
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
        log.lines += 1;
    }
    Ok(())
}

/// Refusals as a log holds them: on one line, and without what Postfix would not print.
fn replies() -> Result<Vec<String>, Error> {
    let refusal = |text: &String| {
        matches!(text.as_bytes(), [b'4' | b'5', a, b, b' ' | b'-', ..] if a.is_ascii_digit() && b.is_ascii_digit())
            && text.is_ascii()
    };
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found: Vec<String> = texts()?.into_iter().filter(refusal).map(one_line).collect();
    if found.is_empty() {
        Err("no rule has an example that begins with a code".into())
    } else {
        Ok(found)
    }
}

/// Gives each place processes of its own, since a process of Postfix does one thing at a time.
fn process(program: &str, place: usize) -> usize {
    match program {
        "qmgr" => 977,
        "smtpd" => 2000 + place,
        "cleanup" => 2100 + place,
        "smtp" => 2200 + place,
        _ => 2300 + place,
    }
}

/// Writes seconds since the beginning of March as syslog does; the days go round.
fn stamp(seconds: u64) -> String {
    let (day, rest) = (seconds / 86_400 % 28 + 1, seconds % 86_400);
    format!("Mar {day:>2} {:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60)
}

struct Log {
    rng: Rng,
    lines: u64,
    failures: u64,
    queue: u64,
}

impl Log {
    /// Begins what happens next: a failure where one is due, a success otherwise.
    fn story(&mut self, replies: &[String]) -> Story {
        let reply = &replies[self.rng.usize(..replies.len())];
        if self.failures * LINES_A_FAILURE > self.lines {
            return self.success();
        }
        self.failures += 1;
        match self.rng.u8(..10) {
            0..4 => self.refusal(),
            4..6 => self.unreachable(),
            _ => self.failure(reply),
        }
    }

    fn id(&mut self) -> String {
        self.queue += 1 + self.rng.u64(..5);
        format!("{:010X}", self.queue * 0x1357 % (1 << 40))
    }

    /// A message from its connection to its delivery.
    fn success(&mut self) -> Story {
        let id = self.id();
        let (sender, to, from) =
            (address(&mut self.rng), address(&mut self.rng), client(&mut self.rng));
        let size = self.rng.u32(900..90_000);
        let (server, ip) = (host(&to), network(&mut self.rng));
        let (wait, all) = (self.rng.f32(), 1.0 + self.rng.f32() * 4.0);
        let taken = self.rng.u64(..);
        VecDeque::from([
            ("smtpd", format!("connect from {from}")),
            ("smtpd", format!("{id}: client={from}, sasl_method=PLAIN, sasl_username={sender}")),
            ("cleanup", format!("{id}: message-id=<{taken:016x}@{}>", host(&sender))),
            ("qmgr", format!("{id}: from=<{sender}>, size={size}, nrcpt=1 (queue active)")),
            (
                "smtpd",
                format!(
                    "disconnect from {from} ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8"
                ),
            ),
            (
                "smtp",
                format!(
                    "{id}: to=<{to}>, relay={server}[{ip}]:25, delay={all:.1}, delays={wait:.2}/0.01/0.3/0.6, \
                     dsn=2.0.0, status=sent (250 2.0.0 OK: queued as {taken:X})"
                ),
            ),
            ("qmgr", format!("{id}: removed")),
        ])
    }

    /// A message that a server will not take, now or ever.
    fn failure(&mut self, reply: &str) -> Story {
        let id = self.id();
        let (sender, to) = (address(&mut self.rng), address(&mut self.rng));
        let (server, ip, size) = (host(&to), network(&mut self.rng), self.rng.u32(900..90_000));
        let reply = addressed(reply, &to);
        let (class, code) =
            (&reply[..1], if reply.starts_with('4') { "deferred" } else { "bounced" });
        let command = ["MAIL FROM", "RCPT TO", "RCPT TO", "end of DATA"][self.rng.usize(..4)];
        let delay = self.rng.u32(1..90_000);
        let mut story = VecDeque::from([
            ("qmgr", format!("{id}: from=<{sender}>, size={size}, nrcpt=1 (queue active)")),
            (
                "smtp",
                format!(
                    "{id}: to=<{to}>, relay={server}[{ip}]:25, delay={delay}, delays={delay}/0.02/1.1/0.4, \
                     dsn={class}.0.0, status={code} (host {server}[{ip}] said: {reply} (in reply to {command} command))"
                ),
            ),
        ]);
        if code == "bounced" {
            let notice = self.id();
            story
                .push_back(("bounce", format!("{id}: sender non-delivery notification: {notice}")));
            story.push_back(("qmgr", format!("{id}: removed")));
        }
        story
    }

    /// Servers that do not answer, which Postfix names one by one before it gives up for now.
    fn unreachable(&mut self) -> Story {
        let id = self.id();
        let (sender, to) = (address(&mut self.rng), address(&mut self.rng));
        let (server, ip) = (host(&to), network(&mut self.rng));
        let what =
            ["Connection timed out", "Connection refused", "No route to host"][self.rng.usize(..3)];
        VecDeque::from([
            ("qmgr", format!("{id}: from=<{sender}>, size=4711, nrcpt=1 (queue active)")),
            ("smtp", format!("connect to {server}[{ip}]:25: {what}")),
            (
                "smtp",
                format!(
                    "{id}: to=<{to}>, relay=none, delay=31, delays=1/0/30/0, dsn=4.4.1, status=deferred \
                     (connect to {server}[{ip}]:25: {what})"
                ),
            ),
        ])
    }

    /// A client that our own server turns away.
    fn refusal(&mut self) -> Story {
        let (sender, to, from) =
            (address(&mut self.rng), address(&mut self.rng), client(&mut self.rng));
        let ip = from.rsplit_once('[').map_or("", |(_, ip)| ip.trim_end_matches(']'));
        let reply = match self.rng.u8(..4) {
            0 => format!(
                "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table"
            ),
            1 => format!(
                "450 4.2.0 <{to}>: Recipient address rejected: Greylisted, try again in 300 seconds"
            ),
            2 => format!(
                "554 5.7.1 Service unavailable; Client host [{ip}] blocked using zen.spamhaus.org"
            ),
            _ => format!("454 4.7.1 <{to}>: Relay access denied"),
        };
        VecDeque::from([
            ("smtpd", format!("connect from {from}")),
            (
                "smtpd",
                format!(
                    "NOQUEUE: reject: RCPT from {from}: {reply}; from=<{sender}> to=<{to}> proto=ESMTP helo=<{}>",
                    host(&sender)
                ),
            ),
            ("smtpd", format!("disconnect from {from} ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4")),
        ])
    }
}
