//! The `sekisho` command.

#![forbid(unsafe_code)]

fn main() {}
