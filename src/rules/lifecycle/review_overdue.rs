//! A document whose day of review has passed.

use jiff::civil::Date;

use crate::both;
use crate::corpus::{Doc, View, duration};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "lifecycle/review-overdue",
    Severity::Warning,
    Words { ja: "見直しの日を過ぎている", en: "the day of a review has passed" },
    include_str!("review_overdue.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for doc in context.corpus.documents().filter(|doc| !doc.is_over()) {
        let Some(meta) = super::meta_of_approved(doc) else { continue };
        let Some(next) = meta.get_any("review").and_then(|review| review.get_any("next")) else { continue };
        let Some(due) = next.date().filter(|due| *due < context.today && !next.is_faulty()) else { continue };
        let interval = meta.get_any("review").and_then(|review| review.get_any("interval")?.text());
        let interval = interval.and_then(duration::parse);
        let again = |from: Date| interval.and_then(|interval| from.checked_add(interval).ok());
        if is_reviewed(doc, due, context.today, again) {
            continue;
        }
        let message = both! {
            ja: "見直しの日 {due} を過ぎていますが、見直した記録がありません",
            en: "the review was due on {due}, and no review is recorded",
        };
        let finding = next.finding(message).help(both! {
            ja: "見直したのなら、next を次の日に改めるか、定期確認記録 (review-log) に書いてください",
            en: "once it is reviewed, write the next day as `next`, or an entry in the `review-log`",
        });
        // A whole interval late: twice as long since the last look as was agreed.
        match again(due).is_some_and(|twice| twice < context.today) {
            true => sink.report_as(finding, Severity::Error),
            false => sink.report(finding),
        }
    }
}

/// Says whether a log holds a review that was due then, and that holds until today. Of one whose day or next day cannot
/// be read, nobody knows; of one without a next day, the document's own interval says how long it holds.
fn is_reviewed(doc: Doc<'_>, due: Date, today: Date, again: impl Fn(Date) -> Option<Date>) -> bool {
    let mut links = doc.corpus().links().to_document(doc.index());
    links.any(|link| {
        let at = doc.corpus().view(link.from);
        let is_log = at.doc().kind() == Some("review-log")
            && at.node().key().is_some_and(|key| key.as_text() == Some("document"));
        let Some(entry) = at.node().parent().filter(|_| is_log).map(|entry| at.doc().view(entry)) else { return false };
        let Some(day) = entry.get_any("date").and_then(View::date) else { return true };
        match entry.get_any("next_due") {
            Some(next) => next.date().is_none_or(|next| today <= next),
            // A review somewhat before its day is that review.
            None => again(day).map_or(due <= day, |next| today <= next),
        }
    })
}
