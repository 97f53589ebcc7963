//! No escalation reaches the management.

use crate::both;
use crate::corpus::View;
use crate::corpus::escalation::Step;
use crate::corpus::holders;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, raise};

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/governance-missing",
    Severity::Warning,
    Words { ja: "経営に上げる基準がない", en: "no escalation reaches the management" },
    include_str!("governance_missing.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((steps, matrix)) = super::whole(context) else { return };
    if steps.iter().any(|step| step.function == Some("governance")) || is_run_by_management(context, &steps) {
        return;
    }
    let message = both! {
        ja: "エスカレーション基準のどれも、経営に届きません",
        en: "no escalation rule reaches the management",
    };
    let finding = matrix.finding(matrix.grip().span, "/rules", "governance", message).help(both! {
        ja: "経営に何をいつ知らせるかを、function: governance の基準として書いてください",
        en: "write what the management is told, and when, as a rule of `function: governance`",
    });
    sink.report(raise::by_characteristic(context, "stakeholder_expectation", finding));
}

/// Management that leads the response itself need not be told by anybody. A role whose area cannot be read may be it.
fn is_run_by_management(context: &Context<'_>, steps: &[Step<'_>]) -> bool {
    let named = |id: &str| steps.iter().any(|step| step.from == Some(id) || step.roles().any(|role| role == id));
    let governs = |role: &View<'_>| match role.get_any("function_area") {
        Some(area) => area.text() == Some("governance") || area.is_faulty(),
        None => false,
    };
    holders::roles(context.corpus).filter(governs).filter_map(|role| role.text_of("id")).any(named)
}
