//! A current phase that is not the first unfinished one.

use crate::both;
use crate::corpus::Doc;
use crate::corpus::plan::{PhaseStatus, Plan};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/current-phase-inconsistent",
    Severity::Warning,
    Words {
        ja: "「今の工程」が、最初の終わっていない工程と違う",
        en: "the current phase is not the first unfinished one",
    },
    include_str!("current_phase_inconsistent.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = Plan::of_document(doc) else { return };
    let Some(current) = doc.get("current_phase") else { return };
    let Some(named) = current.refers_to("phase").and_then(|id| plan.phase(id)) else { return };
    let open = plan.phases.iter().find(|phase| !phase.status.is_over());
    // A phase that may be anywhere may be the first unfinished one.
    if open.is_some_and(|phase| phase.status == PhaseStatus::Unknown) {
        return;
    }
    let Some(expected) = open.or(plan.phases.last()) else { return };
    if expected.id == named.id {
        return;
    }
    let (name, first) = (&named.name, &expected.name);
    let message = match open {
        None => both! {
            name, first;
            ja: "今の工程は「{name}」とありますが、すべての工程が終わっています (最後の工程は「{first}」です)",
            en: "the current phase is `{name}`, but every phase is finished, and the last one is `{first}`"
        },
        Some(_) => both! {
            name, first;
            ja: "今の工程は「{name}」とありますが、終わっていない最初の工程は「{first}」です",
            en: "the current phase is `{name}`, but the first unfinished one is `{first}`"
        },
    };
    let id = &expected.id;
    let finding = current.finding(message).help(match open {
        None => both! { ja: "current_phase を {id} にしてください", en: "set `current_phase` to `{id}`" },
        Some(_) => both! {
            ja: "current_phase を {id} にするか、終わった工程の status を done にしてください",
            en: "set `current_phase` to `{id}`, or the `status` of what is finished to `done`",
        },
    });
    sink.report(match open.and_then(|phase| phase.entry) {
        Some(entry) => finding.label(entry.grip(), both! { ja: "まだ終わっていない工程です", en: "not finished yet" }),
        None => finding,
    });
}
