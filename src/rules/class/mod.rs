//! The classification of incidents.

mod severity_rank_conflict;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&severity_rank_conflict::RULE];
