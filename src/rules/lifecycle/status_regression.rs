//! An approved document goes back to an earlier status.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule};

pub(crate) static RULE: Rule = Rule::new(
    "lifecycle/status-regression",
    Severity::Error,
    Words {
        ja: "承認済みの文書が前の状態に戻されている", en: "an approved document goes back to an earlier status"
    },
    include_str!("status_regression.md"),
    Check::Comparing,
);

/// The document as it is after the change.
pub(crate) fn finding(doc: Doc<'_>) -> Finding {
    let title = doc.title();
    let message = both! { title; ja: "「{title}」は承認されていたのに、下書きやレビュー中に戻ります", en: "`{title}` was approved, and goes back to a draft or a review" };
    doc.finding_in_meta("status", message).help(both! { ja: "書き直すなら版 (version) を上げてください。やめるなら status を retired にします", en: "to rewrite it, raise its `version`; to end it, set its status to `retired`" })
}
