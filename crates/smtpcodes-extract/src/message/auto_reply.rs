//! Automatic answers of mailboxes (RFC 3834): away notes and the like.

use crate::{Event, Kind};

use super::address;
use super::fields::Fields;
use super::letter;
use super::mail::Mail;
use super::phrases::Phrases;
use super::report;

/// How the subject of an away note begins, in the languages that servers and clients write them; lower case.
static SUBJECTS: Phrases = Phrases::new(&[
    "auto:",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "autoresponse",
    "automatic reply",
    "automatic response",
    "out of office",
    "out of the office",
    "out-of-office",
    "i am away",
    "i'm away",
    "automatische antwort",
    "automatische rückantwort",
    "nicht im büro",
    "réponse automatique",
    "réponse d'absence",
    "réponse d’absence",
    "absent du bureau",
    "absent jusqu",
    "absent(e)",
    "notification d'absence",
    "message d'absence",
    "respuesta automática",
    "fuera de la oficina",
    "fuera de oficina",
    "resposta automática",
    "fora do escritório",
    "risposta automatica",
    "fuori ufficio",
    "automatisch antwoord",
    "automatische beantwoording",
    "niet aanwezig",
    "automatiskt svar",
    "autosvar",
    "automatisk svar",
    "ikke til stede",
    "ikke på kontoret",
    "automaattinen vastaus",
    "automatyczna odpowiedź",
    "odpowiedź automatyczna",
    "autoodpowiedź",
    "poza biurem",
    "automatická odpověď",
    "automatická odpoveď",
    "mimo kancelář",
    "automatikus válasz",
    "házon kívül",
    "samodejni odgovor",
    "automatski odgovor",
    "automatinis atsakymas",
    "automātiska atbilde",
    "automaatvastus",
    "автоматичен отговор",
    "răspuns automat",
    "otomatik yanıt",
    "otomatik cevap",
    "ofis dışında",
    "автоответ",
    "автоматический ответ",
    "вне офиса",
    "автоматична відповідь",
    "αυτόματη απάντηση",
    "εκτός γραφείου",
    "מענה אוטומטי",
    "תשובה אוטומטית",
    "自動応答",
    "自動返信",
    "不在通知",
    "不在のお知らせ",
    "自动回复",
    "自動回覆",
    "자동 회신",
    "자동 응답",
    "부재중",
    "trả lời tự động",
    "balasan otomatis",
    "jawapan automatik",
    "ตอบกลับอัตโนมัติ",
    "تلقائي",
    "رد تلقائي",
]);

/// How the subject of an away note begins, and that of many a letter too, in lower case.
static AWAY: Phrases = Phrases::new(&[
    "vacation",
    "away from",
    "on vacation",
    "abwesen",
    "absence",
    "ausente",
    "ausencia",
    "ausência",
    "assente",
    "assenza",
    "afwezig",
    "frånvar",
    "fravær",
    "poissa",
    "nieobecn",
    "в отпуске",
    "外出",
    "fuori sede",
    "nepřítomnost",
]);

/// How such a subject begins that only programs write, in lower case.
static NOTES: Phrases = Phrases::new(&[
    "abwesenheitsnotiz",
    "abwesenheitsnachricht",
    "abwesenheitsmeldung",
    "abwesenheitsbenachrichtigung",
    "abwesenheitsassistent",
    "vacation reply",
    "vacation response",
    "vacation notice",
    "vacation message",
    "afwezigheidsbericht",
    "frånvaromeddelande",
    "fraværsmelding",
    "fraværsbesked",
    "poissaoloviesti",
]);

/// Reads an automatic answer, or nothing when the message is something else.
pub(crate) fn read(mail: &Mail) -> Option<Event> {
    if !is_automatic(mail) || is_from_a_server(mail) || reports_failure(mail) {
        return None;
    }
    Some(answer(mail))
}

/// Reads an automatic answer, by whomever: for a message that turned out to be no report.
pub(crate) fn read_answer(mail: &Mail) -> Option<Event> {
    is_automatic(mail).then(|| answer(mail))
}

