//! Phases that wait for one another.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::plan::{Phase, Plan};
use crate::corpus::{Doc, cycle};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/dependency-cycle",
    Severity::Error,
    Words { ja: "工程が互いを待ち合っている", en: "phases wait for one another in a circle" },
    include_str!("dependency_cycle.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = Plan::of_document(doc) else { return };
    // By place in the order of work, so that a circle is told from the phase that comes first in it.
    let places: BTreeMap<&str, usize> =
        plan.phases.iter().enumerate().map(|(at, phase)| (phase.id.as_str(), at)).collect();
    let needed =
        |phase: &Phase<'_>| phase.depends_on.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
    let edges: BTreeMap<usize, Vec<usize>> =
        plan.phases.iter().enumerate().map(|(at, phase)| (at, needed(phase))).collect();
    for circle in cycle::all(&edges) {
        let along: Vec<&Phase<'_>> = circle.into_iter().map(|at| &plan.phases[at]).collect();
        if let Some(finding) = wait_for_one_another(&plan, &along) {
            sink.report(finding);
        }
    }
}

fn wait_for_one_another(plan: &Plan<'_>, along: &[&Phase<'_>]) -> Option<Finding> {
    let way = cycle::way(&along.iter().map(|phase| phase.name.clone()).collect::<Vec<_>>());
    // The preset has no circle, so at least one entry of the plan made it.
    let own = |phase: &&&Phase<'_>| phase.entry.is_some_and(|entry| entry.get("depends_on").is_some());
    let first = along.iter().find(own)?;
    let message = both! { way; ja: "工程が互いを待ち合っています: {way}", en: "phases wait for one another: {way}" };
    let mut finding = super::about_phase(plan, first, "/depends_on", "", message).help(both! {
        ja: "先に始められる工程を一つ選び、その depends_on から、輪の中で待っている工程を外してください",
        en: "choose the phase that can begin first, and take the one it waits for out of its `depends_on`",
    });
    if let Some(depends_on) = first.entry.and_then(|entry| entry.get("depends_on")) {
        finding.subject.place = depends_on.key_place();
    }
    Some(finding)
}
