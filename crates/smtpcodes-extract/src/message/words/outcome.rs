//! What became of a message, as far as the words of a report tell it.

use crate::Kind;
use crate::message::mail::Mail;
use crate::message::phrases::Phrases;
use crate::message::report;

/// Phrases that tell that the server goes on trying.
pub(super) static STILL_TRYING: Phrases = Phrases::new(&[
    "warning message only",
    "has been delayed",
    "have yet to be delivered",
    "has yet to be delivered",
    "delivery attempts will continue",
    "attempts will be made",
    "delivery will continue to be attempted",
    "will be tried again",
    "not been delivered so far",
    "bisher nicht zugestellt",
    "noch nicht zugestellt",
    "weitere versuche",
    "weiteren versuche",
    "verzögert",
    "pas encore été",
    "a été retardé",
    "remise retardée",
    "aún no se ha",
    "ha sido retrasad",
    "non è stato ancora",
    "non è ancora stato",
    "ainda não foi",
    "nog niet bezorgd",
    "nog niet afgeleverd",
    "ännu inte levererats",
    "отложен",
    "ещё не доставлено",
    "еще не доставлено",
    "配信が遅れています",
    "配信が遅延",
    "遅延しています",
    "尚未送达",
    "尚未送達",
    "延迟发送",
    "is delayed",
    "was delayed",
    "delayed for",
    "not yet been delivered",
    "has not been delivered yet",
    "could not be delivered yet",
    "will be retried",
    "will keep trying",
    "still trying",
    "will continue to attempt",
    "will continue trying",
    "will try again",
    "will retry",
    "temporary failure report",
    "no action is required on your part",
    "still being retried",
    "delivery status notification (delay)",
    "delivery delayed",
    "warning: could not send message",
    "warning: message",
    "keep on trying",
    "keeps trying",
    "continue to try",
    "jeszcze dostarczon",
    "dosud nebyla doručena",
    "dosud nedoručen",
    "forsinket",
    "fördröj",
    "viivästy",
    "vertraagd",
    "затримано",
    "延遲",
    "지연",
]);

/// Phrases that tell that the message arrived, in lower case.
static ARRIVED: Phrases = Phrases::new(&[
    "was successfully delivered",
    "has been successfully delivered",
    "was delivered successfully",
    "has been delivered successfully",
    "has been delivered to the following",
    "was delivered to the following",
    "successfully relayed to the following",
    "erfolgreich zugestellt",
    "remis avec succès",
    "entregado correctamente",
    "entregue com sucesso",
    "consegnato correttamente",
]);

/// Phrases that tell that the server tries no more, whatever it tells about before.
static GIVEN_UP: Phrases = Phrases::new(&[
    "has been given up",
    "have been given up",
    "has now been given up",
    "have now been given up",
    "will be deleted from queue",
    "has been removed from the queue",
    "has been removed from the mail queue",
    "no further attempt",
    "no further delivery attempt",
    "no more attempt",
    "no more delivery attempt",
    "no attempts will be made",
    "keine weiteren versuche",
    "keine weiteren zustellversuche",
]);

/// Tells whether the report is about a delivery that failed, one that is still under way, or one that is done.
pub(super) fn kind(mail: &Mail) -> Kind {
    let told = &super::opening_line(mail, 8000);
    if ARRIVED.within(told) && !report::says_undelivered(mail) {
        return Kind::Delivered;
    }
    let trying = STILL_TRYING.within(&mail.subject) || STILL_TRYING.within(told);
    if trying && !GIVEN_UP.within(told) { Kind::Delayed } else { Kind::Failed }
}
