//! A YAML file in a documents' folder that says of no kind that it is one.

use crate::both;
use crate::corpus::{Doc, KindOf};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "file/unclaimed",
    Severity::Error,
    Words {
        ja: "文書の種類 (kind) が書かれていない", en: "a file does not say what kind of document it is"
    },
    include_str!("unclaimed.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if !matches!(doc.checked().kind, KindOf::Unclaimed) {
        return;
    }
    let message = both! {
        ja: "文書の種類 (kind) が書かれていないため、検査できません",
        en: "this file does not say what `kind` of document it is, and cannot be checked",
    };
    let mut finding = super::about(doc.checked().source.path(), message).help(both! {
        ja: "「kind: people」のように種類を書いてください。CSIRT の文書でないなら、設定の ignore に加えます",
        en: "write its kind, as in `kind: people`; if it is no document of the CSIRT, add it to `ignore` in the settings",
    });
    finding.subject.place.span = doc.grip().span;
    sink.report(finding);
}
