//! A text that is not YAML 1.2.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::yaml::{Syntax, What};

pub(crate) static RULE: Rule = Rule::document(
    "yaml/syntax",
    Severity::Error,
    Words { ja: "書き方が YAML の決まりに合っていない", en: "the text is not YAML" },
    include_str!("syntax.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::Syntax(fault) => Some((message(fault), help(fault))),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}

fn message(fault: Syntax) -> Both {
    match fault {
        Syntax::Tab => both! { ja: "字下げにタブ文字が使われています", en: "a tab is used to indent" },
        Syntax::UnclosedQuote => {
            both! { ja: "引用符が閉じられていません", en: "this quotation mark is never closed" }
        }
        Syntax::UnclosedBracket => both! { ja: "かっこが閉じられていません", en: "this bracket is never closed" },
        Syntax::MissingColon => both! {
            ja: "項目名の後に、コロンと空白「: 」がありません",
            en: "the name of a field is not followed by a colon and a blank",
        },
        Syntax::Indentation => both! {
            ja: "行頭の空白の数が、前の行とそろっていません",
            en: "the blanks in front of this line fit no line above",
        },
        Syntax::NeedsQuotes => both! {
            ja: "「: 」を含む文は、このままでは読めません",
            en: "a text with `: ` inside cannot be read as it stands",
        },
        Syntax::ReservedCharacter => both! {
            ja: "この記号で始まる文は、このままでは読めません",
            en: "a text that begins with this sign cannot be read as it stands",
        },
        Syntax::BadEscape => both! {
            ja: "引用符の中の「\\」の使い方が正しくありません",
            en: "this backslash is followed by a letter that gives it no meaning",
        },
        Syntax::MissingComma => both! {
            ja: "かっこの中の区切りのコンマがありません",
            en: "a comma is missing between two entries in brackets",
        },
        Syntax::TextAfterQuote => both! {
            ja: "引用符を閉じた後に、余分な文字があります",
            en: "something follows the end of this quotation",
        },
        Syntax::Other => both! { ja: "ここの書き方が読めません", en: "this cannot be read" },
    }
}

fn help(fault: Syntax) -> Both {
    match fault {
        Syntax::Tab => both! {
            ja: "タブを半角の空白 2 個に置き換えてください",
            en: "replace the tab by two blanks",
        },
        Syntax::UnclosedQuote => both! {
            ja: "文の終わりに、始まりと同じ引用符を書いてください",
            en: "end the text with the same quotation mark that begins it",
        },
        Syntax::UnclosedBracket => both! {
            ja: "対応する `]` または `}}` を書いてください",
            en: "write the `]` or `}}` that closes it",
        },
        Syntax::MissingColon => both! {
            ja: "「title: 文書名」のように、コロンの後に半角の空白を一つ入れてください",
            en: "write it like `title: Name`, with a blank after the colon",
        },
        Syntax::Indentation => both! {
            ja: "同じ並びの行は、行頭の空白の数をそろえてください",
            en: "give lines of one level the same number of blanks in front",
        },
        Syntax::MissingComma => both! {
            ja: "項目と項目の間に、半角のコンマと空白「, 」を入れてください。読点「、」は区切りになりません",
            en: "put a plain comma and a blank between the two",
        },
        Syntax::TextAfterQuote => both! {
            ja: "文全体を引用符で囲んでください。中では、囲むのとは別の種類の引用符を使えます",
            en: "put the whole text in quotes; quotes of the other kind may stand inside",
        },
        Syntax::NeedsQuotes | Syntax::ReservedCharacter => both! {
            ja: "文全体を引用符 \"…\" で囲んでください",
            en: "put the whole text in quotes",
        },
        Syntax::BadEscape => both! {
            ja: "「\\」そのものを書くときは、引用符を '…' に替えてください",
            en: "use single quotes '…' where a backslash is just a backslash",
        },
        Syntax::Other => both! {
            ja: "この行と一つ前の行の、コロン・かっこ・引用符・行頭の空白を見直してください",
            en: "look at the colons, brackets, quotation marks and blanks of this line and the one before",
        },
    }
}
