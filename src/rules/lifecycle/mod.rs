//! The life of a document: who owns it, who approved it, how long it holds.

mod approval_stale;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&approval_stale::RULE, &EXCEPTION_WITHOUT_EXPIRY];

static EXCEPTION_WITHOUT_EXPIRY: Rule = Rule::annotated(
    "lifecycle/exception-without-expiry",
    Severity::Warning,
    Words {
        ja: "管理策の例外に期限や承認がない", en: "an exception from a control has no end or no approval"
    },
    include_str!("exception_without_expiry.md"),
);
