//! A phase that is over, and a document that it should have left behind does not exist.

use crate::both;
use crate::corpus::plan::{Deliverable, Phase, PhaseStatus, Plan};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/deliverable-missing",
    Severity::Error,
    Words { ja: "終わった工程の成果物がない", en: "a finished phase has not left behind what it should" },
    include_str!("deliverable_missing.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = context.plan else { return };
    for phase in plan.phases.iter().filter(|phase| is_due(phase, context)) {
        for deliverable in &phase.deliverables {
            let hidden = context.corpus.may_be_hidden(&deliverable.kind);
            if super::delivered(context.corpus, deliverable).next().is_none() && !hidden {
                sink.report(missing(plan, phase, deliverable));
            }
        }
    }
}

/// Counts the deliverables that are due, and not missed because a document that cannot be read may be what is meant.
pub(crate) fn deliverables_held(context: &Context<'_>) -> usize {
    let due = context.plan.into_iter().flat_map(|plan| &plan.phases).filter(|phase| is_due(phase, context));
    let absent = due.flat_map(|phase| &phase.deliverables).filter(|deliverable| {
        context.corpus.may_be_hidden(&deliverable.kind)
            && super::delivered(context.corpus, deliverable).next().is_none()
    });
    absent.count()
}

pub(super) fn is_due(phase: &Phase<'_>, context: &Context<'_>) -> bool {
    match phase.status {
        PhaseStatus::Done => true,
        PhaseStatus::Active => phase.planned_end.is_some_and(|end| end < context.today),
        PhaseStatus::Planned | PhaseStatus::Omitted | PhaseStatus::Unknown => false,
    }
}

fn missing(plan: &Plan<'_>, phase: &Phase<'_>, deliverable: &Deliverable) -> Finding {
    let (name, what) = (&phase.name, super::deliverable_name(deliverable));
    let message = match phase.status {
        PhaseStatus::Done => both! {
            name, what;
            ja: "工程「{name}」は終わったことになっていますが、成果物の{what}がありません",
            en: "the phase `{name}` counts as done, but its deliverable {what} does not exist"
        },
        _ => both! {
            name, what;
            ja: "工程「{name}」は予定の終わりを過ぎていますが、成果物の{what}がありません",
            en: "the phase `{name}` is past its planned end, and its deliverable {what} does not exist"
        },
    };
    let kind = &deliverable.kind;
    let value = deliverable.id.as_deref().unwrap_or_default();
    let (ja, en) = match &deliverable.id {
        Some(id) => {
            let id = Foreign::new(id);
            (format!("「kind: {kind}」「id: {id}」"), format!("`kind: {kind}` and `id: {id}`"))
        }
        None => (format!("「kind: {kind}」"), format!("`kind: {kind}`")),
    };
    super::about_phase(plan, phase, &format!("/deliverables/{kind}"), value, message).help(both! {
        ja: "{ja}の文書を書いてください。別の場所にあるときは、その文書に external で所在を書けます",
        en: "write a document of {en}; if it is kept elsewhere, say where in its `external`",
    })
}
