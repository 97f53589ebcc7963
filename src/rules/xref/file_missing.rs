//! A file that a document names, and that is not there.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::files::{self, Leads};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/file-missing",
    Severity::Error,
    Words { ja: "書かれているファイルがない", en: "a file that a document names is not there" },
    include_str!("file_missing.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in files::named(context.corpus) {
        if files::follow(path, context.snapshot) != Leads::Nowhere {
            continue;
        }
        let name = Foreign::new(path.text().unwrap_or_default()).to_string();
        let message = both! {
            ja: "ファイル「{name}」が見つかりません",
            en: "there is no file `{name}`",
        };
        sink.report(path.finding(message).help(both! {
            ja: "この文書のフォルダーから見た場所を書いてください。リポジトリの外にあるのなら、URL か言葉で置き場所を書きます",
            en: "write the path from the folder of this document; what lies outside the repository has a web address, or words",
        }));
    }
}
