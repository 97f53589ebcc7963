//! Papers that lie in a folder already: Word, PDF and the like, known by their names alone.

use std::fs;
use std::path::Path;

use crate::schema::{Kind, catalog};

/// Most papers that are named.
const MOST: usize = 20;
/// Endings of papers.
const ENDINGS: [&str; 10] = ["doc", "docx", "odt", "pdf", "ppt", "pptx", "odp", "xls", "xlsx", "ods"];
/// How deep a folder is looked into for YAML.
const DEEPEST: usize = 16;

/// A paper.
#[derive(Debug)]
pub(super) struct Paper {
    /// Its path from the folder, with `/`.
    pub name: String,
    /// The kind of document that it seems to be.
    pub kind: Option<&'static Kind>,
}

/// Returns the papers in a folder and in the folders directly below it, in the order of their names.
pub(super) fn find(folder: &Path) -> Vec<Paper> {
    let mut names = names(folder);
    for below in folders(folder) {
        names.extend(self::names(&folder.join(&below)).into_iter().map(|name| format!("{below}/{name}")));
    }
    names.retain(|name| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    });
    names.sort();
    names.truncate(MOST);
    names.into_iter().map(|name| Paper { kind: meant(&name), name }).collect()
}

/// Says whether YAML lies in a folder, however deep.
pub(super) fn holds_yaml(folder: &Path) -> bool {
    let mut left = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = left.pop() {
        let is_yaml = |name: &String| {
            let name = name.to_lowercase();
            name.ends_with(".yaml") || name.ends_with(".yml")
        };
        if names(&folder).iter().any(is_yaml) {
            return true;
        }
        if depth < DEEPEST {
            left.extend(folders(&folder).into_iter().map(|below| (folder.join(below), depth + 1)));
        }
    }
    false
}

/// The kind whose name, or another word for it, stands in the name of a file. The longest word decides.
fn meant(name: &str) -> Option<&'static Kind> {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase().replace(['_', ' '], "-");
    let words = |kind: &'static Kind| {
        let titles = [kind.title.ja.to_owned(), kind.title.en.replace(' ', "-")];
        titles.into_iter().chain([kind.name.to_owned()]).chain(kind.also.iter().map(|word| (*word).to_owned()))
    };
    let fits =
        |kind: &'static Kind| words(kind).filter(|word| file.contains(word.as_str())).map(|word| word.len()).max();
    let found = catalog::kinds().iter().filter_map(|kind| Some((fits(kind)?, kind)));
    found.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// Returns the names of what is no folder. A folder that cannot be read has none to offer.
fn names(folder: &Path) -> Vec<String> {
    entries(folder, |kind| !kind.is_dir())
}

/// Returns the names of real folders, without those that begin with a dot.
fn folders(folder: &Path) -> Vec<String> {
    let mut names = entries(folder, fs::FileType::is_dir);
    names.retain(|name| !name.starts_with('.'));
    names
}

fn entries(folder: &Path, wanted: impl Fn(&fs::FileType) -> bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let entries = entries.filter(|entry| entry.file_type().is_ok_and(|kind| wanted(&kind)));
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_the_kind_that_its_name_says() {
        let cases = [
            ("プロジェクト憲章_v2.docx", Some("project-charter")),
            ("papers/Incident Response Policy 2025.pdf", Some("incident-response-policy")),
            ("予算・見積書.xlsx", Some("budget")),
            ("議事録.docx", None),
        ];
        for (name, expected) in cases {
            assert_eq!(meant(name).map(|kind| kind.name), expected, "{name}");
        }
    }
}
