//! A grave severity at which nobody is told.

use crate::both;
use crate::corpus::escalation::Step;
use crate::corpus::{Status, View};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/severity-uncovered",
    Severity::Error,
    Words { ja: "重い重大度に、上げる基準がない", en: "a grave severity has no escalation rule" },
    include_str!("severity_uncovered.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((steps, matrix)) = super::whole(context) else { return };
    let classifications = context.corpus.of_kind("incident-classification").filter(|doc| !doc.is_over());
    for severity in classifications.filter_map(|doc| doc.root()).flat_map(|root| root.list("severities")) {
        let Some(id) = severity.get("id").filter(|id| id.is_what_others_mean()).and_then(View::text) else { continue };
        if !is_grave(severity) || steps.iter().any(|step| covers(step, id)) {
            continue;
        }
        let name = severity.name();
        let message = both! {
            name;
            ja: "重大度「{name}」のインシデントを、誰に上げるかの基準がありません",
            en: "no escalation rule says who is told of an incident of the severity `{name}`"
        };
        let finding = severity
            .finding(message)
            .label(matrix.grip(), both! { ja: "エスカレーション基準です", en: "the escalation matrix" })
            .help(both! {
                ja: "エスカレーション基準に、trigger の severity が「{id}」を含む基準を加えてください",
                en: "add a rule whose `trigger` names the `severity` `{id}`",
            });
        // What only drafts lack is still being written.
        match matrix.status() {
            Status::Draft => sink.report_as(finding, Severity::Info),
            _ => sink.report(finding),
        }
    }
}

/// The gravest, and what the classification itself says is escalated.
fn is_grave(severity: View<'_>) -> bool {
    let is_first = severity.get("rank").and_then(|rank| rank.node().as_int()) == Some(1);
    is_first || severity.list("escalate_to").next().is_some()
}

/// A rule that names no severity, and applies under some condition in words or after some time, may be about this one.
fn covers(step: &Step<'_>, severity: &str) -> bool {
    let trigger = step.at.get("trigger");
    let may_be = |field: &str| trigger.is_some_and(|trigger| trigger.get(field).is_some());
    match &step.severities {
        Some(severities) => severities.contains(&severity),
        None => may_be("condition") || may_be("elapsed"),
    }
}
