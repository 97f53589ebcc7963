//! Which tree is checked: what lies on the disk, what is staged for the next commit, or what a revision holds.

use std::fs;
use std::path::{Component, Path, PathBuf};

use git2::{Oid, Repository, RepositoryState};

use super::snapshot::{Entry, Mode, Snapshot};
use super::step::{self, step};
use super::tree::Trees;
use super::{GitError, Root, SETTINGS_FILE, index, joined, name_bytes, open, walk};
use crate::text::RepoPath;

/// Which tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// What lies on the disk now.
    WorkTree,
    /// What the next commit will hold, as the index says.
    Staged(Environment),
    /// What a revision holds; with a folder of Git's own, in place of the one around the current folder.
    Revision {
        /// `HEAD`, a branch, a commit, a tree.
        revision: String,
        /// A bare repository, or the `.git` of another.
        git_dir: Option<PathBuf>,
    },
}

/// What Git tells its hooks. A commit of single paths has an index of its own.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Environment {
    /// `GIT_DIR`
    pub git_dir: Option<PathBuf>,
    /// `GIT_INDEX_FILE`
    pub index_file: Option<PathBuf>,
}

/// A tree to check, and where its root lies.
pub struct Rooted {
    /// Everything below the root.
    pub snapshot: Snapshot,
    /// The path of the root inside the repository; empty at its top, and in a plain folder.
    pub prefix: RepoPath,
    /// The path that was asked for, relative to the root; empty if it is the root.
    pub inside: RepoPath,
    /// The commit or tree that was read, by its id, where it is a revision's.
    pub revision: Option<String>,
    /// What the reader should know of the repository.
    pub notes: Vec<Note>,
}

/// Something about a repository that may surprise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// Git shows other objects in place of some; they are read as they are stored.
    ReplacementsIgnored,
    /// A merge, a rebase or the like stopped half way.
    Unfinished,
}

impl Source {
    /// Opens the tree at a path, and finds its root: the nearest folder at or above the path with `sekisho.yaml`.
    ///
    /// # Errors
    ///
    /// The path, the repository, the index or the revision does not exist or cannot be read.
    pub fn open(&self, path: Option<&Path>) -> Result<Rooted, GitError> {
        match self {
            Source::WorkTree => work_tree(Root::find(path.unwrap_or(Path::new(".")))?),
            Source::Staged(environment) => staged(path.unwrap_or(Path::new(".")), environment),
            Source::Revision { revision, git_dir } => {
                let (repository, folder, below) = held(git_dir.as_deref())?;
                // A path is one of the tree, whatever the current folder is.
                let below = path.map_or(below, |path| lexical(Vec::new(), path));
                of_revision(repository, &folder, revision, &below)
            }
        }
    }

    /// Opens the tree around a file whose text is at hand: the file need not be in it.
    ///
    /// # Errors
    ///
    /// As [`Source::open`].
    pub fn open_around(&self, path: &Path) -> Result<Rooted, GitError> {
        match self {
            Source::WorkTree => work_tree(Root::find_for(path)?),
            _ => self.open(Some(path)),
        }
    }
}

fn work_tree(root: Root) -> Result<Rooted, GitError> {
    let snapshot = root.snapshot()?;
    let notes = snapshot.with_repository(notes).unwrap_or_default();
    Ok(Rooted { snapshot, prefix: root.prefix(), inside: root.inside().clone(), revision: None, notes })
}

