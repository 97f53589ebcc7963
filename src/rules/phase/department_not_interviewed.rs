//! The present state counts as known, and a department was never asked.

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::departments::{Named, Places, relevant};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/department-not-interviewed",
    Severity::Warning,
    Words { ja: "聞き取りをしていない部署がある", en: "a department was never interviewed" },
    include_str!("department_not_interviewed.md"),
    check,
)
.completeness();

/// Where it shows that a department was asked.
const ASKED: Places =
    &[("interview-record", &["department"]), ("current-state", &["department_findings", "department"])];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    if !super::counts_as_done(context, &["current-state", "interview-record"]) {
        return;
    }
    let Some(asked) = Named::of(context.corpus, ASKED, |_| true) else { return };
    for department in relevant(context.corpus).filter(|department| !asked.names(*department)) {
        sink.report_as(asked.point_out(not_asked(department)), asked.severity(&RULE));
    }
}

fn not_asked(department: View<'_>) -> Finding {
    let name = department.name();
    let message = both! {
        name;
        ja: "現状把握は終わったことになっていますが、「{name}」への聞き取りの記録がありません",
        en: "the present state counts as known, but nobody asked `{name}`"
    };
    department.finding(message).help(both! {
        ja: "聞き取ってヒアリング記録 (interview-record) を書くか、インシデントに関わらない部署なら relevant_to_incidents: false と書いてください",
        en: "interview it and write an `interview-record`; if it has nothing to do with incidents, write `relevant_to_incidents: false`",
    })
}
