//! A line of the marks that Git leaves where two versions met.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/conflict-marker",
    Severity::Error,
    Words { ja: "二つの版が混ざったままになっている", en: "two versions stand in one text" },
    include_str!("conflict_marker.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::ConflictMarker => Some((
            both! { ja: "二つの版が混ざった印が残っています", en: "a mark of two conflicting versions was left here" },
            both! {
                ja: "どちらの内容を残すか決め、`<<<<<<<`、`=======`、`>>>>>>>` の行を消してください",
                en: "decide which text stays, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`",
            },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
