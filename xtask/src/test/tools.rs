//! What the tests need of a machine.

use std::path::Path;
use std::process::Command;

/// A program and the Debian package that has it.
const TOOLS: [(&str, &str); 11] = [
    ("gcc", "gcc"),
    ("g++", "g++"),
    ("clang", "clang"),
    ("make", "make"),
    ("pkg-config", "pkg-config"),
    ("nm", "binutils"),
    ("readelf", "binutils"),
    ("python3", "python3"),
    ("postfix", "postfix"),
    ("chromium", "chromium"),
    ("pdftotext", "poppler-utils"),
];

/// Names everything that is missing, and one command that installs it.
pub fn check() -> Result<(), String> {
    let mut packages: Vec<&str> =
        TOOLS.iter().filter(|(tool, _)| !is_there(tool)).map(|&(_, package)| package).collect();
    let venv = Command::new("python3").args(["-c", "import venv, ensurepip"]).output();
    if !venv.is_ok_and(|output| output.status.success()) {
        packages.push("python3-venv");
    }
    packages.dedup();
    if packages.is_empty() {
        return Ok(());
    }
    Err(format!(
        "this machine lacks some tools; install them with: apt-get install -y {}",
        packages.join(" ")
    ))
}

fn is_there(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain([Path::new("/usr/sbin").to_owned()])
        .any(|folder| folder.join(tool).is_file())
}
