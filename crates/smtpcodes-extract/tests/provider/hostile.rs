//! What no provider sent, and what is broken: it is left, and nothing panics.

use serde_json::json;
use smtpcodes_extract::provider;

use crate::ses_bounce;

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
