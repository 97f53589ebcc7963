//! A document in force that nobody is to look at again.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/review-missing",
    Severity::Error,
    Words { ja: "次に見直す日が決まっていない", en: "no day is set for the next review" },
    include_str!("review_missing.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(meta) = super::meta_of_approved(doc) else { return };
    let is_record = doc.kind().is_some_and(|kind| super::RECORDS.contains(&kind));
    if is_record || !matches!(super::status(meta), Some("approved" | "published")) {
        return;
    }
    let message = both! {
        ja: "承認された文書ですが、次に見直す日 (meta.review.next) がありません",
        en: "the document is approved, and no day is set for its next review (`meta.review.next`)",
    };
    let help = both! {
        ja: "review: {{interval: 1y, next: 2027-04-01}} のように、見直す日を書いてください",
        en: "write when it is looked at again, for example `review: {{interval: 1y, next: 2027-04-01}}`",
    };
    match meta.get_any("review") {
        Some(review) if review.lacks("next") => sink.report(review.finding_missing("next", message).help(help)),
        None if meta.lacks("review") => sink.report(meta.finding_missing("review", message).help(help)),
        _ => {}
    }
}
