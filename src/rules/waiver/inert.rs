//! A text that looks like a waiver and waives nothing.

use crate::both;
use crate::corpus::waiver::Fault;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, find};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::document(
    "waiver/inert",
    Severity::Warning,
    Words {
        ja: "例外のように見えて、効いていない", en: "something looks like a waiver and waives nothing"
    },
    include_str!("inert.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for inline in &doc.checked().waivers {
        let (message, help) = match &inline.said {
            Ok(waiver) => {
                let Some(rule) = find(&waiver.rule).filter(|rule| !rule.is_waivable()) else { continue };
                let id = rule.id;
                (
                    both! { ja: "ルール「{id}」に例外は認められません", en: "the rule `{id}` takes no waiver" },
                    both! { ja: "この行を消し、指摘された箇所を直してください", en: "delete this comment, and mend what the rule reports" },
                )
            }
            Err(Fault::InsideText) => (
                both! {
                    ja: "値の中に書かれた例外は効きません",
                    en: "a waiver inside a text has no effect",
                },
                both! {
                    ja: "例外にするつもりなら、値の外に、「#」で始まる一行として書いてください",
                    en: "if it is meant as one, write it outside the text, on a line of its own that begins with `#`",
                },
            ),
            Err(Fault::AwayFromKey) => (
                both! {
                    ja: "すぐ下に項目がないため、この例外は効いていません",
                    en: "nothing stands directly below this waiver, so it has no effect",
                },
                both! {
                    ja: "例外にしたい項目と同じ行か、すぐ上の行に移してください",
                    en: "move it to the line of the field, or to the line right above it",
                },
            ),
            Err(Fault::Misspelt) => (
                both! {
                    ja: "書き出しが違うため、この例外は効いていません",
                    en: "this begins unlike a waiver, so it has no effect",
                },
                super::as_written(),
            ),
            Err(_) => continue,
        };
        sink.report(super::comment(doc, inline.span, message).help(help));
    }
    if doc.kind() == Some("waivers") {
        let entries = doc.root().into_iter().flat_map(|root| root.list("waivers"));
        entries.filter_map(inert_entry).for_each(|finding| sink.report(finding));
    }
}

fn inert_entry(entry: View<'_>) -> Option<Finding> {
    let rule = entry.get("rule")?;
    if let Some(known) = rule.text().and_then(find).filter(|known| !known.is_waivable()) {
        let id = known.id;
        let message = both! { ja: "ルール「{id}」に例外は認められません", en: "the rule `{id}` takes no waiver" };
        return Some(rule.finding(message).help(both! {
            ja: "この項目を消し、指摘された箇所を直してください",
            en: "delete this entry, and mend what the rule reports",
        }));
    }
    let path = entry.get("target")?.get("path")?;
    let glob = path.text().filter(|glob| super::matcher(glob).is_none())?;
    let glob = Foreign::new(glob);
    let message = both! {
        ja: "ファイルの場所「{glob}」の書き方が読めないため、この例外は効いていません",
        en: "the path `{glob}` cannot be read, so this waiver has no effect",
    };
    Some(path.finding(message).help(both! {
        ja: "「csirt/exercise/**」のように、開いた括弧は閉じて書いてください",
        en: "write it as in `csirt/exercise/**`, and close every bracket",
    }))
}
