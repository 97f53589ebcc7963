//! The files that documents refer to, and where their paths lead.

use crate::corpus::{Corpus, View};
use crate::git::{Mode, Snapshot};
use crate::text::RepoPath;

/// Where the path of a file leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To a file of the tree.
    There,
    /// To nothing.
    Nowhere,
    /// Out of the tree, or through a link.
    Out,
}

/// Returns the values that are paths of files: of fields for files, and places that begin like a path.
pub(super) fn named(corpus: &Corpus) -> impl Iterator<Item = View<'_>> {
    corpus.documents().flat_map(|doc| {
        let files = doc.checked().of_form("file").filter(|node| node.as_text().is_some());
        let begins_like_a_path = |text: &str| text.starts_with("./") || text.starts_with("../");
        let places = doc.checked().of_form("location");
        let places = places.filter(move |node| node.as_text().is_some_and(begins_like_a_path));
        files.chain(places).map(move |node| doc.view(node)).filter(|view| !view.is_faulty())
    })
}

/// Follows a path from the folder of its document.
pub(super) fn follow(path: View<'_>, snapshot: &Snapshot) -> Leads {
    let folder = path.doc().checked().source.path().folder().to_owned();
    let mut parts: Vec<Vec<u8>> =
        folder.split(|byte| *byte == b'/').filter(|part| !part.is_empty()).map(<[u8]>::to_vec).collect();
    for part in path.text().unwrap_or_default().split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return Leads::Out,
            ".." => {}
            name => parts.push(name.as_bytes().to_vec()),
        }
    }
    // A link on the way may lead anywhere.
    for length in 1..=parts.len() {
        let way = RepoPath::new(parts[..length].join(&b'/'));
        match snapshot.get(&way).map(|entry| entry.mode) {
            Some(Mode::Link) => return Leads::Out,
            Some(_) if length == parts.len() => return Leads::There,
            _ => {}
        }
    }
    // A folder has no entry of its own.
    let below = [parts.join(&b'/'), b"/".to_vec()].concat();
    let entries = snapshot.entries();
    let at = entries.partition_point(|entry| entry.path.as_bytes() < below.as_slice());
    match entries.get(at).is_some_and(|entry| entry.path.as_bytes().starts_with(&below)) {
        true => Leads::There,
        false => Leads::Nowhere,
    }
}
