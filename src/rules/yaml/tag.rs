//! An explicit tag `!x`, `!!str`.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/tag",
    Severity::Error,
    Words { ja: "値の読み方を変える記号が使われている", en: "a sign changes how a value is read" },
    include_str!("tag.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::Tag => Some((
            both! { ja: "値の読み方を変える `!…` は使えません", en: "changing how a value is read by `!…` is not allowed" },
            both! {
                ja: "`!…` を消してください。数や日付を文字として書きたいときは引用符 \"…\" で囲みます",
                en: "delete the `!…`; to write a number as text, put it in quotes",
            },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
