//! The walk over what lies on the disk, the same for a work tree and a plain folder.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::snapshot::{Content, Entry, Mode};
use super::{GitError, MAX_ENTRIES, MAX_PATH_BYTES, SETTINGS_FILE, joined, name_bytes, on_disk};
use crate::text::{BlobId, RepoPath};

/// What Git knows of one path.
pub(super) struct Tracked {
    /// The path, relative to the root.
    pub(super) path: Vec<u8>,
    /// Regular file, link or submodule.
    pub(super) mode: Mode,
    /// What Git holds there.
    pub(super) blob: BlobId,
    /// 0, or of several versions that a merge left which one: 1 the common one, 2 ours, 3 theirs.
    pub(super) stage: u16,
    /// Listed also where it is not on the disk.
    pub(super) may_be_absent: bool,
    /// Only meant to be added (`git add -N`): no commit will hold it.
    pub(super) is_intended: bool,
}

/// What Git says of the paths that it does not track.
pub(super) trait Ignore {
    /// Whether `.gitignore` files are opened to answer.
    const READS_FILES: bool;

    /// Says whether an untracked path is hidden.
    fn is_ignored(&self, path: &[u8], is_folder: bool) -> Result<bool, GitError>;
}

/// In a plain folder nothing is hidden.
pub(super) struct NothingIgnored;

impl Ignore for NothingIgnored {
    const READS_FILES: bool = false;

    fn is_ignored(&self, _: &[u8], _: bool) -> Result<bool, GitError> {
        Ok(false)
    }
}

/// One folder that is still to be read.
struct Pending {
    path: Vec<u8>,
    /// Only what is tracked counts here: the folder is ignored, or a repository of its own.
    only_tracked: bool,
}

/// Lists what lies below `root`. The entries come in no order; the flag says that the limit was reached.
///
/// `tracked` is sorted by path, one of each.
pub(super) fn walk(root: &Path, tracked: &[Tracked], ignore: &impl Ignore) -> Result<(Vec<Entry>, bool), GitError> {
    let mut walk =
        Walk { root, tracked, ignore, met: vec![false; tracked.len()], entries: Vec::new(), pending: vec![] };
    walk.pending.push(Pending { path: Vec::new(), only_tracked: false });
    // A list instead of recursion: a tree of any depth takes no stack, and no folder stays open.
    while let Some(folder) = walk.pending.pop() {
        walk.folder(&folder)?;
        if walk.entries.len() > MAX_ENTRIES {
            break;
        }
    }
    walk.absent();
    let is_cut_short = walk.entries.len() > MAX_ENTRIES;
    walk.entries.truncate(MAX_ENTRIES);
    Ok((walk.entries, is_cut_short))
}

struct Walk<'a, I> {
    root: &'a Path,
    tracked: &'a [Tracked],
    ignore: &'a I,
    met: Vec<bool>,
    entries: Vec<Entry>,
    pending: Vec<Pending>,
}

