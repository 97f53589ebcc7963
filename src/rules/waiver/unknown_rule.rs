//! A waiver for a rule that does not exist.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink, all, find};
use crate::text::{Foreign, Slack, Span, nearest};

pub(crate) static RULE: Rule = Rule::document(
    "waiver/unknown-rule",
    Severity::Error,
    Words { ja: "例外に書かれたルールがない", en: "a waiver names a rule that does not exist" },
    include_str!("unknown_rule.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for waiver in doc.checked().waivers.iter().filter_map(|inline| inline.said.as_ref().ok()) {
        if find(&waiver.rule).is_none() {
            sink.report(unknown(doc, waiver.rule_span, &waiver.rule));
        }
    }
    if doc.kind() != Some("waivers") {
        return;
    }
    for entry in doc.root().into_iter().flat_map(|root| root.list("waivers")) {
        let Some(rule) = entry.get("rule") else { continue };
        // What is not of the form `group/slug` is the business of `schema/bad-format`.
        let Some(name) = rule.text().filter(|name| find(name).is_none() && !rule.is_faulty()) else { continue };
        sink.report(rule.finding(message(name)).help(help(name)));
    }
}

fn unknown(doc: Doc<'_>, span: Span, name: &str) -> Finding {
    super::comment(doc, span, message(name)).help(help(name))
}

fn message(name: &str) -> Both {
    let name = Foreign::new(name);
    both! { ja: "「{name}」というルールはありません", en: "there is no rule `{name}`" }
}

fn help(name: &str) -> Both {
    match nearest(name, all().map(|rule| rule.id), Slack::Quarter) {
        Some(id) => both! { ja: "「{id}」のことではありませんか", en: "did you mean `{id}`?" },
        None => both! {
            ja: "ルールの一覧は `sekisho explain --all rules` で見られます",
            en: "list the rules with `sekisho explain --all rules`",
        },
    }
}
