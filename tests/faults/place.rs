//! The place of one row: a room with a repository in it, built by the real `git`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// The document that most rows spoil, from the top of the repository.
pub const DOCUMENT: &str = "csirt/people.yaml";

const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 情報システム部 課長}\n";

const FILES: [(&str, &str); 3] = [
    ("sekisho.yaml", "version: 1\nlanguages: [ja]\ntime_zone: Asia/Tokyo\n"),
    (DOCUMENT, PEOPLE),
    (
        "csirt/roles.yaml",
        "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: csirt-lead, name: CSIRT責任者, held_by: [sato], responsibilities: [初動の指揮]}\n",
    ),
];

/// What every script may use: `$D` is the document, `$ROOM` the folder around the repository, and `spoil` breaks a document.
const PRELUDE: &str = "set -euo pipefail
D=csirt/people.yaml
ROOM=$(dirname \"$PWD\")
spoil() { printf '\\nzz: [unclosed\\n' >> \"$1\"; }
save() { git add -A && git commit -qm x --allow-empty; }
";

/// A folder that is gone after the row.
pub struct Place {
    room: TempDir,
}

impl Place {
    /// A repository with a settings file and two good documents, committed; or the same files without Git.
    pub fn new(is_repository: bool) -> Place {
        let place = Place { room: TempDir::new().expect("the system has a temporary folder") };
        for (path, text) in FILES {
            let path = place.root().join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the room is ours");
            fs::write(path, text).expect("the room is ours");
        }
        if is_repository {
            place.shell("git init -q -b main . && save").expect("an ordinary repository can be made");
        }
        place
    }

    /// The good text of the document.
    pub fn good() -> &'static str {
        PEOPLE
    }

    /// Returns the folder around the repository.
    pub fn room(&self) -> PathBuf {
        fs::canonicalize(self.room.path()).expect("the room lives as long as the place")
    }

    /// Returns the repository.
    pub fn root(&self) -> PathBuf {
        self.room().join("root")
    }

    /// Runs a script in the repository.
    pub fn shell(&self, script: &str) -> Result<(), String> {
        let output = self.command("bash", &self.root()).arg("-c").arg(format!("{PRELUDE}{script}")).output();
        let output = output.map_err(|error| format!("bash: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("the row cannot be built: {script}\n{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Returns a command without anything of this machine's in its environment.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.room())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "World")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "world@example.com")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_DATE"), "2026-01-01T00:00:00Z")))
            .stdin(Stdio::null());
        command
    }

    /// Describes everything in the room, so that a change of anything shows.
    pub fn picture(&self) -> BTreeMap<PathBuf, String> {
        let mut picture = BTreeMap::new();
        let mut pending = vec![self.room()];
        while let Some(folder) = pending.pop() {
            // A folder that we made unreadable for the row has nothing to tell.
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.filter_map(Result::ok) {
                let path = entry.path();
                let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
                let is_small = metadata.is_file() && metadata.len() < 4 << 20;
                let content = if is_small { fs::read(&path).unwrap_or_default() } else { Vec::new() };
                let digest = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
                let times = (metadata.mtime(), metadata.mtime_nsec());
                let is_folder = metadata.is_dir();
                picture.insert(path.clone(), format!("{:o} {} {times:?} {digest}", metadata.mode(), metadata.len()));
                if is_folder {
                    pending.push(path);
                }
            }
        }
        picture
    }
}
