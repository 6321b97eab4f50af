//! Bounce messages as several mail systems write them, as many as wanted and always the same.

use std::fs;
use std::path::Path;

use fastrand::Rng;

use crate::people::{address, addressed, host, network};
use crate::{Error, texts};

/// What differs from one message to the next.
struct Bounce {
    to: String,
    second: String,
    sender: String,
    server: String,
    ip: String,
    /// What the server said, on one line.
    reply: String,
    /// The enhanced code that goes with the reply's class.
    status: &'static str,
    id: u64,
}

/// How a mail system writes it: the name of its files, and the message.
type Form = (&'static str, fn(&Bounce) -> String);

const FORMS: [Form; 8] = [
    ("postfix", postfix),
    ("postfix-two", postfix_two),
    ("exim", exim),
    ("sendmail", sendmail),
    ("qmail", qmail),
    ("exchange", exchange),
    ("opensmtpd", opensmtpd),
    ("gateway", gateway),
];

/// Writes so many messages into a folder, one file each.
///
/// # Errors
/// The texts of the rules cannot be read, or a file cannot be written.
pub fn write_bounces(folder: &Path, count: usize) -> Result<(), Error> {
    let replies: Vec<String> = texts()?
        .into_iter()
        .filter(|text| {
            text.is_ascii() && text.starts_with(['4', '5']) && text.as_bytes().get(3) == Some(&b' ')
        })
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let mut rng = Rng::with_seed(2);
    for at in 0..count {
        let (name, write) = FORMS[at % FORMS.len()];
        let to = address(&mut rng);
        let reply = replies.get(rng.usize(..replies.len())).ok_or("no rule has an example")?;
        let bounce = Bounce {
            second: address(&mut rng),
            sender: address(&mut rng),
            server: host(&to),
            ip: network(&mut rng),
            status: if reply.starts_with('4') { "4.0.0" } else { "5.0.0" },
            reply: addressed(reply, &to),
            id: rng.u64(..),
            to,
        };
        fs::write(folder.join(format!("{at:06}-{name}.eml")), write(&bounce))?;
    }
    Ok(())
}

/// The header of the message that came back, and a line of it.
fn original(b: &Bounce) -> String {
    format!(
        "Return-Path: <{from}>\nReceived: from client.example.net (client.example.net [192.0.2.7])\n\tby relay.example.net with ESMTPS id \
         {id:X};\n\tMon, 3 Mar 2025 10:00:00 +0000\nFrom: Ann <{from}>\nTo: <{to}>\nSubject: Minutes of Monday\n\
         Message-ID: <{id:x}@example.net>\nDate: Mon, 3 Mar 2025 10:00:00 +0000\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n\nDear all,\n\nplease find below what was agreed upon.\n",
        from = b.sender,
        to = b.to,
        id = b.id
    )
}

/// The header of a report, up to where its fields begin that differ between systems.
fn head(b: &Bounce, from: &str, subject: &str) -> String {
    format!(
        "Return-Path: <>\nReceived: by relay.example.net (mail)\n\tid {:X}; Mon, 3 Mar 2025 10:00:02 +0000\nDate: Mon, 3 Mar 2025 10:00:02 \
         +0000\nFrom: {from}\nTo: {}\nSubject: {subject}\nMessage-Id: <{:x}@relay.example.net>\n",
        b.id, b.sender, b.id
    )
}

/// A report in three parts: words, fields, and the message that came back.
fn report(b: &Bounce, head: &str, words: &str, fields: &str) -> String {
    format!(
        "{head}Auto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"cut.{id:X}\"\n\n\
         This is a MIME-encapsulated message.\n\n--cut.{id:X}\nContent-Description: Notification\nContent-Type: text/plain; charset=us-ascii\n\n\
         {words}\n\n--cut.{id:X}\nContent-Description: Delivery report\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; relay.example.net\nArrival-Date: Mon,  3 Mar 2025 10:00:00 +0000 (UTC)\n\n\
         {fields}\n--cut.{id:X}\nContent-Description: Undelivered Message\nContent-Type: message/rfc822\n\n{original}\n--cut.{id:X}--\n",
        id = b.id,
        original = original(b)
    )
}

/// The fields of one recipient.
fn recipient(b: &Bounce, to: &str) -> String {
    format!(
        "Final-Recipient: rfc822; {to}\nOriginal-Recipient: rfc822;{to}\nAction: failed\nStatus: {}\nRemote-MTA: dns; {}\n\
         Diagnostic-Code: smtp; {}\n",
        b.status, b.server, b.reply
    )
}

/// Breaks text as reports do, with blanks before what goes on.
fn folded(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if lines.last().is_some_and(|line| line.len() + word.len() > 68) {
            lines.push("   ".to_owned());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

const POSTFIX: &str = "This is the mail system at host relay.example.net.\n\nI'm sorry to have to inform you that your message could not\n\
    be delivered to one or more recipients. It's attached below.\n\n                   The mail system\n";

fn postfix_words(b: &Bounce, to: &str) -> String {
    folded(&format!(
        "<{to}>: host {}[{}] said: {} (in reply to RCPT TO command)",
        b.server, b.ip, b.reply
    ))
}

fn postfix(b: &Bounce) -> String {
    let head = head(
        b,
        "MAILER-DAEMON@relay.example.net (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
    );
    report(b, &head, &format!("{POSTFIX}\n{}", postfix_words(b, &b.to)), &recipient(b, &b.to))
}

fn postfix_two(b: &Bounce) -> String {
    let head = head(
        b,
        "MAILER-DAEMON@relay.example.net (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
    );
    let words =
        format!("{POSTFIX}\n{}\n\n{}", postfix_words(b, &b.to), postfix_words(b, &b.second));
    report(b, &head, &words, &format!("{}\n{}", recipient(b, &b.to), recipient(b, &b.second)))
}

fn exim(b: &Bounce) -> String {
    let head = head(
        b,
        "Mail Delivery System <Mailer-Daemon@relay.example.net>",
        "Mail delivery failed: returning message to sender",
    );
    format!(
        "{head}X-Failed-Recipients: {to}\nAuto-Submitted: auto-replied\n\nThis message was created automatically by mail delivery software.\n\n\
         A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) \
         failed:\n\n  {to}\n    host {server} [{ip}]\n    SMTP error from remote mail server after RCPT TO:<{to}>:\n    {reply}\n\n\
         ------ This is a copy of the message, including all the headers. ------\n\n{original}",
        to = b.to,
        server = b.server,
        ip = b.ip,
        reply = b.reply,
        original = original(b)
    )
}

fn sendmail(b: &Bounce) -> String {
    let head = head(
        b,
        "Mail Delivery Subsystem <MAILER-DAEMON@relay.example.net>",
        "Returned mail: see transcript for details",
    );
    let words = format!(
        "The original message was received at Mon, 3 Mar 2025 10:00:00 GMT\nfrom client.example.net [192.0.2.7]\n\n   \
         ----- The following addresses had permanent fatal errors -----\n<{to}>\n    (reason: {reply})\n\n   ----- Transcript of session follows -----\n\
         ... while talking to {server}.:\n>>> RCPT To:<{to}>\n<<< {reply}\n550 5.1.1 <{to}>... User unknown",
        to = b.to,
        reply = b.reply,
        server = b.server
    );
    report(b, &head, &words, &recipient(b, &b.to))
}

fn qmail(b: &Bounce) -> String {
    let head = head(b, "MAILER-DAEMON@relay.example.net", "failure notice");
    format!(
        "{head}\nHi. This is the qmail-send program at relay.example.net.\nI'm afraid I wasn't able to deliver your message to the following \
         addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{}>:\n{ip} does not like recipient.\n\
         Remote host said: {}\nGiving up on {ip}.\n\n--- Below this line is a copy of the message.\n\n{}",
        b.to,
        b.reply,
        original(b),
        ip = b.ip
    )
}

fn exchange(b: &Bounce) -> String {
    let head = head(b, "postmaster@corp.example.net", "Undeliverable: Minutes of Monday");
    let words = format!(
        "Delivery has failed to these recipients or groups:\n\n{to}<mailto:{to}>\nThe e-mail address you entered couldn't be found.\n\n\
         Diagnostic information for administrators:\n\nGenerating server: ex1.corp.example.net\n\n{to}\n{server} #<{server} #{status} smtp;{reply}> #SMTP#\n\n\
         Original message headers:\n",
        to = b.to,
        server = b.server,
        status = b.status,
        reply = b.reply
    );
    report(b, &head, &words, &recipient(b, &b.to))
}

fn opensmtpd(b: &Bounce) -> String {
    let head = head(
        b,
        "Mailer Daemon <MAILER-DAEMON@relay.example.net>",
        "Delivery status notification: error",
    );
    let words = format!(
        "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    \
         the following list of recipients:\n\n{}: {}\n\n    Below is a copy of the original message:",
        b.to, b.reply
    );
    report(b, &head, &words, &recipient(b, &b.to))
}

/// A gateway that sends fields only, without words that tell of the failure.
fn gateway(b: &Bounce) -> String {
    let head = head(b, "postmaster@gate.example.net", "Delivery Status Notification (Failure)");
    report(b, &head, "See the attached report.", &recipient(b, &b.to))
}
