//! Every path of one tree below the root, sorted by bytes, with its content on demand.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use git2::{ObjectType, Oid, Repository};

use super::step::{self, step};
use super::{MAX_FILE_BYTES, MAX_PATH_BYTES, ReadError, on_disk};
use crate::text::{BlobId, RepoPath};

/// What stands under a path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mode {
    /// A regular file. The only thing that is ever opened.
    File,
    /// A symbolic link. Never followed.
    Link,
    /// A repository that Git tracks inside this one.
    Submodule,
    /// A repository that lies in the folder and is not tracked. Never entered.
    NestedRepository,
    /// A folder that we may not enter: what lies in it is unknown.
    UnreadableFolder,
    /// A folder where Git tracks a file, or a folder that was not entered since its path is too long.
    Folder,
    /// A FIFO, a socket or a device.
    Other,
}

/// One path of a snapshot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The path, relative to the root.
    pub path: RepoPath,
    /// What stands there.
    pub mode: Mode,
    /// Whether Git tracks it; always false in a plain folder.
    pub tracked: bool,
    /// Whether Git holds several versions of it since a merge stopped half way.
    pub unmerged: bool,
    /// What Git holds under the path. The file in the work tree may say otherwise.
    pub blob: Option<BlobId>,
    /// Where the content comes from.
    pub(super) content: Content,
}

/// Where the content of a file comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// The disk.
    Disk,
    /// Git: the blob of the entry.
    Git,
    /// Whoever asks for the check: an editor, whose text is not saved yet.
    Given(Arc<[u8]>),
}

impl Entry {
    /// Says whether the path is longer than what is looked at.
    pub fn is_path_too_long(&self) -> bool {
        self.path.as_bytes().len() > MAX_PATH_BYTES
    }
}

/// Every path of one tree below the root, not only documents.
pub struct Snapshot {
    folder: PathBuf,
    entries: Vec<Entry>,
    is_cut_short: bool,
    // libgit2 wants one thread at a time.
    repository: Option<Mutex<Repository>>,
    /// More doors to the same repository, for threads that would wait at the first.
    doors: Vec<Mutex<Repository>>,
}

/// From so many paths of Git on, several threads read at a time.
const MANY: usize = 200;
/// Most doors that are opened besides the first.
const MAX_DOORS: usize = 7;

impl Snapshot {
    /// Takes entries in any order.
    pub(super) fn new(
        folder: PathBuf,
        mut entries: Vec<Entry>,
        is_cut_short: bool,
        repository: Option<Repository>,
    ) -> Snapshot {
        entries.sort_unstable_by(|one, other| one.path.cmp(&other.path).then(one.mode.cmp(&other.mode)));
        Snapshot { folder, entries, is_cut_short, repository: repository.map(Mutex::new), doors: Vec::new() }
    }

    /// Takes entries of a tree that does not lie on the disk, in any order.
    pub(super) fn of_git(entries: Vec<Entry>, is_cut_short: bool, repository: Option<Repository>) -> Snapshot {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let wanted = if entries.len() < MANY { 0 } else { threads.saturating_sub(1).min(MAX_DOORS) };
        let path = repository.as_ref().map(|repository| repository.path().to_owned());
        let open = |path: &PathBuf| step(step::SHORT, path.display().to_string(), || Repository::open(path)).ok();
        // Without another door threads wait for each other, and that is all.
        let doors = path.iter().flat_map(|path| (0..wanted).filter_map(|_| open(path))).map(Mutex::new).collect();
        Snapshot { doors, ..Snapshot::new(PathBuf::new(), entries, is_cut_short, repository) }
    }

    /// Puts a text in the place of what stands under a path, whether or not anything does.
    #[must_use]
    pub fn with_given(self, path: RepoPath, bytes: Vec<u8>) -> Snapshot {
        let Snapshot { folder, mut entries, is_cut_short, repository, doors } = self;
        let known = entries.iter().position(|entry| entry.path == path).map(|at| entries.swap_remove(at));
        let (tracked, unmerged) = known.map_or((false, false), |entry| (entry.tracked, entry.unmerged));
        let content = Content::Given(bytes.into());
        entries.push(Entry { path, mode: Mode::File, tracked, unmerged, blob: None, content });
        let repository = repository.map(|mutex| mutex.into_inner().unwrap_or_else(PoisonError::into_inner));
        Snapshot { doors, ..Snapshot::new(folder, entries, is_cut_short, repository) }
    }

