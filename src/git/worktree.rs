//! A repository as its work tree needs it: what is tracked, and what is ignored.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use git2::{Config, ErrorClass, ErrorCode, IndexEntry, IndexEntryExtendedFlag, Repository};

use super::snapshot::{Mode, open};
use super::walk::{Ignore, Tracked};
use super::{GitError, joined, on_disk};
use crate::text::BlobId;

/// Longest `.git` file: one path.
const MAX_GITFILE_BYTES: u64 = 8_192;

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
        let dot_git = top.join(".git");
        let git_folder = git_folder(&dot_git)?;
        let common_folder = common_folder(&git_folder)?;
        // libgit2 opens these without a look, and waits for ever if one is a FIFO.
        refuse_traps(&git_folder, &["HEAD", "index", "config.worktree", "info/exclude"])?;
        refuse_traps(&common_folder, &["config", "packed-refs", "info/exclude"])?;
        let repository = Repository::open(&dot_git).map_err(|error| explain(error, top, &common_folder))?;
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
        // libgit2 takes an empty file for an empty index; Git never writes one.
        let index = self.repository.path().join("index");
        if fs::symlink_metadata(&index).is_ok_and(|metadata| metadata.len() == 0) {
            return Err(GitError::CorruptIndex { folder: self.top.clone(), detail: "the file is empty".to_owned() });
        }
        let index = self.repository.index().map_err(|error| self.explain_index(&error))?;
        let mut tracked: Vec<_> = index.iter().filter_map(|entry| self.tracked_entry(entry)).collect();
        tracked.sort_by(|one, other| one.path.cmp(&other.path));
        // An unmerged path has up to three versions; one stands for all.
        tracked.dedup_by(|later, kept| later.path == kept.path);
        Ok(tracked)
    }

    fn tracked_entry(&self, entry: IndexEntry) -> Option<Tracked> {
        let path = match self.prefix.as_slice() {
            [] => entry.path,
            prefix => entry.path.strip_prefix(prefix)?.strip_prefix(b"/")?.to_owned(),
        };
        let mode = match entry.mode & 0o170_000 {
            0o120_000 => Mode::Link,
            0o160_000 => Mode::Submodule,
            // Whatever odd mode it has, it is checked as a file.
            _ => Mode::File,
        };
        let stage = (entry.flags >> 12) & 3;
        let skip_worktree = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended)
            .contains(IndexEntryExtendedFlag::SKIP_WORKTREE);
        let blob = BlobId(entry.id.as_bytes().try_into().expect("a SHA-1 repository has ids of 20 bytes"));
        let unmerged = stage != 0;
        let may_be_absent = unmerged || skip_worktree || mode == Mode::Submodule;
        Some(Tracked { path, mode, blob, unmerged, may_be_absent })
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

    fn explain_index(&self, error: &git2::Error) -> GitError {
        let folder = self.top.clone();
        let detail = error.message().to_owned();
        // The four letters of the extension are all that libgit2 hands out.
        if detail.contains("'link'") {
            GitError::SplitIndex(folder)
        } else if detail.contains("'sdir'") {
            GitError::SparseIndex(folder)
        } else {
            GitError::CorruptIndex { folder, detail }
        }
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
        self.repository
            .is_path_ignored(path)
            .map_err(|error| GitError::Broken { path: self.top.join(".gitignore"), detail: error.message().to_owned() })
    }
}

/// Returns where `.git` leads: itself, or the folder that a `.git` file names.
fn git_folder(dot_git: &Path) -> Result<PathBuf, GitError> {
    let broken = |detail: String| GitError::Broken { path: dot_git.to_owned(), detail };
    // Followed, as Git does: some tools make `.git` a link.
    let metadata = fs::metadata(dot_git).map_err(|error| broken(error.to_string()))?;
    if metadata.is_dir() {
        return Ok(dot_git.to_owned());
    }
    if !metadata.is_file() || metadata.len() > MAX_GITFILE_BYTES {
        return Err(broken("neither a folder nor a file that names one".to_owned()));
    }
    let text = small_file(dot_git).map_err(|error| broken(error.to_string()))?;
    let named = text.strip_prefix(b"gitdir:").ok_or_else(|| broken("it does not begin with `gitdir:`".to_owned()))?;
    let folder = dot_git.parent().expect("`.git` has a parent");
    let folder = on_disk(folder, named.trim_ascii()).map_err(|error| broken(error.to_string()))?;
    if !folder.is_dir() {
        return Err(broken(format!("it names {}, which is no folder", folder.display())));
    }
    Ok(folder)
}

/// Returns the folder that linked work trees share.
fn common_folder(git_folder: &Path) -> Result<PathBuf, GitError> {
    let path = git_folder.join("commondir");
    let broken = |error: std::io::Error| GitError::Broken { path: path.clone(), detail: error.to_string() };
    match small_file(&path) {
        Ok(text) => on_disk(git_folder, text.trim_ascii()).map_err(broken),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(git_folder.to_owned()),
        Err(error) => Err(broken(error)),
    }
}

fn small_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    // A FIFO opened this way is empty.
    open(path)?.take(MAX_GITFILE_BYTES).read_to_end(&mut text)?;
    Ok(text)
}

/// Refuses what is there and is no regular file, links to regular files included.
fn refuse_traps(folder: &Path, names: &[&str]) -> Result<(), GitError> {
    for name in names {
        let path = folder.join(name);
        if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(GitError::Broken { path, detail: "this is not a regular file".to_owned() });
        }
    }
    Ok(())
}

/// Puts a refusal of libgit2 to open a repository into what the reader can do about it.
fn explain(error: git2::Error, top: &Path, common_folder: &Path) -> GitError {
    let folder = top.to_owned();
    let detail = error.message().to_owned();
    if error.code() == ErrorCode::Owner {
        return GitError::ForeignOwner(folder);
    }
    if error.class() == ErrorClass::Config {
        return GitError::Config { folder, detail };
    }
    if let Ok(config) = Config::open(&common_folder.join("config")) {
        let says = |key, value: &str| config.get_string(key).is_ok_and(|found| found.eq_ignore_ascii_case(value));
        if says("extensions.objectformat", "sha256") {
            return GitError::Sha256(folder);
        }
        if says("extensions.refstorage", "reftable") {
            return GitError::Reftable(folder);
        }
    }
    if detail.starts_with("unsupported") || detail.starts_with("unknown") {
        return GitError::UnknownFormat { folder, detail };
    }
    GitError::Broken { path: folder.join(".git"), detail }
}
