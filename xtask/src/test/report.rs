//! The report of `classify`, looked at in a real browser.

use super::Place;

/// Builds the command and runs the tests that drive a browser.
pub fn check(place: &Place) -> Result<(), String> {
    place.cargo(&["build", "-q", "-p", "smtpcodes-cli"])?;
    let program = place.root.join(&place.target).join("debug/smtpcodes");
    place.run(
        "python3",
        &["-B", "-m", "unittest", "discover", "-s", "tests/report"],
        &[("SMTPCODES", &program.to_string_lossy())],
    )
}
