//! A tree of Git or a plain folder as a [`Snapshot`]: what lies on the disk, what is staged, what a revision holds.
//! Here, and in `cli`, the world is touched; nothing is ever written.
//!
//! No `git` program is started, no `GIT_*` variable is obeyed, no link is followed below the root.

// The ban is for the modules that must give the same answer on every machine.
#![expect(clippy::disallowed_methods, reason = "this module reads the files that the others are handed")]

mod error;
mod hooks;
mod index;
mod lines;
mod open;
mod range;
mod root;
mod snapshot;
mod source;
mod step;
mod tree;
mod walk;
mod worktree;

pub use error::{GitError, ReadError};
pub use hooks::{Hooks, hooks};
pub use lines::{Hunk, changed_lines};
pub use range::{Asked, Chosen, Comparison};
pub use root::{Root, SETTINGS_FILE};
pub use snapshot::{Entry, Mode, Snapshot};
pub use source::{Environment, Note, Rooted, Source};
pub use step::{files_read, overdue};

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Largest document that is read: 1 MiB.
pub const MAX_FILE_BYTES: u64 = 1 << 20;
/// Most paths that a snapshot lists; past them it says that it is cut short.
pub const MAX_ENTRIES: usize = 1_000_000;
/// Longest path that is looked at.
pub const MAX_PATH_BYTES: usize = 1_024;

/// Largest object of Git that is read: 8 MiB.
const MAX_OBJECT_BYTES: usize = 8 << 20;

/// Returns the bytes of a name on disk. They are UTF-8 wherever the name is.
fn name_bytes(name: &OsStr) -> &[u8] {
    name.as_encoded_bytes()
}

/// Returns the path on disk of a path inside `folder`.
fn on_disk(folder: &Path, inside: &[u8]) -> io::Result<PathBuf> {
    if inside.is_empty() {
        return Ok(folder.to_owned());
    }
    #[cfg(unix)]
    let inside: &OsStr = std::os::unix::ffi::OsStrExt::from_bytes(inside);
    #[cfg(not(unix))]
    let inside = std::str::from_utf8(inside).map_err(|_| io::ErrorKind::InvalidFilename)?;
    Ok(folder.join(inside))
}

/// Puts a name behind a folder; the root is the empty folder.
fn joined(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() {
        return name.to_owned();
    }
    [folder, b"/", name].concat()
}

/// Returns the path from one folder down to another, with `/` between the names.
fn below(top: &Path, folder: &Path) -> Vec<u8> {
    let below = folder.strip_prefix(top).expect("the top is an ancestor of the folder");
    let names: Vec<_> = below.components().map(|name| name_bytes(name.as_os_str())).collect();
    names.join(&b"/"[..])
}
