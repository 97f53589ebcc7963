//! The quality of what is written: holes, languages, ways of writing a name.

mod language_missing;
mod name_width_mixed;
mod placeholder;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&language_missing::RULE, &name_width_mixed::RULE, &placeholder::RULE];
