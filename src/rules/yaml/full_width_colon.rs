//! A full-width colon where a field was meant, or a full-width space used to indent.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Span;
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/full-width-colon",
    Severity::Error,
    Words {
        ja: "全角のコロンや空白が、項目の区切りに使われている",
        en: "a full-width colon or space stands where a plain one is needed",
    },
    include_str!("full_width_colon.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::FullWidthColon { space: false } => Some((
            both! {
                ja: "全角のコロン「：」は項目の区切りになりません。この項目は読まれていません",
                en: "a full-width colon `：` does not separate a field from its value, so this field is lost",
            },
            both! { ja: "半角のコロンと空白「: 」に直してください", en: "type a plain colon and a blank, `: `" },
        )),
        What::FullWidthColon { space: true } if is_behind_text(doc, problem.span) => Some((
            both! {
                ja: "コロンの後に全角の空白が使われています",
                en: "a full-width space stands behind the colon",
            },
            both! { ja: "半角の空白一つに直してください", en: "type one plain blank" },
        )),
        What::FullWidthColon { space: true } => Some((
            both! { ja: "字下げに全角の空白が使われています", en: "a full-width space is used to indent" },
            both! { ja: "半角の空白に直してください", en: "use plain blanks" },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}

/// Says whether more than blanks and the signs of lists stands in front of a span, on its line.
fn is_behind_text(doc: Doc<'_>, span: Span) -> bool {
    let before = doc.checked().source.text().get(..span.range().start).unwrap_or_default();
    !before.rsplit('\n').next().unwrap_or_default().trim_matches([' ', '\t', '-', '\u{3000}', '\u{feff}']).is_empty()
}
