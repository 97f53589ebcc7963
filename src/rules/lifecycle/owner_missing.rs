//! A document that goes to review without anybody who answers for it.

use crate::both;
use crate::corpus::{Doc, KindOf, Status};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/owner-missing",
    Severity::Error,
    Words { ja: "文書の責任者がいない", en: "nobody owns the document" },
    include_str!("owner_missing.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let is_document = matches!(doc.checked().kind, KindOf::Known(..)) && !doc.checked().may_lack_fields();
    if !is_document || doc.status() < Status::InReview || context.settings.default_owner.is_some() {
        return;
    }
    // A status above draft stands in `meta`.
    let Some(meta) = doc.root().and_then(|root| root.get_any("meta")).filter(|meta| meta.lacks("owner")) else {
        return;
    };
    let message = both! {
        ja: "この文書の責任者 (meta.owner) が書かれていません",
        en: "the document has no owner (`meta.owner`)",
    };
    sink.report(meta.finding_missing("owner", message).help(both! {
        ja: "責任を持つ役割の ID を owner に書いてください。すべての文書に共通の責任者は、設定の defaults に書けます",
        en: "write the id of a role as `owner`; one for all documents may stand in the `defaults` of the settings",
    }));
}
