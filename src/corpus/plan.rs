//! The construction plan in force: the preset's eight phases with what the root's `phase-plan` says otherwise.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::lang::Both;
use crate::schema::catalog;
use crate::text::{Foreign, RepoPath, SourceText};
use crate::yaml::Node;

use super::Corpus;
use super::document::{CheckedDocument, Status};
use super::view::{Doc, View};

/// Where a phase stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhaseStatus {
    /// Not begun.
    Planned,
    /// Under way.
    Active,
    /// Finished.
    Done,
    /// Left out, as a decision.
    Omitted,
    /// What the plan says of it cannot be read: it may stand anywhere.
    Unknown,
}

impl PhaseStatus {
    /// Says whether nothing is left to do: it is finished, or left out.
    pub fn is_over(self) -> bool {
        matches!(self, PhaseStatus::Done | PhaseStatus::Omitted)
    }
}

/// One phase as it holds for this root.
#[derive(Clone)]
pub struct Phase<'c> {
    /// The id: `kickoff`, `goals`, …
    pub id: String,
    /// The name, made fit to show.
    pub name: Both,
    /// The place in the order of work.
    pub order: i64,
    /// The phases it builds on.
    pub depends_on: Vec<String>,
    /// Where it stands.
    pub status: PhaseStatus,
    /// The last day of its plan.
    pub planned_end: Option<Date>,
    /// What it must leave behind.
    pub deliverables: Vec<Deliverable>,
    /// Its entry in the plan, if it has one.
    pub entry: Option<View<'c>>,
}

/// A document that a phase must leave behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deliverable {
    /// The kind.
    pub kind: String,
    /// The id, where the plan names one.
    pub id: Option<String>,
    /// The least status it must have reached when the phase is done.
    pub min_status: Status,
}

/// The plan of a root.
pub struct Plan<'c> {
    /// The document.
    pub doc: Doc<'c>,
    /// The phases, in the order of work.
    pub phases: Vec<Phase<'c>>,
}

impl<'c> Plan<'c> {
    /// Returns the plan in force; nothing where the root has none, or one that cannot be read.
    pub fn of(corpus: &'c Corpus) -> Option<Plan<'c>> {
        let doc = corpus.of_kind("phase-plan").next()?;
        Plan::of_document(doc)
    }

    /// Returns the plan that a document describes; nothing where it describes none: no map, or elsewhere.
    pub fn of_document(doc: Doc<'c>) -> Option<Plan<'c>> {
        let root = doc.root().filter(|_| doc.kind() == Some("phase-plan") && !doc.checked().is_external())?;
        let mut phases: Vec<Phase<'c>> = match root.text_of("preset") {
            Some("jpcert-8") => preset().iter().map(|phase| phase.of_preset()).collect(),
            _ => Vec::new(),
        };
        for entry in root.list("phases") {
            let Some(id) = entry.text_of("id") else { continue };
            match phases.iter_mut().find(|phase| phase.id == id) {
                Some(phase) => phase.override_by(entry),
                None => {
                    let order = i64::try_from(phases.len() + 1).unwrap_or(i64::MAX);
                    let mut phase = Phase::named(id, order);
                    phase.override_by(entry);
                    phases.push(phase);
                }
            }
        }
        // A stable sort: phases of equal order stay as they are written.
        phases.sort_by_key(|phase| phase.order);
        settle_statuses(&mut phases, root);
        Some(Plan { doc, phases })
    }

    /// Returns a phase by its id.
    pub fn phase(&self, id: &str) -> Option<&Phase<'c>> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// Returns the phases whose work leaves behind documents of some kinds: those that name one among their
    /// deliverables, required or not; where none does, those of the standard flow, which go by its ids.
    pub fn makers(&self, kinds: &[&str]) -> Vec<&Phase<'c>> {
        let naming: Vec<&Phase<'c>> = self.phases.iter().filter(|phase| phase.names_one_of(kinds)).collect();
        if !naming.is_empty() {
            return naming;
        }
        let made_in: Vec<&str> =
            kinds.iter().filter_map(|kind| catalog::kind(kind)).flat_map(|kind| &kind.phases).copied().collect();
        self.phases.iter().filter(|phase| made_in.contains(&phase.id.as_str())).collect()
    }

