//! A text for the public that lacks one of its languages.

use crate::both;
use crate::corpus::{Doc, KindOf, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;
use crate::yaml::Sort;

pub(crate) static RULE: Rule = Rule::document(
    "text/language-missing",
    Severity::Warning,
    Words { ja: "公開の文が、一部の言葉で書かれていない", en: "a public text lacks a language" },
    include_str!("language_missing.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.status() != Status::Published || !matches!(doc.checked().kind, KindOf::Known(..)) {
        return;
    }
    // A document may be for readers of fewer languages than the others.
    let own: Vec<&str> = doc
        .root()
        .and_then(|root| root.get_any("meta")?.get_any("languages"))
        .into_iter()
        .flat_map(View::items)
        .filter_map(View::text)
        .collect();
    let settings: Vec<&str> = context.settings.languages.iter().map(String::as_str).collect();
    let languages = if own.is_empty() { settings } else { own };
    if languages.len() < 2 {
        return;
    }
    for node in doc.checked().tree.nodes() {
        let shape = doc.checked().shape(node.id());
        if !shape.is_some_and(|shape| {
            shape.public && matches!(shape.form, Some("text" | "text-string" | "text-by-language"))
        }) {
            continue;
        }
        let view = doc.view(node);
        let missing: Vec<&str> = match node.sort() {
            // A plain text is in the first of the languages; a short name in Latin letters is the same in all.
            Sort::Text if view.text().is_some_and(is_same_everywhere) => continue,
            Sort::Text => languages[1..].to_vec(),
            Sort::Map if !view.is_none() => {
                languages.iter().filter(|language| node.get(language).is_none()).copied().collect()
            }
            _ => continue,
        };
        if !missing.is_empty() {
            sink.report(lacking(view, &missing));
        }
    }
}

fn is_same_everywhere(text: &str) -> bool {
    text.is_ascii() && !text.contains(' ')
}

fn lacking(text: View<'_>, missing: &[&str]) -> Finding {
    let missing = missing.iter().map(|language| Foreign::new(language).to_string()).collect::<Vec<_>>().join(", ");
    let message = both! {
        ja: "公開する文ですが、{missing} の文がありません",
        en: "this text is public, and is not written in {missing}",
    };
    text.finding(message).help(both! {
        ja: "{{ja: …, en: …}} のように、言葉ごとに書いてください。この文書だけ言葉が少ないのなら、meta の languages に書きます",
        en: "write it by language, `{{ja: …, en: …}}`; where this document has fewer languages, list them as `languages` in its `meta`",
    })
}
