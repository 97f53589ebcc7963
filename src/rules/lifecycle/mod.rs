//! The life of a document: who owns it, who approved it, how long it holds.

mod approval_stale;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&approval_stale::RULE];
