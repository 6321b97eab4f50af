//! Reads events written in the style of each provider and checks every field.
#![allow(clippy::unwrap_used)]

use serde_json::{Map, Value, json};
use smtpcodes_extract::{Event, provider};

fn fields(event: &Event) -> Value {
    let mut object = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(Value::from);
    set("kind", event.kind.map(|kind| kind.as_str().into()));
    set("time", text(&event.time));
    set("recipient", text(&event.recipient));
    set("sender", text(&event.sender));
    set("id", text(&event.id));
    set("host", text(&event.remote_host));
    set("address", text(&event.remote_address));
    set("command", event.command.map(|command| command.as_str().into()));
    set("delay", event.delay.map(Value::from));
    let reply = String::from_utf8_lossy(&event.text).into_owned();
    set("text", (!reply.is_empty()).then(|| reply.into()));
    set("status", text(&event.status));
    set("label", text(&event.provider_label));
    set("line", event.line.map(Value::from));
    Value::Object(object)
}

#[track_caller]
fn check(value: Value, expected: &[Value]) {
    let found: Vec<_> =
        provider::read(&value).expect("a known provider").iter().map(fields).collect();
    assert_eq!(found, expected);
}

fn ses_bounce() -> Value {
    json!({
        "notificationType": "Bounce",
        "bounce": {
            "bounceType": "Permanent", "bounceSubType": "General", "timestamp": "2026-11-24T00:16:18.000Z",
            "reportingMTA": "dns; a8-1.smtp-out.amazonses.com", "remoteMtaIp": "192.0.2.1", "feedbackId": "f-1",
            "bouncedRecipients": [
                {"emailAddress": "Ann <ann@example.com>", "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 no such user"},
                {"emailAddress": "bob@example.com"},
            ],
        },
        "mail": {"timestamp": "2026-11-24T00:16:17.000Z", "source": "News <news@example.net>", "messageId": "m-1", "destination": ["ann@example.com", "bob@example.com"]},
    })
}

fn ses_expected() -> [Value; 2] {
    let (time, sender) = ("2026-11-24T00:16:18.000Z", "news@example.net");
    [
        json!({"kind": "failed", "time": time, "recipient": "ann@example.com", "sender": sender, "id": "m-1", "address": "192.0.2.1", "text": "550 5.1.1 no such user", "status": "5.1.1", "label": "Permanent/General"}),
        json!({"kind": "failed", "time": time, "recipient": "bob@example.com", "sender": sender, "id": "m-1", "address": "192.0.2.1", "label": "Permanent/General"}),
    ]
}

#[test]
fn ses_in_every_envelope() {
    check(ses_bounce(), &ses_expected());
    let mut published = ses_bounce();
    published["eventType"] = published.as_object_mut().unwrap().remove("notificationType").unwrap();
    check(published.clone(), &ses_expected());
    let sns = json!({"Type": "Notification", "TopicArn": "arn:x", "MessageId": "1", "Message": ses_bounce().to_string()});
    check(sns.clone(), &ses_expected());
    check(json!({"Records": [{"EventSource": "aws:sns", "Sns": sns.clone()}]}), &ses_expected());
    check(json!({"Records": [{"receiptHandle": "r", "body": sns.to_string()}]}), &ses_expected());
    check(
        json!({"source": "aws.ses", "detail-type": "Email Bounced", "detail": published}),
        &ses_expected(),
    );
    check(
        json!({"Type": "SubscriptionConfirmation", "TopicArn": "arn:x", "Message": "You have chosen to subscribe"}),
        &[],
    );
}

