//! What can go wrong between the disk and a snapshot, by what the reader would do about it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::text::Foreign;

/// Why a tree cannot be listed. Every variant has a remedy of its own; `folder` is the top of the work tree.
#[derive(Debug, Error)]
pub enum GitError {
    /// The path that was asked for does not exist.
    #[error("{} does not exist", shown(.0))]
    NoSuchPath(PathBuf),
    /// The path that was asked for lies inside Git's own folder.
    #[error("{} belongs to Git itself", shown(.0))]
    InsideGitFolder(PathBuf),
    /// A folder cannot be opened, or what lies in it cannot be seen.
    #[error("{} cannot be read: {error}", shown(path))]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// `.git` is there and is no repository. It is never taken for a plain folder.
    #[error("{} is broken: {}", shown(path), Foreign::whole(detail))]
    Broken {
        /// The `.git`, or the file inside it.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// The repository names its objects by SHA-256, which libgit2 cannot open.
    #[error("{} is a SHA-256 repository", shown(.0))]
    Sha256(PathBuf),
    /// The repository keeps its references in a reftable, which libgit2 cannot open.
    #[error("{} keeps its references in a reftable", shown(.0))]
    Reftable(PathBuf),
    /// The repository has a version or an extension that libgit2 does not know.
    #[error("{} has a format that is not known: {}", shown(folder), Foreign::whole(detail))]
    UnknownFormat {
        /// The work tree.
        folder: PathBuf,
        /// What libgit2 said.
        detail: String,
    },
    /// The index is split in two files: `git update-index --no-split-index` joins them.
    #[error("{} has a split index", shown(.0))]
    SplitIndex(PathBuf),
    /// The index is sparse: `git sparse-checkout reapply --no-sparse-index` makes it whole.
    #[error("{} has a sparse index", shown(.0))]
    SparseIndex(PathBuf),
    /// The index is damaged.
    #[error("the index of {} is damaged: {}", shown(folder), Foreign::whole(detail))]
    CorruptIndex {
        /// The work tree.
        folder: PathBuf,
        /// What libgit2 said.
        detail: String,
    },
    /// The repository belongs to another user: `git config --global --add safe.directory …` trusts it.
    #[error("{} belongs to another user", shown(.0))]
    ForeignOwner(PathBuf),
    /// A configuration file of Git cannot be parsed.
    #[error("the configuration of {} cannot be parsed: {}", shown(folder), Foreign::whole(detail))]
    Config {
        /// The work tree.
        folder: PathBuf,
        /// What libgit2 said.
        detail: String,
    },
    /// The configuration says that the files lie elsewhere (`core.worktree`), or that there are none (`core.bare`).
    #[error("the configuration of {} says that its files lie elsewhere", shown(.0))]
    FilesElsewhere(PathBuf),
    /// No repository stands at or above the path.
    #[error("{} lies in no repository of Git", shown(.0))]
    NoRepository(PathBuf),
    /// The repository has no commit yet.
    #[error("{} has no commit yet", shown(.0))]
    NoCommit(PathBuf),
    /// The revision names no commit and no tree.
    #[error("there is no revision {} in {}", Foreign::whole(revision), shown(folder))]
    NoRevision {
        /// The repository.
        folder: PathBuf,
        /// The revision, as written.
        revision: String,
        /// Whether the clone is shallow, so that it may exist elsewhere.
        is_shallow: bool,
    },
    /// Two revisions have no commit in common, as far as the clone goes.
    #[error("nothing is found in {} that both revisions have in common", shown(folder))]
    NoBase {
        /// The repository.
        folder: PathBuf,
        /// Whether the clone is shallow, so that it may exist elsewhere.
        is_shallow: bool,
        /// The base; nothing where none was named and none of the usual ones exists.
        base: Option<String>,
    },
    /// A path is not in the tree of a revision.
    #[error("{} holds no {}", Foreign::whole(revision), Foreign::whole(path))]
    NoSuchEntry {
        /// The revision, as written.
        revision: String,
        /// The path.
        path: String,
    },
    /// An object is not there: it was never fetched, or is lost.
    #[error("{} lacks an object: {}", shown(folder), Foreign::whole(detail))]
    Absent {
        /// The repository.
        folder: PathBuf,
        /// What libgit2 said.
        detail: String,
    },
    /// An object is damaged.
    #[error("an object of {} is damaged: {}", shown(folder), Foreign::whole(detail))]
    Object {
        /// The repository.
        folder: PathBuf,
        /// What libgit2 said.
        detail: String,
    },
    /// A `.gitignore` is a link or a FIFO. Git would not read it, and libgit2 would wait for it.
    #[error("{} is not a regular file", shown(.0))]
    IgnoreFile(PathBuf),
}

/// Why the content of one path cannot be had.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The snapshot does not list the path, or it has vanished since.
    #[error("there is no such file")]
    NotFound,
    /// The path is a link, a folder, a device or a repository, which are never opened.
    #[error("this is not a regular file")]
    NotRegular,
    /// The file is larger than what was asked for. Nothing of it was read.
    #[error("the file has {size} bytes")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// The file was written to while it was being read: try again.
    #[error("the file changed while it was being read")]
    Changed,
    /// We lack the permission.
    #[error("permission denied")]
    Denied,
    /// Git does not have the content. In a partial clone it was never fetched.
    #[error("Git does not have the content")]
    Absent,
    /// What Git has of the content is damaged.
    #[error("Git cannot give the content: {}", Foreign::whole(.0))]
    Blob(String),
    /// Anything else that the system says.
    #[error(transparent)]
    Io(io::Error),
}

/// Names of folders come from the repository too: what could act on a terminal is escaped.
fn shown(path: &Path) -> String {
    Foreign::whole(&path.to_string_lossy()).to_string()
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> ReadError {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::NotFound,
            io::ErrorKind::PermissionDenied => ReadError::Denied,
            io::ErrorKind::Unsupported => ReadError::NotRegular,
            _ if is_link(&error) => ReadError::NotRegular,
            _ => ReadError::Io(error),
        }
    }
}

/// Says whether the system refused to open a link.
#[cfg(unix)]
fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ELOOP)
}

#[cfg(not(unix))]
fn is_link(_: &io::Error) -> bool {
    false
}
