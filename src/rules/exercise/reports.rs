//! Which reports are about an exercise.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, Doc, DocumentId, Resolution};

/// The reports of the exercises of a root.
pub(super) struct Reports<'c> {
    by_plan: BTreeMap<DocumentId, Vec<Doc<'c>>>,
    /// Whether a report may be about any exercise: it cannot be read, stands elsewhere, or does not say.
    pub(super) any: bool,
}

impl<'c> Reports<'c> {
    pub(super) fn of(corpus: &'c Corpus) -> Reports<'c> {
        let mut reports = Reports { by_plan: BTreeMap::new(), any: corpus.may_be_hidden("exercise-report") };
        for report in corpus.of_kind("exercise-report").filter(|doc| !doc.is_over()) {
            match plan_of(corpus, report) {
                Some(plan) => reports.by_plan.entry(plan).or_default().push(report),
                None => reports.any = true,
            }
        }
        reports
    }

    /// Returns the reports of one exercise.
    pub(super) fn of_plan(&self, plan: DocumentId) -> &[Doc<'c>] {
        self.by_plan.get(&plan).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the exercises with a report, each with its reports.
    pub(super) fn plans(&self) -> impl Iterator<Item = (DocumentId, &[Doc<'c>])> {
        self.by_plan.iter().map(|(plan, reports)| (*plan, reports.as_slice()))
    }
}

fn plan_of(corpus: &Corpus, report: Doc<'_>) -> Option<DocumentId> {
    match corpus.links().from(report.get("plan")?.location())?.resolution {
        Resolution::Document(plan) => Some(plan),
        _ => None,
    }
}
