//! Documents that a change takes out of the check, although what they said is still there.

use std::collections::{BTreeSet, HashMap};

use super::named;
use crate::corpus::KindOf;
use crate::engine::Outcome;
use crate::finding::{Finding, Identity};
use crate::git::{Entry, Mode, Snapshot};
use crate::rules::Sink;
use crate::rules::gate::document_left;
use crate::text::RepoPath;

/// How much of a text must be the same, in percent of its lines.
const SIMILAR: usize = 50;

/// Reports every document of the base that is none in the head, while a path that is no document holds it.
pub(super) fn documents(
    base_tree: &Snapshot,
    base: &Outcome,
    head_tree: &Snapshot,
    head: &Outcome,
    findings: &mut Vec<Finding>,
) {
    let is_claimed = |kind: &KindOf| matches!(kind, KindOf::Known(..) | KindOf::Settings(_));
    let claimed = || head.corpus.documents().filter(|doc| is_claimed(&doc.checked().kind));
    let kept: BTreeSet<Identity> = named(&head.corpus).map(|(identity, _)| identity).collect();
    let checked: BTreeSet<&RepoPath> = claimed().map(|doc| doc.checked().source.path()).collect();
    let others: Vec<&Entry> =
        head_tree.entries().iter().filter(|entry| entry.mode == Mode::File && !checked.contains(&entry.path)).collect();
    let mut sink = Sink::new(&document_left::RULE, findings);
    for (identity, doc) in named(&base.corpus) {
        // To be superseded or retired is the honest way to go.
        if kept.contains(&identity) || doc.is_over() {
            continue;
        }
        let path = doc.checked().source.path();
        let text = doc.checked().source.text();
        let blob = base_tree.get(path).and_then(|entry| entry.blob);
        let holder = others.iter().find(|entry| {
            entry.path == *path
                || (entry.path.folder() == path.folder() && stem(&entry.path) == stem(path))
                || (blob.is_some() && entry.blob == blob)
        });
        let is_new = |entry: &&&Entry| base_tree.get(&entry.path).is_none();
        let holder = holder.or_else(|| {
            others
                .iter()
                .filter(is_new)
                .find(|entry| head_tree.read(&entry.path).is_ok_and(|bytes| similar(text, &bytes)))
        });
        if let Some(holder) = holder {
            sink.report(document_left::finding(doc, path, &holder.path));
        }
    }
}

/// The name of a file up to its first dot.
fn stem(path: &RepoPath) -> &[u8] {
    path.file_name().split(|byte| *byte == b'.').next().unwrap_or_default()
}

/// Says whether at least half of the lines of a text stand in another.
fn similar(text: &str, bytes: &[u8]) -> bool {
    let Ok(other) = std::str::from_utf8(bytes) else { return false };
    let lines = |text: &'_ str| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut left: HashMap<String, usize> = HashMap::new();
    for line in lines(other) {
        *left.entry(line).or_default() += 1;
    }
    let all = lines(text);
    let common =
        all.iter().filter(|line| left.get_mut(*line).filter(|left| **left > 0).map(|left| *left -= 1).is_some());
    let common = common.count();
    !all.is_empty() && common * 100 >= all.len() * SIMILAR
}
