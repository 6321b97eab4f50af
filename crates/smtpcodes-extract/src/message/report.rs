//! Tells reports of mail servers from the mail that people write.

use super::auto_reply;
use super::letter;
use super::mail::Mail;
use super::phrases::Phrases;

/// Who writes reports, in lower case, as part of the `From` field.
static WRITERS: Phrases = Phrases::new(&[
    "mailer-daemon",
    "mailerdaemon",
    "postmaster",
    "post_master",
    "mail delivery",
    "mail administrator",
    "mail system",
    "mdaemon",
    "bounce",
    "daemon@",
    "mail-daemon",
    "nondelivery",
    "<>",
]);

/// What subjects of reports say, in lower case.
static SUBJECTS: Phrases = Phrases::new(&[
    "undeliver",
    "undelivered",
    "returned mail",
    "mail returned",
    "returned to sender",
    "delivery status",
    "delivery fail",
    "delivery has failed",
    "delivery error",
    "delivery report",
    "delivery problem",
    "delivery notification",
    "delivery delayed",
    "delivery attempt",
    "failure notice",
    "failed delivery",
    "failure delivery",
    "mail failure",
    "mail failed",
    "mail could not be delivered",
    "message could not be delivered",
    "message delivery",
    "mail delivery",
    "mail system error",
    "non-delivery",
    "nondeliverable",
    "non remis",
    "not delivered",
    "unable to deliver",
    "could not send message",
    "error sending message",
    "rejected posting",
    "not member article",
    "message rejected",
    "mail rejected",
    "warning: message",
    "user unknown",
    "unzustellbar",
    "unbestellbar",
    "nicht zugestellt",
    "nicht zustellbar",
    "échec de la remise",
    "non distribu",
    "no se puede entregar",
    "no entregado",
    "devuelto",
    "não é possível entregar",
    "non recapitabile",
    "mancato recapito",
    "mancata consegna",
    "niet bezorgd",
    "onbestelbaar",
    "kan inte levereras",
    "ikke leveres",
    "niedostarczal",
    "nedoručitelné",
    "не удается доставить",
    "не доставлено",
    "недоставлен",
    "配信不能",
    "配信エラー",
    "配信できません",
    "送信エラー",
    "无法送达",
    "退信",
    "無法傳遞",
    "未传递",
    "배달되지 않음",
    "반송",
]);

/// How the subject of an answer begins that somebody wrote to a report, in lower case.
static ANSWERS: Phrases = Phrases::new(&["re:", "aw:", "sv:", "antw:", "odp:"]);

/// Headers of what is sent to many.
pub(crate) const LISTS: &[&str] = &["list-unsubscribe", "list-id"];

/// Tells whether a mail server, or somebody with such a name, wrote the message.
pub(crate) fn is_from_server(mail: &Mail) -> bool {
    let from = mail.headers.first("from").unwrap_or_default();
    auto_reply::is_from_a_server(mail)
        || mail.headers.first("list-unsubscribe").is_none() && WRITERS.within(from)
}

/// Tells whether the subject or the words say that something was not delivered.
pub(crate) fn says_undelivered(mail: &Mail) -> bool {
    SUBJECTS.within(&mail.subject) || super::words::says_failed(mail)
}

/// Tells whether the words name a mail server as somebody who writes.
pub(crate) fn names_writer(words: &str) -> bool {
    WRITERS.within(words)
}

/// Tells whether the text holds what subjects of reports say.
pub(crate) fn is_subject(text: &str) -> bool {
    SUBJECTS.within(text)
}

/// Tells whether the text begins like the subject of a report.
pub(crate) fn opens_subject(text: &str) -> bool {
    SUBJECTS.open(text)
}

/// Tells whether the message may be a report although no part of it is made for machines.
pub(crate) fn is_likely(mail: &Mail) -> bool {
    if letter::is_aggregate(mail) {
        return false;
    }
    mail.headers.first("x-failed-recipients").is_some()
        || mail
            .headers
            .first("content-type")
            .is_some_and(|v| v.trim_start().to_ascii_lowercase().starts_with("multipart/report"))
        || is_from_server(mail) && !letter::is_notice(mail)
        || mail.headers.first("x-mlserver").is_some() && !mail.original.is_empty()
        || mail.headers.first_of(LISTS).is_none()
            && !ANSWERS.open(mail.subject.trim())
            && says_undelivered(mail)
            && !letter::is_letter(mail)
}