impl<I: Ignore> Walk<'_, I> {
    fn folder(&mut self, folder: &Pending) -> Result<(), GitError> {
        let children = match on_disk(self.root, &folder.path).and_then(children) {
            Ok(children) => children,
            Err(error) if folder.path.is_empty() => {
                return Err(GitError::Unreadable { path: self.root.to_owned(), error });
            }
            // It vanished since its parent was read. What is tracked in it counts as deleted.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => {
                self.note(&folder.path, Mode::UnreadableFolder);
                return Ok(());
            }
        };
        let is_nested = !folder.path.is_empty() && children.iter().any(|(name, _)| name == b".git");
        if is_nested {
            self.note(&folder.path, Mode::NestedRepository);
        }
        let only_tracked = folder.only_tracked || is_nested;
        if I::READS_FILES && !only_tracked && children.iter().any(is_ignore_trap) {
            let path = on_disk(self.root, &joined(&folder.path, b".gitignore"));
            return Err(GitError::IgnoreFile(path.unwrap_or_else(|_| self.root.to_owned())));
        }
        for (name, kind) in children {
            if name != b".git" {
                self.child(joined(&folder.path, &name), kind, only_tracked)?;
            }
        }
        Ok(())
    }

    fn child(&mut self, path: Vec<u8>, kind: FileType, only_tracked: bool) -> Result<(), GitError> {
        let known = self.tracked.binary_search_by(|tracked| tracked.path.as_slice().cmp(&path)).ok();
        if let Some(at) = known {
            self.met[at] = true;
        }
        if kind.is_dir() {
            return self.child_folder(path, known, only_tracked);
        }
        let mode = if kind.is_file() {
            Mode::File
        } else if kind.is_symlink() {
            Mode::Link
        } else {
            Mode::Other
        };
        match known {
            Some(at) => {
                let tracked = &self.tracked[at];
                self.entries.push(Entry { mode, ..entry(tracked, true) });
            }
            None if only_tracked => {}
            // The root was chosen for its settings, so they are read whatever .gitignore says.
            None if path != SETTINGS_FILE.as_bytes() && self.ignore.is_ignored(&path, false)? => {}
            None => self.note(&path, mode),
        }
        Ok(())
    }

    fn child_folder(&mut self, path: Vec<u8>, known: Option<usize>, only_tracked: bool) -> Result<(), GitError> {
        let mut only_tracked = only_tracked;
        if let Some(at) = known {
            let tracked = &self.tracked[at];
            let mode = if tracked.mode == Mode::Submodule { Mode::Submodule } else { Mode::Folder };
            self.entries.push(Entry { mode, ..entry(tracked, true) });
            // An index that was made by hand may hold a submodule and a file in it: tracked means checked.
            only_tracked |= mode == Mode::Submodule;
        }
        let has_tracked = self.has_tracked_below(&path);
        let only_tracked = only_tracked || self.ignore.is_ignored(&path, true)?;
        if only_tracked && !has_tracked {
            return Ok(());
        }
        if path.len() > MAX_PATH_BYTES {
            self.note(&path, Mode::Folder);
            return Ok(());
        }
        self.pending.push(Pending { path, only_tracked });
        Ok(())
    }

    fn has_tracked_below(&self, folder: &[u8]) -> bool {
        let prefix = [folder, b"/"].concat();
        let at = self.tracked.partition_point(|tracked| tracked.path < prefix);
        self.tracked.get(at).is_some_and(|tracked| tracked.path.starts_with(&prefix))
    }

    /// Adds what Git says is there although the disk does not have it.
    fn absent(&mut self) {
        for (tracked, met) in self.tracked.iter().zip(&self.met) {
            if !met && tracked.may_be_absent {
                self.entries.push(entry(tracked, false));
            }
        }
    }

    /// Adds a path that Git does not track.
    fn note(&mut self, path: &[u8], mode: Mode) {
        let path = RepoPath::new(path);
        self.entries.push(Entry { path, mode, tracked: false, unmerged: false, blob: None, content: Content::Disk });
    }
}

pub(super) fn entry(tracked: &Tracked, from_disk: bool) -> Entry {
    Entry {
        path: RepoPath::new(&tracked.path),
        mode: tracked.mode,
        tracked: true,
        unmerged: tracked.stage != 0,
        blob: (tracked.mode != Mode::Submodule).then_some(tracked.blob),
        content: if from_disk { Content::Disk } else { Content::Git },
    }
}

/// Says whether libgit2 would open a link or a FIFO when it is asked about a path in the folder.
fn is_ignore_trap((name, kind): &(Vec<u8>, FileType)) -> bool {
    name == b".gitignore" && !kind.is_file() && !kind.is_dir()
}

fn children(folder: PathBuf) -> io::Result<Vec<(Vec<u8>, FileType)>> {
    let mut children = Vec::new();
    for child in fs::read_dir(folder)? {
        let child = child?;
        match child.file_type() {
            Ok(kind) => children.push((name_bytes(&child.file_name()).to_owned(), kind)),
            // It vanished between two system calls.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(children)
}
