//! A sharing label is relaxed without an approval.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule};

pub(crate) static RULE: Rule = Rule::new(
    "conf/label-relaxed",
    Severity::Error,
    Words {
        ja: "共有範囲が、承認なしに広げられている", en: "a sharing label is relaxed without an approval"
    },
    include_str!("label_relaxed.md"),
    Check::Comparing,
);

/// The document as it is after the change.
pub(crate) fn finding(doc: Doc<'_>) -> Finding {
    let title = doc.title();
    let message = both! { title; ja: "「{title}」を共有できる範囲が、新しい承認のないまま広がります", en: "`{title}` may be shared more widely, without a new approval" };
    doc.finding_in_meta("classification", message).help(both! { ja: "広げてよいかを責任者に確かめ、承認を記録してください (sekisho approve)", en: "have who answers for it decide, and record the approval (`sekisho approve`)" })
}
