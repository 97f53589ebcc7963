//! What weakens the check itself.

mod nested_root;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&nested_root::RULE];
