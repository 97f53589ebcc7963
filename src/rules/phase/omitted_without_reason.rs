//! A phase that is left out without saying why, or by whose decision.

use crate::both;
use crate::corpus::plan::Plan;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, annotated};

pub(crate) static RULE: Rule = Rule::document(
    "phase/omitted-without-reason",
    Severity::Error,
    Words { ja: "省略した工程に理由がない", en: "a phase is left out without a reason" },
    include_str!("omitted_without_reason.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("phase-plan") {
        return;
    }
    for phase in doc.root().into_iter().flat_map(|root| root.list("phases")) {
        // An empty value is reported where it stands.
        if phase.text_of("status") == Some("omitted") && phase.lacks("omission") {
            sink.report(without_reason(phase));
        }
    }
    // What `omission` itself lacks.
    annotated::check(doc, context, sink);
}

fn without_reason(phase: View<'_>) -> Finding {
    // The preset knows the name of a phase of its own.
    let plan = Plan::of_document(phase.doc());
    let known = plan.as_ref().and_then(|plan| plan.phase(phase.text_of("id")?));
    let name = known.map_or_else(|| phase.name(), |known| known.name.clone());
    let message = both! {
        name;
        ja: "工程「{name}」を省略していますが、理由が書かれていません",
        en: "the phase `{name}` is left out, and nothing says why"
    };
    phase.finding_missing("omission", message).help(both! {
        ja: "omission に、理由 (reason) と決めた役割 (decided_by) を書いてください",
        en: "write under `omission` the `reason`, and in `decided_by` the role that decided it",
    })
}
