//! Contacts, and whether anybody can be reached through them.

mod emergency_not_24x7;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&emergency_not_24x7::RULE];
