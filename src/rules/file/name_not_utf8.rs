//! A path that is not UTF-8.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "file/name-not-utf8",
    Severity::Error,
    Words { ja: "ファイル名の文字コードが UTF-8 ではない", en: "the name of a file is not UTF-8" },
    include_str!("name_not_utf8.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in super::paths_of_documents(context).filter(|path| path.as_str().is_none()) {
        let message = both! {
            ja: "ファイルまたはフォルダーの名前の文字コードが UTF-8 ではありません",
            en: "the name of this file, or of a folder it is in, is not UTF-8",
        };
        sink.report(super::about(path, message).help(both! {
            ja: "名前を変えてください。英数字とハイフンだけの名前が確実です",
            en: "rename it; letters, digits and hyphens always work",
        }));
    }
}
