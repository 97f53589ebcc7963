//! An escalation rule that never says when it applies.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::Sort;

pub(crate) static RULE: Rule = Rule::document(
    "escalation/trigger-empty",
    Severity::Error,
    Words { ja: "エスカレーションの条件がない", en: "an escalation rule has no condition" },
    include_str!("trigger_empty.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("escalation-matrix") || doc.is_over() {
        return;
    }
    for rule in doc.root().into_iter().flat_map(|root| root.list("rules")) {
        let Some(trigger) = rule.get("trigger").filter(|trigger| is_empty(*trigger)) else { continue };
        let name = rule.name();
        let message = both! {
            name;
            ja: "エスカレーション「{name}」に、どのようなときに上げるかがありません",
            en: "the escalation rule `{name}` does not say when it applies"
        };
        let mut finding = rule.finding_missing("trigger", message);
        finding.subject.place = trigger.key_place();
        sink.report(finding.help(both! {
            ja: "重大度 (severity)、種別 (types)、関わるもの (involves)、経過時間 (elapsed)、そのほかの条件 (condition) のうち一つは書いてください",
            en: "write at least one of `severity`, `types`, `involves`, `elapsed` and `condition`",
        }));
    }
}

/// A condition that is there and cannot be read, or stands under a misspelt key, is one.
fn is_empty(trigger: View<'_>) -> bool {
    let is_map = trigger.node().sort() == Sort::Map;
    is_map && !trigger.holds_fault() && trigger.entries().all(|entry| entry.value.is_null())
}
