//! Separation of duties: nobody judges work of their own.

mod self_approval;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&self_approval::RULE];
