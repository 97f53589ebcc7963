//! Writing new files, where nothing lies yet.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::failure::Failure;
use crate::both;
use crate::scaffold::File;
use crate::text::Foreign;

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
