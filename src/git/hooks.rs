//! Where Git looks for the hooks of a repository.

use std::fs;
use std::path::PathBuf;

use super::{GitError, Root, open};

/// The folder of the hooks.
#[derive(Debug, PartialEq, Eq)]
pub struct Hooks {
    /// Where it lies, or would lie.
    pub folder: PathBuf,
    /// Whether other repositories use it too: the configuration names a folder outside this one.
    pub is_shared: bool,
}

/// Finds the folder of the hooks of the repository in which a root lies, as `core.hooksPath` says.
///
/// # Errors
///
/// The root lies in no repository, or the repository cannot be opened.
pub fn hooks(root: &Root) -> Result<Hooks, GitError> {
    let top = root.work_tree().ok_or_else(|| GitError::NoRepository(root.folder().to_owned()))?;
    let repository = open::at(&top.join(".git"), top)?;
    let named = repository.config().and_then(|config| config.get_path("core.hooksPath"));
    match named.ok().filter(|path| !path.as_os_str().is_empty()) {
        None => Ok(Hooks { folder: repository.commondir().join("hooks"), is_shared: false }),
        Some(named) => {
            let folder = top.join(named);
            let real = folder.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
            let common = fs::canonicalize(repository.commondir()).ok();
            let is_own =
                |place: &PathBuf| place.starts_with(top) || common.is_some_and(|common| place.starts_with(common));
            Ok(Hooks { folder, is_shared: !real.is_some_and(|real| is_own(&real)) })
        }
    }
}
