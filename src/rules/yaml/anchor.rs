//! An anchor `&a`, or an alias `*a`.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/anchor",
    Severity::Error,
    Words {
        ja: "別の場所の内容を写す記号が使われている", en: "a sign copies what stands elsewhere"
    },
    include_str!("anchor.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::Anchor { alias: false } => Some((
            both! { ja: "ほかの場所へ写すための目印 `&…` は使えません", en: "marking a value for copying by `&…` is not allowed" },
            both! {
                ja: "`&` とそれに続く名前を消してください。文字としての「&」なら、値を引用符 \"…\" で囲みます",
                en: "delete the `&` and the name behind it; if the text really begins with `&`, put it in quotes",
            },
        )),
        What::Anchor { alias: true } => Some((
            both! { ja: "別の場所を写す `*…` は使えません", en: "copying another place by `*…` is not allowed" },
            both! {
                ja: "写したい内容をここに書いてください。文字としての「*」なら、値を引用符 \"…\" で囲みます",
                en: "write the value out here; if the text really begins with `*`, put it in quotes",
            },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
