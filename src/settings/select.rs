//! Which paths of a tree are documents.

use crate::git::{Mode, Snapshot};
use crate::text::RepoPath;

use super::{FILE_NAME, Settings};

/// How many documents a root may have.
pub const MAX_DOCUMENTS: usize = 50_000;

/// The paths of a tree, sorted into what they are for the check.
#[derive(Debug, Default)]
pub struct Selection {
    /// Regular files that are documents, in order.
    pub documents: Vec<RepoPath>,
    /// Whether there are more than [`MAX_DOCUMENTS`]; then none of them is listed.
    pub too_many: bool,
    /// Documents that are too large to be read.
    pub too_large: Vec<RepoPath>,
    /// Folders that may hold documents and cannot be opened.
    pub unreadable: Vec<RepoPath>,
    /// Paths with a document's name that are no regular files.
    pub not_regular: Vec<RepoPath>,
    /// Settings of nested roots, listed or not.
    pub nested: Vec<RepoPath>,
    /// How many YAML files are left out because `ignore` names them, or a name begins with a dot.
    pub left_out: usize,
    /// How many links, submodules and devices under the documents' folders are not looked at.
    pub not_looked_at: usize,
}

impl Selection {
    /// Sorts the paths of `snapshot`.
    pub fn of(snapshot: &Snapshot, settings: &Settings) -> Selection {
        let mut selection = Selection::default();
        let is_settings = |path: &RepoPath| path.file_name() == FILE_NAME.as_bytes();
        for entry in snapshot.entries() {
            let below = !entry.path.folder().is_empty() && settings.folder_of(&entry.path).is_some();
            if is_settings(&entry.path) && below && entry.mode == Mode::File {
                selection.nested.push(entry.path.clone());
            }
        }
        for entry in snapshot.entries() {
            let path = &entry.path;
            let nested = selection.nested.iter().any(|root| path.is_at_or_below(root.folder()));
            let is_own_settings = is_settings(path) && path.folder().is_empty();
            if nested || is_own_settings {
                continue;
            }
            if entry.mode == Mode::UnreadableFolder && settings.may_hold_documents(path) {
                selection.unreadable.push(path.clone());
            }
            let Some(folder) = settings.folder_of(path) else { continue };
            let regular = entry.mode == Mode::File;
            if !is_yaml(path) {
                selection.not_looked_at += usize::from(!regular);
            } else if settings.ignores(path) || has_hidden_segment(path, folder) {
                selection.left_out += 1;
            } else if regular {
                selection.documents.push(path.clone());
            } else {
                selection.not_regular.push(path.clone());
            }
            if selection.documents.len() > MAX_DOCUMENTS {
                return Selection { too_many: true, documents: Vec::new(), ..selection };
            }
        }
        selection
    }
}

impl Settings {
    /// Returns the folder of the settings under which a path lies.
    fn folder_of(&self, path: &RepoPath) -> Option<&str> {
        if self.documents.is_empty() {
            return Some("");
        }
        self.documents.iter().map(String::as_str).find(|folder| path.is_at_or_below(folder.as_bytes()))
    }

    /// Says whether documents may lie in a folder: it is in one of theirs, or one of theirs is in it.
    fn may_hold_documents(&self, folder: &RepoPath) -> bool {
        let holds = |documents: &String| RepoPath::new(documents).is_at_or_below(folder.as_bytes());
        self.folder_of(folder).is_some() || self.documents.iter().any(holds)
    }

    fn ignores(&self, path: &RepoPath) -> bool {
        match path.as_str() {
            Some(path) => self.ignore.is_match(path),
            // A glob is text; a path that is none is never hidden by one.
            None => false,
        }
    }
}

/// Says whether a path ends in `.yaml` or `.yml`, in any letter case.
fn is_yaml(path: &RepoPath) -> bool {
    let name = path.file_name();
    let ends =
        |ending: &[u8]| name.len() > ending.len() && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending);
    ends(b".yaml") || ends(b".yml")
}

/// Says whether a segment below `folder` begins with a dot.
fn has_hidden_segment(path: &RepoPath, folder: &str) -> bool {
    let below = &path.as_bytes()[folder.len()..];
    below.split(|byte| *byte == b'/').any(|segment| segment.starts_with(b"."))
}
