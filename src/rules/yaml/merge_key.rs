//! A merge key `<<`.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/merge-key",
    Severity::Error,
    Words { ja: "ほかの場所の項目を取り込んでいる", en: "fields are merged in from elsewhere" },
    include_str!("merge_key.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::MergeKey => Some((
            both! {
                ja: "ほかの場所の項目を取り込む `<<` は使えません",
                en: "merging fields in from elsewhere by `<<` is not allowed",
            },
            both! { ja: "取り込みたい項目を、`<<` の代わりにここに書いてください", en: "write the fields out here in place of `<<`" },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
