//! Duties to notify.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&DECIDER_MISSING];

static DECIDER_MISSING: Rule = Rule::annotated(
    "legal/decider-missing",
    Severity::Error,
    Words { ja: "届け出る役割が決まっていない", en: "nobody is named to decide or send a notice" },
    include_str!("decider_missing.md"),
);
