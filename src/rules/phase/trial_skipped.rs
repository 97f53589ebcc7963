//! A CSIRT at work of which no trial is recorded.

use crate::both;
use crate::corpus::plan::{Phase, PhaseStatus, Plan};
use crate::corpus::{Corpus, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::launch::decision_of;

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/trial-skipped",
    Severity::Warning,
    Words {
        ja: "試行運用の記録がないまま活動している", en: "the team is at work, and no trial is recorded"
    },
    include_str!("trial_skipped.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    if let Some(day) = skipped(context) {
        sink.report(without_trial(day));
    }
}

/// Returns the day of establishment of a team that was never tried out.
pub(super) fn skipped<'c>(context: &Context<'c>) -> Option<View<'c>> {
    let corpus = context.corpus;
    let has_trial = corpus.of_kind("trial-operation").next().is_some() || corpus.may_be_hidden("trial-operation");
    if has_trial || context.plan.is_some_and(left_out) {
        return None;
    }
    established(corpus).filter(|day| day.date().is_some_and(|day| day <= context.today))
}

/// The phase of the trial is left out by decision, or has a record of another sort; where no phase of the plan is
/// known to hold it, the record of any may be that of the trial.
fn left_out(plan: &Plan<'_>) -> bool {
    let makers = plan.makers(&["trial-operation"]);
    let may_be = |phase: &Phase<'_>| {
        matches!(phase.status, PhaseStatus::Omitted | PhaseStatus::Unknown) || super::has_exit_evidence(phase)
    };
    match makers.is_empty() {
        true => plan.phases.iter().any(super::has_exit_evidence),
        false => makers.into_iter().any(may_be),
    }
}

/// An announcement or a roster may well come before the trial, the day of establishment may not.
fn established(corpus: &Corpus) -> Option<View<'_>> {
    let first = |kind: &str, map: &str, field: &str| {
        corpus.of_kind(kind).find_map(|doc| doc.root()?.get_any(map)?.get_any(field))
    };
    let decided = || {
        let mut requests = corpus.of_kind("establishment-approval");
        let agreed = requests.find(|doc| matches!(decision_of(*doc), Some("approved" | "conditional")))?;
        agreed.root()?.get_any("effective_from")
    };
    first("csirt-description", "team", "established_on")
        .or_else(|| first("basic-framework", "established", "on"))
        .or_else(decided)
}

fn without_trial(day: View<'_>) -> Finding {
    let date = day.text().unwrap_or_default();
    day.finding(both! {
        ja: "{date} に設置したことになっていますが、試行運用の記録がありません",
        en: "the team was established on {date}, and no trial operation is recorded",
    })
    .help(both! {
        ja: "「kind: trial-operation」の文書に期間、基準、結論を書くか、記録の所在を計画の exit_evidence に書いてください",
        en: "write a document of `kind: trial-operation` with period, criteria and decision, or name the record in the plan's `exit_evidence`",
    })
}
