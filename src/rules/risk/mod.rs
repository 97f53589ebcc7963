//! Risks, and what is protected from them.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&PROTECTED_WITHOUT_RATIONALE];

static PROTECTED_WITHOUT_RATIONALE: Rule = Rule::annotated(
    "risk/protected-without-rationale",
    Severity::Warning,
    Words { ja: "守る理由が書かれていない", en: "nothing says why a thing is protected" },
    include_str!("protected_without_rationale.md"),
);
