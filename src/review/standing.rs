//! Documents whose standing goes back by a change: their status, their version, their sharing label.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::gate::is_relaxed;
use super::named;
use crate::corpus::approvals::Approvals;
use crate::corpus::{Doc, Status, View};
use crate::engine::Outcome;
use crate::finding::{Finding, Identity};
use crate::rules::Sink;
use crate::rules::conf::label_relaxed;
use crate::rules::lifecycle::{status_regression, version_not_bumped};

/// Reports what a change takes back. `changes` are those of the documents.
pub(super) fn went_back(base: &Outcome, head: &Outcome, changes: &[Change], findings: &mut Vec<Finding>) {
    let before: BTreeMap<Identity, Doc<'_>> = named(&base.corpus).collect();
    let normative: BTreeSet<_> = changes
        .iter()
        .filter(|change| change.is_normative && !change.is_gone)
        .map(|change| &change.place.path)
        .collect();
    for (key, new) in named(&head.corpus) {
        let Some(old) = before.get(&key).copied() else { continue };
        let is_same_version = version(old).is_some() && version(old) == version(new);
        if old.status() >= Status::Approved && new.status() < Status::Approved && is_same_version {
            Sink::new(&status_regression::RULE, findings).report(status_regression::finding(new));
        }
        let is_changed =
            normative.contains(new.checked().source.path()) && old.checked().digest() != new.checked().digest();
        if old.status() >= Status::Approved && is_changed && is_same_version && !new.is_over() {
            Sink::new(&version_not_bumped::RULE, findings).report(version_not_bumped::finding(new));
        }
        let (was, is) = (label(old, base), label(new, head));
        if is_relaxed(was, is) && !is_approved_anew(old, new) {
            Sink::new(&label_relaxed::RULE, findings).report(label_relaxed::finding(new));
        }
    }
}

fn meta(doc: Doc<'_>) -> Option<View<'_>> {
    doc.root()?.get("meta")
}

fn version(doc: Doc<'_>) -> Option<&str> {
    meta(doc)?.text_of("version")
}

fn label<'c>(doc: Doc<'c>, tree: &'c Outcome) -> Option<&'c str> {
    let own = meta(doc).and_then(|meta| meta.text_of("classification"));
    own.or(tree.settings.default_classification.as_deref())
}

/// Says whether the text after the change has an approval that the one before it had not.
fn is_approved_anew(old: Doc<'_>, new: Doc<'_>) -> bool {
    let is_other_text = old.checked().digest() != new.checked().digest();
    is_other_text && Approvals::of(new).in_force().next().is_some()
}
