//! Letters of people and companies are no reports, whatever they speak of; away notes are answers.

use smtpcodes_extract::{Kind, Limits, message};

/// Reads a message made of these headers and words, and tells the kind of its only event.
fn kind(headers: &str, words: &str) -> Option<Kind> {
    let mail = format!("Date: Tue, 24 Nov 2026 10:00:00 +0000\n{headers}\n\n{words}\n");
    let events = message::read(mail.as_bytes(), &Limits::default()).expect("a message");
    assert!(events.len() < 2, "{mail}");
    events.first().and_then(|event| event.kind)
}

#[test]
fn letters_about_parcels_and_orders_are_no_reports() {
    for (subject, words) in [
        (
            "Delivery failure: your parcel",
            "Your parcel could not be delivered today.\nAsk help@parcels.example.",
        ),
        ("Delivery failure", "The chair was not delivered to carol@shop.example as agreed."),
        (
            "Returned to sender: order 77",
            "Your order came back. Reason: address unknown.\nAsk help@shop.example.",
        ),
        (
            "Ihr Paket wurde nicht zugestellt",
            "Ihr Paket konnte nicht zugestellt werden: Empfänger unbekannt.\nMail: kunden@paket.example",
        ),
        (
            "Paquete devuelto",
            "Su paquete ha sido devuelto: dirección desconocida. ayuda@paquete.example",
        ),
        (
            "Mancata consegna del pacco",
            "Il pacco non è stato consegnato: destinatario sconosciuto. aiuto@pacco.example",
        ),
        ("Мебель не доставлена", "Мебель не доставлена, пишите shop@mebel.example."),
        (
            "Rechnung unzustellbar",
            "Unsere Rechnung kam als unzustellbar zurück. Bitte an fibu@firma.example schreiben.",
        ),
    ] {
        for marks in ["", "\nAuto-Submitted: auto-generated"] {
            let headers = format!("From: Shop <shop@shop.example>\nSubject: {subject}{marks}");
            assert_eq!(kind(&headers, words), None, "{headers}\n{words}");
        }
    }
}

#[test]
fn letters_about_mail_are_no_reports() {
    for (subject, words) in [
        (
            "Mail could not be delivered",
            "When I write to bob@example.net I get \"550 5.1.1 User unknown\". Can you help?",
        ),
        (
            "Mail failure since Monday",
            "Mail to bob@example.net comes back. The log says\n550 5.7.1 Message rejected\nWhat can we do?",
        ),
        ("Mails kommen nicht an", "Meine Mails an bob@example.net werden nicht zugestellt."),
        ("Message non distribué", "Mon message à bob@example.net n'a pas été distribué."),
        (
            "Email bounced",
            "The email that we sent to bob@example.net bounced: 550 5.1.1 user unknown.",
        ),
        (
            "Message delivery with our product",
            "No more \"user unknown\" in your mail logs. Write to sales@vendor.example.",
        ),
        (
            "could not send message",
            "I could not send the message to bob@example.net, it is too large.",
        ),
        (
            "[#77] Delivery status notification is not read",
            "bob@example.net wrote: it fails on user unknown.",
        ),
    ] {
        let headers = format!("From: Ann <ann@example.org>\nSubject: {subject}");
        assert_eq!(kind(&headers, words), None, "{headers}\n{words}");
    }
}

#[test]
fn notices_of_postmasters_are_no_reports() {
    for (from, subject, words) in [
        (
            "postmaster@example.net",
            "Maintenance on Saturday",
            "Mail will be late. Ask help@example.net.",
        ),
        (
            "postmaster@example.net",
            "Quarantine summary",
            "sale@example.org   Mailbox full!\nloan@example.org   Undelivered mail",
        ),
        (
            "MAILER-DAEMON@example.net",
            "DMARC aggregate report for example.com",
            "Questions: dmarc@example.net",
        ),
        (
            "tls@example.net",
            "Report Domain: example.com Submitter: example.net",
            "An aggregate report. Ask tls@example.net.",
        ),
        (
            "Mail Delivery Team <team@food.example>",
            "Your groceries",
            "They were brought at noon. Rate them: rate@food.example",
        ),
    ] {
        let headers = format!("From: {from}\nSubject: {subject}");
        assert_eq!(kind(&headers, words), None, "{headers}\n{words}");
    }
    let tls = "From: tls@example.net\nSubject: report\nContent-Type: multipart/report; report-type=\"tlsrpt\"; boundary=b";
    assert_eq!(kind(tls, "--b\nContent-Type: text/plain\n\nAsk tls@example.net.\n--b--"), None);
}

