//! Bytes that are not UTF-8.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::yaml::{Looks, What};

pub(crate) static RULE: Rule = Rule::document(
    "yaml/encoding",
    Severity::Error,
    Words { ja: "文字コードが UTF-8 ではない", en: "the file is not UTF-8" },
    include_str!("encoding.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::Encoding(looks) => Some((message(looks), help(looks))),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}

fn message(looks: Option<Looks>) -> Both {
    match looks {
        Some(Looks::ShiftJis) => both! {
            ja: "文字コードが UTF-8 ではありません (Shift_JIS のようです)",
            en: "the file is not UTF-8; it looks like Shift_JIS",
        },
        Some(Looks::Utf16) => both! {
            ja: "文字コードが UTF-8 ではありません (UTF-16 のようです)",
            en: "the file is not UTF-8; it looks like UTF-16",
        },
        Some(Looks::GitCrypt) => both! {
            ja: "ファイルが git-crypt で暗号化されたままです",
            en: "the file is still encrypted by git-crypt",
        },
        Some(Looks::Binary) => both! {
            ja: "文書ではなく、文字として読めないデータです",
            en: "the file holds data that is no text",
        },
        None => both! {
            ja: "ここから先が UTF-8 の文字として読めません",
            en: "from here on the file is not UTF-8 text",
        },
    }
}

fn help(looks: Option<Looks>) -> Both {
    match looks {
        Some(Looks::GitCrypt) => both! {
            ja: "`git-crypt unlock` で復号してから検査してください",
            en: "decrypt it with `git-crypt unlock`, then check again",
        },
        Some(Looks::Binary) => both! {
            ja: "文書のフォルダーから移すか、名前の末尾の .yaml を変えてください",
            en: "move it out of the documents' folder, or change the `.yaml` at the end of its name",
        },
        _ => both! {
            ja: "エディターの「名前を付けて保存」などで、文字コード UTF-8 を選んで保存し直してください",
            en: "save it again in your editor with the encoding UTF-8",
        },
    }
}
