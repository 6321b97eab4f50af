//! Postmark.

use serde_json::json;
use smtpcodes_extract::provider;

use crate::{check, fields};

#[test]
fn every_event_is_read() {
    let bounce = |class: &str| {
        json!({"RecordType": "Bounce", "Type": class, "TypeCode": 1, "Email": "ann@example.com", "From": "news@example.net", "MessageID": "p-1",
            "BouncedAt": "2026-11-24T00:16:18Z", "Description": "general words", "Details": "smtp;550 5.1.1 no such user"})
    };
    for (class, kind) in [
        ("HardBounce", "failed"),
        ("SoftBounce", "failed"),
        ("Transient", "delayed"),
        ("AutoResponder", "auto_reply"),
        ("ChallengeVerification", "challenge_response"),
        ("Subscribe", "subscribe_request"),
        ("Unsubscribe", "unsubscribe_request"),
        ("SpamComplaint", "complaint"),
    ] {
        check(
            bounce(class),
            &[
                json!({"kind": kind, "time": "2026-11-24T00:16:18Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "p-1", "text": "550 5.1.1 no such user", "label": class}),
            ],
        );
    }
    // the API lists bounces without their record type
    let mut listed = bounce("HardBounce");
    listed.as_object_mut().unwrap().remove("RecordType");
    listed["Details"] = "".into();
    assert_eq!(fields(&provider::read(&listed).unwrap()[0])["text"], "general words");
    check(
        json!({"RecordType": "Delivery", "MessageID": "p-1", "Recipient": "ann@example.com", "DeliveredAt": "2026-11-24T00:16:18Z", "Details": "250 ok"}),
        &[
            json!({"kind": "delivered", "time": "2026-11-24T00:16:18Z", "recipient": "ann@example.com", "id": "p-1", "text": "250 ok", "label": "Delivery"}),
        ],
    );
    check(json!({"RecordType": "Open", "Recipient": "ann@example.com"}), &[]);
}
