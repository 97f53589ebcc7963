//! Files to begin with: settings and documents whose fields stand in comments, made from the schemas.
//!
//! | file | has |
//! |---|---|
//! | `mod` | which files a root begins with, where they lie, and the settings |
//! | `document` | one document: what is written already, and what may be written |
//! | `field` | one field in a comment, with what to write there |

mod document;
mod field;

use std::collections::BTreeSet;

use crate::corpus::plan;
use crate::lang::{Lang, Words};
use crate::schema::{Kind, catalog};

pub use document::Page;

/// The role that every new root has: the owner of documents that name none.
pub const FIRST_ROLE: &str = "csirt-lead";

/// The kinds of the smallest root.
const FIRST_KINDS: [&str; 4] = ["phase-plan", "people", "role-catalog", "project-charter"];

/// How a root is begun.
#[derive(Debug, Clone)]
pub struct Beginning<'a> {
    /// The folder of the documents, seen from the root.
    pub folder: &'a str,
    /// The languages of titles and comments, the first being that of plain text.
    pub languages: &'a [Lang],
    /// The IANA name of the zone in which days begin and end.
    pub time_zone: &'a str,
    /// Whether only the five files are wanted without which nothing can be planned.
    pub is_minimal: bool,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where, seen from the root.
    pub path: String,
    /// What.
    pub text: String,
}

/// Returns the files of a new root, the settings first.
///
/// Besides the registers of people and roles and the plan, these are the documents that the eight phases must leave
/// behind, and those that they build on.
pub fn begin(beginning: &Beginning<'_>) -> Vec<File> {
    let mut files = vec![File { path: crate::settings::FILE_NAME.to_owned(), text: settings(beginning) }];
    let kinds = if beginning.is_minimal { FIRST_KINDS.into_iter().collect() } else { demanded() };
    for kind in catalog::kinds().iter().filter(|kind| kinds.contains(kind.name)) {
        let page = Page { kind, id: None, languages: beginning.languages, external: None };
        files.push(File { path: path(beginning.folder, kind, None), text: page.text() });
    }
    files
}

/// Returns where a document of a kind lies, seen from the root: in the folder of the phase that makes it.
pub fn path(folder: &str, kind: &Kind, id: Option<&str>) -> String {
    let name = id.unwrap_or(kind.file.unwrap_or(kind.name));
    let phase = kind.phases.first().filter(|_| kind.file.is_none());
    let parts = [folder, phase.copied().unwrap_or_default(), name];
    let path: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.yaml", path.join("/"))
}

/// Returns the kinds that the eight phases demand, with those that they build on.
fn demanded() -> BTreeSet<&'static str> {
    let mut kinds: BTreeSet<&'static str> = FIRST_KINDS.into_iter().collect();
    let mut wanted: Vec<&'static str> = plan::preset_deliverables();
    while let Some(name) = wanted.pop() {
        if kinds.insert(name) {
            wanted.extend(catalog::kind(name).into_iter().flat_map(|kind| &kind.needs));
        }
    }
    kinds
}

fn settings(beginning: &Beginning<'_>) -> String {
    let mut text = String::new();
    let mut say = |words: Words| {
        for lang in beginning.languages {
            text.push_str(&format!("# {}\n", words.get(*lang)));
        }
    };
    say(Words {
        ja: "sekisho の設定。どのフォルダーの文書を、どう検査するかを書きます。",
        en: "The settings of sekisho: which folders hold documents, and how they are checked.",
    });
    let languages: Vec<&str> = beginning.languages.iter().map(|lang| lang.code()).collect();
    let (folder, languages, zone) = (beginning.folder, languages.join(", "), beginning.time_zone);
    text.push_str(&format!(
        "version: 1\ndocuments: [{folder}]\nlanguages: [{languages}]\ntime_zone: {zone}\n\
         defaults: {{owner: {FIRST_ROLE}, classification: amber}}\n"
    ));
    let mut say = |words: Words, line: &str| {
        for lang in beginning.languages {
            text.push_str(&format!("# {}\n", words.get(*lang)));
        }
        text.push_str(line);
    };
    say(
        Words {
            ja: "誰が何を承認するか。役割を決めたら、次の2行の先頭の「#」を消して書き換えます。",
            en: "Who approves what. Once the roles are settled, take the first # off the two lines below and adapt them.",
        },
        &format!("#approvals:\n#  - {{kinds: [incident-response-policy], roles: [{FIRST_ROLE}], count: 1}}\n"),
    );
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::CheckedDocument;
    use crate::text::{RepoPath, SourceText};

    const LANGUAGES: [&[Lang]; 3] = [&[Lang::Ja], &[Lang::En], &[Lang::Ja, Lang::En]];

    fn read(text: &str) -> CheckedDocument {
        CheckedDocument::read(Arc::new(SourceText::new(RepoPath::new("a.yaml"), text.as_bytes().to_vec())))
    }

    /// Takes the first `#` off every line that is no prose: prose has one blank behind it.
    fn uncommented(text: &str) -> String {
        let is_prose = |rest: &str| rest.starts_with(' ') && !rest.starts_with("  ");
        let line = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !is_prose(rest) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        text.lines().map(line).collect()
    }

    #[test]
    fn every_kind_begins_with_a_text_in_which_nothing_is_wrong_but_what_is_missing() {
        for languages in LANGUAGES {
            for kind in catalog::kinds() {
                let page = Page { kind, id: Some("an-id"), languages, external: None };
                let document = read(&page.text());
                assert!(document.problems.is_empty(), "{}: {:?}", kind.name, document.problems);
                let wrong: Vec<_> = document.violations.iter().filter(|violation| !violation.is_absence()).collect();
                assert!(wrong.is_empty(), "{}: {wrong:?}\n{}", kind.name, page.text());
            }
        }
    }

    #[test]
    fn every_comment_becomes_a_field_of_its_kind() {
        for languages in LANGUAGES {
            for kind in catalog::kinds() {
                let page = Page { kind, id: None, languages, external: None };
                let text = uncommented(&page.text());
                let document = read(&text);
                assert!(document.problems.is_empty(), "{}: {:?}\n{text}", kind.name, document.problems);
                // An empty value is one that is still missing; an empty list as well.
                let wrong: Vec<_> = document.violations.iter().filter(|violation| !violation.is_absence()).collect();
                assert!(wrong.is_empty(), "{}: {wrong:?}\n{text}", kind.name);
            }
        }
    }

    #[test]
    fn the_eight_phases_are_all_there() {
        let beginning =
            Beginning { folder: "csirt", languages: &[Lang::Ja], time_zone: "Asia/Tokyo", is_minimal: false };
        let paths: Vec<String> = begin(&beginning).into_iter().map(|file| file.path).collect();
        for phase in plan::preset_phases() {
            let folder = format!("csirt/{phase}/");
            assert!(paths.iter().any(|path| path.starts_with(&folder)), "{phase}: {paths:?}");
        }
        let minimal = begin(&Beginning { is_minimal: true, ..beginning });
        let paths: Vec<&str> = minimal.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "sekisho.yaml",
                "csirt/people.yaml",
                "csirt/roles.yaml",
                "csirt/phase-plan.yaml",
                "csirt/kickoff/project-charter.yaml"
            ]
        );
    }
}
