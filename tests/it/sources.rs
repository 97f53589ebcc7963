//! The same bytes give the same findings, whichever way they are read; and what an editor holds stands in for a file.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use sekisho::engine::{self, Request, Today};
use sekisho::git::{Environment, Rooted, Source};

use crate::world::{Run, World, command};
use crate::yaml_writer::Dice;

const SETTINGS: &str = "version: 1\nlanguages: [ja]\n";
const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n";
const ROLES: &str =
    "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 長, held_by: [sato], responsibilities: [指揮]}\n";

fn world() -> World {
    let world = World::git();
    world.write("docs/sekisho.yaml", SETTINGS).write("docs/people.yaml", PEOPLE).write("docs/roles.yaml", ROLES);
    world.commit_all("first");
    world
}

/// What a run says, but for what names the source.
fn said(rooted: &Rooted) -> String {
    let today = Today::Given("2026-11-24".parse().expect("a date"));
    let request =
        Request { snapshot: &rooted.snapshot, today, below: None, waivers: true, threads: 1, known: None, under: None };
    match engine::check(&request) {
        Ok(outcome) => {
            let findings = outcome.findings.iter().map(|finding| {
                let place = &finding.subject.place;
                format!(
                    "{} {} {:?} {} {}\n",
                    finding.fingerprint, place.path, place.span, finding.severity as u8, finding.message.en
                )
            });
            let unread = outcome.not_checked.iter().map(|failure| format!("{:?} {}\n", failure.path, failure.why.en));
            findings.chain(unread).chain([format!("{:?}", outcome.scope)]).collect()
        }
        Err(refused) => format!("{refused:?}"),
    }
}

#[test]
fn the_same_bytes_give_the_same_findings_whichever_way_they_are_read() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/model-csirt");
    let mut paths = Vec::new();
    crate::hostile::files(&example, Path::new(""), &mut paths);
    let world = World::git();
    let (mut different, mut last) = (0, String::new());
    for round in 0..12 {
        let mut dice = Dice::new(1_000 + round);
        for path in &paths {
            let text = std::fs::read(example.join(path)).expect("an example can be read");
            let is_changed = round > 0 && path.extension().is_some_and(|ending| ending == "yaml") && dice.below(6) == 0;
            let bytes = match std::str::from_utf8(&text) {
                Ok(text) if is_changed => crate::hostile::mutated(text, &mut dice),
                _ => text,
            };
            world.write(path, bytes);
        }
        world.commit_all("round");
        let git = world.path(".git");
        let environment = Environment { git_dir: Some(git.clone()), index_file: None };
        let root = world.root();
        let by_disk = said(&Source::WorkTree.open(Some(&root)).expect("a healthy repository"));
        let by_index = said(&Source::Staged(environment).open(Some(&root)).expect("a healthy repository"));
        let by_commit = Source::Revision { revision: "HEAD".to_owned(), git_dir: Some(git) };
        let by_commit = said(&by_commit.open(None).expect("a healthy repository"));
        assert_eq!(by_disk, by_index, "round {round}");
        assert_eq!(by_disk, by_commit, "round {round}");
        different += usize::from(by_disk != last);
        last = by_disk;
    }
    assert!(different > 8, "the rounds hardly differ");
}

#[test]
fn the_root_is_found_in_the_tree_that_is_read() {
    let world = world();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let mut all = vec!["check", "--format", "json", "--today", "2026-11-24"];
        all.extend(arguments);
        let run = world.sekisho(&all);
        serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr))
    };
    // On the disk the settings are gone, and in the index and the commit they are not.
    world.remove("docs/sekisho.yaml");
    for (arguments, settings) in [
        (&["docs"][..], false),
        (&["--staged", "docs"], true),
        (&["--rev", "HEAD", "docs"], true),
        (&["--rev", "HEAD", "docs/people.yaml"], true),
        (&["--rev", "HEAD^{tree}", "docs"], true),
        (&["--rev", "HEAD:docs"], true),
        (&["--git-dir", ".git", "docs"], true),
    ] {
        let report = json(arguments);
        assert_eq!(report["scope"]["settings"], settings, "{arguments:?}");
        assert_eq!((&report["complete"], &report["status"]), (&true.into(), &0.into()), "{arguments:?}: {report:#}");
        assert_eq!(report["revision"].is_string(), arguments[0].starts_with("--rev") || arguments[0] == "--git-dir");
    }
}

