//! Hooks in real repositories, called by the real `git`: what is about to be committed or pushed is what is checked.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::world::World;

const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n";
const ROLES: &str =
    "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 長, held_by: [sato], responsibilities: [指揮]}\n";
const BROKEN: &str = "kind: people\ntitle: [unclosed\n";

/// What a command said, and whether it succeeded.
#[derive(Debug)]
struct Said {
    is_success: bool,
    text: String,
}

fn git(folder: &Path, arguments: &[&str]) -> Said {
    let own = PathBuf::from(env!("CARGO_BIN_EXE_sekisho"));
    let folders = [own.parent().expect("a program lies in a folder").to_owned()];
    let system = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&system))).expect("ordinary names");
    let mut command = Command::new("git");
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder.parent().expect("a room around it"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("SEKISHO_LANG", "en");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "World").env(format!("GIT_{who}_EMAIL"), "world@example.com");
    }
    let output = command.output().expect("git is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Said { is_success: output.status.success(), text }
}

fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let said = git(folder, arguments);
    assert!(said.is_success, "git {arguments:?}: {}", said.text);
    said.text
}

/// Asserts that a hook stopped the command, for a reason that it says.
fn is_stopped(folder: &Path, arguments: &[&str], words: &str) {
    let said = git(folder, arguments);
    assert!(!said.is_success && said.text.contains(words), "git {arguments:?}: {}", said.text);
}

