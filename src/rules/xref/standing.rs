//! Which documents a reference leads to, for rules about documents that are over or not ready.

use crate::corpus::links::Link;
use crate::corpus::{Corpus, Doc, Resolution};

/// Fields that speak of the life of documents, and so of those that are over.
const OF_LIFE: [&str; 3] = ["supersedes", "superseded_by", "derived_from"];

/// Kinds that record what happened: what they refer to was what held then.
const RECORDS: [&str; 8] = [
    "announcement",
    "establishment-approval",
    "exercise-report",
    "improvement-report",
    "incident-history",
    "interview-record",
    "review-log",
    "trial-operation",
];

/// Returns the references to other documents as a whole, or to an entry of one by its name, with that document: those of
/// records, and those that speak of the life of a document, left out.
pub(super) fn to_documents(corpus: &Corpus) -> impl Iterator<Item = (&Link, Doc<'_>)> {
    corpus.links().all().iter().filter_map(|link| {
        let target = match link.resolution {
            Resolution::Document(target) => target,
            Resolution::Entry(entry) => entry.document,
            _ => return None,
        };
        let from = corpus.doc(link.from.document);
        let is_record = from.kind().is_some_and(|kind| RECORDS.contains(&kind));
        let is_left_out = target == link.from.document || from.is_over() || is_record || is_of_life(corpus, link);
        (!is_left_out).then(|| (link, corpus.doc(target)))
    })
}

fn is_of_life(corpus: &Corpus, link: &Link) -> bool {
    let mut node = Some(corpus.view(link.from).node());
    while let Some(current) = node {
        if current.key().and_then(|key| key.as_text()).is_some_and(|key| OF_LIFE.contains(&key)) {
            return true;
        }
        node = current.parent();
    }
    false
}
