//! What to do next: what is overdue, what is missing, what is waited for, and the draft that is nearest to its end.

use std::collections::HashMap;

use super::PhaseStanding;
use crate::both;
use crate::corpus::plan::PhaseStatus;
use crate::corpus::{Doc, KindOf, Status};
use crate::engine::Outcome;
use crate::finding::{Finding, Severity};
use crate::lang::Both;
use crate::schema::{Kind, catalog};
use crate::text::{Foreign, RepoPath};

/// How many steps are named.
const MOST: usize = 3;

/// Rules by which the passing of days alone makes something due.
const OVERDUE: [&str; 10] = [
    "exercise/action-overdue",
    "exercise/report-overdue",
    "lifecycle/review-overdue",
    "phase/milestone-overdue",
    "phase/overdue",
    "phase/trial-undecided",
    "rfc2350/key-expired",
    "risk/acceptance-expired",
    "role/assignment-expired",
    "waiver/expired",
];

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Why it comes when it comes.
    pub reason: Reason,
    /// What is the matter, as a clause.
    pub message: Both,
    /// What to do.
    pub task: Task,
}

/// Why a step comes when it comes. The order is that of the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its day has passed.
    Overdue,
    /// The phase that is under way, or one before it, must leave it behind, and it is absent or a draft.
    Missing,
    /// The next phase builds on it.
    WaitedFor,
    /// It is the draft that lacks least.
    NearlyComplete,
}

/// What to do: always one command or one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Open this file.
    File(RepoPath),
    /// Type this.
    Command(String),
}

/// Returns the next steps, in the order of their reasons, then of their paths.
pub(super) fn steps(outcome: &Outcome, phases: &[PhaseStanding]) -> Vec<Step> {
    let mut steps = Vec::new();
    steps.extend(overdue(outcome));
    steps.extend(missing(outcome, phases));
    steps.extend(waited_for(outcome, phases));
    steps.extend(nearly_complete(outcome));
    let mut seen: Vec<Task> = Vec::new();
    steps.retain(|step| {
        let is_new = !seen.contains(&step.task);
        seen.push(step.task.clone());
        is_new
    });
    steps.truncate(MOST);
    steps
}

fn overdue(outcome: &Outcome) -> Vec<Step> {
    let due = outcome.active().filter(|finding| OVERDUE.contains(&finding.rule));
    let step = |finding: &Finding| Step {
        reason: Reason::Overdue,
        message: finding.message.clone(),
        task: Task::File(finding.subject.place.path.clone()),
    };
    due.map(step).collect()
}

fn missing(outcome: &Outcome, phases: &[PhaseStanding]) -> Vec<Step> {
    if phases.is_empty() && outcome.corpus.of_kind("phase-plan").next().is_none() {
        let message = both! {
            ja: "構築工程計画がまだありません。どの工程にいるかが分かりません",
            en: "there is no construction plan yet, so nothing says which phase is under way",
        };
        return vec![Step {
            reason: Reason::Missing,
            message,
            task: Task::Command("sekisho new phase-plan".to_owned()),
        }];
    }
    let begun = phases.iter().filter(|phase| matches!(phase.status, PhaseStatus::Done | PhaseStatus::Active));
    let mut steps = Vec::new();
    for (phase, deliverable) in begun.flat_map(|phase| phase.deliverables.iter().map(move |of| (phase, of))) {
        let Some(kind) = catalog::kind(&deliverable.kind) else { continue };
        let (name, what): (&Both, Both) = (&phase.name, kind.title.into());
        let (message, task) = match &deliverable.document {
            None if outcome.corpus.may_be_hidden(&deliverable.kind) => continue,
            None => (
                both! {
                    name, what;
                    ja: "工程「{name}」の成果物「{what}」がまだありません",
                    en: "the {what} of the phase `{name}` does not exist yet"
                },
                write_one(kind, deliverable.id.as_deref()),
            ),
            // A skeleton is there, and not what the phase is to leave behind.
            Some(document) if document.status == Status::Draft && !deliverable.is_reached() => (
                both! {
                    name, what;
                    ja: "工程「{name}」の成果物「{what}」はまだ下書きです",
                    en: "the {what} of the phase `{name}` is still a draft"
                },
                Task::File(document.path.clone()),
            ),
            Some(_) => continue,
        };
        steps.push(Step { reason: Reason::Missing, message, task });
    }
    // What is not there at all comes first, in the order of the phases.
    steps.sort_by_key(|step| matches!(step.task, Task::File(_)));
    steps
}

