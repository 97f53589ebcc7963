//! A plan of one's own without any phase.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/plan-empty",
    Severity::Error,
    Words { ja: "構築工程計画に工程が一つもない", en: "the plan has no phase" },
    include_str!("plan_empty.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("phase-plan") || doc.checked().is_external() {
        return;
    }
    let Some(root) = doc.root().filter(|root| root.text_of("preset") == Some("custom")) else { return };
    // An empty or a wrong value is reported where it stands.
    let is_empty = |phases: View<'_>| phases.items().next().is_none() && !phases.is_faulty();
    if root.get_any("phases").map_or_else(|| root.lacks("phases"), is_empty) {
        let message = both! {
            ja: "独自の計画 (preset: custom) なのに、工程が一つもありません",
            en: "this is a plan of your own (`preset: custom`), and it has no phase",
        };
        sink.report(root.finding_missing("phases", message).help(both! {
            ja: "phases に工程を書くか、標準の 8 工程を使う `preset: jpcert-8` に変えてください",
            en: "write the phases under `phases`, or take the eight standard ones with `preset: jpcert-8`",
        }));
    }
}
