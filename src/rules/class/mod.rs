//! The classification of incidents.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
