//! Which folder is checked, and whether Git knows it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::snapshot::Snapshot;
use super::walk::{NothingIgnored, walk};
use super::worktree::WorkTree;
use super::{GitError, below, name_bytes};
use crate::text::RepoPath;

/// The file that makes a folder a root.
pub const SETTINGS_FILE: &str = "sekisho.yaml";

/// The folder whose documents are checked together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Root {
    folder: PathBuf,
    has_settings: bool,
    inside: RepoPath,
    work_tree: Option<PathBuf>,
}

impl Root {
    /// Finds the root for a path: the nearest folder at or above it that holds `sekisho.yaml`, never above the Git
    /// work tree. Without one, the path itself is the root, or the folder of a path that is no folder.
    ///
    /// # Errors
    ///
    /// The path does not exist, lies in a `.git`, or a folder above it cannot be looked into.
    pub fn find(path: &Path) -> Result<Root, GitError> {
        Root::around(path, start(path)?)
    }

    /// Finds the root of a file that need not exist yet, in a folder that does.
    ///
    /// # Errors
    ///
    /// As [`Root::find`].
    pub fn find_for(path: &Path) -> Result<Root, GitError> {
        Root::around(path, start(path).or_else(|_| named(path))?)
    }

    fn around(path: &Path, (start, name): (PathBuf, Option<Vec<u8>>)) -> Result<Root, GitError> {
        let mut settings = None;
        let mut work_tree = None;
        for folder in start.ancestors() {
            if settings.is_none() && kind(&folder.join(SETTINGS_FILE))?.is_some_and(|kind| !kind.is_dir()) {
                settings = Some(folder);
            }
            // Only the name counts: whatever it is, it is no plain folder any more.
            if kind(&folder.join(".git"))?.is_some() {
                work_tree = Some(folder);
                break;
            }
        }
        let inside_git = |top: &&Path| start.strip_prefix(top).is_ok_and(|below| below.starts_with(".git"));
        if work_tree.as_ref().is_some_and(inside_git) {
            return Err(GitError::InsideGitFolder(path.to_owned()));
        }
        let folder = settings.unwrap_or(&start);
        let mut inside = below(folder, &start);
        if let Some(name) = name {
            inside = super::joined(&inside, &name);
        }
        Ok(Root {
            folder: folder.to_owned(),
            has_settings: settings.is_some(),
            inside: RepoPath::new(inside),
            work_tree: work_tree.map(Path::to_owned),
        })
    }

    /// Returns the folder on disk, absolute and without links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says whether `sekisho.yaml` was found; else the settings are the defaults.
    pub fn has_settings(&self) -> bool {
        self.has_settings
    }

    /// Returns the path that was asked for, relative to the root; empty if it is the root.
    pub fn inside(&self) -> &RepoPath {
        &self.inside
    }

    /// Returns the path of the root inside the work tree; empty at its top, and in a plain folder.
    pub fn prefix(&self) -> RepoPath {
        RepoPath::new(self.work_tree.as_ref().map(|top| below(top, &self.folder)).unwrap_or_default())
    }

    /// Returns the top of the Git work tree, if the root lies in one.
    pub fn work_tree(&self) -> Option<&Path> {
        self.work_tree.as_deref()
    }

    /// Lists what is on the disk now: what Git tracks and what it does not ignore, or all files of a plain folder.
    ///
    /// # Errors
    ///
    /// The repository or its index cannot be read, or the root itself. A folder below that cannot be read is an entry.
    pub fn snapshot(&self) -> Result<Snapshot, GitError> {
        let Some(top) = &self.work_tree else {
            let (entries, is_cut_short) = walk(&self.folder, &[], &NothingIgnored)?;
            return Ok(Snapshot::new(self.folder.clone(), entries, is_cut_short, None));
        };
        let work_tree = WorkTree::open(top, &below(top, &self.folder))?;
        let tracked = work_tree.tracked()?;
        let (entries, is_cut_short) = walk(&self.folder, &tracked, &work_tree)?;
        Ok(Snapshot::new(self.folder.clone(), entries, is_cut_short, Some(work_tree.into_repository())))
    }
}

/// Returns the folder in which to begin, and the name in it if the path is no folder.
///
/// A link to a folder is the wish of whoever typed it; a link to anything else is judged as the link that it is.
fn start(path: &Path) -> Result<(PathBuf, Option<Vec<u8>>), GitError> {
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return Ok((fs::canonicalize(path).map_err(|error| failed(path, error))?, None));
    }
    fs::symlink_metadata(path).map_err(|error| failed(path, error))?;
    named(path)
}

/// Returns the folder of a file on disk, and the file's name.
fn named(path: &Path) -> Result<(PathBuf, Option<Vec<u8>>), GitError> {
    let name = path.file_name().ok_or_else(|| GitError::NoSuchPath(path.to_owned()))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Ok((fs::canonicalize(folder).map_err(|error| failed(path, error))?, Some(name_bytes(name).to_owned())))
}

fn failed(path: &Path, error: io::Error) -> GitError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => GitError::NoSuchPath(path.to_owned()),
        _ => GitError::Unreadable { path: path.to_owned(), error },
    }
}

/// Returns what stands under a path, links not followed; nothing if there is nothing.
fn kind(path: &Path) -> Result<Option<fs::FileType>, GitError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata.file_type())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // Not to see a `.git` would be to take a repository for a plain folder.
        Err(error) => Err(GitError::Unreadable { path: path.to_owned(), error }),
    }
}
