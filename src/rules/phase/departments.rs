//! Which departments incidents concern, and which of them other documents name.

use std::collections::BTreeSet;

use crate::corpus::{Corpus, Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::rules::Rule;
use crate::schema::{Violation, What};
use crate::yaml::Node;

/// Where documents name departments: of each field the kind, and the keys that lead there.
pub(super) type Places = &'static [(&'static str, &'static [&'static str])];

/// The documents that name departments.
pub(super) struct Named<'c> {
    corpus: &'c Corpus,
    places: Places,
    /// The first of them.
    first: Doc<'c>,
    all_drafts: bool,
}

/// Returns the departments that incidents concern, unless they say otherwise.
pub(super) fn relevant(corpus: &Corpus) -> impl Iterator<Item = View<'_>> {
    // A broken text may hide that a department is not concerned.
    let lists = corpus.of_kind("departments").filter(|doc| !doc.is_over() && !doc.checked().may_lack_fields());
    let departments = lists.filter_map(|doc| doc.root()).flat_map(|root| root.list("departments"));
    departments.filter(move |department| {
        let is_relevant = match department.get_any("relevant_to_incidents") {
            Some(relevant) => relevant.node().as_bool() == Some(true),
            None => department.lacks("relevant_to_incidents"),
        };
        is_relevant && department.get("id").is_some_and(View::is_what_others_mean)
    })
}

impl<'c> Named<'c> {
    /// Returns the documents that name departments in `places`, as far as `asks` tells that a department can be missing
    /// there; nothing where there is none yet, or where what they say cannot be read or stands elsewhere.
    pub(super) fn of(corpus: &'c Corpus, places: Places, asks: impl Fn(Doc<'c>) -> bool) -> Option<Named<'c>> {
        let each = places.iter().flat_map(|(kind, path)| corpus.of_kind(kind).map(move |doc| (doc, *path)));
        let mut each: Vec<(Doc<'c>, &[&str])> = each.collect();
        let is_unreadable = places.iter().any(|(kind, _)| corpus.may_be_hidden(kind))
            || each.iter().any(|(doc, path)| !doc.is_over() && hides(*doc, path))
            || misses(corpus, places);
        each.retain(|(doc, _)| !doc.is_over() && asks(*doc));
        if is_unreadable || each.iter().any(|(doc, path)| is_elsewhere(*doc, path)) {
            return None;
        }
        let all_drafts = each.iter().all(|(doc, _)| doc.status() == Status::Draft);
        Some(Named { corpus, places, first: each.first()?.0, all_drafts })
    }

    /// Says whether one of the places names a department, or one that it belongs to: a division answers for its sections.
    pub(super) fn names(&self, department: View<'c>) -> bool {
        let mut looked_at = BTreeSet::new();
        let mut next = Some(department);
        while let Some(department) = next {
            let Some(id) = department.get("id") else { return true };
            let mut links = self.corpus.links().to(id.location());
            if links.any(|link| stands_in(self.corpus.view(link.from), self.places)) {
                return true;
            }
            // Departments that belong to each other in a circle are another rule's matter.
            if !looked_at.insert(id.location()) {
                return false;
            }
            next = department.get("parent").and_then(View::referred);
        }
        false
    }

    /// Adds where the departments stand that are named.
    pub(super) fn point_out(&self, finding: Finding) -> Finding {
        finding.label(self.first.grip(), crate::both! { ja: "いまある記録です", en: "what is recorded so far" })
    }

    /// Returns how grave it is to be missing: no more than information while all documents are drafts.
    pub(super) fn severity(&self, rule: &Rule) -> Severity {
        if self.all_drafts { Severity::Info } else { rule.severity }
    }
}

/// Says whether something stands in one of the places. What is replaced or withdrawn names nothing any more.
fn stands_in(view: View<'_>, places: Places) -> bool {
    if view.doc().is_over() {
        return false;
    }
    let keys = keys(view.node());
    places.iter().any(|(kind, path)| view.doc().kind() == Some(kind) && keys == *path)
}

/// Returns the keys that lead to a node.
fn keys(node: Node<'_>) -> Vec<&str> {
    let ancestors = std::iter::successors(Some(node), |node| node.parent());
    let mut keys: Vec<&str> = ancestors.filter_map(|node| node.key()?.as_text()).collect();
    keys.reverse();
    keys
}

/// Says whether a department may be named in a place where the schema finds fault.
fn hides(doc: Doc<'_>, path: &[&str]) -> bool {
    let checked = doc.checked();
    // Where nothing is written, nothing is named.
    let is_on_the_way = |violation: &Violation| {
        let rest = path.strip_prefix(keys(checked.tree.node(violation.node)).as_slice());
        match violation.what {
            What::UnknownField { meant, .. } => {
                rest.and_then(|rest| rest.first()).is_some_and(|next| meant.is_some_and(|field| field.name == *next))
            }
            _ => rest.is_some() && !violation.is_absence(),
        }
    };
    checked.violations.iter().any(is_on_the_way)
}

/// Says whether one of the places names a department that does not exist: any may be meant.
fn misses(corpus: &Corpus, places: Places) -> bool {
    let mut misses = corpus.links().all().iter().filter(|link| link.resolution.is_a_miss());
    misses.any(|link| stands_in(corpus.view(link.from), places))
}

/// Says whether only a text that lives elsewhere tells which departments it names; a record of a single one may say so.
fn is_elsewhere(doc: Doc<'_>, path: &[&str]) -> bool {
    let says = matches!(path, [field] if doc.root().is_some_and(|root| root.text_of(field).is_some()));
    doc.checked().is_external() && !says
}
