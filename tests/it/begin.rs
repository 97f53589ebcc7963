//! `init` and `new`: what they write passes, what was there before stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::world::{Run, World};

/// Returns every file of a folder with its content; what Git keeps for itself left out.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).expect("the folder was just found").flatten() {
            match entry.file_type().expect("the entry can be looked at").is_dir() {
                true if entry.file_name() == ".git" => {}
                true => left.push(entry.path()),
                false => {
                    found.insert(entry.path(), fs::read(entry.path()).unwrap_or_default());
                }
            }
        }
    }
    found
}

fn report(world: &World) -> Value {
    let run = world.sekisho(&["check", "--format", "json", "--today", "2026-11-25"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    serde_json::from_str(&run.stdout).expect("the report is JSON")
}

#[track_caller]
fn done(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn what_init_writes_passes_with_nothing_but_what_is_still_to_be_filled_in() {
    for arguments in [&["init"][..], &["init", "--minimal"]] {
        for lang in ["ja", "en", "both"] {
            for world in [World::folder(), World::git()] {
                let arguments: Vec<&str> = arguments.iter().copied().chain(["--lang", lang]).collect();
                done(&world.sekisho(&arguments));
                let report = report(&world);
                let findings = report["findings"].as_array().expect("a list");
                let others: Vec<&Value> = findings.iter().filter(|finding| finding["severity"] != "info").collect();
                assert!(others.is_empty(), "{others:#?}");
                assert_eq!(report["complete"], true);
                assert!(!findings.is_empty(), "a skeleton says what is missing");
            }
        }
    }
}

#[test]
fn init_says_every_file_that_it_wrote_and_writes_no_other() {
    let world = World::folder();
    let run = world.sekisho(&["init", "--lang", "en"]);
    done(&run);
    for path in files(&world.root()).keys() {
        let path = path.strip_prefix(world.root()).expect("it lies below").to_string_lossy().into_owned();
        assert!(run.stdout.contains(&format!("  {path}\n")), "{path}\n{}", run.stdout);
    }
    assert_eq!(files(&world.root()).len(), 29, "{}", run.stdout);
}

#[test]
fn init_writes_no_invented_name_and_no_placeholder() {
    let world = World::folder();
    done(&world.sekisho(&["init", "--lang", "ja"]));
    let people = fs::read_to_string(world.path("csirt/people.yaml")).expect("it was written");
    let live: Vec<&str> = people.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert_eq!(live, ["kind: people", "title: 関係者一覧"]);
}

#[test]
fn init_changes_nothing_that_is_there() {
    let world = World::git();
    world.write("README.md", "ours").write("csirt/old.yaml", "a: 1").write("csirt/notes.txt", "ours");
    let before = files(&world.root());
    let run = world.sekisho_with(&["init"], &[("SEKISHO_LANG", "ja")]);
    done(&run);
    assert!(run.stdout.contains("「csirt-documents」"), "{}", run.stdout);
    let after = files(&world.root());
    for (path, content) in &before {
        assert_eq!(after.get(path), Some(content), "{}", path.display());
    }
    assert!(after.contains_key(&world.path("csirt-documents/people.yaml")));
    report(&world);
    // A second time there is nothing to begin.
    let again = world.sekisho(&["init"]);
    assert_eq!(again.status, 2, "{}", again.stdout);
    assert_eq!(files(&world.root()), after);
}

#[test]
fn init_writes_through_no_link() {
    let world = World::folder();
    world.make_folder("../elsewhere").link("csirt", "../elsewhere");
    done(&world.sekisho(&["init"]));
    assert!(files(&world.room().join("elsewhere")).is_empty());
    assert!(world.path("csirt-documents/people.yaml").is_file());
}

#[test]
fn init_makes_the_folder_that_is_named_and_speaks_of_a_root_above() {
    let world = World::folder();
    done(&world.sekisho(&["init", "--minimal"]));
    let run = world.sekisho(&["init", "branch", "--minimal", "--lang", "en"]);
    done(&run);
    assert!(run.stdout.contains("nested_roots"), "{}", run.stdout);
    assert!(world.path("branch/csirt/kickoff/project-charter.yaml").is_file());
}

#[test]
fn papers_are_offered_by_name() {
    let world = World::folder();
    world.write("papers/プロジェクト憲章.docx", "\u{0}unread").write("budget-2026.pdf", "").write("memo.docx", "");
    let run = world.sekisho(&["init", "--lang", "en", "--minimal"]);
    done(&run);
    for line in [
        "  papers/プロジェクト憲章.docx: write its place under `external` in csirt/kickoff/project-charter.yaml",
        "  budget-2026.pdf: sekisho new budget --external budget-2026.pdf",
        "  memo.docx: write its place under `external` of the document that it is",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    done(&world.sekisho(&["new", "budget", "--external", "budget-2026.pdf"]));
    assert_eq!(report(&world)["scope"]["external"], 1);
}

#[test]
fn new_writes_beside_its_like_and_else_in_the_folder_of_its_phase() {
    let world = World::folder();
    done(&world.sekisho(&["init", "--minimal"]));
    done(&world.sekisho(&["new", "playbook", "ransomware"]));
    assert!(world.path("csirt/design/ransomware.yaml").is_file());
    fs::create_dir(world.path("csirt/books")).expect("the folder is free");
    fs::rename(world.path("csirt/design/ransomware.yaml"), world.path("csirt/books/one.yaml")).expect("it is there");
    done(&world.sekisho(&["new", "playbook", "phishing"]));
    let text = fs::read_to_string(world.path("csirt/books/phishing.yaml")).expect("it lies beside the other");
    assert!(text.contains("kind: playbook\nid: phishing\n"), "{text}");
    done(&world.sekisho(&["new", "organization"]));
    assert!(world.path("csirt/organization.yaml").is_file());
    report(&world);
}

#[test]
fn new_refuses_what_would_not_pass() {
    let world = World::folder();
    done(&world.sekisho(&["init", "--minimal"]));
    done(&world.sekisho(&["new", "playbook", "ransomware"]));
    let before = files(&world.root());
    for (arguments, said) in [
        (&["new", "playbok"][..], "did you mean `playbook`?"),
        (&["new", "役割定義"], "did you mean `role-catalog`?"),
        (&["new", "people"], "sekisho new people people-2"),
        (&["new", "phase-plan"], "one construction plan only"),
        (&["new", "playbook", "ransomware"], "with the id `ransomware` already"),
        (&["new", "playbook", "Ransom ware"], "cannot be an id"),
        (&["new", "playbook", "../outside"], "cannot be an id"),
        (&["new", "budget", "--external", "a\nb"], "the place after --external"),
        (&["new"], "`KIND` is missing"),
    ] {
        let run = world.sekisho_with(arguments, &[("SEKISHO_LANG", "en")]);
        assert_eq!(run.status, 2, "{arguments:?}\n{}", run.stdout);
        assert!(run.stderr.contains(said), "{arguments:?}\n{}", run.stderr);
    }
    assert_eq!(files(&world.root()), before);
}
