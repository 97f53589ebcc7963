//! What cannot be read speaks alone: what it may explain is held back, and counted, and never passes in silence.

use sekisho::engine::{self, Outcome, Request, Today};
use sekisho::finding::Severity;

use crate::world::{World, path};

const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤}\n";
const CHARTER: &str = "kind: project-charter\ntitle: 憲章\nteam: [{person: sato, duty: lead}]\n";
const PLAN: &str = "kind: phase-plan\ntitle: 工程\npreset: jpcert-8\ncurrent_phase: goals\n";

fn world() -> World {
    let world = World::folder();
    world.write("sekisho.yaml", "version: 1\n").write("people.yaml", PEOPLE).write("plan.yaml", PLAN);
    world.write("kickoff/charter.yaml", CHARTER);
    world
}

fn check(world: &World, below: Option<&str>) -> Outcome {
    let snapshot = world.snapshot().expect("a healthy folder");
    let today = Today::Given("2026-11-25".parse().expect("a date"));
    let request = Request {
        snapshot: &snapshot,
        today,
        below: below.map(path),
        waivers: true,
        threads: 1,
        known: None,
        under: None,
    };
    engine::check(&request).expect("the settings are well")
}

/// The errors about references and deliverables' absence, and what is said besides.
fn errors(outcome: &Outcome) -> Vec<&'static str> {
    let errors = outcome.active().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.rule).filter(|rule| *rule != "phase/deliverable-below-status").collect()
}

#[test]
fn ids_that_cannot_be_read_are_one_fault() {
    let cases = [
        ("people:", "peple:", "schema/unknown-field"),
        ("id: sato", "di: sato", "schema/unknown-field"),
        ("id: sato, ", "", "schema/missing-field"),
        ("id: sato", "id: Sato", "schema/bad-format"),
        ("id: sato", "id: [sato]", "schema/wrong-type"),
        ("\n  - {id: sato, name: 佐藤}", " sato", "schema/wrong-type"),
    ];
    for (right, wrong, rule) in cases {
        let world = world();
        world.write("people.yaml", PEOPLE.replace(right, wrong));
        let outcome = check(&world, None);
        assert_eq!((errors(&outcome), outcome.scope.references_held), (vec![rule], 1), "{wrong}");
    }
}

#[test]
fn a_broken_text_lacks_nothing_that_may_stand_in_it() {
    let world = world();
    world.write("plan.yaml", PLAN.replace("goals", "kickoff"));
    for end in ["team: [{person: sato, duty: lead\n", "team: *sato\n", "goals: [{id: a, text: b}\n"] {
        world.write("kickoff/charter.yaml", format!("kind: project-charter\ntitle: 憲章\n{end}"));
        let outcome = check(&world, None);
        let rules: Vec<_> = outcome.active().map(|finding| finding.rule).collect();
        assert!(rules.iter().all(|rule| rule.starts_with("yaml/")) && rules.len() == 1, "{end}: {rules:?}");
    }
}

#[test]
fn a_document_that_is_not_read_may_hold_what_is_missing() {
    let world = world();
    world.write("people.yaml", vec![b'\n'; 2 << 20]);
    let outcome = check(&world, None);
    assert_eq!((errors(&outcome), outcome.scope.references_held), (vec!["file/limit"], 1));
    // Below a path that does not hold the cause, that is not a verdict.
    let outcome = check(&world, Some("kickoff"));
    assert_eq!((errors(&outcome), outcome.is_complete()), (vec![], false));
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_document_is_one_fault() {
    let world = world();
    world.remove("kickoff/charter.yaml").link("kickoff/charter.yaml", "/dev/zero");
    assert_eq!(errors(&check(&world, None)), ["file/not-regular"]);
    // The plan would speak of the missing charter, if it were known to be missing.
    assert!(!check(&world, Some("plan.yaml")).is_complete());
}

#[test]
fn a_content_that_lies_in_git_lfs_is_not_checked() {
    let world = world();
    world.write("people.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n");
    let outcome = check(&world, None);
    assert_eq!((errors(&outcome), outcome.not_checked.len()), (vec![], 1));
    assert!(outcome.not_checked[0].why.en.contains("git lfs pull"));
}

#[test]
fn a_path_without_documents_does_not_pass() {
    let world = world();
    world.write("notes/x.txt", "").write("sekisho.yaml", "version: 1\nignore: [kickoff/**]\n");
    for path in ["notes", "notes/x.txt", "kickoff", "kickoff/charter.yaml"] {
        assert!(!check(&world, Some(path)).is_complete(), "{path}");
    }
    for path in ["sekisho.yaml", "people.yaml"] {
        assert!(check(&world, Some(path)).is_complete(), "{path}");
    }
}
