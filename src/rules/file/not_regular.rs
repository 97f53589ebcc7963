//! A link, a submodule or a device where a document is expected.

use crate::both;
use crate::finding::Severity;
use crate::git::Mode;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "file/not-regular",
    Severity::Error,
    Words {
        ja: "文書の場所に、普通のファイルでないものがある",
        en: "something else than a file stands where a document is expected",
    },
    include_str!("not_regular.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in &context.selection.not_regular {
        let Some(entry) = context.snapshot.get(path) else { continue };
        let what = what(entry.mode);
        let message = both! {
            what;
            ja: "文書の名前が付いていますが、{what}です。中は見ていません",
            en: "this has the name of a document, but is {what}; it was not opened"
        };
        sink.report(super::about(path, message).help(both! {
            ja: "文書そのものをここに置いてください。文書でないなら、設定の ignore に加えます",
            en: "put the document itself here; if it is none, add it to `ignore` in the settings",
        }));
    }
}

fn what(mode: Mode) -> Both {
    match mode {
        Mode::Link => both! { ja: "別の場所への近道 (シンボリックリンク)", en: "a symbolic link" },
        Mode::Submodule | Mode::NestedRepository => both! { ja: "別のリポジトリ", en: "another repository" },
        Mode::Folder => both! { ja: "フォルダー", en: "a folder" },
        _ => both! { ja: "ファイルではないもの (デバイスなど)", en: "no file but a device or the like" },
    }
}
