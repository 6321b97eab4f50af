//! The same input gives the same classification, byte for byte, in Rust, C, Python and the command.
//!
//! Each language prints one JSON object for each classification vector; the texts are compared line by line.

use super::Place;

/// Compares what the command, C and Python print.
pub fn check(place: &Place) -> Result<(), String> {
    place.cargo(&["build", "-q", "-p", "smtpcodes-cli"])?;
    let command = place.target.join("debug/smtpcodes");
    let rust = place.output(&command.to_string_lossy(), &["vectors", "tests/vectors.json"], &[])?;
    let c = place.output(&place.target.join("c-tests/jsonl").to_string_lossy(), &[], &[])?;
    let python = place.target.join("python-tests/bin/python");
    let python = place.output(
        &python.to_string_lossy(),
        &["bindings/python/tests/jsonl.py", "tests/vectors.json"],
        &[],
    )?;
    let count = rust.lines().count();
    if count == 0 {
        return Err("the command printed nothing".to_owned());
    }
    for (language, text) in [("C", &c), ("Python", &python)] {
        if text.lines().count() != count {
            return Err(format!(
                "{language} printed {} lines, the command {count}",
                text.lines().count()
            ));
        }
        if let Some((ours, theirs)) =
            rust.lines().zip(text.lines()).find(|(ours, theirs)| ours != theirs)
        {
            return Err(format!("{language} differs:\n  command {ours}\n  {language} {theirs}"));
        }
    }
    println!("   {count} vectors, the same bytes from the command, C and Python");
    Ok(())
}
