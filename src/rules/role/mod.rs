//! Roles and responsibility.

mod assignment_expired;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&assignment_expired::RULE, &RESPONSIBILITY_EMPTY, &UNASSIGNED];

static RESPONSIBILITY_EMPTY: Rule = Rule::annotated(
    "role/responsibility-empty",
    Severity::Warning,
    Words { ja: "役割に責任が書かれていない", en: "a role has no responsibilities" },
    include_str!("responsibility_empty.md"),
);

static UNASSIGNED: Rule = Rule::annotated(
    "role/unassigned",
    Severity::Warning,
    Words { ja: "役割の担当者が決まっていない", en: "nobody holds a role" },
    include_str!("unassigned.md"),
);
