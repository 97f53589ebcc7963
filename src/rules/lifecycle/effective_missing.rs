//! A published document that does not say from when it holds, or a retired one that does not say until when it held.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/effective-missing",
    Severity::Error,
    Words {
        ja: "公開や廃止の日が書かれていない",
        en: "the day from which, or until which, a document holds is missing",
    },
    include_str!("effective_missing.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(meta) = super::meta_of_approved(doc) else { return };
    let (field, message, help) = match super::status(meta) {
        Some("published") => (
            "effective_from",
            both! {
                ja: "公開済みの文書ですが、いつから有効か (meta.effective_from) がありません",
                en: "the document is published, and does not say from when it holds (`meta.effective_from`)",
            },
            both! {
                ja: "有効になった日を書いてください。古い文書で分からなければ、ここに取り込んだ日を書きます",
                en: "write the first day on which it holds; for an old paper, the day on which it was taken in here",
            },
        ),
        Some("retired") => (
            "effective_until",
            both! {
                ja: "廃止した文書ですが、いつまで有効だったか (meta.effective_until) がありません",
                en: "the document is retired, and does not say until when it held (`meta.effective_until`)",
            },
            both! { ja: "有効だった最後の日を書いてください", en: "write the last day on which it held" },
        ),
        _ => return,
    };
    if meta.lacks(field) {
        sink.report(meta.finding_missing(field, message).help(help));
    }
}
