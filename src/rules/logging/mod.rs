//! Logs: which are kept, for how long, by what clock, and who answers for them.

mod clock_unsynchronised;
mod retention_below_policy;
mod retention_short;
mod sources;
mod type_missing;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &clock_unsynchronised::RULE,
    &OWNER_MISSING,
    &retention_below_policy::RULE,
    &retention_short::RULE,
    &type_missing::RULE,
];

static OWNER_MISSING: Rule = Rule::annotated(
    "logging/owner-missing",
    Severity::Error,
    Words { ja: "ログに責任を持つ人がいない", en: "nobody answers for a log" },
    include_str!("owner_missing.md"),
);
