//! Gives the shared library its soname, the only thing that the linker cannot learn elsewhere.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let major = variable("CARGO_PKG_VERSION_MAJOR");
    let minor = variable("CARGO_PKG_VERSION_MINOR");
    // Before 1.0 each minor version may change the interface.
    let version = if major == "0" { format!("{major}.{minor}") } else { major };
    let elf = variable("CARGO_CFG_TARGET_FAMILY") == "unix"
        && variable("CARGO_CFG_TARGET_VENDOR") != "apple";
    if elf {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libsmtpcodes.so.{version}");
    }
}
