//! Tests of whole parts through their public doors, in one binary.

// Tests build the world that the checker must not touch by itself, and say aloud what they skip.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::print_stderr)]
// The items that modules share are public to one another.
#![allow(unreachable_pub)]

#[cfg(unix)]
mod action;
mod approve;
mod baseline;
mod begin;
mod cli;
mod digest;
mod examples;
mod findings;
mod formats;
mod git;
mod held_back;
#[cfg(unix)]
mod hooks;
mod hostile;
mod kinds;
mod kinds_remedies;
mod mutation;
mod needs;
mod order;
mod readme;
#[cfg(unix)]
mod review;
mod rule_index;
mod sources;
mod standing;
mod tidy;
mod tutorial;
#[allow(dead_code, reason = "every test module uses a part of it")]
mod world;
mod yaml;
mod yaml_writer;
