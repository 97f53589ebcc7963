//! An exercise whose day, or whose report's day, is not laid down.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, annotated};

pub(crate) static RULE: Rule = Rule::document(
    "exercise/schedule-missing",
    Severity::Error,
    Words { ja: "演習の日程が決まっていない", en: "the schedule of an exercise is not decided" },
    include_str!("schedule_missing.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("exercise-plan") {
        return;
    }
    let is_undated = |schedule: &View<'_>| schedule.lacks("dates") && schedule.lacks("window");
    if let Some(schedule) = doc.get("schedule").filter(is_undated) {
        sink.report(without_day(schedule));
    }
    // The whole schedule, and the day of the report.
    annotated::check(doc, context, sink);
}

fn without_day(schedule: View<'_>) -> Finding {
    schedule
        .finding_missing(
            "dates",
            both! {
                ja: "いつ演習を行うのかが書かれていません",
                en: "nothing says when the exercise takes place",
            },
        )
        .help(both! {
            ja: "schedule の dates に日付を、日を伏せておくのなら window に期間を書いてください",
            en: "write the days into `dates`, or the period into `window` while the day is kept secret",
        })
}