fn staged(path: &Path, environment: &Environment) -> Result<Rooted, GitError> {
    let (repository, folder, below) = match &environment.git_dir {
        Some(git_dir) => {
            let repository = open::at(git_dir, git_dir)?;
            let top = repository.workdir().and_then(|top| fs::canonicalize(top).ok());
            let top = top.ok_or_else(|| GitError::FilesElsewhere(git_dir.clone()))?;
            let below = place(&top, path)?;
            (repository, top, below)
        }
        None => around(path)?,
    };
    let file = environment.index_file.clone().unwrap_or_else(|| repository.path().join("index"));
    let tracked = index::tracked(&file, &folder, b"")?;
    let entries: Vec<Entry> =
        tracked.iter().filter(|tracked| !tracked.is_intended).map(|tracked| walk::entry(tracked, false)).collect();
    let whole = Snapshot::of_git(entries, false, None);
    let is_settings = |folder: &[u8]| {
        let path = RepoPath::new(joined(folder, SETTINGS_FILE.as_bytes()));
        whole.get(&path).is_some_and(|entry| entry.mode != Mode::Submodule)
    };
    let prefix = root_above(&below, is_settings).unwrap_or_else(|| {
        let is_file = whole.get(&RepoPath::new(below.as_slice())).is_some();
        if is_file { parent(&below) } else { &below }
    });
    let prefix = prefix.to_vec();
    let inside = RepoPath::new(rest(&below, &prefix));
    let entries = whole.entries().iter().filter_map(|entry| below_root(entry, &prefix)).collect();
    let notes = notes(&repository);
    let snapshot = Snapshot::of_git(entries, false, Some(repository));
    Ok(Rooted { snapshot, prefix: RepoPath::new(prefix), inside, revision: None, notes })
}

fn of_revision(repository: Repository, folder: &Path, revision: &str, below: &[u8]) -> Result<Rooted, GitError> {
    let trees = Trees::of(&repository, folder)?;
    let (named, top) = trees.of_revision(revision)?;
    // The folders from the top down to the path, each with its tree.
    let mut folders: Vec<(Vec<u8>, Oid)> = vec![(Vec::new(), top)];
    for name in below.split(|byte| *byte == b'/').filter(|name| !name.is_empty()) {
        let (path, tree) = folders.last().expect("the top is the first of them");
        match trees.child(*tree, name)? {
            Some((id, Mode::Folder)) => folders.push((joined(path, name), id)),
            Some(_) if joined(path, name) == below => break,
            _ => {
                let path = String::from_utf8_lossy(below).into_owned();
                return Err(GitError::NoSuchEntry { revision: revision.to_owned(), path });
            }
        }
    }
    let mut root = folders.last().cloned().expect("the top is the first of them");
    for (path, tree) in folders.iter().rev() {
        if trees.child(*tree, SETTINGS_FILE.as_bytes())?.is_some_and(|(_, mode)| mode != Mode::Folder) {
            root = (path.clone(), *tree);
            break;
        }
    }
    let (prefix, tree) = root;
    let (entries, is_cut_short) = trees.list(tree)?;
    drop(trees);
    let notes = notes(&repository);
    Ok(Rooted {
        snapshot: Snapshot::of_git(entries, is_cut_short, Some(repository)),
        inside: RepoPath::new(rest(below, &prefix)),
        prefix: RepoPath::new(prefix),
        revision: Some(named.to_string()),
        notes,
    })
}

/// Opens what a revision holds below a known root, and returns its id. A revision that lacks the folder has nothing there.
pub(super) fn below(revision: &str, git_dir: Option<&Path>, root: &RepoPath) -> Result<(String, Snapshot), GitError> {
    let (repository, folder, _) = held(git_dir)?;
    let trees = Trees::of(&repository, &folder)?;
    let (named, top) = trees.of_revision(revision)?;
    let mut tree = Some(top);
    for name in root.as_bytes().split(|byte| *byte == b'/').filter(|name| !name.is_empty()) {
        let Some(folder) = tree else { break };
        tree = trees.child(folder, name)?.and_then(|(id, mode)| (mode == Mode::Folder).then_some(id));
    }
    let (entries, is_cut_short) = tree.map_or(Ok((Vec::new(), false)), |tree| trees.list(tree))?;
    drop(trees);
    Ok((named.to_string(), Snapshot::of_git(entries, is_cut_short, Some(repository))))
}

/// Opens the repository that is named, or the one around the current folder, which then lies below its top.
fn held(git_dir: Option<&Path>) -> Result<(Repository, PathBuf, Vec<u8>), GitError> {
    match git_dir {
        Some(git_dir) => Ok((open::at(git_dir, git_dir)?, git_dir.to_owned(), Vec::new())),
        None => around(Path::new(".")),
    }
}

