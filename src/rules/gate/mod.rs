//! What weakens the check itself.

mod hidden_character;
mod look_alike;
mod nested_root;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&hidden_character::RULE, &look_alike::RULE, &nested_root::RULE];
