//! Logs, and who keeps them.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&OWNER_MISSING];

static OWNER_MISSING: Rule = Rule::annotated(
    "logging/owner-missing",
    Severity::Error,
    Words { ja: "ログに責任を持つ人がいない", en: "nobody answers for a log" },
    include_str!("owner_missing.md"),
);
