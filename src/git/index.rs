//! The index of a repository: what Git tracks, and what the next commit will hold.

use std::fs;
use std::path::Path;

use git2::{Index, IndexEntry, IndexEntryExtendedFlag};

use super::GitError;
use super::snapshot::Mode;
use super::step::{self, step};
use super::walk::Tracked;
use crate::text::BlobId;

/// Returns what an index holds at or below `prefix`, sorted, one of each path. `folder` is the top of the work tree.
pub(super) fn tracked(file: &Path, folder: &Path, prefix: &[u8]) -> Result<Vec<Tracked>, GitError> {
    let corrupt = |detail: &str| GitError::CorruptIndex { folder: folder.to_owned(), detail: detail.to_owned() };
    match fs::symlink_metadata(file) {
        // libgit2 takes an empty file for an empty index; Git never writes one.
        Ok(metadata) if metadata.len() == 0 => return Err(corrupt("the file is empty")),
        Ok(metadata) if !metadata.is_file() => return Err(corrupt("it is no regular file")),
        // Before the first `git add` there is none.
        _ => {}
    }
    let index = step(step::SHORT, format!("{}", file.display()), || Index::open(file));
    let index = index.map_err(|error| explain(&error, folder))?;
    let mut tracked: Vec<_> = index.iter().filter_map(|entry| entry_below(entry, prefix)).collect();
    // An unmerged path has up to three versions; ours stands for all.
    tracked.sort_by(|one, other| one.path.cmp(&other.path).then((one.stage != 2).cmp(&(other.stage != 2))));
    tracked.dedup_by(|later, kept| later.path == kept.path);
    Ok(tracked)
}

fn entry_below(entry: IndexEntry, prefix: &[u8]) -> Option<Tracked> {
    let path = match prefix {
        [] => entry.path,
        prefix => entry.path.strip_prefix(prefix)?.strip_prefix(b"/")?.to_owned(),
    };
    let mode = match entry.mode & 0o170_000 {
        0o120_000 => Mode::Link,
        0o160_000 => Mode::Submodule,
        // Whatever odd mode it has, it is checked as a file.
        _ => Mode::File,
    };
    let flags = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
    let blob = BlobId(entry.id.as_bytes().try_into().expect("a SHA-1 repository has ids of 20 bytes"));
    let stage = (entry.flags >> 12) & 3;
    let may_be_absent = stage != 0 || flags.contains(IndexEntryExtendedFlag::SKIP_WORKTREE) || mode == Mode::Submodule;
    let is_intended = flags.contains(IndexEntryExtendedFlag::INTENT_TO_ADD);
    Some(Tracked { path, mode, blob, stage, may_be_absent, is_intended })
}

fn explain(error: &git2::Error, folder: &Path) -> GitError {
    let folder = folder.to_owned();
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
