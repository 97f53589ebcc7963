//! A path of which Git still holds two versions that met.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "file/unmerged",
    Severity::Error,
    Words { ja: "統合が終わっていないファイルがある", en: "a merge of this file is not finished" },
    include_str!("unmerged.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in super::paths_of_documents(context) {
        if !context.snapshot.get(path).is_some_and(|entry| entry.unmerged) {
            continue;
        }
        let message = both! {
            ja: "このファイルは、Git での二つの版の統合が終わっていません",
            en: "the merge of two versions of this file in Git is not finished",
        };
        sink.report(super::about(path, message).help(both! {
            ja: "内容を決めてから `git add` で登録してください",
            en: "settle the text, then register it with `git add`",
        }));
    }
}
