//! A superseded document that does not name what took its place.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/successor-missing",
    Severity::Error,
    Words {
        ja: "置き換えた新しい文書が示されていない", en: "what took a document's place is not named"
    },
    include_str!("successor_missing.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(meta) = super::meta_of_approved(doc).filter(|meta| meta.lacks("superseded_by")) else { return };
    if super::status(meta) != Some("superseded") {
        return;
    }
    let message = both! {
        ja: "新しい版に置き換えた文書ですが、その新しい文書 (meta.superseded_by) が書かれていません",
        en: "the document is superseded, and does not say by which (`meta.superseded_by`)",
    };
    sink.report(meta.finding_missing("superseded_by", message).help(both! {
        ja: "新しい文書の ID を書いてください。代わりの文書がないのなら、状態は retired (廃止) です",
        en: "write the id of the new document; where nothing replaces it, its status is `retired`",
    }));
}
