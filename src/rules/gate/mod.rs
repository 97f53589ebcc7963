//! What weakens the check itself.

pub(crate) mod baseline_grown;
pub(crate) mod document_left;
mod hidden_character;
mod look_alike;
pub(crate) mod loosened;
mod nested_root;
pub(crate) mod waiver_added;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &baseline_grown::RULE,
    &document_left::RULE,
    &hidden_character::RULE,
    &look_alike::RULE,
    &loosened::RULE,
    &nested_root::RULE,
    &waiver_added::RULE,
];
