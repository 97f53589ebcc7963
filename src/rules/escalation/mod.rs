//! Who is told of an incident, and how soon.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&NO_TIME_LIMIT];

static NO_TIME_LIMIT: Rule = Rule::annotated(
    "escalation/no-time-limit",
    Severity::Warning,
    Words { ja: "エスカレーションの期限がない", en: "an escalation has no time limit" },
    include_str!("no_time_limit.md"),
);
