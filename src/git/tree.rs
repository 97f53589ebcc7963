//! What a commit holds: its tree, listed without a checkout, object by object and without recursion.

use std::collections::HashSet;
use std::path::Path;

use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid, Repository, Tree};

use super::snapshot::{Content, Entry, Mode};
use super::step::{self, step};
use super::{GitError, MAX_ENTRIES, MAX_OBJECT_BYTES, MAX_PATH_BYTES, joined};
use crate::text::{BlobId, RepoPath};

/// How many tags may name tags.
const MAX_TAGS: usize = 16;

/// The trees of one repository.
pub(super) struct Trees<'r> {
    repository: &'r Repository,
    odb: Odb<'r>,
    folder: &'r Path,
}

impl<'r> Trees<'r> {
    /// `folder` is the name by which the reader knows the repository.
    pub(super) fn of(repository: &'r Repository, folder: &'r Path) -> Result<Trees<'r>, GitError> {
        let odb = step(step::SHORT, format!("{}", folder.display()), || repository.odb());
        let odb =
            odb.map_err(|error| GitError::Object { folder: folder.to_owned(), detail: error.message().into() })?;
        Ok(Trees { repository, odb, folder })
    }

    /// Returns the tree of a revision, and the id of the commit or tree that it names.
    pub(super) fn of_revision(&self, revision: &str) -> Result<(Oid, Oid), GitError> {
        let found = step(step::SHORT, revision, || self.id_of(revision));
        let mut named = found.map_err(|error| match error.code() {
            _ if revision == "HEAD" && self.is_unborn() => GitError::NoCommit(self.folder.to_owned()),
            ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Ambiguous | ErrorCode::Peel => {
                GitError::NoRevision {
                    folder: self.folder.to_owned(),
                    revision: revision.to_owned(),
                    is_shallow: self.repository.is_shallow(),
                }
            }
            _ => self.fault(&error),
        })?;
        // A tag may name a tag. What names itself cannot be written, but a long chain can.
        for _ in 0..MAX_TAGS {
            let (kind, object) = self.object(named)?;
            let next = |key: &str| self.id_behind(named, key, object.data());
            match kind {
                ObjectType::Tag => named = next("object ")?,
                ObjectType::Commit => return Ok((named, next("tree ")?)),
                ObjectType::Tree => return Ok((named, named)),
                _ => break,
            }
        }
        let detail = format!("{named} is no commit and no tree");
        Err(GitError::Object { folder: self.folder.to_owned(), detail })
    }

    /// Looks a revision up. What libgit2 makes of its commit does not matter, so a plain name is asked for by itself:
    /// a commit with an author that cannot be parsed holds a tree all the same.
    fn id_of(&self, revision: &str) -> Result<Oid, git2::Error> {
        let plain = || {
            let reference = self.repository.resolve_reference_from_short_name(revision)?.resolve()?;
            reference.target().ok_or_else(|| git2::Error::from_str("it names nothing"))
        };
        match self.repository.revparse_single(revision) {
            Ok(object) => Ok(object.id()),
            Err(error) => {
                plain().or_else(|_| Oid::from_str(revision).ok().filter(|_| revision.len() == 40).ok_or(error))
            }
        }
    }

    /// Reads an object that is not large.
    fn object(&self, id: Oid) -> Result<(ObjectType, OdbObject<'_>), GitError> {
        let what = || format!("{id}");
        let (size, kind) =
            step(step::SHORT, what(), || self.odb.read_header(id)).map_err(|error| self.fault(&error))?;
        if size > MAX_OBJECT_BYTES {
            let detail = format!("{id} is a {kind} of {size} bytes");
            return Err(GitError::Object { folder: self.folder.to_owned(), detail });
        }
        let object = step(step::SHORT, what(), || self.odb.read(id)).map_err(|error| self.fault(&error))?;
        Ok((kind, object))
    }

    /// Returns the id on the first line of a commit or tag.
    fn id_behind(&self, id: Oid, key: &str, data: &[u8]) -> Result<Oid, GitError> {
        let hex = data.strip_prefix(key.as_bytes()).and_then(|rest| std::str::from_utf8(rest.get(..40)?).ok());
        hex.and_then(|hex| Oid::from_str(hex).ok()).ok_or_else(|| {
            let detail = format!("{id} does not say what it holds");
            GitError::Object { folder: self.folder.to_owned(), detail }
        })
    }

    fn is_unborn(&self) -> bool {
        self.repository.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch)
    }

    /// Returns what a tree holds under a name.
    pub(super) fn child(&self, tree: Oid, name: &[u8]) -> Result<Option<(Oid, Mode)>, GitError> {
        let tree = self.tree(tree)?;
        let found = tree.iter().find(|entry| entry.name_bytes() == name);
        Ok(found.map(|entry| (entry.id(), self.mode(entry.filemode_raw(), entry.id()))))
    }

    /// Lists everything below a tree. The flag says that the limit was reached.
    pub(super) fn list(&self, root: Oid) -> Result<(Vec<Entry>, bool), GitError> {
        let mut entries = Vec::new();
        let mut pending = vec![(root, Vec::new())];
        while let Some((id, folder)) = pending.pop() {
            let tree = self.tree(id)?;
            self.refuse_disorder(&tree)?;
            for child in &tree {
                let path = joined(&folder, child.name_bytes());
                let mode = self.mode(child.filemode_raw(), child.id());
                if mode == Mode::Folder && path.len() <= MAX_PATH_BYTES {
                    pending.push((child.id(), path));
                    continue;
                }
                entries.push(entry(RepoPath::new(path), mode, child.id()));
            }
            if entries.len() > MAX_ENTRIES {
                entries.truncate(MAX_ENTRIES);
                return Ok((entries, true));
            }
        }
        Ok((entries, false))
    }

    fn tree(&self, id: Oid) -> Result<Tree<'r>, GitError> {
        let what = || format!("tree {id}");
        let (size, kind) =
            step(step::SHORT, what(), || self.odb.read_header(id)).map_err(|error| self.fault(&error))?;
        if kind != ObjectType::Tree || size > MAX_OBJECT_BYTES {
            let detail = format!("{id} is a {kind} of {size} bytes, where a tree is expected");
            return Err(GitError::Object { folder: self.folder.to_owned(), detail });
        }
        step(step::SHORT, what(), || self.repository.find_tree(id)).map_err(|error| self.fault(&error))
    }

    /// Git writes each name once; what finds a name by halves would see one of two, and not which.
    fn refuse_disorder(&self, tree: &Tree<'_>) -> Result<(), GitError> {
        let mut names = HashSet::new();
        match tree.iter().find(|entry| !names.insert(entry.name_bytes().to_owned())) {
            None => Ok(()),
            Some(twice) => {
                let detail =
                    format!("{} holds a name twice: {}", tree.id(), String::from_utf8_lossy(twice.name_bytes()));
                Err(GitError::Object { folder: self.folder.to_owned(), detail })
            }
        }
    }

    fn mode(&self, mode: i32, id: Oid) -> Mode {
        match mode & 0o170_000 {
            0o040_000 => Mode::Folder,
            0o120_000 => Mode::Link,
            // What is marked as a submodule and is a file of this repository would hide a document.
            0o160_000 if step(step::SHORT, format!("{id}"), || self.odb.read_header(id)).is_err() => Mode::Submodule,
            _ => Mode::File,
        }
    }

    fn fault(&self, error: &git2::Error) -> GitError {
        let folder = self.folder.to_owned();
        match error.code() {
            ErrorCode::NotFound => GitError::Absent { folder, detail: error.message().to_owned() },
            _ => GitError::Object { folder, detail: error.message().to_owned() },
        }
    }
}

fn entry(path: RepoPath, mode: Mode, id: Oid) -> Entry {
    let blob = BlobId(id.as_bytes().try_into().expect("a SHA-1 repository has ids of 20 bytes"));
    let blob = matches!(mode, Mode::File | Mode::Link).then_some(blob);
    Entry { path, mode, tracked: true, unmerged: false, blob, content: Content::Git }
}
