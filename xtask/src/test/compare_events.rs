//! The command and Python read the same events out of the same files, and write them in the same bytes.

use std::fs;

use super::Place;

/// Messages, a log and bare replies.
const SAMPLES: [&str; 3] =
    ["crates/smtpcodes-extract/tests/data", "examples/mail.log", "examples/replies.txt"];

/// What those files do not hold: events of a provider, bytes that are no text, marks of direction, ids of any shape,
/// kinds without failure.
const ODD: [&[u8]; 7] = [
    b"{\"id\":[1,{\"a\":1e999}],\"text\":\"550 5.1.1 \\u001b[31muser unknown\\u202e\"}",
    b"{\"id\":\"=1+1\",\"text\":\"user unknown\",\"kind\":\"delayed\",\"time\":\"2026-11-24T00:00:00Z\"}",
    b"{\"text\":\"550 5.1.1 user unknown\",\"kind\":\"auto_reply\",\"recipient\":\"ann@example.com\"}",
    b"{\"text\":\"250 ok\",\"kind\":\"delivered\",\"command\":\"DATA\",\"remote_host\":\"mx.example.com\"}",
    b"{\"text\":\"andr\xe9 is unknown\",\"enhanced\":\"5.1.1\"}",
    b"{\"text\":\"\",\"status\":\"9.9.9\"}",
    b"{\"event\":\"bounce\",\"email\":\"ann@example.com\",\"sg_event_id\":\"x\",\"reason\":\"550 no such user\",\"type\":\"bounce\"}",
];

/// Compares what both print.
pub fn check(place: &Place) -> Result<(), String> {
    place.cargo(&["build", "-q", "-p", "smtpcodes-cli"])?;
    let odd = place.target.join("odd.jsonl");
    fs::write(&odd, ODD.join(&b'\n')).map_err(|error| error.to_string())?;
    let odd = odd.to_string_lossy();
    let paths: Vec<&str> = SAMPLES.into_iter().chain([&*odd]).collect();

    let program = place.target.join("debug/smtpcodes");
    let arguments = [&["classify", "--deliveries"], &paths[..]].concat();
    let command = place.output(&program.to_string_lossy(), &arguments, &[])?;
    let python = place.target.join("python-tests/bin/python");
    let arguments = [&["bindings/python/tests/events_jsonl.py"], &paths[..]].concat();
    let python = place.output(&python.to_string_lossy(), &arguments, &[])?;

    for (at, (ours, theirs)) in command.lines().zip(python.lines()).enumerate() {
        if ours != theirs {
            return Err(format!("event {}:\n  command {ours}\n  Python  {theirs}", at + 1));
        }
    }
    let (ours, theirs) = (command.lines().count(), python.lines().count());
    if ours != theirs || ours < SAMPLES.len() + ODD.len() {
        return Err(format!("the command printed {ours} events, Python {theirs}"));
    }
    println!("   {ours} events give the same bytes in the command and Python");
    Ok(())
}
