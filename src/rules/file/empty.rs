//! A document file that holds nothing, or only comments.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "file/empty",
    Severity::Error,
    Words { ja: "文書のファイルが空である", en: "the file of a document is empty" },
    include_str!("empty.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.checked().problems.iter().any(|problem| problem.what == What::Empty) {
        let message = both! {
            ja: "このファイルには何も書かれていません (注釈だけのものを含みます)",
            en: "this file holds nothing, or only comments",
        };
        sink.report(super::about(doc.checked().source.path(), message).help(both! {
            ja: "使わないなら消してください。これから書くなら、まず kind と title の 2 行を書きます",
            en: "delete it, or begin with the two lines `kind` and `title`",
        }));
    }
}
