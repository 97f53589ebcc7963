//! The life of a document: who owns it, who approved it, how long it holds.

mod approval_missing;
mod approval_stale;
mod approver_not_entitled;
mod effective_missing;
mod owner_missing;
mod review_missing;
mod review_overdue;
pub(crate) mod status_regression;
mod successor_missing;
mod version_missing;
pub(crate) mod version_not_bumped;

use super::Rule;
use crate::corpus::{Doc, KindOf, Status, View};
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &approval_missing::RULE,
    &approval_stale::RULE,
    &approver_not_entitled::RULE,
    &effective_missing::RULE,
    &EXCEPTION_WITHOUT_EXPIRY,
    &owner_missing::RULE,
    &review_missing::RULE,
    &review_overdue::RULE,
    &status_regression::RULE,
    &successor_missing::RULE,
    &version_missing::RULE,
    &version_not_bumped::RULE,
];

static EXCEPTION_WITHOUT_EXPIRY: Rule = Rule::annotated(
    "lifecycle/exception-without-expiry",
    Severity::Warning,
    Words {
        ja: "管理策の例外に期限や承認がない", en: "an exception from a control has no end or no approval"
    },
    include_str!("exception_without_expiry.md"),
);

/// Kinds that record what happened on a day: nobody reviews them again.
const RECORDS: [&str; 9] = [
    "announcement",
    "establishment-approval",
    "exercise-report",
    "improvement-report",
    "incident-history",
    "interview-record",
    "maturity-assessment",
    "review-log",
    "trial-operation",
];

/// Returns the `meta` of a document that is approved or was; nothing where it cannot be read well, or may be meant by
/// another key.
fn meta_of_approved(doc: Doc<'_>) -> Option<View<'_>> {
    let is_document = matches!(doc.checked().kind, KindOf::Known(..)) && !doc.checked().may_lack_fields();
    doc.root().filter(|_| is_document && doc.status() >= Status::Approved)?.get_any("meta")
}

/// Returns the status as it is written.
fn status(meta: View<'_>) -> Option<&str> {
    meta.get_any("status").and_then(View::text)
}
