//! Where the construction stands, for programs; `schemas/status.schema.json` describes it, and `"status"` numbers the
//! description.

use serde::Serialize;

use super::super::json::visible;
use super::StandingPage;
use crate::corpus::Status;
use crate::corpus::plan::PhaseStatus;
use crate::standing::{DeliverableStanding, PhaseStanding, Reason, Share, Step, Task};

/// Writes the report. Keys and words of enumerations are never translated; sentences are in the page's language.
pub fn write(page: &StandingPage<'_>) -> String {
    let documents = page.standing.documents;
    let risk = &page.standing.risk;
    let report = Report {
        status: 1,
        tool: Tool { name: "sekisho", version: page.version },
        today: &page.today,
        complete: page.unchecked.is_empty(),
        phases: page.standing.phases.iter().map(|phase| phase_of(page, phase)).collect(),
        risk_evaluation: Risk {
            characteristics: numbers(risk.characteristics),
            approaches: numbers(risk.approaches),
            risks_treated: numbers(risk.treated),
            external: risk.is_external,
        },
        documents: Documents {
            total: documents.total,
            draft: documents.draft,
            in_review: documents.in_review,
            approved: documents.approved,
            published: documents.published,
            over: documents.over,
            external: documents.external,
        },
        counts: Counts { errors: page.counts.errors, warnings: page.counts.warnings, infos: page.counts.infos },
        not_checked: page
            .unchecked
            .iter()
            .map(|unchecked| NotChecked {
                path: unchecked.path.map(|path| format!("{}{path}", page.prefix)),
                reason: unchecked.why.get(page.lang),
            })
            .collect(),
        next: page.standing.next.iter().map(|step| step_of(page, step)).collect(),
    };
    let json = serde_json::to_string_pretty(&report).expect("plain structs with text keys become JSON");
    visible(&json)
}

fn phase_of<'p>(page: &'p StandingPage<'_>, phase: &'p PhaseStanding) -> Phase<'p> {
    Phase {
        id: &phase.id,
        name: phase.name.get(page.lang),
        status: match phase.status {
            PhaseStatus::Planned => "planned",
            PhaseStatus::Active => "active",
            PhaseStatus::Done => "done",
            PhaseStatus::Omitted => "omitted",
            PhaseStatus::Unknown => "unknown",
        },
        deliverables: numbers(phase.share()),
        each: phase.deliverables.iter().map(|deliverable| deliverable_of(page, deliverable)).collect(),
    }
}

fn deliverable_of<'p>(page: &StandingPage<'_>, deliverable: &'p DeliverableStanding) -> Deliverable<'p> {
    let document = deliverable.document.as_ref();
    Deliverable {
        kind: &deliverable.kind,
        id: deliverable.id.as_deref(),
        min_status: status(deliverable.wanted),
        reached: deliverable.is_reached(),
        path: document.map(|document| format!("{}{}", page.prefix, document.path)),
        status: document.map(|document| status(document.status)),
        external: document.is_some_and(|document| document.is_external),
    }
}

fn step_of<'p>(page: &'p StandingPage<'_>, step: &'p Step) -> Next<'p> {
    let (path, command) = match &step.task {
        Task::File(_) => (Some(page.task(&step.task)), None),
        Task::Command(command) => (None, Some(command.as_str())),
    };
    Next {
        reason: match step.reason {
            Reason::Overdue => "overdue",
            Reason::Missing => "missing",
            Reason::WaitedFor => "waited-for",
            Reason::NearlyComplete => "nearly-complete",
        },
        message: step.message.get(page.lang),
        path,
        command,
    }
}

fn numbers(share: Share) -> Numbers {
    Numbers { have: share.have, of: share.of }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::InReview => "in-review",
        Status::Approved => "approved",
        Status::Published => "published",
    }
}

#[derive(Serialize)]
struct Report<'p> {
    status: u8,
    tool: Tool,
    today: &'p str,
    complete: bool,
    phases: Vec<Phase<'p>>,
    risk_evaluation: Risk,
    documents: Documents,
    counts: Counts,
    not_checked: Vec<NotChecked<'p>>,
    next: Vec<Next<'p>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Phase<'p> {
    id: &'p str,
    name: &'p str,
    status: &'static str,
    deliverables: Numbers,
    each: Vec<Deliverable<'p>>,
}

#[derive(Serialize)]
struct Deliverable<'p> {
    kind: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'p str>,
    min_status: &'static str,
    reached: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    external: bool,
}

#[derive(Serialize)]
struct Numbers {
    have: usize,
    of: usize,
}

#[derive(Serialize)]
struct Risk {
    characteristics: Numbers,
    approaches: Numbers,
    risks_treated: Numbers,
    external: bool,
}

#[derive(Serialize)]
struct Documents {
    total: usize,
    draft: usize,
    in_review: usize,
    approved: usize,
    published: usize,
    over: usize,
    external: usize,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct NotChecked<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    reason: &'p str,
}

#[derive(Serialize)]
struct Next<'p> {
    reason: &'static str,
    message: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<&'p str>,
}