fn answer(mail: &Mail) -> Event {
    let recipient = ["from", "reply-to", "return-path"]
        .iter()
        .filter_map(|n| mail.headers.first(n))
        .find_map(address::bare);
    let text: Vec<&str> =
        mail.words.lines().map(str::trim).filter(|l| !l.is_empty()).take(8).collect();
    Event { recipient, text: text.join("\n").into_bytes(), ..Event::new(Kind::AutoReply) }
}

/// Reads an automatic answer that is not marked as an answer, but as automatic.
pub(crate) fn read_unmarked(mail: &Mail) -> Option<Event> {
    let value = |name: &str| mail.headers.first(name).map(|v| v.trim().to_lowercase());
    let automatic = value("auto-submitted")
        .is_some_and(|v| v.starts_with("auto-generated") || v.starts_with("auto-notified"));
    let suppressed = value("x-auto-response-suppress")
        .is_some_and(|v| v.contains("oof") || v.contains("autoreply"));
    let answers = value("in-reply-to").is_some() || mail.subject.to_lowercase().starts_with("re:");
    ((automatic && suppressed || (automatic || suppressed) && answers) && !is_from_a_server(mail))
        .then(|| answer(mail))
}

fn is_automatic(mail: &Mail) -> bool {
    let value = |name: &str| mail.headers.first(name).map(|v| v.trim().to_lowercase());
    let marked = value("auto-submitted").is_some_and(|v| v.starts_with("auto-replied"))
        || value("precedence")
            .is_some_and(|v| v.starts_with("auto_reply") || v.starts_with("auto-reply"))
        || [
            "x-autoreply",
            "x-autorespond",
            "x-auto-reply-from",
            "x-autogenerated",
            "x-auto-response-suppress-reply",
            "x-apple-action",
            "x-mail-autoreply",
        ]
        .iter()
        .any(|n| value(n).is_some_and(|v| v != "no"));
    let subject = mail.subject.trim();
    marked
        || SUBJECTS.open(subject)
        || NOTES.open(subject)
        || AWAY.open(subject) && answers_something(mail)
}

/// Tells whether the message answers another one, or a program sent it.
pub(crate) fn answers_something(mail: &Mail) -> bool {
    let value = |name: &str| mail.headers.first(name).map(|v| v.trim().to_lowercase());
    ["in-reply-to", "references", "x-auto-response-suppress"].iter().any(|n| value(n).is_some())
        || value("auto-submitted").is_some_and(|v| v != "no")
        || value("precedence").is_some_and(|v| v == "bulk" || v == "junk")
        || value("return-path").is_some_and(|v| v == "<>")
        || [" re:", "(re:", "\"re:", " aw:", " sv:", " ref:"]
            .iter()
            .any(|answer| mail.subject.to_lowercase().contains(answer))
}

/// How a report opens whose server answers like a mailbox, in lower case.
static FAILURES: Phrases = Phrases::new(&[
    "could not be delivered to:",
    "could not be delivered to <",
    "was not delivered to:",
    "was not delivered to <",
    "unable to deliver message to",
    "delivery to the following recipient",
    "you are not allowed to send this message",
]);

/// Tells whether the words open like a report about a message that was not delivered.
fn reports_failure(mail: &Mail) -> bool {
    let opening = super::words::opening_line(mail, 400);
    mail.headers.first("x-failed-recipients").is_some()
        || FAILURES.within(&opening)
        || report::opens_subject(mail.subject.trim()) && letter::speaks_of_mail(&opening)
}

/// What the `From` field of a mail server's own messages holds, in lower case.
static SERVERS: Phrases =
    Phrases::new(&["mailer-daemon", "postmaster@", "mail delivery s", "microsoftexchange329"]);

/// Tells whether a mail server wrote the message, which is then a report whatever its subject says.
pub(crate) fn is_from_a_server(mail: &Mail) -> bool {
    names_a_server(&mail.headers)
}

/// Tells whether these are the headers of a message that a mail server wrote.
pub(crate) fn names_a_server(headers: &Fields) -> bool {
    SERVERS.within(headers.first("from").unwrap_or_default())
}