    /// Says whether the work for documents of some kinds was done, and none of it is left; not where no phase makes them.
    pub fn is_finished(&self, kinds: &[&str]) -> bool {
        let makers = self.makers(kinds);
        makers.iter().all(|phase| phase.status.is_over())
            && makers.iter().any(|phase| phase.status == PhaseStatus::Done)
    }

    /// Returns the place at which findings about a phase stand: its entry, else the plan's current phase.
    pub fn view_of(&self, phase: &Phase<'c>) -> Option<View<'c>> {
        phase.entry.or_else(|| self.doc.get("current_phase")).or_else(|| self.doc.root())
    }
}

/// Phases without a status: those before the current one are done, it is active, the rest is planned.
fn settle_statuses<'c>(phases: &mut [Phase<'c>], root: View<'c>) {
    // In a broken text anything may stand, and what an entry without an id says may be said of any phase.
    let is_broken = root.doc().checked().may_lack_fields();
    let has_stray = root.list("phases").any(|entry| entry.text_of("id").is_none());
    let hides_entries = has_stray || may_hold_more(root, "phases");
    let current = root.get("current_phase");
    let named = current.and_then(|current| current.refers_to("phase"));
    let at = named.and_then(|id| phases.iter().position(|phase| phase.id == id));
    let is_lost = at.is_none() && (current.is_some() || !root.lacks("current_phase"));
    for (index, phase) in phases.iter_mut().enumerate() {
        let written = phase.entry.and_then(|entry| entry.get_any("status"));
        let may_be_another = match phase.entry {
            Some(entry) => may_hold_more(entry, "status"),
            None => hides_entries,
        };
        phase.status = match written.and_then(View::text) {
            _ if is_broken => PhaseStatus::Unknown,
            Some("active") => PhaseStatus::Active,
            Some("done") => PhaseStatus::Done,
            Some("omitted") => PhaseStatus::Omitted,
            Some("planned") => PhaseStatus::Planned,
            _ if may_be_another || is_lost => PhaseStatus::Unknown,
            _ => match at {
                Some(at) if index < at => PhaseStatus::Done,
                Some(at) if index == at => PhaseStatus::Active,
                _ => PhaseStatus::Planned,
            },
        };
    }
}

/// Says whether what stands under a key cannot be read, or stands under another key that was meant to be it.
fn may_hold_more(map: View<'_>, key: &str) -> bool {
    match map.get_any(key) {
        Some(value) => value.is_faulty(),
        None => !map.lacks(key),
    }
}

impl<'c> Phase<'c> {
    /// Says whether one of the kinds stands among its deliverables, those that need not be there included.
    fn names_one_of(&self, kinds: &[&str]) -> bool {
        let is_one = |kind: &str| kinds.contains(&kind);
        let written = |entry: View<'_>| entry.list("deliverables").any(|of| of.text_of("kind").is_some_and(is_one));
        self.deliverables.iter().any(|of| is_one(&of.kind)) || self.entry.is_some_and(written)
    }

