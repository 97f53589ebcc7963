//! A phase that is left out, although what it makes is there and approved.

use crate::both;
use crate::corpus::Status;
use crate::corpus::plan::PhaseStatus;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/omitted-but-delivered",
    Severity::Info,
    Words {
        ja: "省略した工程の成果物が、承認されている", en: "a phase is left out, yet what it makes is approved"
    },
    include_str!("omitted_but_delivered.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = context.plan else { return };
    for phase in plan.phases.iter().filter(|phase| phase.status == PhaseStatus::Omitted) {
        let best = |deliverable| super::delivered(context.corpus, deliverable).max_by_key(|doc| doc.status());
        let documents: Vec<_> = phase.deliverables.iter().filter_map(best).collect();
        let all = !phase.deliverables.is_empty() && documents.len() == phase.deliverables.len();
        if !all || documents.iter().any(|doc| doc.status() < Status::Approved) {
            continue;
        }
        let name = &phase.name;
        let message = both! {
            name;
            ja: "工程「{name}」は省略とありますが、その成果物は承認されています",
            en: "the phase `{name}` is left out, yet its deliverables are approved"
        };
        let mut finding = super::about_phase(plan, phase, "/status", "omitted", message).help(both! {
            ja: "実際に行ったのなら status を done に直してください",
            en: "if it was carried out after all, set its `status` to `done`",
        });
        for doc in documents {
            finding = finding.label(doc.grip(), both! { ja: "承認された成果物です", en: "an approved deliverable" });
        }
        sink.report(finding);
    }
}
