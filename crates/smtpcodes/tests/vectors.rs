//! The conformance cases that every language runs: `spec/vectors`, in the form that the generator writes.

use std::fs;

use serde_json::{Map, Value, json};
use smtpcodes::{
    Classification, Command, Context, EnhancedCode, Reply, ReplyCode, classify_in, find_codes,
};

type Case = Map<String, Value>;

/// Runs `actual` on every case of one kind, and compares the keys that the case expects.
fn run(kind: &str, actual: impl Fn(&Case, &[u8]) -> Value) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors.json");
    let text =
        fs::read_to_string(path).expect("tests/vectors.json is written by cargo xtask regen");
    let groups: Vec<Value> = serde_json::from_str(&text).expect("vectors.json is JSON");
    let mut cases = 0;
    let mut failures = Vec::new();
    for group in groups.iter().filter(|group| group["kind"] == kind) {
        for case in group["cases"].as_array().expect("a group has cases") {
            let case = case.as_object().expect("a case is an object");
            let found = actual(case, &bytes(case));
            cases += 1;
            for (key, wanted) in case["expect"].as_object().expect("a case expects an object") {
                if found.get(key) != Some(wanted) {
                    let got = found.get(key).unwrap_or(&Value::Null);
                    failures.push(format!("{}: {key} is {got}, not {wanted}", case["name"]));
                }
            }
        }
    }
    assert!(cases > 0, "there is no vector of kind {kind}");
    assert!(failures.is_empty(), "{} of {cases} cases:\n{}", failures.len(), failures.join("\n"));
}

fn bytes(case: &Case) -> Vec<u8> {
    if let Some(text) = case.get("text").and_then(Value::as_str) {
        return text.as_bytes().to_vec();
    }
    if let Some(hex) = case.get("hex").and_then(Value::as_str) {
        let digits: Vec<u8> = hex.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        let byte = |pair: &[u8]| u8::from_str_radix(&String::from_utf8_lossy(pair), 16);
        return digits.chunks(2).map(|pair| byte(pair).expect("hex digits")).collect();
    }
    let repeat = &case["repeat"];
    let part = |key: &str| repeat[key].as_str().unwrap_or_default();
    let times = repeat["times"].as_u64().expect("a repeat has times") as usize;
    [part("before"), &part("text").repeat(times), part("after")].concat().into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn string<'c>(case: &'c Case, key: &str) -> Option<&'c str> {
    case.get(key).and_then(Value::as_str)
}

fn enhanced(code: Option<EnhancedCode>) -> Value {
    json!(code.map(|code| code.to_string()))
}

#[test]
fn reply_codes() {
    run("reply_code", |_, bytes| {
        let Some(code) =
            std::str::from_utf8(bytes).ok().and_then(|text| text.parse::<ReplyCode>().ok())
        else {
            return json!({"valid": false});
        };
        json!({
            "valid": true,
            "name": code.name(),
            "standing": code.standing().map(|standing| standing.as_str()),
            "permanence": code.permanence().as_str(),
        })
    });
}

#[test]
fn enhanced_codes() {
    run("enhanced_code", |_, bytes| {
        let text = std::str::from_utf8(bytes).ok();
        let Some(code) = text.and_then(|text| text.parse::<EnhancedCode>().ok()) else {
            return json!({"valid": false});
        };
        json!({
            "valid": true,
            "class": code.class(),
            "subject": code.subject(),
            "detail": code.detail(),
            "name": code.entry().map(|entry| entry.name),
            "permanence": code.permanence().as_str(),
        })
    });
}

#[test]
fn replies() {
    run("parse_reply", |_, bytes| match Reply::parse(bytes) {
        Err(error) => json!({"error": error.as_str()}),
        Ok(reply) => json!({
            "code": reply.code().as_u16(),
            "enhanced": enhanced(reply.enhanced_code()),
            "lines": reply.lines().map(String::from_utf8_lossy).collect::<Vec<_>>(),
            "lines_hex": reply.lines().map(hex).collect::<Vec<_>>(),
            "line_count": reply.lines().count(),
            "line_lengths": reply.lines().map(<[u8]>::len).collect::<Vec<_>>(),
        }),
    });
}

#[test]
fn codes_in_free_text() {
    run("find_codes", |_, bytes| {
        let codes = find_codes(bytes);
        json!({
            "code": codes.reply.map(ReplyCode::as_u16),
            "enhanced": enhanced(codes.enhanced),
        })
    });
}

#[test]
fn classifications() {
    run("classify", |case, bytes| {
        let mut context = Context::new();
        if let Some(host) = string(case, "host") {
            context = context.remote_host(host.as_bytes());
        }
        if let Some(command) = string(case, "command") {
            context = context.command(command.parse::<Command>().expect("a known command"));
        }
        if let Some(status) = string(case, "status") {
            context = context.status(status.parse().expect("an enhanced code"));
        }
        contract(&classify_in(bytes, &context))
    });
}

/// The keys of the command's JSON that a classification decides.
fn contract(c: &Classification<'_>) -> Value {
    json!({
        "code": c.reply_code().map(ReplyCode::as_u16),
        "enhanced": enhanced(c.enhanced_code()),
        "permanence": c.permanence().as_str(),
        "reason": c.reason().map(|reason| reason.as_str()),
        "bounce": c.bounce().map(|bounce| bounce.as_str()),
        "fault": c.fault().map(|fault| fault.as_str()),
        "retry": c.retry().map(|retry| retry.as_str()),
        "retry_after": c.retry_after(),
        "action": c.action().map(|action| action.as_str()),
        "basis": c.basis().as_str(),
        "rule": c.rule().map(|rule| rule.id()),
        "span": c.span().map(|span| [span.start, span.end]),
        "provider": c.provider().map(|provider| provider.name()),
        "blocklist": c.blocklist().map(|list| list.name()),
    })
}
