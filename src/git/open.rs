//! A repository, opened where it stands and nowhere else, with a look first at what libgit2 would wait for.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use git2::{Config, ErrorClass, ErrorCode, Repository};

use super::snapshot::open_file;
use super::step::{self, step};
use super::{GitError, on_disk};

/// Longest `.git` file: one path.
const MAX_GITFILE_BYTES: u64 = 8_192;

/// Opens a `.git`, or a bare repository. `folder` is the name by which the reader knows it.
pub(super) fn at(dot_git: &Path, folder: &Path) -> Result<Repository, GitError> {
    let git_folder = git_folder(dot_git)?;
    let common_folder = common_folder(&git_folder)?;
    // libgit2 opens these without a look, and waits for ever if one is a FIFO.
    refuse_traps(&git_folder, &["HEAD", "index", "config.worktree", "info/exclude"])?;
    refuse_traps(&common_folder, &["config", "packed-refs", "info/exclude"])?;
    step(step::SHORT, format!("{}", folder.display()), || Repository::open(dot_git))
        .map_err(|error| explain(error, folder, &common_folder))
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
    open_file(path)?.take(MAX_GITFILE_BYTES).read_to_end(&mut text)?;
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
