//! The tree: names, modes and sizes of the files in it.

mod empty;
mod limit;
mod name_collision;
mod name_not_utf8;
mod name_unsafe;
mod not_regular;
mod unclaimed;
mod unmerged;

use super::{Context, Rule};
use crate::finding::{Finding, Identity, Place, Subject};
use crate::lang::Both;
use crate::text::{RepoPath, Span};

pub(super) static RULES: &[&Rule] = &[
    &empty::RULE,
    &limit::RULE,
    &name_collision::RULE,
    &name_not_utf8::RULE,
    &name_unsafe::RULE,
    &not_regular::RULE,
    &unclaimed::RULE,
    &unmerged::RULE,
];

/// A finding about a file as such.
pub(super) fn about(path: &RepoPath, message: Both) -> Finding {
    let subject = Subject {
        place: Place { path: path.clone(), span: Span::default() },
        document: Identity::Path(path.clone()),
        pointer: String::new(),
        value: String::new(),
    };
    Finding::new(subject, message)
}

/// The paths that the check is about: documents, and what has a document's name.
fn paths_of_documents<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c RepoPath> {
    context.selection.documents.iter().chain(&context.selection.not_regular)
}
