//! A phase that has begun before one it builds on is finished, or a document approved before what it builds on is written.

use crate::both;
use crate::corpus::plan::{Phase, PhaseStatus, Plan};
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::schema::catalog;
use crate::yaml::Node;

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/order-violation",
    Severity::Warning,
    Words {
        ja: "前提の工程や文書がそろう前に進めている", en: "a phase or a document went ahead of what it builds on"
    },
    include_str!("order_violation.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    if let Some(plan) = context.plan {
        check_phases(plan, sink);
    }
    for kind in catalog::kinds() {
        for needed in &kind.needs {
            check_documents(context, kind.name, needed, sink);
        }
    }
}

fn check_phases(plan: &Plan<'_>, sink: &mut Sink<'_>) {
    let begun = plan.phases.iter().filter(|phase| matches!(phase.status, PhaseStatus::Active | PhaseStatus::Done));
    for phase in begun {
        let needed = phase.depends_on.iter().filter_map(|id| plan.phase(id));
        for needed in needed.filter(|needed| matches!(needed.status, PhaseStatus::Planned | PhaseStatus::Active)) {
            sink.report(too_early(plan, phase, needed));
        }
    }
}

/// A document is approved, and what it builds on is absent or a draft.
fn check_documents(context: &Context<'_>, kind: &str, needed: &str, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let best = corpus.of_kind(needed).filter(|doc| !doc.is_over()).max_by_key(|doc| doc.status());
    // The phase gate takes a deliverable that was replaced or withdrawn for delivered; nothing can be built on it.
    let over = corpus.of_kind(needed).find(|doc| doc.is_over()).filter(|_| best.is_none());
    let is_written = best.is_some_and(|doc| doc.status() > Status::Draft);
    let unknown = corpus.of_kind(needed).any(super::has_unknown_status) || corpus.may_be_hidden(needed);
    let is_settled = |plan: &Plan<'_>| {
        does_without(plan, needed) || (over.is_none() && is_said_by_the_gate(plan, needed, context, best))
    };
    if is_written || unknown || context.plan.is_some_and(is_settled) {
        return;
    }
    // What is over builds on nothing any more.
    let holds = |doc: &Doc<'_>| {
        let status = doc.checked().meta("status").and_then(Node::as_text);
        matches!(status, Some("approved" | "published"))
    };
    for doc in corpus.of_kind(kind).filter(holds) {
        let finding = approved_too_early(doc, needed, best);
        sink.report(match over {
            Some(over) => finding.label(over.grip(), both! { ja: "もう効力のない文書です", en: "no longer in force" }),
            None => finding,
        });
    }
}

/// Says whether every phase that makes a kind is left out by decision, or need not make it.
fn does_without(plan: &Plan<'_>, kind: &str) -> bool {
    let made_in = catalog::kind(kind).map(|kind| kind.phases.as_slice()).unwrap_or_default();
    let makes = |phase: &&Phase<'_>| {
        made_in.contains(&phase.id.as_str()) || phase.deliverables.iter().any(|deliverable| deliverable.kind == kind)
    };
    let is_optional = |deliverable: View<'_>| {
        deliverable.text_of("kind") == Some(kind)
            && deliverable.get("required").and_then(|required| required.node().as_bool()) == Some(false)
    };
    let mut phases = plan.phases.iter().filter(makes).peekable();
    phases.peek().is_some()
        && phases.all(|phase| {
            matches!(phase.status, PhaseStatus::Omitted | PhaseStatus::Unknown)
                || phase.entry.is_some_and(|entry| entry.list("deliverables").any(is_optional))
        })
}

/// Says whether the plan makes the document due, so that its absence or status is a finding of its own.
fn is_said_by_the_gate(plan: &Plan<'_>, kind: &str, context: &Context<'_>, best: Option<Doc<'_>>) -> bool {
    plan.phases.iter().any(|phase| {
        let is_due = match best {
            Some(_) => phase.status == PhaseStatus::Done,
            None => super::deliverable_missing::is_due(phase, context),
        };
        is_due && phase.deliverables.iter().any(|deliverable| deliverable.kind == kind)
    })
}

fn approved_too_early(doc: Doc<'_>, needed: &str, draft: Option<Doc<'_>>) -> Finding {
    let (title, before) = (doc.title(), super::kind_name(needed));
    let message = match draft {
        Some(_) => both! {
            title, before;
            ja: "「{title}」は承認されていますが、前提となる{before}はまだ下書きです",
            en: "`{title}` is approved, but what it builds on, {before}, is still a draft"
        },
        None => both! {
            title, before;
            ja: "「{title}」は承認されていますが、前提となる{before}がありません",
            en: "`{title}` is approved, but what it builds on, {before}, does not exist"
        },
    };
    let status = doc.root().and_then(|root| root.get_any("meta")?.get_any("status"));
    let span = status.map_or_else(|| doc.grip(), |status| status.place()).span;
    let finding = doc.finding(span, "/meta/status", needed, message);
    match draft {
        Some(draft) => finding.label(draft.grip(), both! { ja: "まだ下書きです", en: "still a draft" }).help(both! {
            ja: "前提の文書を仕上げて確認に回し、status を in-review にしてください",
            en: "finish the earlier document, have it reviewed, and set its `status` to `in-review`",
        }),
        None => finding.help(both! {
            ja: "前提の文書を書いて確認に回してください。ほかの場所にあるのなら external の文書として置きます",
            en: "write it and have it reviewed; if it is kept elsewhere, add it as an `external` document",
        }),
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
