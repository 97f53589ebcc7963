//! A file, a path, or the number of files over its limit.

use crate::both;
use crate::finding::{Finding, Severity};
use crate::git::{MAX_ENTRIES, MAX_FILE_BYTES, MAX_PATH_BYTES, Mode};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::settings::MAX_DOCUMENTS;
use crate::text::RepoPath;

pub(crate) static RULE: Rule = Rule::corpus(
    "file/limit",
    Severity::Error,
    Words {
        ja: "ファイルが大きすぎる、または多すぎる", en: "a file is too large, or there are too many"
    },
    include_str!("limit.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for path in &context.selection.too_large {
        sink.report(too_large(path));
    }
    for entry in context.snapshot.entries() {
        if entry.is_path_too_long() && matches!(entry.mode, Mode::File | Mode::Folder) {
            sink.report(path_too_long(&entry.path));
        }
    }
    if context.snapshot.is_cut_short() {
        sink.report(too_many_entries());
    }
    if context.selection.too_many {
        sink.report(too_many_documents());
    }
}

fn too_large(path: &RepoPath) -> Finding {
    let allowed = MAX_FILE_BYTES;
    let message = both! {
        ja: "ファイルが大きすぎるため、読んでいません (上限 {allowed} バイト)",
        en: "the file is too large, and was not read; at most {allowed} bytes are allowed",
    };
    super::about(path, message).help(both! { ja: "文書を分けてください。CSIRT の文書でないなら、設定の ignore に加えます", en: "split the document; if it is no document of the CSIRT, add it to `ignore` in the settings" })
}

fn path_too_long(path: &RepoPath) -> Finding {
    let allowed = MAX_PATH_BYTES;
    let message = both! {
        ja: "フォルダーとファイルの名前が長すぎます (合わせて上限 {allowed} バイト)",
        en: "the path is too long; at most {allowed} bytes are allowed",
    };
    super::about(path, message)
        .help(both! { ja: "名前を短くするか、浅い場所に移してください", en: "shorten the names, or move it up" })
}

fn too_many_entries() -> Finding {
    let allowed = MAX_ENTRIES;
    let message = both! {
        ja: "ファイルが多すぎるため、すべては見ていません (上限 {allowed} 個)",
        en: "there are too many files, and not all were looked at; at most {allowed} are allowed",
    };
    super::about(&RepoPath::new(""), message)
        .help(both! { ja: "文書だけのフォルダーを作り、そこを検査してください", en: "keep the documents in a folder of their own" })
}

fn too_many_documents() -> Finding {
    let allowed = MAX_DOCUMENTS;
    let message = both! {
        ja: "文書が多すぎるため、一つも検査していません (上限 {allowed} 件)",
        en: "there are too many documents, and none was checked; at most {allowed} are allowed",
    };
    super::about(&RepoPath::new(""), message)
        .help(both! { ja: "フォルダーを分け、それぞれに設定を置いてください", en: "split them into folders with settings of their own" })
}