#[test]
fn a_path_in_a_revision_is_read_from_its_top_and_must_be_there() {
    let world = world();
    let run = |arguments: &[&str]| world.sekisho(arguments);
    assert_eq!(run(&["check", "--rev", "HEAD", "docs/roles.yaml"]).status, 0);
    let missing = run(&["check", "--rev", "HEAD", "nowhere", "--lang", "en"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("`HEAD` holds no `nowhere`"), "{}", missing.stderr);
    let outside = run(&["check", "--rev", "HEAD", "../../etc"]);
    assert_eq!(outside.status, 2, "{}", outside.stdout);
    assert_eq!(run(&["check", "--staged", "--rev", "HEAD"]).status, 2);
    assert_eq!(run(&["check", "--staged", "--git-dir", ".git"]).status, 2);
    let plain = World::folder();
    for arguments in [&["check", "--staged", "--lang", "en"][..], &["check", "--rev", "HEAD", "--lang", "en"]] {
        let run = plain.sekisho(arguments);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("lies in no repository"), "{}", run.stderr);
    }
}

fn with_input(world: &World, arguments: &[&str], input: &str) -> Run {
    let mut child = command(&world.root(), arguments, &[])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary was built with the tests");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // Whoever is refused for its arguments does not read.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    Run {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn what_an_editor_holds_stands_in_the_place_of_the_file() {
    let world = world();
    let check = |more: &[&str], input: &str| {
        let mut all = vec!["check", "--lang", "en", "--today", "2026-11-24", "--stdin"];
        all.extend(more);
        with_input(&world, &all, input)
    };
    let file = ["--stdin-filename", "docs/people.yaml"];
    assert_eq!(check(&file, PEOPLE).status, 0);
    // What another document refers to is still found in the text that is not saved.
    let renamed = PEOPLE.replace("id: sato", "id: suzuki");
    let run = check(&["--stdin-filename", "docs/people.yaml", "docs"], &renamed);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("xref/unresolved"), "{}", run.stdout);
    // Only findings of the file itself are shown otherwise.
    let run = check(&file, &renamed);
    assert!(!run.stdout.contains("[xref/unresolved]"), "{}", run.stdout);
    assert!(run.stdout.contains("outside the path asked for"), "{}", run.stdout);
    // A file that is not saved yet, and settings that are not.
    let run = check(&["--stdin-filename", "docs/new.yaml"], "kind: people\nid: new\ntitle: [\n");
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("docs/new.yaml"), "{}", run.stdout);
    assert_eq!(check(&["--stdin-filename", "docs/sekisho.yaml"], "version: 2\n").status, 2);
    assert_eq!(check(&["--stdin-filename", "nowhere/new.yaml"], PEOPLE).status, 2);
    // The same over the index and a commit.
    for way in [&["--staged"][..], &["--rev", "HEAD"]] {
        let mut more = way.to_vec();
        more.extend(file);
        assert_eq!(check(&more, PEOPLE).status, 0, "{way:?}");
        assert_eq!(check(&more, "kind: people\ntitle: [\n").status, 1, "{way:?}");
    }
    assert_eq!(world.sekisho(&["check", "--stdin"]).status, 2);
    assert_eq!(world.sekisho(&["check", "--stdin-filename", "x"]).status, 2);
}

#[test]
fn what_may_surprise_about_a_repository_is_said() {
    let world = world();
    let first = world.repository().head().and_then(|head| head.peel_to_commit()).expect("a commit").id();
    world.write("docs/people.yaml", "kind: people\ntitle: [\n");
    let second = world.commit_all("bad");
    world.repository().reference(&format!("refs/replace/{second}"), first, false, "").expect("a reference");
    for arguments in [&["check", "docs"][..], &["check", "--staged", "docs"], &["check", "--rev", "HEAD", "docs"]] {
        for (lang, words) in [("en", "as they are stored"), ("ja", "保存されたままの内容")] {
            let mut all = arguments.to_vec();
            all.extend(["--lang", lang, "--width", "400"]);
            let run = world.sekisho(&all);
            assert_eq!(run.status, 1, "objects as stored: {}", run.stdout);
            assert!(run.stdout.contains(words), "{}", run.stdout);
        }
    }
}
