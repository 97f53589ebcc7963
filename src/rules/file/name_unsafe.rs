//! A path that some system cannot hold, or that leads out of the tree.

use std::collections::HashSet;

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::{Foreign, RepoPath};

pub(crate) static RULE: Rule = Rule::corpus(
    "file/name-unsafe",
    Severity::Error,
    Words {
        ja: "ほかの環境で使えないファイル名である", en: "the name of a file cannot be held everywhere"
    },
    include_str!("name_unsafe.md"),
    check,
);

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let documents: HashSet<&RepoPath> = super::paths_of_documents(context).collect();
    for entry in context.snapshot.entries() {
        // What leads out of the tree is no file's own matter: Git writes no such entry.
        let path = &entry.path;
        let is_bad = if documents.contains(path) { is_unsafe } else { leads_out };
        if let Some(segment) = segment_of(path, is_bad) {
            let name = Foreign::new(&segment).to_string();
            let message = both! {
                ja: "名前「{name}」を使えない環境 (Windows など) があります",
                en: "some systems, such as Windows, cannot hold the name `{name}`",
            };
            sink.report(super::about(path, message).help(both! {
                ja: "名前を変えてください。英数字とハイフンだけの名前が確実です",
                en: "rename it; letters, digits and hyphens always work",
            }));
        }
    }
}

fn segment_of(path: &RepoPath, is_bad: fn(&str) -> bool) -> Option<String> {
    path.as_str()?.split('/').find(|segment| is_bad(segment)).map(str::to_owned)
}

fn leads_out(segment: &str) -> bool {
    matches!(segment, "" | "." | "..") || segment.eq_ignore_ascii_case(".git")
}

fn is_unsafe(segment: &str) -> bool {
    let lower = segment.to_lowercase();
    let stem = lower.split('.').next().unwrap_or_default().trim_end();
    let short_git = lower.starts_with("git~") && lower[4..].split('.').next().is_some_and(|n| n.parse::<u32>().is_ok());
    leads_out(segment)
        || short_git
        || DEVICES.contains(&stem)
        || segment.ends_with([' ', '.'])
        || segment.chars().any(|c| {
            c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || Foreign::is_hidden(c)
        })
}
