//! Who is told of an incident, and how soon.

mod chain_too_slow;
mod cycle;
mod dead_end;
mod governance_missing;
mod press_missing;
mod severity_uncovered;
mod time_inversion;
mod trigger_empty;

use super::{Context, Rule};
use crate::corpus::Doc;
use crate::corpus::escalation::{self, Step};
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &chain_too_slow::RULE,
    &cycle::RULE,
    &dead_end::RULE,
    &governance_missing::RULE,
    &NO_TIME_LIMIT,
    &press_missing::RULE,
    &severity_uncovered::RULE,
    &time_inversion::RULE,
    &trigger_empty::RULE,
];

static NO_TIME_LIMIT: Rule = Rule::annotated(
    "escalation/no-time-limit",
    Severity::Warning,
    Words { ja: "エスカレーションの期限がない", en: "an escalation has no time limit" },
    include_str!("no_time_limit.md"),
);

/// Returns the steps of all matrices, with the matrix of the highest status, at which is said what all of them lack;
/// nothing where there is no matrix, or one may say more than can be read here.
fn whole<'c>(context: &Context<'c>) -> Option<(Vec<Step<'c>>, Doc<'c>)> {
    let matrices = || context.corpus.of_kind("escalation-matrix").filter(|doc| !doc.is_over());
    let steps = escalation::steps(context.corpus);
    let may_say_more = context.corpus.may_be_hidden("escalation-rule") || steps.iter().any(|step| step.is_unknown);
    // A matrix without rules is said to lack them.
    if may_say_more || steps.is_empty() {
        return None;
    }
    let first = matrices().next()?;
    Some((steps, matrices().fold(first, |best, doc| if doc.status() > best.status() { doc } else { best })))
}
