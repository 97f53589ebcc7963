//! A path that leads out of the tree.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::files::{self, Leads};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/path-escape",
    Severity::Error,
    Words { ja: "ファイルの場所が検査の範囲の外に出ている", en: "a path leads out of the tree" },
    include_str!("path_escape.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in files::named(context.corpus) {
        if files::follow(path, context.snapshot) != Leads::Out {
            continue;
        }
        let name = Foreign::new(path.text().unwrap_or_default()).to_string();
        let message = both! {
            ja: "「{name}」は、検査するフォルダーの外か、リンクの先を指しています",
            en: "`{name}` leads out of the folder that is checked, or through a link",
        };
        sink.report(path.finding(message).help(both! {
            ja: "ファイルをこのフォルダーの中に写すか、URL か言葉で置き場所を書いてください",
            en: "copy the file into this folder, or write its place as a web address or in words",
        }));
    }
}
