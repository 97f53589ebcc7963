//! Confidentiality: how far a document may travel, and what must not be in it at all.

mod label_exceeded;
mod label_missing;
pub(crate) mod label_relaxed;
mod private_key;
mod secret_detected;

use super::{Context, Rule};
use crate::corpus::{Doc, KindOf, View};

pub(super) static RULES: &[&Rule] =
    &[&label_exceeded::RULE, &label_missing::RULE, &label_relaxed::RULE, &private_key::RULE, &secret_detected::RULE];

/// The labels of TLP, from the one for fewest.
const LABELS: [&str; 5] = ["red", "amber+strict", "amber", "green", "clear"];

/// Returns how many readers a label allows, among those of TLP: 0 for fewest. Nothing for a label that is none of these.
pub(crate) fn label_rank(label: &str) -> Option<usize> {
    LABELS.iter().position(|known| *known == label)
}

/// Returns the label that a document has: its own, where it is written, else that of the settings. Nothing where there is
/// none, or its own cannot be read.
fn label<'c>(doc: Doc<'c>, context: &Context<'c>) -> Option<&'c str> {
    match own_label(doc) {
        Own::Written(label) => Some(label),
        Own::Absent => context.settings.default_classification.as_deref(),
        Own::Unknown => None,
    }
}

/// The label that a document writes itself.
enum Own<'c> {
    Written(&'c str),
    Absent,
    /// It cannot be read, or stands under another key that was meant to be it.
    Unknown,
}

fn own_label(doc: Doc<'_>) -> Own<'_> {
    let is_document = matches!(doc.checked().kind, KindOf::Known(..)) && !doc.checked().may_lack_fields();
    let Some(root) = doc.root().filter(|_| is_document) else { return Own::Unknown };
    let Some(meta) = root.get_any("meta") else {
        return if root.lacks("meta") { Own::Absent } else { Own::Unknown };
    };
    match meta.get_any("classification") {
        Some(label) => label.text().filter(|_| !label.is_faulty()).map_or(Own::Unknown, Own::Written),
        None if meta.lacks("classification") || meta.node().is_null() => Own::Absent,
        None => Own::Unknown,
    }
}

/// Returns the place of a label, where it is written in the document.
fn place_of_label(doc: Doc<'_>) -> Option<View<'_>> {
    doc.root()?.get_any("meta")?.get_any("classification")
}