#[test]
fn ses_other_events() {
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

#[test]
fn sendgrid() {
    let event = |name: &str, more: Value| {
        let mut event = json!({"event": name, "email": "ann@example.com", "timestamp": 1_700_000_000, "smtp-id": "<1@example.net>", "sg_event_id": "e", "sg_message_id": "s"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let base = |kind: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "id": "<1@example.net>"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    check(
        json!([
            event(
                "bounce",
                json!({"status": "5.1.1", "reason": "550 5.1.1 no such user", "type": "bounce", "bounce_classification": "Invalid Address"})
            ),
            event(
                "bounce",
                json!({"status": "5.7.1", "reason": "550 5.7.1 listed", "type": "blocked"})
            ),
            event("dropped", json!({"reason": "Bounced Address", "status": "5.0.0"})),
            event("deferred", json!({"response": "451 4.7.1 later", "attempt": "3"})),
            event("delivered", json!({"response": "250 OK"})),
            event("spamreport", json!({})),
            event("group_unsubscribe", json!({})),
            event("open", json!({})),
        ]),
        &[
            base(
                "failed",
                json!({"text": "550 5.1.1 no such user", "status": "5.1.1", "label": "bounce/Invalid Address"}),
            ),
            base(
                "failed",
                json!({"text": "550 5.7.1 listed", "status": "5.7.1", "label": "bounce/blocked"}),
            ),
            base(
                "failed",
                json!({"text": "Bounced Address", "status": "5.0.0", "label": "dropped"}),
            ),
            base("delayed", json!({"text": "451 4.7.1 later", "label": "deferred"})),
            base("delivered", json!({"text": "250 OK", "label": "delivered"})),
            base("complaint", json!({"label": "spamreport"})),
            base("unsubscribe_request", json!({"label": "group_unsubscribe"})),
        ],
    );
}

#[test]
fn mailgun() {
    let data = |more: Value| {
        let mut data = json!({"timestamp": 1_700_000_000.5, "recipient": "ann@example.com", "recipient-domain": "example.com",
            "envelope": {"sender": "news@example.net", "targets": "ann@example.com"}, "message": {"headers": {"message-id": "1@example.net"}}});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        data
    };
    let base = |kind: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20.500Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "1@example.net"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let permanent = data(json!({"event": "failed", "severity": "permanent", "reason": "bounce",
        "delivery-status": {"code": 550, "enhanced-code": "5.1.1", "message": "no such user", "description": "", "mx-host": "mx.example.com"}}));
    let expected = base(
        "failed",
        json!({"host": "mx.example.com", "text": "550 5.1.1 no such user", "status": "5.1.1", "label": "permanent/bounce"}),
    );
    check(json!({"signature": {}, "event-data": permanent}), std::slice::from_ref(&expected));
    check(json!({"items": [permanent], "paging": {}}), &[expected]);
    check(
        json!({"event-data": data(json!({"event": "failed", "severity": "temporary", "reason": "generic", "delivery-status": {"code": 498, "message": "No MX for example.com"}}))}),
        &[base("delayed", json!({"text": "No MX for example.com", "label": "temporary/generic"}))],
    );
    check(
        json!({"event-data": data(json!({"event": "failed", "severity": "permanent", "reason": "suppress-bounce", "delivery-status": {"code": 605, "message": "", "description": "Not delivering to previously bounced address"}}))}),
        &[base(
            "failed",
            json!({"text": "Not delivering to previously bounced address", "label": "permanent/suppress-bounce"}),
        )],
    );
    check(
        json!({"event-data": data(json!({"event": "rejected", "reject": {"reason": "Sandbox subdomains are for test purposes only"}}))}),
        &[base(
            "failed",
            json!({"text": "Sandbox subdomains are for test purposes only", "label": "rejected"}),
        )],
    );
    check(
        json!({"event-data": data(json!({"event": "complained"}))}),
        &[base("complaint", json!({"label": "complained"}))],
    );
    check(
        json!({"event-data": data(json!({"event": "delivered", "delivery-status": {"code": 250, "message": "OK", "mx-host": "mx.example.com"}}))}),
        &[base(
            "delivered",
            json!({"host": "mx.example.com", "text": "250 OK", "label": "delivered"}),
        )],
    );
    check(json!({"event-data": data(json!({"event": "opened"}))}), &[]);
}

#[test]
fn postmark() {
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

#[test]
fn sparkpost() {
    let plain = |name: &str, class: &str| {
        json!({"type": name, "event_id": "1", "bounce_class": class, "error_code": "550", "message_id": "s-1", "transmission_id": "t", "msg_from": "news@example.net",
            "ip_address": "192.0.2.1", "queue_time": "1500", "raw_rcpt_to": "Ann@example.com", "rcpt_to": "ann@example.com",
            "raw_reason": "550 5.1.1 no such user", "reason": "550 5.1.1 ...", "timestamp": "1700000000"})
    };
    let expected = |kind: &str, label: &str, outgoing: bool| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "Ann@example.com", "sender": "news@example.net", "id": "s-1", "delay": 1.5, "text": "550 5.1.1 no such user", "label": label});
        if outgoing {
            event["address"] = "192.0.2.1".into();
        }
        event
    };
    for (name, class, kind, outgoing) in [
        ("bounce", "10", "failed", true),
        ("bounce", "60", "auto_reply", true),
        ("bounce", "100", "challenge_response", true),
        ("out_of_band", "22", "failed", false),
        ("delay", "21", "delayed", true),
        ("policy_rejection", "25", "failed", false),
        ("generation_rejection", "25", "failed", false),
    ] {
        let wrapped = json!([{"msys": {"message_event": plain(name, class)}}]);
        check(wrapped, &[expected(kind, &format!("{name}/{class}"), outgoing)]);
    }
    check(
        json!({"results": [plain("bounce", "10")], "total_count": 1}),
        &[expected("failed", "bounce/10", true)],
    );
    check(
        json!({"msys": {"message_event": {"type": "spam_complaint", "rcpt_to": "ann@example.com", "fbtype": "abuse", "timestamp": "2026-11-24T00:16:18.000+00:00"}}}),
        &[
            json!({"kind": "complaint", "time": "2026-11-24T00:16:18.000+00:00", "recipient": "ann@example.com", "label": "spam_complaint/abuse"}),
        ],
    );
    check(json!([{"msys": {}}]), &[]);
    check(json!({"msys": {"track_event": {"type": "open", "rcpt_to": "ann@example.com"}}}), &[]);
}

#[test]
fn mailjet() {
    let event = |more: Value| {
        let mut event = json!({"time": 1_700_000_000, "MessageID": 12_345_678_901_234_567_u64, "email": "ann@example.com", "mj_contact_id": 7});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let base = |kind: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "id": "12345678901234567"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    check(
        json!([
            event(
                json!({"event": "bounce", "blocked": true, "hard_bounce": true, "error_related_to": "recipient", "error": "user unknown", "comment": "550 5.1.1 no such user"})
            ),
            event(
                json!({"event": "bounce", "blocked": false, "hard_bounce": false, "error_related_to": "domain", "error": "greylisted"})
            ),
            event(
                json!({"event": "blocked", "error_related_to": "recipient", "error": "preblocked", "comment": ""})
            ),
            event(json!({"event": "sent", "smtp_reply": "sent (250 2.0.0 OK x - gsmtp)"})),
            event(json!({"event": "spam", "source": "JMRPP"})),
            event(json!({"event": "unsub"})),
            event(json!({"event": "click"})),
        ]),
        &[
            base(
                "failed",
                json!({"text": "550 5.1.1 no such user", "label": "bounce/recipient/user unknown"}),
            ),
            base("delayed", json!({"text": "greylisted", "label": "bounce/domain/greylisted"})),
            base("failed", json!({"text": "preblocked", "label": "blocked/recipient/preblocked"})),
            base("delivered", json!({"text": "250 2.0.0 OK x - gsmtp", "label": "sent"})),
            base("complaint", json!({"label": "spam/JMRPP"})),
            base("unsubscribe_request", json!({"label": "unsub"})),
        ],
    );
}

#[test]
fn brevo() {
    for (name, kind) in [
        ("hard_bounce", "failed"),
        ("soft_bounce", "failed"),
        ("blocked", "failed"),
        ("invalid_email", "failed"),
        ("error", "failed"),
        ("deferred", "delayed"),
        ("delivered", "delivered"),
        ("spam", "complaint"),
        ("complaint", "complaint"),
        ("unsubscribed", "unsubscribe_request"),
    ] {
        check(
            json!({"event": name, "email": "ann@example.com", "id": 9, "message-id": "<1@example.net>", "ts_epoch": 1_700_000_000_000_u64, "ts": 1,
                "reason": "550 RecipientError: 550 5.1.1 no such user"}),
            &[
                json!({"kind": kind, "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "id": "<1@example.net>", "text": "550 5.1.1 no such user", "label": name}),
            ],
        );
    }
    check(
        json!({"event": "opened", "email": "ann@example.com", "message-id": "<1@example.net>"}),
        &[],
    );
}

#[test]
fn mandrill() {
    let hard = json!({"event": "hard_bounce", "_id": "e", "ts": 1_700_000_000, "msg": {"ts": 1, "_id": "m-1", "email": "ann@example.com", "sender": "news@example.net",
        "state": "bounced", "bounce_description": "bad_mailbox", "diag": "smtp;550 5.1.1 no such user", "smtp_events": []}});
    let expected = [
        json!({"kind": "failed", "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "m-1", "text": "550 5.1.1 no such user", "label": "hard_bounce/bad_mailbox"}),
    ];
    check(json!([hard]), &expected);
    check(json!({"mandrill_events": json!([hard]).to_string()}), &expected);
    check(
        json!({"event": "deferral", "ts": 1_700_000_000, "msg": {"_id": "m-2", "email": "bob@example.com", "smtp_events": [
            {"ts": 1, "type": "deferred", "diag": "421 old"}, {"ts": 2, "type": "deferred", "diag": "451 4.3.5 later", "destination_ip": "192.0.2.1"}]}}),
        &[
            json!({"kind": "delayed", "time": "2023-11-14T22:13:20Z", "recipient": "bob@example.com", "id": "m-2", "address": "192.0.2.1", "text": "451 4.3.5 later", "label": "deferral"}),
        ],
    );
    check(
        json!({"event": "reject", "ts": 1_700_000_000, "msg": {"_id": "m-3", "email": "cat@example.com", "reject": {"reason": "hard-bounce"}}}),
        &[
            json!({"kind": "failed", "time": "2023-11-14T22:13:20Z", "recipient": "cat@example.com", "id": "m-3", "label": "reject/hard-bounce"}),
        ],
    );
    check(
        json!({"event": "spam", "ts": 1_700_000_000, "msg": {"_id": "m-4", "email": "dan@example.com"}}),
        &[
            json!({"kind": "complaint", "time": "2023-11-14T22:13:20Z", "recipient": "dan@example.com", "id": "m-4", "label": "spam"}),
        ],
    );
    check(json!({"event": "click", "msg": {"email": "x@example.com"}}), &[]);
}

#[test]
fn resend() {
    let event = |name: &str, more: Value| {
        let mut data = json!({"email_id": "r-1", "from": "News <news@example.net>", "to": ["Ann <ann@example.com>", "bob@example.com"]});
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": format!("email.{name}"), "created_at": "2026-11-24T00:16:18.000Z", "data": data})
    };
    let base = |kind: &str, recipient: &str, more: Value| {
        let mut event = json!({"kind": kind, "time": "2026-11-24T00:16:18.000Z", "recipient": recipient, "sender": "news@example.net", "id": "r-1"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let bounced = json!({"text": "550 5.1.1 no such user", "label": "bounced/Permanent/General"});
    check(
        event(
            "bounced",
            json!({"bounce": {"message": "words", "type": "Permanent", "subType": "General", "diagnosticCode": ["smtp; 550 5.1.1 no such user"]}}),
        ),
        &[
            base("failed", "ann@example.com", bounced.clone()),
            base("failed", "bob@example.com", bounced),
        ],
    );
    check(
        event(
            "bounced",
            json!({"to": "ann@example.com", "bounce": {"message": "The recipient's provider sent a hard bounce"}}),
        ),
        &[base(
            "failed",
            "ann@example.com",
            json!({"text": "The recipient's provider sent a hard bounce", "label": "bounced"}),
        )],
    );
    check(
        event("delivery_delayed", json!({"to": ["ann@example.com"]})),
        &[base("delayed", "ann@example.com", json!({"label": "delivery_delayed"}))],
    );
    check(
        event(
            "failed",
            json!({"to": ["ann@example.com"], "failed": {"reason": "reached_daily_quota"}}),
        ),
        &[base(
            "failed",
            "ann@example.com",
            json!({"text": "reached_daily_quota", "label": "failed"}),
        )],
    );
    check(
        event("complained", json!({"to": ["ann@example.com"]})),
        &[base("complaint", "ann@example.com", json!({"label": "complained"}))],
    );
    check(event("opened", json!({})), &[]);
}

#[test]
fn mailersend() {
    for (name, kind) in [
        ("hard_bounced", "failed"),
        ("soft_bounced", "failed"),
        ("deferred", "delayed"),
        ("delivered", "delivered"),
        ("spam_complaint", "complaint"),
        ("unsubscribed", "unsubscribe_request"),
    ] {
        check(
            json!({"type": format!("activity.{name}"), "created_at": "x", "data": {"type": name, "created_at": "2026-11-24T00:16:18.000000Z",
                "email": {"from": "news@example.net", "message": {"id": "ms-1"}, "recipient": {"email": "ann@example.com"}}, "morph": {"reason": "Host or domain name not found"}}}),
            &[
                json!({"kind": kind, "time": "2026-11-24T00:16:18.000000Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "ms-1", "text": "Host or domain name not found", "label": name}),
            ],
        );
    }
    check(json!({"type": "activity.opened", "data": {"email": {}}}), &[]);
}

#[test]
fn postal() {
    let message = json!({"id": 7, "direction": "outgoing", "message_id": "p@example.net", "to": "ann@example.com", "from": "news@example.net"});
    for (name, status, kind) in [
        ("MessageDeliveryFailed", "HardFail", "failed"),
        ("MessageDelayed", "SoftFail", "delayed"),
        ("MessageHeld", "Held", "delayed"),
        ("MessageSent", "Sent", "delivered"),
    ] {
        check(
            json!({"event": name, "timestamp": 1, "uuid": "u", "payload": {"message": message, "status": status, "details": "words", "output": "550 5.1.1 no such user\n", "timestamp": 1_700_000_000.25}}),
            &[
                json!({"kind": kind, "time": "2023-11-14T22:13:20.250Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "p@example.net", "text": "550 5.1.1 no such user", "label": status}),
            ],
        );
    }
    check(
        json!({"event": "MessageBounced", "timestamp": 1_700_000_000, "payload": {"original_message": message, "bounce": {"id": 8, "to": "x@rp.example.net"}}}),
        &[
            json!({"kind": "failed", "time": "2023-11-14T22:13:20Z", "recipient": "ann@example.com", "sender": "news@example.net", "id": "p@example.net", "label": "Bounced"}),
        ],
    );
    let mut incoming = message.clone();
    incoming["direction"] = "incoming".into();
    check(
        json!({"event": "MessageDeliveryFailed", "payload": {"message": incoming, "output": "Not found"}}),
        &[],
    );
}

#[test]
fn what_no_provider_sent_is_none() {
    for value in [
        json!(null),
        json!(7),
        json!("550 no"),
        json!({}),
        json!({"event": "bounce", "email": "ann@example.com"}),
        json!({"type": "email.bounced"}),
        json!({"type": 7, "data": []}),
        json!([{"hello": "world"}]),
        json!({"mail": "x", "eventType": "Bounce"}),
        json!({"msys": 3}),
        json!({"Message": "{", "x": 1}),
    ] {
        assert_eq!(provider::read(&value), None, "{value}");
    }
    assert_eq!(provider::read(&json!([])), Some(vec![]));
}

#[test]
fn envelopes_without_end_are_left() {
    let mut value = ses_bounce();
    for _ in 0..100 {
        value = json!([value]);
    }
    assert_eq!(provider::read(&value), None);
}

#[test]
fn fields_of_another_type_never_panic() {
    let spoiled =
        [json!(null), json!(-1), json!(1e300), json!([]), json!({}), json!("\u{0}"), json!([[[]]])];
    let mut values = vec![ses_bounce()];
    values.push(json!({"event": "bounce", "email": "a@example.com", "sg_event_id": "x", "timestamp": 1, "reason": "x"}));
    values.push(json!({"msys": {"message_event": {"type": "bounce", "bounce_class": "10", "rcpt_to": "a@example.com", "timestamp": "1"}}}));
    values.push(json!({"event": "MessageSent", "timestamp": 1, "payload": {"message": {"to": "a"}, "output": "x", "timestamp": 1}}));
    for value in values {
        let text = value.to_string();
        for bad in &spoiled {
            // put the bad value in the place of each value of the text in turn
            for (at, _) in text.match_indices(':') {
                let end = text[at..].find([',', '}', ']']).map_or(text.len(), |end| at + end);
                let changed = format!("{}:{bad}{}", &text[..at], &text[end..]);
                if let Ok(changed) = serde_json::from_str(&changed) {
                    let _ = provider::read(&changed);
                }
            }
        }
    }
}