    /// Asks the repository something, if there is one.
    pub(super) fn with_repository<T>(&self, ask: impl FnOnce(&Repository) -> T) -> Option<T> {
        self.repository.as_ref().map(|repository| ask(&repository.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Returns the entries, sorted by the bytes of their paths.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entry of a path.
    pub fn get(&self, path: &RepoPath) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| entry.path.cmp(path)).ok()?;
        Some(&self.entries[at])
    }

    /// Says whether there are more paths than [`super::MAX_ENTRIES`]: the rest is not listed.
    pub fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }

    /// Returns the paths that are listed and never opened, by what they are.
    pub fn not_looked_at(&self) -> BTreeMap<Mode, Vec<&RepoPath>> {
        let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.mode != Mode::File) {
            paths.entry(entry.mode).or_default().push(&entry.path);
        }
        paths
    }

    /// Returns the content of a file of at most 1 MiB.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooLarge`] comes before anything is read. A file that is rewritten meanwhile is
    /// [`ReadError::Changed`], never a mixture.
    pub fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        let entry = self.get(path).ok_or(ReadError::NotFound)?;
        step::count_file();
        if entry.mode != Mode::File {
            return Err(ReadError::NotRegular);
        }
        match (&entry.content, entry.blob) {
            (Content::Given(bytes), _) if bytes.len() as u64 > MAX_FILE_BYTES => {
                Err(ReadError::TooLarge { size: bytes.len() as u64 })
            }
            (Content::Given(bytes), _) => Ok(bytes.to_vec()),
            (Content::Disk, _) => self.read_from_disk(path),
            (Content::Git, Some(blob)) => self.read_from_git(path, blob),
            (Content::Git, None) => Err(ReadError::NotFound),
        }
    }

    /// Opens no link: the walk that listed the path went through real folders only, and the last name is opened as such.
    fn read_from_disk(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        let mut file = open_file(&on_disk(&self.folder, path.as_bytes())?)?;
        let before = file.metadata()?;
        if !before.is_file() {
            return Err(ReadError::NotRegular);
        }
        if before.len() > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge { size: before.len() });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).expect("checked against the limit") + 1);
        (&mut file).take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        let after = file.metadata()?;
        if bytes.len() as u64 != before.len()
            || after.len() != before.len()
            || after.modified()? != before.modified()?
        {
            return Err(ReadError::Changed);
        }
        Ok(bytes)
    }

    fn read_from_git(&self, path: &RepoPath, blob: BlobId) -> Result<Vec<u8>, ReadError> {
        let failed = |error: git2::Error| match error.code() {
            git2::ErrorCode::NotFound => ReadError::Absent,
            _ => ReadError::Blob(error.message().to_owned()),
        };
        let first = self.repository.as_ref().ok_or(ReadError::NotFound)?;
        let free = std::iter::once(first).chain(&self.doors).find_map(|door| door.try_lock().ok());
        let repository = free.unwrap_or_else(|| first.lock().unwrap_or_else(PoisonError::into_inner));
        let odb = repository.odb().map_err(failed)?;
        let id = Oid::from_bytes(&blob.0).map_err(failed)?;
        // A blob of 1.5 GB may be stored in 6 MB: its size is asked first.
        let what = || format!("{path} ({id})");
        let (size, kind) = step(step::SHORT, what(), || odb.read_header(id)).map_err(failed)?;
        if kind != ObjectType::Blob {
            return Err(ReadError::Blob(format!("{id} is a {kind}")));
        }
        if size as u64 > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge { size: size as u64 });
        }
        let object = step(step::SHORT, what(), || odb.read(id)).map_err(failed)?;
        Ok(object.data().to_owned())
    }
}

/// Opens what may be a trap: a link is refused, a FIFO does not make us wait.
#[cfg(unix)]
pub(super) fn open_file(path: &std::path::Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_CLOEXEC).open(path)
}

/// Opens what may be a trap: a link is refused.
#[cfg(not(unix))]
pub(super) fn open_file(path: &std::path::Path) -> std::io::Result<File> {
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(std::io::ErrorKind::Unsupported.into());
    }
    OpenOptions::new().read(true).open(path)
}
