//! Writing files: new ones where nothing lies yet, and a changed one in the place of the old.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use super::failure::Failure;
use crate::both;
use crate::scaffold::File;
use crate::text::Foreign;

/// The status of a process that was asked to end, as shells know it.
const INTERRUPTED: i32 = 130;

/// Writes new files and the folders they need. Nothing is overwritten: if one of them exists, none is written.
pub(super) fn write(root: &Path, files: &[File]) -> Result<(), Failure> {
    for file in files {
        if fs::symlink_metadata(root.join(&file.path)).is_ok() {
            return Err(exists(&file.path));
        }
        // A link in the way may lead anywhere.
        let folders = Path::new(&file.path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in folders {
            if fs::symlink_metadata(root.join(folder)).is_ok_and(|metadata| !metadata.is_dir()) {
                return Err(no_folder(folder));
            }
        }
    }
    for file in files {
        let path = root.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        }
        let opened = OpenOptions::new().write(true).create_new(true).open(&path);
        let written = opened.and_then(|mut opened| opened.write_all(file.text.as_bytes()));
        written.map_err(|error| failed(&path, &error))?;
    }
    Ok(())
}

/// Says that something cannot be written.
pub(super) fn failed(path: &Path, error: &io::Error) -> Failure {
    let path = shown(path);
    Failure::new(both! { ja: "「{path}」に書けません: {error}", en: "cannot write `{path}`: {error}" })
}

fn exists(path: &str) -> Failure {
    let path = Foreign::whole(path).to_string();
    Failure::new(both! {
        ja: "「{path}」はすでにあります。何も書いていません",
        en: "`{path}` exists already; nothing was written",
    })
}

fn no_folder(folder: &Path) -> Failure {
    let folder = shown(folder);
    Failure::new(both! {
        ja: "「{folder}」はフォルダーではありません。何も書いていません",
        en: "`{folder}` is no folder; nothing was written",
    })
}

fn shown(path: &Path) -> String {
    Foreign::whole(&path.to_string_lossy()).to_string()
}

/// Puts a text under a path, in the place of the file that lies there, if one does: whole or not at all.
pub(super) fn put_whole(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = beside(path);
    take_along_when_interrupted(Some(&beside));
    let written = put(path, &beside, text);
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    take_along_when_interrupted(None);
    written.map_err(|error| failed(path, &error))
}

/// The file that is only half written.
static HALF_WRITTEN: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Remembers what is to be removed if the process is asked to end. Before the first such file signals end it as ever.
fn take_along_when_interrupted(path: Option<&Path>) {
    static LISTENING: Once = Once::new();
    let half_written = || HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    *half_written() = path.map(Path::to_owned);
    LISTENING.call_once(|| {
        // Where signals cannot be had, a file may be left, under a name that nothing reads.
        let _ = ctrlc::set_handler(move || {
            // Held to the end: nothing is renamed meanwhile.
            let path = half_written();
            if let Some(path) = &*path {
                let _ = fs::remove_file(path);
            }
            std::process::exit(INTERRUPTED);
        });
    });
}

/// Returns the folder in which a path lies.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts a text in the place of a file whose content is `before`: whole or not at all.
pub(super) fn replace(path: &Path, before: &[u8], after: &str) -> Result<(), Failure> {
    let changed = || fs::read(path).map(|now| now != before);
    if changed().map_err(|error| failed(path, &error))? {
        let path = shown(path);
        return Err(Failure::new(both! {
            ja: "「{path}」は、読んでから書くまでの間に変わりました。何も書いていません",
            en: "`{path}` changed while it was being read; nothing was written",
        }));
    }
    put_whole(path, after)
}

fn put(path: &Path, beside: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(text.as_bytes())?;
    if let Ok(old) = fs::symlink_metadata(path) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()?;
    drop(file);
    fs::rename(beside, path)?;
    // The new name lasts only when the folder is written too. Not every system can do that, and the file is whole.
    let _ = fs::File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A name beside a file that no document has.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}
