//! An approved document without a version.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/version-missing",
    Severity::Error,
    Words { ja: "承認された文書に版がない", en: "an approved document has no version" },
    include_str!("version_missing.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(meta) = super::meta_of_approved(doc).filter(|meta| meta.lacks("version")) else { return };
    let message = both! {
        ja: "承認された文書ですが、版 (meta.version) がありません",
        en: "the document is approved, and has no version (`meta.version`)",
    };
    sink.report(meta.finding_missing("version", message).help(both! {
        ja: "version: \"1.0\" のように書き、改めて承認してもらってください。版も承認した内容の一部です",
        en: "write `version: \"1.0\"`, and have it approved again: the version is part of what is approved",
    }));
}
