//! From an outcome to the page that is shown: what is shown of it, and the numbers of all.

use std::cell::OnceCell;
use std::collections::HashMap;

use jiff::civil::Date;

use super::args::Shown;
use super::{FOUND, NOT_CHECKED, PASSED};
use crate::both;
use crate::corpus::{CheckedDocument, Doc};
use crate::engine::Outcome;
use crate::finding::{Finding, Severity};
use crate::git::Note;
use crate::lang::{Both, Lang, Words};
use crate::report::{AboutRule, Counts, NotShown, Page, ScopeNumbers, Unchecked};
use crate::rules;
use crate::settings::FILE_NAME;
use crate::text::RepoPath;

/// Most findings of one rule in one file that are shown.
const OF_ONE_RULE: usize = 100;
/// Most findings of a run that are shown.
const OF_A_RUN: usize = 10_000;

/// What was asked for, and where the root lies.
pub(super) struct Asked<'a> {
    /// How it is shown.
    pub shown: &'a Shown,
    /// The least severity that decides; nothing means never.
    pub fail_on: Option<Severity>,
    /// The date that was given.
    pub today: Option<Date>,
    /// What stands before every path that is shown.
    pub prefix: String,
    /// The commit or tree that is checked, if it is one.
    pub revision: Option<&'a str>,
    /// What may surprise about the repository.
    pub notes: &'a [Note],
}

/// Paths are shown from the top of the repository, wherever the command was given.
pub(super) fn prefix(root: &RepoPath) -> String {
    if root.as_bytes().is_empty() { String::new() } else { format!("{root}/") }
}

/// The exit status of an outcome: 2 wins over 1, 1 over 0.
pub(super) fn status(outcome: &Outcome, fail_on: Option<Severity>) -> u8 {
    if !outcome.is_complete() {
        return NOT_CHECKED;
    }
    match fail_on {
        Some(least) if outcome.reaches(least) => FOUND,
        _ => PASSED,
    }
}

/// Hands the page of an outcome to `write`.
pub(super) fn of_outcome<T>(
    outcome: &Outcome,
    asked: &Asked<'_>,
    status: u8,
    write: impl FnOnce(&mut Page<'_>) -> T,
) -> T {
    let tally = outcome.tally();
    let (findings, lighter, over_cap) = shown(outcome.active(), asked.shown.min_severity);
    let source = |path: &RepoPath| outcome.corpus.at_path(path).map(|document| &*document.source);
    let failures = outcome.not_checked.iter();
    let owners: OnceCell<HashMap<&RepoPath, Doc<'_>>> = OnceCell::new();
    let owner = |path: &RepoPath| {
        let by_path = || outcome.corpus.documents().map(|doc| (doc.checked().source.path(), doc)).collect();
        let meta = owners.get_or_init(by_path).get(path)?.root().and_then(|root| root.get("meta"));
        let own = meta.and_then(|meta| meta.text_of("owner")).map(str::to_owned);
        own.or_else(|| outcome.settings.default_owner.clone())
    };
    let documents = outcome.corpus.documents().map(|doc| doc.checked().source.path()).collect();
    write(&mut Page {
        lang: asked.shown.lang,
        findings,
        source: &source,
        about_rule: &about_rule,
        owner: &owner,
        documents,
        counts: Counts { errors: tally.errors, warnings: tally.warnings, infos: tally.infos },
        not_shown: NotShown {
            lighter,
            over_cap,
            waived: tally.waived,
            baselined: tally.baselined,
            allowed: tally.allowed,
            outside: tally.outside,
            settled: outcome.settled,
        },
        unchecked: failures.map(|failure| Unchecked { path: failure.path.as_ref(), why: &failure.why }).collect(),
        scope: ScopeNumbers {
            documents: outcome.scope.documents,
            external: outcome.scope.external,
            references_held: outcome.scope.references_held,
            left_out: outcome.scope.left_out,
            not_looked_at: outcome.scope.not_looked_at,
            nested_roots: outcome
                .scope
                .nested_roots
                .iter()
                .map(|path| RepoPath::new(path.folder()).to_string())
                .collect(),
        },
        today: Some(outcome.today.to_string()),
        version: env!("CARGO_PKG_VERSION"),
        prefix: asked.prefix.clone(),
        revision: asked.revision,
        compared: None,
        notes: asked.notes.iter().map(|note| words(*note)).collect(),
        has_settings: outcome.has_settings,
        fail_on: asked.fail_on,
        status,
    })
}

/// Hands the page of settings that cannot be obeyed to `write`: nothing else was checked.
pub(super) fn of_settings<T>(
    document: &CheckedDocument,
    findings: &[Finding],
    asked: &Asked<'_>,
    write: impl FnOnce(&mut Page<'_>) -> T,
) -> T {
    let owner = |_: &RepoPath| None;
    let documents = vec![document.source.path()];
    let source = |path: &RepoPath| Some(&*document.source).filter(|source| source.path() == path);
    let why = both! {
        ja: "設定 ({FILE_NAME}) に誤りがあるため、文書は一つも検査していません",
        en: "the settings ({FILE_NAME}) are wrong, so no document was checked",
    };
    write(&mut Page {
        lang: asked.shown.lang,
        findings: findings.iter().collect(),
        source: &source,
        about_rule: &about_rule,
        owner: &owner,
        documents,
        counts: Counts { errors: findings.len(), warnings: 0, infos: 0 },
        not_shown: NotShown::default(),
        unchecked: vec![Unchecked { path: Some(document.source.path()), why: &why }],
        scope: ScopeNumbers::default(),
        today: asked.today.map(|date| date.to_string()),
        version: env!("CARGO_PKG_VERSION"),
        prefix: asked.prefix.clone(),
        revision: asked.revision,
        compared: None,
        notes: asked.notes.iter().map(|note| words(*note)).collect(),
        has_settings: true,
        fail_on: asked.fail_on,
        status: NOT_CHECKED,
    })
}

fn words(note: Note) -> Both {
    match note {
        Note::ReplacementsIgnored => both! {
            ja: "このリポジトリには、別の内容に置き換えて見せる設定 (refs/replace, grafts) がありますが、保存されたままの内容を検査しました",
            en: "This repository shows other objects in place of some (refs/replace, grafts); they were checked as they are stored",
        },
        Note::Unfinished => both! {
            ja: "マージやリベースが途中です (git status で確かめられます)",
            en: "A merge, a rebase or the like is unfinished (see git status)",
        },
    }
}

fn about_rule(id: &str) -> Option<AboutRule> {
    rules::find(id).map(|rule| AboutRule {
        summary: rule.summary,
        text: Words { ja: rule.text(Lang::Ja), en: rule.text(Lang::En) },
        severity: rule.severity,
    })
}

/// Returns the findings that are shown, how many are lighter than asked for, and how many are too many.
fn shown<'o>(active: impl Iterator<Item = &'o Finding>, least: Severity) -> (Vec<&'o Finding>, usize, usize) {
    let (mut lighter, mut over_cap) = (0, 0);
    let mut of_rule: HashMap<(&RepoPath, &str), usize> = HashMap::new();
    let mut shown = Vec::new();
    for finding in active {
        if finding.severity < least {
            lighter += 1;
            continue;
        }
        let count = of_rule.entry((&finding.subject.place.path, finding.rule)).or_default();
        *count += 1;
        if *count > OF_ONE_RULE || shown.len() >= OF_A_RUN {
            over_cap += 1;
        } else {
            shown.push(finding);
        }
    }
    (shown, lighter, over_cap)
}
