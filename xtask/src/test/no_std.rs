//! The core without std: built against a sysroot that has nothing but `core`.
//!
//! A target without std would prove the same; this needs no second toolchain, and fails as soon as `std` or `alloc` is
//! named anywhere in the core or its engine.

use std::fs;
use std::path::{Path, PathBuf};

use super::Place;

/// Libraries that every `no_std` crate may link.
const KEPT: [&str; 3] = ["libcore-", "libcompiler_builtins-", "librustc_std_workspace_core-"];

/// Builds the core, and proves that the sysroot has no std.
pub fn check(place: &Place) -> Result<(), String> {
    let sysroot = place.target.join("no-std-sysroot");
    let real = PathBuf::from(place.output("rustc", &["--print", "sysroot"], &[])?.trim());
    let target = host(place)?;
    make(&sysroot, &real, &target).map_err(|error| format!("{}: {error}", sysroot.display()))?;

    let folder = place.target.join("no-std");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let matcher = folder.join("libsmtpcodes_matcher.rlib");
    let matcher = matcher.to_string_lossy();
    let sysroot = sysroot.to_string_lossy();
    let compile = |file: &str, name: &str, more: &[&str]| {
        let output = folder.join(format!("lib{name}.rlib"));
        let output = output.to_string_lossy();
        let mut arguments = vec![
            "--sysroot",
            &sysroot,
            "--edition",
            "2024",
            "--crate-type",
            "rlib",
            "--crate-name",
            name,
            "-Cpanic=abort",
            "-o",
            &output,
            file,
        ];
        arguments.extend_from_slice(more);
        place.run("rustc", &arguments, &[])
    };
    compile("crates/smtpcodes-matcher/src/lib.rs", "smtpcodes_matcher", &[])?;
    compile(
        "crates/smtpcodes/src/lib.rs",
        "smtpcodes",
        &["--extern", &format!("smtpcodes_matcher={matcher}")],
    )?;

    let witness = folder.join("uses_std.rs");
    fs::write(&witness, "pub fn f() -> std::string::String { std::string::String::new() }\n")
        .map_err(|error| error.to_string())?;
    let witness = witness.to_string_lossy();
    let accepted = place.output(
        "rustc",
        &[
            "--sysroot",
            &sysroot,
            "--edition",
            "2024",
            "--crate-type",
            "rlib",
            "--emit",
            "metadata",
            "-o",
            &format!("{witness}.meta"),
            &witness,
        ],
        &[],
    );
    if accepted.is_ok() {
        Err("the sysroot has std, so the build proves nothing".to_owned())
    } else {
        Ok(())
    }
}

fn host(place: &Place) -> Result<String, String> {
    let version = place.output("rustc", &["-vV"], &[])?;
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc -vV names no host".to_owned())
}

/// Copies `core` and nothing else into a sysroot of its own.
fn make(sysroot: &Path, real: &Path, target: &str) -> std::io::Result<()> {
    let libraries = format!("lib/rustlib/{target}/lib");
    fs::create_dir_all(sysroot.join(&libraries))?;
    for entry in fs::read_dir(real.join(&libraries))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if KEPT.iter().any(|kept| name.starts_with(kept)) {
            fs::copy(entry.path(), sysroot.join(&libraries).join(name))?;
        }
    }
    Ok(())
}
