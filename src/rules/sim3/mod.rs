//! The maturity of a team, parameter by parameter.

mod unknown_parameter;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&unknown_parameter::RULE];