#[test]
fn mail_to_many_asks_nothing_of_its_sender() {
    let list = "\nList-ID: <news.example.net>";
    assert_eq!(kind(&format!("From: n@example.net\nSubject: Subscribe today{list}"), "Now!"), None);
    let digest = format!("From: postmasters-request@example.net\nSubject: digest{list}");
    assert_eq!(kind(&digest, "host mx.example.org said: 550 5.7.1 no\nbob@example.org asks"), None);
    let shop = "From: shop@example.net\nSubject: Please confirm your email";
    assert_eq!(kind(shop, "Click here, or write to shop@example.net."), None);
    let answer = format!("{shop}\nIn-Reply-To: <offer@example.org>");
    assert_eq!(kind(&answer, "Click here."), Some(Kind::ChallengeResponse));
}

#[test]
fn away_notes_are_told_from_letters_about_holidays() {
    for subject in [
        "vacation photos",
        "Vacation policy",
        "Absence at the meeting",
        "Abwesenheit am Montag",
        "外出届",
    ] {
        let headers = format!("From: Bob <bob@example.net>\nSubject: {subject}");
        assert_eq!(kind(&headers, "See you soon!"), None, "{subject}");
        for mark in ["Precedence: bulk", "In-Reply-To: <offer@example.org>", "Return-Path: <>"] {
            assert_eq!(kind(&format!("{headers}\n{mark}"), "Back soon."), Some(Kind::AutoReply));
        }
    }
    for subject in
        ["Abwesenheitsnotiz: offer", "Absence : Re: offer", "Out of office", "Vacation reply"]
    {
        let headers = format!("From: Bob <bob@example.net>\nSubject: {subject}");
        assert_eq!(kind(&headers, "Back soon."), Some(Kind::AutoReply), "{subject}");
    }
}

#[test]
fn reports_without_marks_stay_reports() {
    for (headers, words) in [
        (
            "From: gateway@example.net\nSubject: Undelivered mail",
            "The message could not be delivered:\n\n  bob@example.net: 550 5.1.1 unknown user",
        ),
        (
            "From: Gateway <gw@example.net>\nSubject: Nicht zustellbar: Angebot",
            "Ihre Nachricht wurde nicht zugestellt:\n\nbob@example.net\n550 Benutzer unbekannt",
        ),
        (
            "From: Admin <sys@example.net>\nSubject: Undeliverable: offer",
            "Not everybody got it.\n\n  bob@example.net on 24.11.2026 10:00\n    <mx.example.net #5.1.1>",
        ),
        (
            "From: Mail <mail@example.net>\nSubject: Mail delivery failed\nX-Failed-Recipients: bob@example.net\nAuto-Submitted: auto-replied",
            "bob@example.net\n  550 No such user",
        ),
        (
            "From: x400@example.net\nSubject: Delivery Report\nAuto-Submitted: auto-generated",
            "Your message was not delivered to bob@example.net: mailbox full",
        ),
        (
            "From: postmaster@example.net\nSubject: Delivery failure",
            "<bob@example.net>... mailbox full",
        ),
        (
            "From: postmaster@example.net\nSubject: Message you sent blocked",
            "Your message to bob@example.net\nwas blocked by our Spam Firewall.",
        ),
        (
            "From: postmaster@example.net\nSubject: Ihre Nachricht",
            "Ihre E-Mail an bob@example.net wurde als Spam abgelehnt.",
        ),
    ] {
        assert_eq!(kind(headers, words), Some(Kind::Failed), "{headers}\n{words}");
    }
    let delayed =
        "From: gw@example.net\nSubject: Delivery delayed: offer\nAuto-Submitted: auto-replied";
    let words =
        "Your message to bob@example.net has not been delivered yet. It is still being retried.";
    assert_eq!(kind(delayed, words), Some(Kind::Delayed));
}
