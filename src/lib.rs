//! *sekisho* inspects the papers of a CSIRT: YAML documents in a Git repository.
//!
//! The checker is a pure function from a snapshot of documents, settings and a date to an ordered list of findings.
//! `ARCHITECTURE.md` is the map; the modules below stand in the order in which they may use each other.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests read the files of the repository"))]

// base
pub mod text;
pub mod lang;
pub mod finding;
// read
pub mod yaml;
pub mod git;
// mean
pub mod schema;
pub mod corpus;
// judge
pub mod settings;
pub mod rules;
// begin
pub mod scaffold;
// run
pub mod engine;
pub mod review;
pub mod standing;
pub mod approval;
// speak
pub mod report;
pub mod cli;
