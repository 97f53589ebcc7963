//! An objective of an exercise, and nobody says whether it was met.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::{Corpus, Doc, Location, Resolution, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::reports::Reports;

pub(crate) static RULE: Rule = Rule::corpus(
    "exercise/result-missing",
    Severity::Error,
    Words { ja: "演習の目標に結果がない", en: "an objective of an exercise has no result" },
    include_str!("result_missing.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let reports = Reports::of(corpus);
    // A report that cannot be read may hold the result.
    if reports.any {
        return;
    }
    for (plan, reports) in reports.plans() {
        let plan = corpus.doc(plan);
        // The report that has come furthest answers for all of them.
        let Some(report) = reports.iter().rev().max_by_key(|report| report.status()) else { continue };
        let Some(answered) = answered(corpus, reports) else { continue };
        let all_drafts = report.status() == Status::Draft;
        for objective in plan.root().into_iter().flat_map(|root| root.list("objectives")) {
            let Some(id) = objective.get("id").filter(|id| !answered.contains(&id.location())) else { continue };
            // What is not measured on purpose has no result to report.
            let is_measured = objective.get("target").is_none_or(|target| !target.is_none() && !target.holds_fault());
            if is_measured && id.is_what_others_mean() {
                let severity = if all_drafts { Severity::Info } else { RULE.severity };
                sink.report_as(without_result(*report, objective, id), severity);
            }
        }
    }
}

/// Returns the objectives that have a result; nothing where a result does not say of which, or may be missing from a
/// broken text.
fn answered<'c>(corpus: &'c Corpus, reports: &[Doc<'c>]) -> Option<BTreeSet<Location>> {
    let mut answered = BTreeSet::new();
    for report in reports {
        let root = report.root()?;
        // What is not written at all is said once, by the shape.
        let results = root.get("results").filter(|results| !results.is_faulty())?;
        for result in results.items() {
            match corpus.links().from(result.get("objective")?.location())?.resolution {
                Resolution::Entry(objective) => answered.insert(objective),
                _ => return None,
            };
        }
    }
    Some(answered)
}

fn without_result(report: Doc<'_>, objective: View<'_>, id: View<'_>) -> Finding {
    let name = objective.name();
    let message = both! {
        name;
        ja: "演習の目標「{name}」の結果が、報告書にありません",
        en: "the report has no result for the objective `{name}`"
    };
    let results = report.root().and_then(|root| root.get("results"));
    let span = results.map_or_else(|| report.grip(), View::key_place).span;
    let finding = report.finding(span, "/results", id.text().unwrap_or_default(), message);
    finding.label(objective.grip(), both! { ja: "企画書にある目標です", en: "the objective in the plan" }).help(both! {
        ja: "results に測った結果を書いてください。行わなかったのなら、rating を not-performed とし、その事情を measured に書きます",
        en: "write what was measured into `results`; if it was dropped, rate it `not-performed` and say why in `measured`",
    })
}
