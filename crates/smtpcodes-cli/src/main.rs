//! The smtpcodes command.
fn main() {}
