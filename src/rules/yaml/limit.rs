//! A limit on the size of a text is passed.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::yaml::{Limit, What};

pub(crate) static RULE: Rule = Rule::document(
    "yaml/limit",
    Severity::Error,
    Words { ja: "文書が大きすぎる、または複雑すぎる", en: "the document is too large or too deep" },
    include_str!("limit.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::Limit { limit, allowed } => Some((
            message(limit, allowed),
            both! { ja: "文書を分けるか、短くしてください", en: "split the document, or shorten it" },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}

fn message(limit: Limit, allowed: u64) -> Both {
    match limit {
        Limit::File => both! {
            ja: "ファイルが大きすぎます (上限 {allowed} バイト)",
            en: "the file is too large; at most {allowed} bytes are read",
        },
        Limit::Line => both! {
            ja: "行が長すぎます (上限 {allowed} バイト)",
            en: "the line is too long; at most {allowed} bytes are allowed",
        },
        Limit::Depth => both! {
            ja: "入れ子が深すぎます (上限 {allowed} 段)",
            en: "this is nested too deeply; at most {allowed} levels are allowed",
        },
        Limit::Nodes => both! {
            ja: "値の数が多すぎます (上限 {allowed} 個)",
            en: "there are too many values; at most {allowed} are allowed",
        },
        Limit::Keys => both! {
            ja: "一か所にある項目の数が多すぎます (上限 {allowed} 個)",
            en: "there are too many fields in one place; at most {allowed} are allowed",
        },
        Limit::Scalar => both! {
            ja: "一つの値が長すぎます (上限 {allowed} バイト)",
            en: "this value is too long; at most {allowed} bytes are allowed",
        },
        Limit::Key => both! {
            ja: "項目名が長すぎます (上限 {allowed} 文字)",
            en: "the name of this field is too long; at most {allowed} characters are allowed",
        },
    }
}
