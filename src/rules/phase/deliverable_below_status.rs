//! A phase that is done, and whose deliverable is still a draft, or not approved where it should be.

use crate::both;
use crate::corpus::plan::{Deliverable, Phase, PhaseStatus, Plan};
use crate::corpus::{Doc, Status};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/deliverable-below-status",
    Severity::Error,
    Words {
        ja: "終わった工程の成果物が、必要な状態に達していない",
        en: "a deliverable of a finished phase has not reached its status",
    },
    include_str!("deliverable_below_status.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = context.plan else { return };
    for phase in plan.phases.iter().filter(|phase| phase.status == PhaseStatus::Done) {
        for deliverable in &phase.deliverables {
            // Of several documents the one of the highest status counts.
            let best = super::delivered(context.corpus, deliverable).max_by_key(|doc| doc.status());
            let unknown = super::delivered(context.corpus, deliverable).any(super::has_unknown_status);
            let Some(doc) = best.filter(|doc| doc.status() < deliverable.min_status) else { continue };
            if !unknown && !context.corpus.may_be_hidden(&deliverable.kind) {
                sink.report(below(plan, phase, deliverable, doc));
            }
        }
    }
}

fn below(plan: &Plan<'_>, phase: &Phase<'_>, deliverable: &Deliverable, doc: Doc<'_>) -> Finding {
    let (name, what) = (&phase.name, super::deliverable_name(deliverable));
    let (is, least) = (status_words(doc.status()), status_words(deliverable.min_status));
    let message = both! {
        name, what, is;
        ja: "工程「{name}」は終わったことになっていますが、成果物の{what}はまだ「{is}」です",
        en: "the phase `{name}` counts as done, but its deliverable {what} is still {is}"
    };
    let place = doc.root().and_then(|root| root.get_any("meta")?.get_any("status"));
    let span = place.map_or_else(|| doc.grip(), |status| status.place()).span;
    doc.finding(span, "/meta/status", &phase.id, message)
        .label(
            plan.view_of(phase).map_or_else(|| plan.doc.grip(), |view| view.grip()),
            both! { ja: "計画ではここまで終わっています", en: "the plan says that this is done" },
        )
        .help(both! {
            least;
            ja: "文書を「{least}」まで進めるか、計画の方を直してください",
            en: "bring the document to {least}, or correct the plan"
        })
}

fn status_words(status: Status) -> Both {
    match status {
        Status::Draft => both! { ja: "下書き (draft)", en: "`draft`" },
        Status::InReview => both! { ja: "確認中 (in-review)", en: "`in-review`" },
        Status::Approved => both! { ja: "承認済み (approved)", en: "`approved`" },
        Status::Published => both! { ja: "公開済み (published)", en: "`published`" },
    }
}