/// What the deliverables of the next phase build on, and is absent or a draft.
fn waited_for(outcome: &Outcome, phases: &[PhaseStanding]) -> Vec<Step> {
    let next = phases.iter().find(|phase| phase.status == PhaseStatus::Planned);
    let kinds = next.into_iter().flat_map(|phase| &phase.deliverables).filter_map(|of| catalog::kind(&of.kind));
    let mut steps = Vec::new();
    for (kind, needed) in kinds.flat_map(|kind| kind.needs.iter().map(move |needed| (kind, needed))) {
        // What the next phase makes itself is its own business.
        let is_its_own = next.is_some_and(|phase| phase.deliverables.iter().any(|own| own.kind == **needed));
        let Some(needed) = catalog::kind(needed).filter(|_| !is_its_own) else { continue };
        let best = outcome.corpus.of_kind(needed.name).filter(|doc| !doc.is_over()).max_by_key(|doc| doc.status());
        let (what, basis): (Both, Both) = (kind.title.into(), needed.title.into());
        let (message, task) = match best {
            None if outcome.corpus.may_be_hidden(needed.name) => continue,
            None => (
                both! {
                    what, basis;
                    ja: "次の工程の「{what}」の土台になる「{basis}」がまだありません",
                    en: "the {basis}, on which the {what} of the next phase builds, does not exist yet"
                },
                write_one(needed, None),
            ),
            Some(doc) if doc.status() == Status::Draft => (
                both! {
                    what, basis;
                    ja: "次の工程の「{what}」の土台になる「{basis}」がまだ下書きです",
                    en: "the {basis}, on which the {what} of the next phase builds, is still a draft"
                },
                Task::File(doc.checked().source.path().clone()),
            ),
            Some(_) => continue,
        };
        steps.push(Step { reason: Reason::WaitedFor, message, task });
    }
    steps.sort_by(|a, b| a.task.cmp(&b.task));
    steps
}

/// Drafts, those that lack least first.
fn nearly_complete(outcome: &Outcome) -> Vec<Step> {
    let mut lacks: HashMap<&RepoPath, usize> = HashMap::new();
    let counts = |finding: &&Finding| finding.completeness || finding.severity == Severity::Error;
    for finding in outcome.active().filter(counts) {
        *lacks.entry(&finding.subject.place.path).or_default() += 1;
    }
    let is_draft = |doc: &Doc<'_>| doc.status() == Status::Draft && matches!(doc.checked().kind, KindOf::Known(..));
    let drafts = outcome.corpus.documents().filter(is_draft);
    let mut drafts: Vec<(usize, &RepoPath, Both)> = drafts
        .map(|doc| {
            let path = doc.checked().source.path();
            (lacks.get(path).copied().unwrap_or_default(), path, doc.title())
        })
        .collect();
    drafts.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let step = |(left, path, title): (usize, &RepoPath, Both)| {
        let message = match left {
            0 => both! {
                title;
                ja: "「{title}」は書き終わっています。meta の status を in-review にして、確認に回せます",
                en: "`{title}` is complete: set the `status` in its `meta` to `in-review`, and let it be reviewed"
            },
            1 => both! {
                title;
                ja: "「{title}」は、あと1か所で書き終わります",
                en: "`{title}` lacks one thing"
            },
            _ => both! {
                title;
                ja: "「{title}」は、あと{left}か所で書き終わります",
                en: "`{title}` lacks {left} things"
            },
        };
        Step { reason: Reason::NearlyComplete, message, task: Task::File(path.clone()) }
    };
    drafts.into_iter().take(MOST).map(step).collect()
}

fn write_one(kind: &'static Kind, id: Option<&str>) -> Task {
    let id = id.map(|id| format!(" {}", Foreign::new(id))).unwrap_or_default();
    Task::Command(format!("sekisho new {}{id}", kind.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn every_rule_of_the_list_exists() {
        for rule in OVERDUE {
            assert!(rules::find(rule).is_some(), "{rule}");
        }
    }
}
