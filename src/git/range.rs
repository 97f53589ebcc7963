//! Two revisions to compare: where a change began, where it ends, and who wrote it.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, Repository};

use super::source::{self, Rooted, Source};
use super::step::{self, step};
use super::{GitError, Snapshot};

/// Most commits of a change whose authors are looked at.
const MAX_COMMITS: usize = 10_000;

/// What is to be compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Against what; the default branch where it is not said.
    pub base: Option<String>,
    /// What.
    pub head: String,
    /// A folder of Git's own, in place of the one around the current folder.
    pub git_dir: Option<PathBuf>,
    /// A path in the tree.
    pub path: Option<PathBuf>,
    /// Whether the two are compared as they are, and not from where they parted.
    pub is_direct: bool,
}

/// Two trees, or more where histories crossed.
pub struct Comparison {
    /// What the change leads to.
    pub head: Rooted,
    /// Where it began: the commits that both sides have in common, by their ids, and what they held.
    pub bases: Vec<(String, Snapshot)>,
    /// The name of the base.
    pub base_name: String,
    /// Why it is this base, if it was not asked for.
    pub chosen: Option<Chosen>,
    /// The addresses of those who wrote the commits in between, in lower case.
    pub authors: BTreeSet<String>,
}

/// How a base was found that nobody named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chosen {
    /// None was named.
    NotNamed,
    /// The one that was named does not exist here: a new branch, or a history that was written anew.
    Gone,
}

impl Asked {
    /// Opens the trees.
    ///
    /// # Errors
    ///
    /// A revision does not exist; the histories have nothing in common, or what they have lies beyond a shallow clone.
    pub fn open(&self) -> Result<Comparison, GitError> {
        let head = Source::Revision { revision: self.head.clone(), git_dir: self.git_dir.clone() };
        let head = head.open(self.path.as_deref())?;
        let (repository, folder) = source::repository(self.git_dir.as_deref())?;
        let walk = Walk { repository: &repository, folder: &folder };
        let head_id = walk.commit(&self.head)?;
        let (base_name, base_id, chosen) = walk.base(self.base.as_deref())?;
        let ids = match (self.is_direct, head_id, base_id) {
            (false, Some(head), Some(base)) => walk.merge_bases(base, head)?,
            // A tree has no history.
            _ => Vec::new(),
        };
        let authors = match head_id {
            Some(head) if !ids.is_empty() => walk.authors(head, &ids)?,
            _ => BTreeSet::new(),
        };
        let names = match ids.is_empty() {
            true => vec![base_name.clone()],
            false => ids.iter().map(Oid::to_string).collect(),
        };
        let below = |name: &String| source::below(name, self.git_dir.as_deref(), &head.prefix);
        let bases = names.iter().map(below).collect::<Result<_, _>>()?;
        Ok(Comparison { head, bases, base_name, chosen, authors })
    }
}

struct Walk<'r> {
    repository: &'r Repository,
    folder: &'r Path,
}

impl Walk<'_> {
    /// Returns the commit of a revision; nothing if it is a tree.
    fn commit(&self, revision: &str) -> Result<Option<Oid>, GitError> {
        let found = step(step::SHORT, revision, || {
            self.repository
                .revparse_single(revision)
                .map(|object| object.peel_to_commit().map(|commit| commit.id()).ok())
        });
        found.map_err(|_| GitError::NoRevision {
            folder: self.folder.to_owned(),
            revision: revision.to_owned(),
            is_shallow: self.repository.is_shallow(),
        })
    }

    fn base(&self, named: Option<&str>) -> Result<(String, Option<Oid>, Option<Chosen>), GitError> {
        let is_id = |name: &&str| name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        match named {
            Some(name) => match self.commit(name) {
                // The system that runs us names an id that may never have been here.
                Err(_) if is_id(&name) => self.default_branch(Chosen::Gone),
                found => Ok((name.to_owned(), found?, None)),
            },
            None => self.default_branch(Chosen::NotNamed),
        }
    }

    fn default_branch(&self, why: Chosen) -> Result<(String, Option<Oid>, Option<Chosen>), GitError> {
        let remote = || {
            let reference = self.repository.find_reference("refs/remotes/origin/HEAD").ok()?;
            let target = reference.symbolic_target().ok().flatten()?;
            target.strip_prefix("refs/remotes/").map(str::to_owned)
        };
        let usual = ["origin/main", "origin/master", "main", "master"].map(str::to_owned);
        for name in remote().into_iter().chain(usual) {
            if let Ok(Some(id)) = self.commit(&name) {
                return Ok((name, Some(id), Some(why)));
            }
        }
        Err(GitError::NoBase { folder: self.folder.to_owned(), is_shallow: self.repository.is_shallow(), base: None })
    }

    fn merge_bases(&self, base: Oid, head: Oid) -> Result<Vec<Oid>, GitError> {
        let is_shallow = self.repository.is_shallow();
        let none = || GitError::NoBase { folder: self.folder.to_owned(), is_shallow, base: Some(base.to_string()) };
        let what = format!("{base}...{head}");
        let found = step(step::WALK, what, || self.repository.merge_bases(base, head));
        let bases: Vec<Oid> = match found {
            Ok(bases) => bases.iter().copied().collect(),
            Err(error) if error.code() == ErrorCode::NotFound => return Err(none()),
            Err(error) => {
                let detail = error.message().to_owned();
                return Err(GitError::Object { folder: self.folder.to_owned(), detail });
            }
        };
        // What both have in common may lie nearer, beyond where the clone ends; an ancestor of the head is certain.
        if is_shallow && bases != [base] && self.touches_the_edge(base, head, &bases)? {
            return Err(none());
        }
        Ok(bases)
    }

    fn touches_the_edge(&self, base: Oid, head: Oid, bases: &[Oid]) -> Result<bool, GitError> {
        let edge = fs::read_to_string(self.repository.commondir().join("shallow")).unwrap_or_default();
        let edge: HashSet<&str> = edge.lines().collect();
        let between = self.between(&[base, head], bases)?;
        Ok(between.iter().any(|id| edge.contains(id.to_string().as_str())))
    }

    fn between(&self, from: &[Oid], hidden: &[Oid]) -> Result<Vec<Oid>, GitError> {
        let listed = step(step::WALK, "the history", || {
            let mut walk = self.repository.revwalk()?;
            from.iter().try_for_each(|id| walk.push(*id))?;
            hidden.iter().try_for_each(|id| walk.hide(*id))?;
            walk.take(MAX_COMMITS).collect::<Result<Vec<_>, _>>()
        });
        listed.map_err(|error| GitError::Object { folder: self.folder.to_owned(), detail: error.message().to_owned() })
    }

    fn authors(&self, head: Oid, bases: &[Oid]) -> Result<BTreeSet<String>, GitError> {
        let mut authors = BTreeSet::new();
        for id in self.between(&[head], bases)? {
            let Ok(commit) = step(step::SHORT, id.to_string(), || self.repository.find_commit(id)) else { continue };
            authors.insert(String::from_utf8_lossy(commit.author().email_bytes()).to_lowercase());
            let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
            let co_authors = message.lines().filter_map(|line| {
                let (key, value) = line.split_once(':')?;
                let is_trailer = key.trim().eq_ignore_ascii_case("co-authored-by");
                let address = value.rsplit_once('<')?.1.trim_end().trim_end_matches('>');
                is_trailer.then(|| address.to_lowercase())
            });
            authors.extend(co_authors);
        }
        authors.retain(|address| !address.is_empty());
        Ok(authors)
    }
}
