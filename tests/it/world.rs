//! A `World`: a folder of its own for one test, with or without a Git repository in it, and the checker to run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature, Time};
use sekisho::git::{GitError, Root, Snapshot};
use sekisho::text::RepoPath;
use tempfile::TempDir;

/// A folder that is gone after the test. `root` is the folder to check; beside it there is room for what is not checked.
pub struct World {
    room: TempDir,
    repository: Option<Repository>,
}

/// What one run of the checker left.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    /// A plain folder.
    pub fn folder() -> World {
        let world = World { room: TempDir::new().expect("the system has a temporary folder"), repository: None };
        fs::create_dir(world.root()).expect("the room is empty");
        world
    }

    /// A Git work tree without a commit.
    pub fn git() -> World {
        let mut world = World::folder();
        let mut options = RepositoryInitOptions::new();
        options.initial_head("main").external_template(false);
        world.repository =
            Some(Repository::init_opts(world.root(), &options).expect("the folder can hold a repository"));
        world
    }

    /// Returns the folder to check, without links.
    pub fn root(&self) -> PathBuf {
        self.room().join("root")
    }

    /// Returns the folder around the root.
    pub fn room(&self) -> PathBuf {
        fs::canonicalize(self.room.path()).expect("the room lives as long as the world")
    }

    /// Returns a path on disk; `..` leads to the room.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders it needs.
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> &World {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the room can be written to");
        fs::write(path, content).expect("the room can be written to");
        self
    }

    /// Makes a folder, and the folders it needs.
    pub fn make_folder(&self, path: impl AsRef<Path>) -> &World {
        fs::create_dir_all(self.path(path)).expect("the room can be written to");
        self
    }

    /// Removes a file or a folder with all it holds.
    pub fn remove(&self, path: impl AsRef<Path>) -> &World {
        let path = self.path(path);
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        removed.expect("the test wrote it before");
        self
    }

    /// Makes a symbolic link.
    #[cfg(unix)]
    pub fn link(&self, path: impl AsRef<Path>, target: impl AsRef<Path>) -> &World {
        std::os::unix::fs::symlink(target, self.path(path)).expect("the room can be written to");
        self
    }

    /// Makes a FIFO. Returns false, aloud, where there is no `mkfifo`.
    #[cfg(unix)]
    pub fn fifo(&self, path: impl AsRef<Path>) -> bool {
        let made = Command::new("mkfifo").arg(self.path(path)).status().is_ok_and(|status| status.success());
        if !made {
            eprintln!("skipped: this system has no mkfifo");
        }
        made
    }

    /// Returns the repository.
    pub fn repository(&self) -> &Repository {
        self.repository.as_ref().expect("the world was made with `World::git`")
    }

    /// Puts every file into the index, those that `.gitignore` names too.
    pub fn stage_all(&self) -> &World {
        let mut index = self.repository().index().expect("the repository has an index");
        index.add_all(["*"], IndexAddOption::FORCE, None).expect("the files can be read");
        index.update_all(["*"], None).expect("the files can be read");
        index.write().expect("the room can be written to");
        self
    }

    /// Commits every file that is there, on 2026-01-01 and one day later each time.
    pub fn commit_all(&self, message: &str) -> Oid {
        self.stage_all();
        let repository = self.repository();
        let tree = repository.index().and_then(|mut index| index.write_tree()).expect("the index has no conflict");
        let tree = repository.find_tree(tree).expect("the tree was just written");
        let parent = repository.head().and_then(|head| head.peel_to_commit()).ok();
        let seconds = parent.as_ref().map_or(1_767_225_600, |parent| parent.time().seconds() + 86_400);
        let author = Signature::new("World", "world@example.com", &Time::new(seconds, 0)).expect("a valid signature");
        repository
            .commit(Some("HEAD"), &author, &author, message, &tree, parent.as_ref().as_slice())
            .expect("the commit has what it needs")
    }

    /// Lists the root.
    pub fn snapshot(&self) -> Result<Snapshot, GitError> {
        self.snapshot_at("")
    }

    /// Lists the root that is found from a path.
    pub fn snapshot_at(&self, path: &str) -> Result<Snapshot, GitError> {
        Root::find(&self.path(path))?.snapshot()
    }

    /// Runs the checker in the root, with nothing in its environment that could change what it says.
    pub fn sekisho(&self, arguments: &[&str]) -> Run {
        self.sekisho_with(arguments, &[])
    }

    /// Runs the checker in the root, with these variables alone.
    pub fn sekisho_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        run(&self.root(), arguments, variables)
    }
}

/// Runs the checker in a folder, with these variables alone.
pub fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let output = command(folder, arguments, variables).output().expect("the binary was built with the tests");
    Run {
        status: output.status.code().expect("the checker ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("what is printed is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("what is printed is UTF-8"),
    }
}

/// Returns the command that runs the checker in a folder, with these variables alone.
pub fn command(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        // Where a user's configuration of Git would be.
        .env("HOME", folder.parent().expect("no test checks the root of the file system"))
        .envs(variables.iter().copied())
        .stdin(Stdio::null());
    command
}

/// Makes a path.
pub fn path(path: &str) -> RepoPath {
    RepoPath::new(path)
}
