//! The examples: one world without a finding, one that breaks every rule that ordinary text files can break,
//! and real descriptions, re-expressed, whose findings are pinned.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sekisho::engine::{self, Outcome, Request, Today};
use sekisho::finding::{Finding, Severity};
use sekisho::git::Root;
use sekisho::rules;

use super::world::run;

const TODAY: &str = "2026-11-24";

/// Rules that the broken example leaves to the cases of their pages, and why.
const NOT_ORDINARY: [(&str, &str); 13] = [
    ("conf/label-relaxed", "a change, and so two trees"),
    ("file/limit", "a file of more than a mebibyte"),
    ("file/name-collision", "two names that macOS and Windows take for one"),
    ("file/name-not-utf8", "a name that many systems refuse"),
    ("file/name-unsafe", "a name that Windows refuses"),
    ("file/not-regular", "a link"),
    ("file/unmerged", "a merge that is not finished"),
    ("gate/baseline-grown", "a change"),
    ("gate/document-left", "a change"),
    ("gate/loosened", "a change"),
    ("gate/waiver-added", "a change"),
    ("lifecycle/status-regression", "a change"),
    ("lifecycle/version-not-bumped", "a change"),
];

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// Returns the roots of the broken example, by name.
fn broken_roots() -> Vec<PathBuf> {
    roots_in(&example("broken-csirt"))
}

/// Organisations of different kind and size that were invented to be in order.
const INVENTED: [&str; 3] = ["multinational", "small-city", "university"];

/// Returns what real teams published, re-expressed, and the papers of the invented organisations;
/// where each comes from, and what does not fit yet, stands in its `SOURCE.md`.
fn corpus_roots() -> Vec<PathBuf> {
    roots_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))
}

fn roots_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder stands in the repository");
    let mut roots: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    roots.retain(|path| path.is_dir());
    roots.sort();
    roots
}

pub(crate) fn outcome(folder: &Path) -> Outcome {
    let snapshot = Root::find(folder).and_then(|root| root.snapshot()).expect("the example can be read");
    let request = Request {
        snapshot: &snapshot,
        today: Today::Given(TODAY.parse().expect("a date")),
        below: None,
        waivers: true,
        threads: 1,
        known: None,
        under: None,
    };
    engine::check(&request).expect("the settings of the examples are sound")
}

/// Writes a finding as a line of `expected.txt`.
fn line(outcome: &Outcome, finding: &Finding) -> String {
    let place = &finding.subject.place;
    let document = outcome.corpus.at_path(&place.path);
    let line = document.map_or(1, |document| document.source.lines().line_of(place.span.start) + 1);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    format!("{}:{line} {severity} {}\n", place.path, finding.rule)
}

#[test]
fn the_model_has_no_finding_of_any_severity() {
    let outcome = outcome(&example("model-csirt"));
    let found: String = outcome.active().map(|finding| line(&outcome, finding)).collect();
    assert_eq!(found, "");
    assert!(outcome.not_checked.is_empty(), "{:?}", outcome.not_checked);
}

#[test]
fn the_model_uses_every_kind() {
    let outcome = outcome(&example("model-csirt"));
    let used: BTreeSet<&str> = outcome.corpus.documents().filter_map(|doc| doc.kind()).collect();
    let unused: Vec<&str> =
        sekisho::schema::kinds().iter().map(|kind| kind.name).filter(|kind| !used.contains(kind)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// A day in the life of the company: later, time speaks, and nothing else does.
#[test]
fn what_the_model_says_in_other_years_is_what_time_has_made_of_it() {
    let folder = example("model-csirt");
    let run = run(&folder, &["check", "--today", "2040-01-01", "--format", "json"], &[]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
    let rules: BTreeSet<&str> =
        report["findings"].as_array().into_iter().flatten().filter_map(|finding| finding["rule"].as_str()).collect();
    // The waiver is over, and what it held back comes to light; what was to be done and reviewed by then was not.
    let expected = [
        "exercise/action-overdue",
        "lifecycle/review-overdue",
        "phase/quotation-missing",
        "risk/acceptance-expired",
        "waiver/expired",
    ];
    assert_eq!(rules, BTreeSet::from(expected));
}

#[test]
fn the_model_passes_in_both_languages() {
    let folder = example("model-csirt");
    for (lang, passed) in [("ja", "合格"), ("en", "Passed")] {
        let run = run(&folder, &["check", "--today", TODAY, "--lang", lang, "--fail-on", "info"], &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        assert!(run.stdout.contains(passed), "{}", run.stdout);
    }
}

/// `INSTA_UPDATE=always` writes what was found, to be read before it is committed.
#[test]
fn every_root_has_exactly_the_findings_that_it_announces() {
    for root in broken_roots().into_iter().chain(corpus_roots()) {
        let outcome = outcome(&root);
        let found: String = outcome.active().map(|finding| line(&outcome, finding)).collect();
        assert!(outcome.not_checked.is_empty(), "{}: {:?}", root.display(), outcome.not_checked);
        let path = root.join("expected.txt");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::write(&path, &found).expect("the repository can be written to");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
    }
}

/// Nothing that a real team published is an error, and each says where it comes from.
#[test]
fn real_descriptions_have_no_error() {
    let roots: Vec<PathBuf> =
        corpus_roots().into_iter().filter(|root| !INVENTED.iter().any(|name| root.ends_with(name))).collect();
    assert!(roots.len() >= 2);
    for root in roots {
        assert!(!outcome(&root).reaches(Severity::Error), "{}", root.display());
        let source = fs::read_to_string(root.join("SOURCE.md")).expect("the source is named");
        assert!(source.contains("https://") || source.contains("http://"), "{}", root.display());
    }
}

/// Nothing was written to silence a rule, and yet there is nothing to mend: what is said is that a draft has gaps.
#[test]
fn invented_organisations_are_in_order() {
    for root in INVENTED.map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name)) {
        assert!(!outcome(&root).reaches(Severity::Warning), "{}", root.display());
        let source = fs::read_to_string(root.join("SOURCE.md")).expect("the source is named");
        assert!(source.contains("fictional"), "{}", root.display());
    }
}

#[test]
fn together_the_broken_roots_break_every_rule_that_ordinary_text_can_break() {
    let outcomes: Vec<Outcome> = broken_roots().iter().map(|root| outcome(root)).collect();
    let broken: BTreeSet<&str> = outcomes.iter().flat_map(Outcome::active).map(|finding| finding.rule).collect();
    let silent: Vec<&str> = rules::all().map(|rule| rule.id).filter(|id| !broken.contains(id)).collect();
    // That these fire in the cases of their pages is what tests/spec.rs asks of every rule.
    assert_eq!(silent, NOT_ORDINARY.map(|(id, _)| id));
}

#[test]
fn every_broken_document_says_what_is_wrong_with_it() {
    for root in broken_roots() {
        for entry in fs::read_dir(&root).expect("the example stands in the repository") {
            let path = entry.expect("a folder can be listed").path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let bytes = fs::read(&path).expect("the example can be read");
                let comment = bytes.split(|byte| *byte == b'\n').take(2).any(|line| line.starts_with(b"# "));
                assert!(comment, "{}", path.display());
            }
        }
    }
}
