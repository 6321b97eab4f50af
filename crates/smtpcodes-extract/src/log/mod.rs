//! Reads mail logs, line by line.
