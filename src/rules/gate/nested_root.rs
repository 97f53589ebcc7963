//! A folder with settings of its own, which the outer settings do not list.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, file};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::corpus(
    "gate/nested-root",
    Severity::Error,
    Words {
        ja: "検査の届かないフォルダーが、断りなく作られている",
        en: "a folder escapes the check without being listed",
    },
    include_str!("nested_root.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in &context.selection.nested {
        let folder = String::from_utf8_lossy(path.folder()).into_owned();
        if context.settings.nested_roots.contains(&folder) {
            continue;
        }
        let name = Foreign::new(&folder);
        let message = both! {
            ja: "フォルダー「{name}」には別の設定があり、この検査では読まれません",
            en: "the folder `{name}` has settings of its own, and is not read by this check",
        };
        sink.report(file::about(path, message).help(both! {
            ja: "わざと分けているなら、外側の設定の nested_roots に「{name}」を加えてください。そうでなければ、このファイルを消します",
            en: "if that is meant, add `{name}` to `nested_roots` of the outer settings; else delete this file",
        }));
    }
}
