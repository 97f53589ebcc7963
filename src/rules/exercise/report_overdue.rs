//! An exercise whose report is due, and is not there.

use crate::both;
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::reports::Reports;

pub(crate) static RULE: Rule = Rule::corpus(
    "exercise/report-overdue",
    Severity::Warning,
    Words { ja: "演習の報告書が期限までに出ていない", en: "the report of an exercise is overdue" },
    include_str!("report_overdue.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let reports = Reports::of(context.corpus);
    if reports.any {
        return;
    }
    for plan in context.corpus.of_kind("exercise-plan").filter(|doc| !doc.is_over()) {
        let Some(due) = plan.get("schedule").and_then(|schedule| schedule.get("report_due")) else { continue };
        let is_passed = due.date().is_some_and(|day| day < context.today);
        let reports = reports.of_plan(plan.index());
        if is_passed && reports.iter().all(|report| report.status() == Status::Draft) {
            sink.report(overdue(plan, due, reports.first()));
        }
    }
}

fn overdue(plan: Doc<'_>, due: View<'_>, draft: Option<&Doc<'_>>) -> Finding {
    let title = plan.title();
    let day = due.text().unwrap_or_default();
    let Some(draft) = draft else {
        let message = both! {
            title;
            ja: "「{title}」の報告書の期限 ({day}) を過ぎましたが、報告書がありません",
            en: "the report on `{title}` was due on {day}, and there is none"
        };
        return due.finding(message).help(both! {
            ja: "演習実施報告書 (kind: exercise-report) を書くか、演習を延ばしたのなら日程を直してください",
            en: "write the report (`kind: exercise-report`), or correct the schedule if the exercise was postponed",
        });
    };
    let message = both! {
        title;
        ja: "「{title}」の報告書の期限 ({day}) を過ぎましたが、報告書はまだ下書きです",
        en: "the report on `{title}` was due on {day}, and is still a draft"
    };
    due.finding(message).label(draft.grip(), both! { ja: "下書きの報告書です", en: "the draft" }).help(both! {
        ja: "報告書を仕上げて、status を in-review に進めてください",
        en: "finish the report, and set its `status` to in-review",
    })
}
