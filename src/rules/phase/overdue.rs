//! A phase that should have ended and is still under way.

use crate::both;
use crate::corpus::Doc;
use crate::corpus::plan::{PhaseStatus, Plan};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;

const ID: &str = "phase/overdue";

pub(crate) static RULE: Rule = Rule::document(
    ID,
    Severity::Warning,
    Words { ja: "工程が予定の終わりを過ぎている", en: "a phase is past its planned end" },
    include_str!("overdue.md"),
    check,
)
.options(&[RuleOption { name: "grace", form: OptionForm::Duration, direction: Some("shorter-is-stricter") }]);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = Plan::of_document(doc) else { return };
    let grace = context.duration(ID, "grace").unwrap_or_default();
    for phase in plan.phases.iter().filter(|phase| phase.status == PhaseStatus::Active) {
        let Some(end) = phase.planned_end else { continue };
        // An end beyond the calendar is never passed.
        if end.checked_add(grace).is_ok_and(|last| last < context.today) {
            let name = &phase.name;
            let message = both! {
                name;
                ja: "工程「{name}」は予定の終わり ({end}) を過ぎています",
                en: "the phase `{name}` is past its planned end, {end}"
            };
            let mut finding = super::about_phase(&plan, phase, "/planned/to", &end.to_string(), message).help(both! {
                ja: "終わっていれば status を done に、遅れていれば planned を新しい予定に直してください",
                en: "set `status` to `done` if it is finished; else write the new plan into `planned`",
            });
            if let Some(to) = phase.entry.and_then(|entry| entry.get("planned")?.get("to")) {
                finding.subject.place = to.place();
            }
            sink.report(finding);
        }
    }
}
