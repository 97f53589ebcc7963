//! A public description that says something else than the framework it is derived from.

use crate::both;
use crate::corpus::digest::normalise;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::yaml::Node;

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/derived-mismatch",
    Severity::Error,
    Words {
        ja: "公開の記述書が、もとの枠組みと食い違っている", en: "the public description contradicts its source"
    },
    include_str!("derived_mismatch.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut frameworks = context.corpus.of_kind("basic-framework").filter(|doc| !doc.is_over());
    // Of several frameworks nobody knows which one is meant.
    let (Some(framework), None) = (frameworks.next(), frameworks.next()) else { return };
    for description in context.corpus.of_kind("csirt-description").filter(|doc| !doc.is_over()) {
        if is_written_by_hand(description) {
            continue;
        }
        let charter = |field: &str| description.root()?.get_any("charter")?.get_any(field);
        let source = |map: &str, field: &str| framework.root()?.get_any(map)?.get_any(field);
        let (mission, authority) = (Words { ja: "使命", en: "mission" }, Words { ja: "権限", en: "authority" });
        compare(mission, charter("mission"), source("mission", "statement"), sink);
        let text = charter("authority").and_then(|of| of.get_any("text"));
        compare(authority, text, source("authority", "summary"), sink);
    }
}

/// Says whether the wording of the charter is left to its author, or whether that cannot be read.
fn is_written_by_hand(description: Doc<'_>) -> bool {
    let Some(root) = description.root().filter(|_| !description.checked().may_lack_fields()) else { return true };
    match root.get_any("sync") {
        Some(sync) if sync.holds_fault() => true,
        Some(sync) => match sync.get_any("charter") {
            Some(charter) => charter.text() != Some("derived"),
            None => !sync.lacks("charter"),
        },
        None => !root.lacks("sync"),
    }
}

fn compare(what: Words, public: Option<View<'_>>, source: Option<View<'_>>, sink: &mut Sink<'_>) {
    let Some((public, source)) = public.zip(source).filter(|(one, other)| !one.holds_fault() && !other.holds_fault())
    else {
        return;
    };
    if public.is_none() || source.is_none() || public.node().is_null() || source.node().is_null() {
        return;
    }
    let differs = match (public.text(), source.text()) {
        (Some(one), Some(other)) => normalise(one) != normalise(other),
        // A language that only one of them has is no contradiction.
        (None, None) => public.entries().any(|entry| {
            let other = entry.key.as_text().and_then(|language| source.node().get(language)).and_then(Node::as_text);
            entry.value.as_text().zip(other).is_some_and(|(one, other)| normalise(one) != normalise(other))
        }),
        // A plain text is in the first language, and is one of those by language.
        (Some(text), None) => !holds(source, text),
        (None, Some(text)) => !holds(public, text),
    };
    if differs {
        sink.report(contradicts(what, public, source));
    }
}

fn holds(by_language: View<'_>, text: &str) -> bool {
    let mut texts = by_language.entries().filter_map(|entry| entry.value.as_text());
    texts.any(|other| normalise(other) == normalise(text))
}

fn contradicts(what: Words, public: View<'_>, source: View<'_>) -> Finding {
    let title: Both = what.into();
    let message = both! {
        title;
        ja: "公開の記述書の「{title}」が、もとにした基本的な枠組みと食い違っています",
        en: "the {title} of the public description is not that of the framework it is derived from"
    };
    let finding =
        public.finding(message).label(source.grip(), both! { ja: "枠組みではこうです", en: "the framework says this" });
    finding.help(both! {
        ja: "どちらかに合わせてください。公開用に別の書き方をするのなら、記述書に sync: {{charter: manual}} と書きます",
        en: "bring the two together; where the public wording is meant to differ, write `sync: {{charter: manual}}` in the description",
    })
}