/// As [`held`], for who has nothing to do with the folder.
pub(super) fn repository(git_dir: Option<&Path>) -> Result<(Repository, PathBuf), GitError> {
    held(git_dir).map(|(repository, folder, _)| (repository, folder))
}

/// Opens the repository in whose work tree a path lies; returns its top, and the path below it.
fn around(path: &Path) -> Result<(Repository, PathBuf, Vec<u8>), GitError> {
    let here = fs::canonicalize(".").map_err(|error| GitError::Unreadable { path: ".".into(), error })?;
    // The path itself need not be on the disk any more.
    let start = if path.is_absolute() { path.to_owned() } else { here.join(path) };
    let start = start.ancestors().find_map(|folder| fs::canonicalize(folder).ok()).unwrap_or(here);
    let top = start.ancestors().find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
    let top = top.ok_or_else(|| GitError::NoRepository(path.to_owned()))?.to_owned();
    let repository = open::at(&top.join(".git"), &top)?;
    let below = place(&top, path)?;
    Ok((repository, top, below))
}

/// Returns where a path lies below the top of a work tree, from the current folder.
fn place(top: &Path, path: &Path) -> Result<Vec<u8>, GitError> {
    let here = fs::canonicalize(".").map_err(|error| GitError::Unreadable { path: ".".into(), error })?;
    if let Ok(path) = path.strip_prefix(top) {
        return Ok(lexical(Vec::new(), path));
    }
    if path.is_absolute() {
        let path = fs::canonicalize(path).map_err(|_| GitError::NoSuchPath(path.to_owned()))?;
        return path
            .strip_prefix(top)
            .map(|path| lexical(Vec::new(), path))
            .map_err(|_| GitError::NoSuchPath(path.clone()));
    }
    // A hook is called at the top, and other callers stand anywhere in the tree.
    let from = here.strip_prefix(top).map(|below| lexical(Vec::new(), below)).unwrap_or_default();
    Ok(lexical(from, path))
}

/// Follows a path by its names alone.
fn lexical(from: Vec<u8>, path: &Path) -> Vec<u8> {
    path.components().fold(from, |path, component| match component {
        Component::Normal(name) => joined(&path, name_bytes(name)),
        Component::ParentDir => parent(&path).to_vec(),
        Component::CurDir | Component::RootDir | Component::Prefix(_) => path,
    })
}

fn parent(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').map_or(&[], |at| &path[..at])
}

/// Returns the nearest folder at or above a path that is a root.
fn root_above(below: &[u8], is_root: impl Fn(&[u8]) -> bool) -> Option<&[u8]> {
    let mut folder = below;
    while !is_root(folder) {
        if folder.is_empty() {
            return None;
        }
        folder = parent(folder);
    }
    Some(folder)
}

/// Returns a path relative to a root that lies at or above it.
fn rest<'p>(path: &'p [u8], root: &[u8]) -> &'p [u8] {
    let rest = path.strip_prefix(root).unwrap_or(path);
    rest.strip_prefix(b"/").unwrap_or(rest)
}

fn below_root(entry: &Entry, root: &[u8]) -> Option<Entry> {
    let path = match root {
        [] => entry.path.clone(),
        root => RepoPath::new(entry.path.as_bytes().strip_prefix(root)?.strip_prefix(b"/")?),
    };
    Some(Entry { path, ..entry.clone() })
}

fn notes(repository: &Repository) -> Vec<Note> {
    let has_replacements = step(step::SHORT, "refs/replace", || {
        repository.references_glob("refs/replace/*").is_ok_and(|mut found| found.next().is_some())
    });
    let has_grafts = fs::symlink_metadata(repository.commondir().join("info/grafts")).is_ok();
    let is_unfinished = repository.state() != RepositoryState::Clean;
    let replaced = (has_replacements || has_grafts).then_some(Note::ReplacementsIgnored);
    replaced.into_iter().chain(is_unfinished.then_some(Note::Unfinished)).collect()
}
