//! A key that is no text.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/key-not-text",
    Severity::Error,
    Words { ja: "項目名が文字ではない", en: "the name of a field is no text" },
    include_str!("key_not_text.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::KeyNotText => Some((
            both! {
                ja: "項目名が文字ではありません (数、はい・いいえ、空、または一覧です)",
                en: "the name of this field is no text, but a number, a yes or no, empty, or a list",
            },
            both! {
                ja: "名前を直すか、数などをそのまま名前にするときは引用符 \"…\" で囲んでください",
                en: "rename it; if a number is really meant as the name, put it in quotes",
            },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
