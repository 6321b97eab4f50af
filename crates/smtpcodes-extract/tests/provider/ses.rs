//! Amazon SES, in every envelope that its events come in.

use serde_json::{Value, json};

use crate::{check, ses_bounce};

fn expected() -> [Value; 2] {
    let (time, sender) = ("2026-11-24T00:16:18.000Z", "news@example.net");
    [
        json!({"kind": "failed", "time": time, "recipient": "ann@example.com", "sender": sender, "id": "m-1", "address": "192.0.2.1", "text": "550 5.1.1 no such user", "status": "5.1.1", "label": "Permanent/General"}),
        json!({"kind": "failed", "time": time, "recipient": "bob@example.com", "sender": sender, "id": "m-1", "address": "192.0.2.1", "label": "Permanent/General"}),
    ]
}

#[test]
fn every_envelope_is_opened() {
    check(ses_bounce(), &expected());
    let mut published = ses_bounce();
    published["eventType"] = published.as_object_mut().unwrap().remove("notificationType").unwrap();
    check(published.clone(), &expected());
    let sns = json!({"Type": "Notification", "TopicArn": "arn:x", "MessageId": "1", "Message": ses_bounce().to_string()});
    check(sns.clone(), &expected());
    check(json!({"Records": [{"EventSource": "aws:sns", "Sns": sns.clone()}]}), &expected());
    check(json!({"Records": [{"receiptHandle": "r", "body": sns.to_string()}]}), &expected());
    check(
        json!({"source": "aws.ses", "detail-type": "Email Bounced", "detail": published}),
        &expected(),
    );
    check(
        json!({"Type": "SubscriptionConfirmation", "TopicArn": "arn:x", "Message": "You have chosen to subscribe"}),
        &[],
    );
}

#[test]
fn every_other_event_is_read() {
    let mail = json!({"timestamp": "2026-11-24T00:16:17.000Z", "source": "news@example.net", "messageId": "m-1", "destination": ["ann@example.com"]});
    let sender = "news@example.net";
    check(
        json!({"notificationType": "Complaint", "mail": mail, "complaint": {"complainedRecipients": [{"emailAddress": "ann@example.com"}],
            "timestamp": "2026-11-24T00:16:18.000Z", "complaintFeedbackType": "abuse", "complaintSubType": null}}),
        &[
            json!({"kind": "complaint", "time": "2026-11-24T00:16:18.000Z", "recipient": "ann@example.com", "sender": sender, "id": "m-1", "label": "abuse"}),
        ],
    );
    check(
        json!({"eventType": "DeliveryDelay", "mail": mail, "deliveryDelay": {"delayType": "MailboxFull", "timestamp": "2026-11-24T00:16:18.000Z",
            "delayedRecipients": [{"emailAddress": "ann@example.com", "status": "4.2.2", "diagnosticCode": "smtp; 452 4.2.2 full"}]}}),
        &[
            json!({"kind": "delayed", "time": "2026-11-24T00:16:18.000Z", "recipient": "ann@example.com", "sender": sender, "id": "m-1", "text": "452 4.2.2 full", "status": "4.2.2", "label": "MailboxFull"}),
        ],
    );
    check(
        json!({"eventType": "Delivery", "mail": mail, "delivery": {"timestamp": "2026-11-24T00:16:18.000Z", "processingTimeMillis": 546,
            "recipients": ["ann@example.com"], "smtpResponse": "250 ok: queued", "remoteMtaIp": "192.0.2.1", "reportingMTA": "a8-1.example"}}),
        &[
            json!({"kind": "delivered", "time": "2026-11-24T00:16:18.000Z", "recipient": "ann@example.com", "sender": sender, "id": "m-1", "address": "192.0.2.1", "delay": 0.546, "text": "250 ok: queued"}),
        ],
    );
    check(
        json!({"eventType": "Reject", "mail": mail, "reject": {"reason": "Bad content"}}),
        &[
            json!({"kind": "failed", "time": "2026-11-24T00:16:17.000Z", "recipient": "ann@example.com", "sender": sender, "id": "m-1", "text": "Bad content", "label": "Reject"}),
        ],
    );
    check(
        json!({"eventType": "Rendering Failure", "mail": mail, "failure": {"errorMessage": "Attribute 'x' is not present", "templateName": "t"}}),
        &[
            json!({"kind": "failed", "time": "2026-11-24T00:16:17.000Z", "recipient": "ann@example.com", "sender": sender, "id": "m-1", "text": "Attribute 'x' is not present", "label": "Rendering Failure"}),
        ],
    );
    check(json!({"eventType": "Open", "mail": mail, "open": {}}), &[]);
}
