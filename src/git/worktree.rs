//! A repository as its work tree needs it: what is tracked, and what is ignored.

use std::fs;
use std::path::{Path, PathBuf};

use git2::Repository;

use super::step::{self, step};
use super::walk::{Ignore, Tracked};
use super::{GitError, index, joined, on_disk, open};

/// A repository whose work tree is read, seen from a root inside it.
pub(super) struct WorkTree {
    repository: Repository,
    top: PathBuf,
    /// The root, relative to the top.
    prefix: Vec<u8>,
}

impl WorkTree {
    /// Opens the repository that stands at the top of a work tree, and no other.
    pub(super) fn open(top: &Path, prefix: &[u8]) -> Result<WorkTree, GitError> {
        let repository = open::at(&top.join(".git"), top)?;
        let workdir = repository.workdir().and_then(|folder| fs::canonicalize(folder).ok());
        if workdir.as_deref() != Some(top) {
            return Err(GitError::FilesElsewhere(top.to_owned()));
        }
        let work_tree = WorkTree { repository, top: top.to_owned(), prefix: prefix.to_owned() };
        work_tree.refuse_ignore_files_above()?;
        Ok(work_tree)
    }

    pub(super) fn into_repository(self) -> Repository {
        self.repository
    }

    /// Returns what the index holds at or below the root, sorted, one of each path.
    pub(super) fn tracked(&self) -> Result<Vec<Tracked>, GitError> {
        index::tracked(&self.repository.path().join("index"), &self.top, &self.prefix)
    }

    /// The walk looks at each `.gitignore` from the root down; these are the ones above.
    fn refuse_ignore_files_above(&self) -> Result<(), GitError> {
        let ends = (0..self.prefix.len()).filter(|at| *at == 0 || self.prefix[*at] == b'/');
        for folder in ends.map(|end| &self.prefix[..end]) {
            let Ok(path) = on_disk(&self.top, &joined(folder, b".gitignore")) else { continue };
            if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
                return Err(GitError::IgnoreFile(path));
            }
        }
        Ok(())
    }
}

impl Ignore for WorkTree {
    const READS_FILES: bool = true;

    fn is_ignored(&self, path: &[u8], is_folder: bool) -> Result<bool, GitError> {
        let mut path = joined(&self.prefix, path);
        if is_folder {
            path.push(b'/');
        }
        // A name that the system's own paths cannot hold can be named by no pattern either.
        let Ok(path) = on_disk(Path::new(""), &path) else { return Ok(false) };
        let what = || format!(".gitignore ({})", self.top.display());
        step(step::WALK, what(), || self.repository.is_path_ignored(path))
            .map_err(|error| GitError::Broken { path: self.top.join(".gitignore"), detail: error.message().to_owned() })
    }
}
