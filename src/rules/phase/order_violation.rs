//! A phase that has begun before one it builds on is finished.

use crate::both;
use crate::corpus::plan::{Phase, PhaseStatus, Plan};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/order-violation",
    Severity::Warning,
    Words {
        ja: "前提の工程が終わる前に始めている", en: "a phase began before one it builds on was finished"
    },
    include_str!("order_violation.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = context.plan else { return };
    let begun = plan.phases.iter().filter(|phase| matches!(phase.status, PhaseStatus::Active | PhaseStatus::Done));
    for phase in begun {
        let needed = phase.depends_on.iter().filter_map(|id| plan.phase(id));
        for needed in needed.filter(|needed| !matches!(needed.status, PhaseStatus::Done | PhaseStatus::Omitted)) {
            sink.report(too_early(plan, phase, needed));
        }
    }
}

fn too_early(plan: &Plan<'_>, phase: &Phase<'_>, needed: &Phase<'_>) -> Finding {
    let (name, before) = (&phase.name, &needed.name);
    let message = both! {
        name, before;
        ja: "工程「{name}」を始めていますが、前提の工程「{before}」が終わっていません",
        en: "the phase `{name}` has begun, but `{before}`, which it builds on, is not finished"
    };
    let finding = super::about_phase(plan, phase, "/depends_on", &needed.id, message).help(both! {
        ja: "前提の工程を終わらせるか、並行して進めると決めたのなら depends_on から外してください",
        en: "finish that one first; if both are meant to run side by side, take it out of `depends_on`",
    });
    match needed.entry {
        Some(entry) => finding.label(entry.grip(), both! { ja: "前提の工程です", en: "what it builds on" }),
        None => finding,
    }
}
