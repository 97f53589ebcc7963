//! Roles and responsibility.

mod accountable_unstaffed;
mod assignment_expired;
mod deputy_missing;
mod deputy_same_person;
mod incompatible_held;
mod leaver_referenced;
mod multiple_accountable;
mod no_accountable;
mod no_responsible;
mod shares;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &accountable_unstaffed::RULE,
    &assignment_expired::RULE,
    &deputy_missing::RULE,
    &deputy_same_person::RULE,
    &incompatible_held::RULE,
    &leaver_referenced::RULE,
    &multiple_accountable::RULE,
    &no_accountable::RULE,
    &no_responsible::RULE,
    &RESPONSIBILITY_EMPTY,
    &UNASSIGNED,
];

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
