//! Where the construction of the CSIRT stands: phases, risk evaluation, documents, and what to do next.

mod next;

use crate::corpus::plan::{Deliverable, Phase, PhaseStatus, Plan};
use crate::corpus::{Corpus, Doc, KindOf, Status, View};
use crate::engine::Outcome;
use crate::lang::Both;
use crate::schema::{Shape, catalog};
use crate::text::RepoPath;

pub use next::{Reason, Step, Task};

/// Where a root stands.
#[derive(Debug)]
pub struct Standing {
    /// The phases in the order of work; none where there is no plan that can be read.
    pub phases: Vec<PhaseStanding>,
    /// The risk evaluation, which phase 4 makes and all later ones use.
    pub risk: RiskStanding,
    /// The documents, counted.
    pub documents: Documents,
    /// What to do next, the first first.
    pub next: Vec<Step>,
}

/// Where a phase stands.
#[derive(Debug)]
pub struct PhaseStanding {
    /// The id.
    pub id: String,
    /// The name, fit to show.
    pub name: Both,
    /// What the plan says of it.
    pub status: PhaseStatus,
    /// What it must leave behind.
    pub deliverables: Vec<DeliverableStanding>,
}

/// Where a deliverable stands.
#[derive(Debug)]
pub struct DeliverableStanding {
    /// The kind.
    pub kind: String,
    /// The id, where the plan names one.
    pub id: Option<String>,
    /// The status that it must reach.
    pub wanted: Status,
    /// The document that comes nearest, if there is one.
    pub document: Option<Delivered>,
}

/// The document of a deliverable.
#[derive(Debug)]
pub struct Delivered {
    /// Where it lies.
    pub path: RepoPath,
    /// Its status.
    pub status: Status,
    /// Whether its text lives elsewhere: its content is not checked.
    pub is_external: bool,
}

/// How much of a whole is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many are there.
    pub have: usize,
    /// How many there should be.
    pub of: usize,
}

/// Where the risk evaluation stands.
#[derive(Debug)]
pub struct RiskStanding {
    /// Of the thirteen characteristics of the organisation, those that are rated.
    pub characteristics: Share,
    /// Of the seven approaches, those that are spoken of.
    pub approaches: Share,
    /// Risks that are written down; treated are those with a treatment.
    pub treated: Share,
    /// Whether documents of the evaluation live elsewhere, so that these numbers say little.
    pub is_external: bool,
}

/// Documents by status.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Documents {
    /// All that were read.
    pub total: usize,
    /// Being written.
    pub draft: usize,
    /// Being reviewed.
    pub in_review: usize,
    /// Approved and in force.
    pub approved: usize,
    /// Published.
    pub published: usize,
    /// Superseded or retired.
    pub over: usize,
    /// Of the total, those whose text lives elsewhere.
    pub external: usize,
}

impl Standing {
    /// Computes where a root stands from what a check of it gave.
    pub fn of(outcome: &Outcome) -> Standing {
        let corpus = &outcome.corpus;
        let plan = Plan::of(corpus);
        let phases: Vec<PhaseStanding> = plan
            .iter()
            .flat_map(|plan| &plan.phases)
            .map(|phase| PhaseStanding {
                id: phase.id.clone(),
                name: phase.name.clone(),
                status: phase.status,
                deliverables: deliverables(corpus, phase),
            })
            .collect();
        let next = next::steps(outcome, &phases);
        Standing { phases, risk: risk(corpus), documents: documents(corpus), next }
    }
}

impl PhaseStanding {
    /// Returns how many deliverables have reached their status.
    pub fn share(&self) -> Share {
        let have = self.deliverables.iter().filter(|deliverable| deliverable.is_reached()).count();
        Share { have, of: self.deliverables.len() }
    }
}

impl DeliverableStanding {
    /// Says whether it has reached the status that the plan wants.
    pub fn is_reached(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.status >= self.wanted)
    }
}

fn deliverables(corpus: &Corpus, phase: &Phase<'_>) -> Vec<DeliverableStanding> {
    let standing = |deliverable: &Deliverable| {
        // Of several documents the one of the highest status counts, and of these the first.
        let documents = corpus.of_kind(&deliverable.kind);
        let mut fitting = documents.filter(|doc| deliverable.id.is_none() || doc.id() == deliverable.id.as_deref());
        let first = fitting.next();
        let best = fitting.fold(first, |best, doc| best.filter(|best| best.status() >= doc.status()).or(Some(doc)));
        DeliverableStanding {
            kind: deliverable.kind.clone(),
            id: deliverable.id.clone(),
            wanted: deliverable.min_status,
            document: best.map(delivered),
        }
    };
    phase.deliverables.iter().map(standing).collect()
}

fn delivered(doc: Doc<'_>) -> Delivered {
    Delivered {
        path: doc.checked().source.path().clone(),
        status: doc.status(),
        is_external: doc.checked().is_external(),
    }
}

fn risk(corpus: &Corpus) -> RiskStanding {
    let current = |kind: &'static str| corpus.of_kind(kind).filter(|doc| !doc.is_over());
    let answered = |field: &str| {
        let all = catalog::kind("risk-tolerance").map(|kind| kind.schema().shape).and_then(|shape| shape.field(field));
        let of = all.map_or(0, |field| maps(field.shape).map(required).max().unwrap_or_default());
        let have = current("risk-tolerance").filter_map(|doc| doc.get(field)).map(present).max().unwrap_or_default();
        Share { have: have.min(of), of }
    };
    let risks = || current("risk-assessment").filter_map(|doc| doc.root()).flat_map(|root| root.list("risks"));
    RiskStanding {
        characteristics: answered("characteristics"),
        approaches: answered("approaches"),
        treated: Share { have: risks().filter(|risk| risk.get("treatment").is_some()).count(), of: risks().count() },
        is_external: ["risk-tolerance", "risk-assessment"]
            .into_iter()
            .flat_map(current)
            .any(|doc| doc.checked().is_external()),
    }
}

fn maps(shape: &'static Shape) -> impl Iterator<Item = &'static Shape> {
    std::iter::once(shape).chain(shape.branches.iter().copied()).filter(|form| !form.fields.is_empty())
}

fn required(shape: &'static Shape) -> usize {
    shape.fields.iter().filter(|field| field.required).count()
}

/// Counts the required fields of a map that hold something.
fn present(map: View<'_>) -> usize {
    let fields = map.shape().into_iter().flat_map(|shape| shape.fields).filter(|field| field.required);
    fields.filter(|field| map.get(field.name).is_some()).count()
}

fn documents(corpus: &Corpus) -> Documents {
    let mut counted = Documents::default();
    for doc in corpus.documents().filter(|doc| !matches!(doc.checked().kind, KindOf::Settings(_))) {
        counted.total += 1;
        counted.external += usize::from(doc.checked().is_external());
        let place = match doc.status() {
            _ if doc.is_over() => &mut counted.over,
            Status::Draft => &mut counted.draft,
            Status::InReview => &mut counted.in_review,
            Status::Approved => &mut counted.approved,
            Status::Published => &mut counted.published,
        };
        *place += 1;
    }
    counted
}