    fn named(id: &str, order: i64) -> Phase<'c> {
        let shown = Foreign::new(id).to_string();
        Phase {
            id: id.to_owned(),
            name: Both { ja: shown.clone(), en: shown },
            order,
            depends_on: Vec::new(),
            status: PhaseStatus::Planned,
            planned_end: None,
            deliverables: Vec::new(),
            entry: None,
        }
    }

    fn override_by(&mut self, entry: View<'c>) {
        self.entry = Some(entry);
        if let Some(name) = entry.get("name").and_then(View::words) {
            self.name = name;
        }
        if let Some(order) = entry.get("order").and_then(|order| order.node().as_int()) {
            self.order = order;
        }
        if entry.get("depends_on").is_some() {
            self.depends_on =
                entry.list("depends_on").filter_map(|id| Some(id.refers_to("phase")?.to_owned())).collect();
        }
        self.planned_end = entry.get("planned").and_then(|period| period.date_of("to"));
        for deliverable in entry.list("deliverables") {
            self.merge_deliverable(deliverable.node());
            // What the schema refuses says nothing certain, neither which document nor which status is meant.
            if deliverable.holds_fault() {
                self.deliverables.retain(|known| Some(known.kind.as_str()) != deliverable.text_of("kind"));
            }
        }
    }

    /// Merges by key, which is kind and id; an entry without an id also speaks of the preset's entry of that kind.
    fn merge_deliverable(&mut self, node: Node<'_>) {
        let text = |field: &str| node.get(field).and_then(Node::as_text);
        // A kind that does not exist is said by the schema; no document could ever deliver it.
        let Some(kind) = text("kind").filter(|kind| catalog::kind(kind).is_some()) else { return };
        let id = text("id").map(str::to_owned);
        let known = self.deliverables.iter().position(|known| known.kind == kind && known.id == id);
        if node.get("required").and_then(Node::as_bool) == Some(false) {
            known.map(|at| self.deliverables.remove(at));
            return;
        }
        let status = text("min_status").and_then(Status::named);
        match known {
            Some(at) => self.deliverables[at].min_status = status.unwrap_or(self.deliverables[at].min_status),
            None => self.deliverables.push(Deliverable {
                kind: kind.to_owned(),
                id,
                min_status: status.unwrap_or(Status::InReview),
            }),
        }
    }
}

/// A phase of the preset, without ties to any corpus.
struct PresetPhase {
    id: &'static str,
    name: Both,
    order: i64,
    depends_on: Vec<String>,
    deliverables: Vec<Deliverable>,
}

impl PresetPhase {
    fn of_preset<'c>(&self) -> Phase<'c> {
        Phase {
            name: self.name.clone(),
            depends_on: self.depends_on.clone(),
            deliverables: self.deliverables.clone(),
            ..Phase::named(self.id, self.order)
        }
    }
}

/// Returns the ids of the preset's phases, in order.
pub fn preset_phases() -> Vec<&'static str> {
    preset().iter().map(|phase| phase.id).collect()
}

/// Returns the kinds that the preset's phases must leave behind, in order.
pub fn preset_deliverables() -> Vec<&'static str> {
    preset().iter().flat_map(|phase| &phase.deliverables).map(|deliverable| deliverable.kind.as_str()).collect()
}

/// The preset is itself a plan in our own form, read once.
fn preset() -> &'static [PresetPhase] {
    static PRESET: OnceLock<Vec<PresetPhase>> = OnceLock::new();
    PRESET.get_or_init(|| {
        let text = catalog::preset("jpcert-8").expect("the preset is embedded");
        let source = Arc::new(SourceText::new(RepoPath::new("jpcert-8.yaml"), text.as_bytes().to_vec()));
        let checked = CheckedDocument::read(source);
        let root = checked.tree.root().expect("a test reads the preset");
        root.get("phases").into_iter().flat_map(|list| list.items()).map(preset_phase).collect()
    })
}

fn preset_phase(node: Node<'_>) -> PresetPhase {
    let text = |field: &str| node.get(field).and_then(Node::as_text).unwrap_or_default();
    let name =
        |lang: &str| node.get("name").and_then(|name| name.get(lang)).and_then(Node::as_text).unwrap_or_default();
    let mut phase = Phase::named("", 0);
    for deliverable in node.get("deliverables").into_iter().flat_map(|list| list.items()) {
        phase.merge_deliverable(deliverable);
    }
    PresetPhase {
        id: text("id").to_owned().leak(),
        name: Both { ja: name("ja").to_owned(), en: name("en").to_owned() },
        order: node.get("order").and_then(Node::as_int).unwrap_or_default(),
        depends_on: node
            .get("depends_on")
            .into_iter()
            .flat_map(|list| list.items())
            .filter_map(|item| item.as_text().map(str::to_owned))
            .collect(),
        deliverables: phase.deliverables,
    }
}
