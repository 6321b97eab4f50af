//! Whole outputs of the tiny spec, as snapshots.

use super::Scratch;
use crate::regen;

#[test]
fn whole_files_of_the_tiny_spec() {
    let scratch = Scratch::tiny("snapshots");
    let outputs = regen::build(&scratch.0).unwrap_or_else(|problems| panic!("{problems}"));
    let paths: Vec<&str> = outputs.paths().collect();
    insta::assert_snapshot!("paths", paths.join("\n"));
    // The words are the real ones, in files of their own that follow them; all else comes from the tiny spec.
    for path in paths.iter().filter(|path| !path.contains("words") && !path.contains("smtpcodes.h"))
    {
        let name = path.replace(['/', '.'], "_");
        insta::assert_snapshot!(name, outputs.get(path).unwrap_or_default());
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let scratch = Scratch::tiny("same");
    let [first, second] =
        [(); 2].map(|()| regen::build(&scratch.0).unwrap_or_else(|problems| panic!("{problems}")));
    for path in first.paths() {
        assert_eq!(first.get(path), second.get(path), "{path}");
    }
}
