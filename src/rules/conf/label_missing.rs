//! A document of which nobody knows how far it may travel.

use crate::both;
use crate::corpus::{Doc, Status};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::Own;

pub(crate) static RULE: Rule = Rule::document(
    "conf/label-missing",
    Severity::Error,
    Words { ja: "共有範囲が決まっていない", en: "nobody knows how far a document may travel" },
    include_str!("label_missing.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.status() < Status::InReview || doc.is_over() || !matches!(super::own_label(doc), Own::Absent) {
        return;
    }
    // A status above draft stands in `meta`.
    let Some(meta) = doc.root().and_then(|root| root.get_any("meta")) else { return };
    let is_published = doc.status() == Status::Published;
    let message = match (is_published, context.settings.default_classification.is_some()) {
        (true, _) => both! {
            ja: "公開済みの文書ですが、その文書自身の共有範囲 (meta.classification) がありません",
            en: "the document is published, and has no sharing label of its own (`meta.classification`)",
        },
        (false, false) => both! {
            ja: "この文書の共有範囲 (TLP) が決まっていません",
            en: "the document has no sharing label (TLP)",
        },
        (false, true) => return,
    };
    sink.report(meta.finding_missing("classification", message).help(both! {
        ja: "classification に clear、green、amber などを書いてください。公開前の文書に共通の共有範囲は、設定の defaults に書けます",
        en: "write `clear`, `green`, `amber` or another as `classification`; one for all that is not published may stand in the `defaults` of the settings",
    }));
}
