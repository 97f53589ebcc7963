//! Two paths that some systems take for one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::both;
use crate::finding::{Place, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::{RepoPath, Span};

pub(crate) static RULE: Rule = Rule::corpus(
    "file/name-collision",
    Severity::Error,
    Words {
        ja: "大文字・小文字などの違いしかない名前がある",
        en: "two names differ in letter case or composition alone",
    },
    include_str!("name_collision.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut same: BTreeMap<String, Vec<&RepoPath>> = BTreeMap::new();
    for path in super::paths_of_documents(context) {
        if let Some(text) = path.as_str() {
            same.entry(folded(text)).or_default().push(path);
        }
    }
    for paths in same.values() {
        let [first, others @ ..] = paths.as_slice() else { continue };
        for path in others {
            let message = both! {
                ja: "「{first}」と、大文字・小文字や濁点の付け方しか違わない名前です",
                en: "the name differs from `{first}` only in letter case, or in how an accent is composed",
            };
            let place = Place { path: (*first).clone(), span: Span::default() };
            let finding = super::about(path, message)
                .label(place, both! { ja: "もう一つのファイルです", en: "the other file" })
                .help(both! {
                    ja: "Windows や macOS ではどちらかが消えます。片方の名前を変えてください",
                    en: "rename one of them; on Windows and macOS one of the two vanishes",
                });
            sink.report(finding);
        }
    }
}

fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}
