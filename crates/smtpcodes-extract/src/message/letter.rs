//! Tells letters, in which people and companies write about parcels, tickets and mail, from reports that no header marks.

use super::mail::Mail;
use super::phrases::Phrases;
use super::{address, reply, report, words};

/// What a report speaks of, in lower case: a parcel, an order or a payment is none of it.
static MAIL: Phrases = Phrases::new(&[
    "message",
    "mail",
    "recipients",
    "recipient(s)",
    "smtp",
    "delivery status",
    "nachricht",
    "messagg",
    "mensaje",
    "mensagem",
    "correo",
    "correio",
    "courriel",
    "bericht",
    "meddeland",
    "besked",
    "melding",
    "e-post",
    "viesti",
    "sähköposti",
    "wiadomo",
    "zpráv",
    "správ",
    "сообщени",
    "письм",
    "повідомлен",
    "メール",
    "メッセージ",
    "邮件",
    "郵件",
    "메일",
    "메시지",
]);

/// Words with which people speak of themselves, each as a word of its own; no report does.
const OWN: &[&str] = &[
    "my", "mine", "mein", "meine", "meinen", "meiner", "mon", "mes", "mi", "mis", "mio", "mia",
    "miei", "meu", "minha", "mijn", "мой", "мои", "моё",
];

/// How the subject of a report begins that puts the subject of the message behind it, in lower case.
static RETURNED: Phrases = Phrases::new(&[
    "undeliverable:",
    "unzustellbar:",
    "non remis",
    "no se puede entregar:",
    "não é possível entregar:",
    "non recapitabile:",
    "niet bezorgd:",
    "onbestelbaar:",
    "kan inte levereras:",
    "kan ikke leveres:",
    "niedostarczalne:",
    "nedoručitelné:",
    "не удается доставить:",
    "配信不能:",
    "无法送达:",
    "無法傳遞:",
    "배달되지 않음:",
]);

/// What a report calls the message of its reader, in lower case.
static SENT: Phrases = Phrases::new(&[
    "your message",
    "your mail to",
    "your mail was",
    "your mail has",
    "your posting",
    "you are not",
    "your e-mail",
    "your email",
    "you sent",
    "you have sent",
    "you emailed",
    "ihre nachricht",
    "ihre mail",
    "ihre e-mail",
    "votre message",
    "votre courriel",
    "votre e-mail",
    "su mensaje",
    "su correo",
    "sua mensagem",
    "seu e-mail",
    "suo messaggio",
    "uw bericht",
    "uw e-mail",
    "ваше сообщение",
    "ваше письмо",
    "twoja wiadomość",
]);

/// How mail systems introduce themselves, in lower case.
static SYSTEMS: Phrases = Phrases::new(&[
    "this is the mail system",
    "mail delivery software",
    "qmail-send program",
    "transcript of session",
    "permanent fatal errors",
    "created automatically",
    "automatically generated",
]);

/// Names of programs that write reports and nothing else, in lower case, as part of the `From` field.
static DAEMONS: Phrases = Phrases::new(&[
    "mailer-daemon",
    "mailerdaemon",
    "mail-daemon",
    "daemon@",
    "mail delivery s",
    "microsoftexchange329",
    "nondelivery",
    "<>",
]);

/// Subjects of reports about other things than a message that came back, in lower case.
static AGGREGATES: Phrases = Phrases::new(&[
    "report domain:",
    "dmarc aggregate report",
    "dmarc report",
    "dmarc summary",
    "tls report",
    "smtp tls report",
    "tlsrpt",
]);

/// Tells whether the message sums up what many messages met: DMARC (RFC 7489) and TLS reports (RFC 8460).
pub(crate) fn is_aggregate(mail: &Mail) -> bool {
    let kind = mail.headers.first("content-type").unwrap_or_default().to_ascii_lowercase();
    AGGREGATES.open(mail.subject.trim()) || kind.contains("tlsrpt")
}

/// Tells whether a postmaster or administrator writes about something else than a message that came back.
pub(crate) fn is_notice(mail: &Mail) -> bool {
    let from = mail.headers.first("from").unwrap_or_default();
    let holds_a_code = || {
        let codes = smtpcodes::find_codes(mail.words.as_bytes());
        codes.reply.is_some() || codes.enhanced.is_some()
    };
    // what is sent to many quotes the replies of others
    let replies = || mail.headers.first_of(report::LISTS).is_none() && holds_a_code();
    !DAEMONS.within(from)
        && !is_from_nobody(mail)
        && mail.original.is_empty()
        && !report::says_undelivered(mail)
        && !refuses_a_message(words::opening(mail, 3000))
        && !replies()
}

/// Tells whether a message that no header marks as a report is a letter, whatever its subject says.
pub(crate) fn is_letter(mail: &Mail) -> bool {
    let automatic = is_automatic(mail);
    let opening = words::opening(mail, 3000);
    let subject = mail.subject.trim();
    let reports = speaks_of_mail(opening)
        || lists_replies(opening)
        || RETURNED.open(subject)
        || report::opens_subject(subject) && sentences(opening).any(refuses_a_message)
        || automatic && report::opens_subject(subject) && MAIL.within(subject);
    !reports || !automatic && !SYSTEMS.within(opening) && is_by_a_person(opening)
}

/// Tells whether the words give a reason, and speak to somebody who sent a message.
fn refuses_a_message(text: &str) -> bool {
    SENT.within(text) && reply::weight(text) > 0
}

fn is_from_nobody(mail: &Mail) -> bool {
    mail.headers.first("return-path").is_some_and(|path| path.trim() == "<>")
}

/// Tells whether a program sent the message, or a message came back with it.
fn is_automatic(mail: &Mail) -> bool {
    let submitted = mail.headers.first("auto-submitted").map(|value| value.trim().to_lowercase());
    is_from_nobody(mail)
        || submitted.is_some_and(|value| value != "no")
        || !mail.original.is_empty()
}

/// Tells whether a sentence says of mail that it was not delivered.
pub(crate) fn speaks_of_mail(text: &str) -> bool {
    // what servers say is often told in passing
    let text = &text.to_lowercase().replace("user unknown", "").replace("unknown user", "");
    let failed = |text: &str| report::is_subject(text) || words::tells_failure(text);
    sentences(text).any(|sentence| {
        let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        failed(&sentence) && MAIL.within(&sentence)
    })
}

/// Cuts a text behind the marks that end a sentence, and at empty lines.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut before = ' ';
    text.split(move |c: char| {
        let ends = c == '。'
            || c.is_whitespace() && matches!(before, '.' | '!' | '?')
            || (before, c) == ('\n', '\n');
        if c != '\r' {
            before = c;
        }
        ends
    })
}

/// Tells whether a line opens with an address, set apart from what follows, or a code and goes on with a reason.
fn lists_replies(text: &str) -> bool {
    let set_apart = |rest: &str| {
        rest.starts_with("  ")
            || rest.starts_with('\t')
            || rest.trim_start().starts_with([':', '.', '(', '[', ';', ',', '<'])
            || reply::starts_with_code(rest.trim_start())
    };
    text.lines().map(str::trim).any(|line| {
        (reply::starts_with_code(line)
            || address::leading(line).is_some_and(|(_, rest)| set_apart(rest)))
            && reply::weight(line) > 0
    })
}

/// Tells whether somebody asks, or speaks of what is theirs.
fn is_by_a_person(text: &str) -> bool {
    let asks = |word: &str| word.ends_with('?') && !word.contains("://");
    text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        asks(word) || OWN.contains(&bare.as_str())
    })
}