/// A repository whose root lies in `docs`, with both hooks.
fn world() -> World {
    let world = World::git();
    world.write("docs/sekisho.yaml", "version: 1\nlanguages: [ja]\n");
    world.write("docs/people.yaml", PEOPLE).write("docs/roles.yaml", ROLES).write("other.txt", "x");
    world.commit_all("first");
    let run = world.sekisho(&["hook", "install", "docs", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    world
}

#[test]
fn what_is_staged_decides_and_not_what_lies_on_the_disk() {
    let world = world();
    let root = world.root();
    world.write("docs/people.yaml", BROKEN);
    succeeds(&root, &["add", "-A"]);
    world.write("docs/people.yaml", PEOPLE);
    is_stopped(&root, &["commit", "-m", "bad index, good file"], "yaml/syntax");
    succeeds(&root, &["add", "-A"]);
    world.write("docs/people.yaml", BROKEN).write("other.txt", "y");
    succeeds(&root, &["add", "other.txt"]);
    succeeds(&root, &["commit", "-m", "good index, bad file"]);
}

#[test]
fn every_way_to_commit_is_checked() {
    let world = world();
    let root = world.root();
    world.write("docs/people.yaml", BROKEN);
    is_stopped(&root, &["commit", "-am", "all"], "yaml/syntax");
    is_stopped(&root, &["commit", "-m", "one path", "--", "docs/people.yaml"], "yaml/syntax");
    is_stopped(&root, &["commit", "--amend", "-a", "--no-edit"], "yaml/syntax");
    is_stopped(&world.path("docs"), &["commit", "-am", "from a folder below"], "yaml/syntax");
    world.write("docs/people.yaml", PEOPLE.replace("佐藤", "佐藤花子")).write("other.txt", "z");
    succeeds(&root, &["commit", "-m", "one good path", "--", "docs/people.yaml"]);
    succeeds(&root, &["commit", "-am", "the rest"]);
    succeeds(&root, &["commit", "--amend", "--no-edit"]);
    world.write("docs/people.yaml", BROKEN);
    succeeds(&root, &["stash"]);
    succeeds(&root, &["commit", "--allow-empty", "-m", "while something is stashed"]);
}

#[test]
fn a_commit_that_only_deletes_what_others_refer_to_is_stopped() {
    let world = world();
    let root = world.root();
    succeeds(&root, &["rm", "-q", "docs/people.yaml"]);
    is_stopped(&root, &["commit", "-m", "nobody is left"], "xref/unresolved");
}

#[test]
fn a_linked_work_tree_is_checked_by_the_same_hooks() {
    let world = world();
    let linked = world.room().join("linked");
    succeeds(&world.root(), &["worktree", "add", "-q", "-b", "other", linked.to_str().expect("UTF-8")]);
    std::fs::write(linked.join("docs/people.yaml"), BROKEN).expect("the room is ours");
    is_stopped(&linked, &["commit", "-am", "bad"], "yaml/syntax");
    std::fs::write(linked.join("docs/people.yaml"), PEOPLE.replace("課長", "部長")).expect("the room is ours");
    succeeds(&linked, &["commit", "-am", "good"]);
}

#[test]
fn a_merge_with_conflicts_is_checked_when_it_is_committed() {
    let world = world();
    let root = world.root();
    succeeds(&root, &["checkout", "-qb", "other"]);
    world.write("docs/people.yaml", PEOPLE.replace("課長", "部長"));
    succeeds(&root, &["commit", "-qam", "theirs"]);
    succeeds(&root, &["checkout", "-q", "main"]);
    world.write("docs/people.yaml", PEOPLE.replace("課長", "係長"));
    succeeds(&root, &["commit", "-qam", "ours"]);
    assert!(!git(&root, &["merge", "other"]).is_success);
    // Someone takes the marks for text.
    succeeds(&root, &["add", "-A"]);
    is_stopped(&root, &["commit", "--no-edit"], "yaml/conflict-marker");
    world.write("docs/people.yaml", PEOPLE.replace("課長", "部長"));
    succeeds(&root, &["add", "-A"]);
    succeeds(&root, &["commit", "--no-edit"]);
}

#[test]
fn each_pushed_commit_is_checked_and_deletions_are_not() {
    let world = world();
    let root = world.root();
    let remote = world.room().join("remote.git");
    succeeds(&root, &["init", "-q", "--bare", remote.to_str().expect("UTF-8")]);
    succeeds(&root, &["remote", "add", "origin", remote.to_str().expect("UTF-8")]);
    succeeds(&root, &["push", "-q", "origin", "main", "main:copy"]);
    world.write("docs/people.yaml", BROKEN);
    succeeds(&root, &["commit", "-q", "--no-verify", "-am", "past the first hook"]);
    // What lies on the disk is good again.
    world.write("docs/people.yaml", PEOPLE);
    is_stopped(&root, &["push", "origin", "main"], "yaml/syntax");
    is_stopped(&root, &["push", "origin", "HEAD~1:refs/heads/good", "main:bad"], "yaml/syntax");
    succeeds(&root, &["push", "-q", "origin", "HEAD~1:refs/heads/good"]);
    succeeds(&root, &["push", "-q", "origin", ":copy"]);
}

#[test]
fn a_hook_of_someone_else_is_never_overwritten() {
    let world = World::git();
    world.write("docs/sekisho.yaml", "version: 1\n").write(".git/hooks/pre-push", "#!/bin/sh\nexit 0\n");
    let run = world.sekisho(&["hook", "install", "docs", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("sekisho check --staged -- 'docs'"), "{}", run.stderr);
    assert!(!world.path(".git/hooks/pre-commit").exists(), "all or none");
    let run = world.sekisho(&["hook", "uninstall", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(world.path(".git/hooks/pre-push").exists());
}

#[test]
fn hooks_come_and_go_where_git_looks_for_them() {
    let world = World::git();
    world
        .write("it's/sekisho.yaml", "version: 1\nlanguages: [ja]\n")
        .write("it's/people.yaml", PEOPLE)
        .write("it's/roles.yaml", ROLES);
    world.commit_all("first");
    succeeds(&world.root(), &["config", "core.hooksPath", ".husky"]);
    for _ in 0..2 {
        let run = world.sekisho(&["hook", "install", "it's"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    assert!(world.path(".husky/pre-commit").exists() && !world.path(".git/hooks/pre-commit").exists());
    world.write("it's/people.yaml", BROKEN);
    is_stopped(&world.root(), &["commit", "-am", "bad"], "yaml/syntax");
    let run = world.sekisho(&["hook", "uninstall", "--lang", "ja"]);
    assert!(run.stdout.contains("消しました"), "{}", run.stdout);
    assert_eq!(std::fs::read_dir(world.path(".husky")).expect("a folder").count(), 0);
    succeeds(&world.root(), &["commit", "-am", "nobody looks"]);
    let elsewhere = world.room().join("shared-hooks");
    succeeds(&world.root(), &["config", "core.hooksPath", elsewhere.to_str().expect("UTF-8")]);
    let run = world.sekisho(&["hook", "install", "it's", "--lang", "en"]);
    assert_eq!((run.status, elsewhere.exists()), (2, false), "{}", run.stdout);
}

#[test]
fn a_plain_folder_has_no_hooks() {
    let world = World::folder();
    let run = world.sekisho(&["hook", "install", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("lies in no repository"), "{}", run.stderr);
}

#[test]
fn the_manifest_of_the_framework_is_what_its_schema_says() {
    let text = include_str!("../../.pre-commit-hooks.yaml");
    let manifest: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
    let hook = &manifest[0];
    assert_eq!(hook["pass_filenames"], false);
    assert_eq!(hook["always_run"], true);
    assert_eq!(hook["require_serial"], true);
    assert_eq!(hook["language"], "rust");
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats/pre-commit-hooks.schema.json");
    let Ok(schema) = std::fs::read_to_string(schema) else {
        eprintln!("skipped: the official schema of the manifest is not here");
        return;
    };
    let schema = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("the official schema compiles");
    let errors: Vec<_> = validator.iter_errors(&manifest).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
