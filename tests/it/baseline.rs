//! The baseline: what was there at adoption fails nothing, and everything new does.

use crate::world::{Run, World};

const FILE: &str = "sekisho-baseline.jsonl";

/// People without a post (one warning each would be dull): each field that no person has is an error.
fn people(strange: &[&str]) -> String {
    let entries = strange.iter().enumerate();
    let entries: String =
        entries.map(|(n, field)| format!("  - {{id: p{n}, name: 人, post: 課長, {field}: x}}\n")).collect();
    format!("kind: people\ntitle: 人\npeople:\n{entries}")
}

fn world(strange: &[&str]) -> World {
    let world = World::git();
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja]\n").write("people.yaml", people(strange));
    world.commit_all("first");
    world
}

fn check(world: &World, more: &[&str]) -> Run {
    let mut arguments = vec!["check", "--lang", "en", "--today", "2026-11-24"];
    arguments.extend(more);
    world.sekisho(&arguments)
}

fn baseline(world: &World, arguments: &[&str]) -> Run {
    let mut all = vec!["baseline"];
    all.extend(arguments);
    all.extend(["--lang", "en", "--today", "2026-11-24"]);
    world.sekisho(&all)
}

fn lines(world: &World) -> Vec<String> {
    let text = std::fs::read_to_string(world.path(FILE)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn what_is_there_is_accepted_and_what_is_new_fails() {
    let world = world(&["zz"]);
    assert_eq!(check(&world, &[]).status, 1);
    let run = baseline(&world, &["add", "--reason", "adoption, ticket 12"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = check(&world, &[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(run.stdout.contains("accepted in the baseline"), "the summary always says so: {}", run.stdout);
    // Lines move, and the entry stays the same.
    world.write("people.yaml", people(&["zz"]).replace("title:", "# a comment\n\ntitle:"));
    assert_eq!(check(&world, &[]).status, 0);
    // Mending one and breaking another is not even.
    world.write("people.yaml", people(&["yy"]));
    let run = check(&world, &[]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("`yy`"), "{}", run.stdout);
    assert!(
        run.stdout.contains("1 findings of the baseline are gone") || run.stdout.contains("of the baseline"),
        "{}",
        run.stdout
    );
}

#[test]
fn update_only_removes() {
    let world = world(&["zz", "yy"]);
    baseline(&world, &["add", "--reason", "adoption"]);
    let before = lines(&world);
    world.write("people.yaml", people(&["zz", "ww"]));
    let run = baseline(&world, &["update"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let after = lines(&world);
    assert!(after.len() < before.len() && after.iter().all(|line| before.contains(line)), "{after:#?}");
    assert_eq!(check(&world, &[]).status, 1, "what is new stays new");
    // A damaged document hides what it holds, and nothing of it counts as mended.
    world.write("people.yaml", "kind: people\npeople: [\n");
    let run = baseline(&world, &["update"]);
    assert_eq!((run.status, lines(&world)), (2, after), "{}", run.stdout);
    world.write("people.yaml", "kind: people\ntitle: 人\npeople:\n  - {id: p0, name: 人, post: 課長}\n");
    baseline(&world, &["update"]);
    let left: Vec<String> = lines(&world).into_iter().filter(|line| line.contains("unknown-field")).collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn equal_findings_are_counted_and_lines_may_stand_in_any_order() {
    let world = world(&["zz"]);
    baseline(&world, &["add", "--reason", "adoption"]);
    let text = std::fs::read_to_string(world.path(FILE)).expect("it was written");
    let mut sorted = lines(&world);
    sorted.sort();
    assert_eq!(lines(&world), sorted);
    assert!(sorted.len() > 1 && sorted.iter().all(|line| line.contains("\"reason\":\"adoption\"")));
    sorted.reverse();
    world.write(FILE, sorted.join("\n\n"));
    assert_eq!(check(&world, &[]).status, 0);
    // The same findings make the same bytes.
    world.remove(FILE);
    baseline(&world, &["add", "--reason", "adoption"]);
    assert_eq!(std::fs::read_to_string(world.path(FILE)).expect("it was written"), text);
    // A line holds once: each finding needs its own.
    let world = World::git();
    let person =
        |id: &str| format!("kind: people\nid: {id}\ntitle: 人\npeople:\n  - {{id: {id}, name: 人, post: 課長}}\n");
    world
        .write("sekisho.yaml", "version: 1\nlanguages: [ja]\n")
        .write("a.yaml", person("same"))
        .write("b.yaml", person("same"));
    let errors = |run: &Run| run.stdout.lines().filter(|line| line.starts_with("error[")).count();
    let all = errors(&check(&world, &[]));
    baseline(&world, &["add", "--reason", "adoption"]);
    assert_eq!(errors(&check(&world, &[])), 0);
    world.write("c.yaml", person("same"));
    assert!(all > 0 && errors(&check(&world, &[])) > 0);
}

#[test]
fn a_line_that_says_something_else_than_its_fingerprint_holds_nothing() {
    let world = world(&["zz"]);
    baseline(&world, &["add", "--reason", "adoption"]);
    let told = lines(&world).join("\n").replace("schema/unknown-field", "text/placeholder");
    world.write(FILE, told);
    assert_eq!(check(&world, &[]).status, 1);
}

#[test]
fn what_cannot_be_read_or_accepted_is_refused() {
    let world = world(&["zz"]);
    for (text, words) in [
        ("<<<<<<< HEAD\n", "line 1"),
        ("\n{\"fingerprint\":\"f1:0\"}\n", "line 2"),
        (
            "{\"path\":\"a\",\"rule\":\"a/b\",\"pointer\":\"\",\"fingerprint\":\"f1:0\",\"since\":\"2026-01-01\",\"reason\":\" \"}",
            "no reason",
        ),
        (
            "{\"path\":\"a\",\"rule\":\"a/b\",\"pointer\":\"\",\"fingerprint\":\"f1:0\",\"since\":\"2026-01-01\",\"reason\":\"x\",\"zz\":1}",
            "zz",
        ),
    ] {
        world.write(FILE, text);
        let run = check(&world, &[]);
        assert_eq!(run.status, 2, "{text}");
        assert!(run.stderr.contains(words), "{text}: {}", run.stderr);
    }
    world.remove(FILE);
    assert_eq!(baseline(&world, &["add", "--reason", " "]).status, 2);
    assert_eq!(baseline(&world, &["add"]).status, 2);
    world.write("broken.yaml", "a: [\n");
    let run = baseline(&world, &["add", "--reason", "adoption"]);
    assert!(run.stdout.contains("cannot be accepted"), "{}{}", run.stdout, run.stderr);
    assert_eq!(check(&world, &[]).status, 1);
    assert!(!lines(&world).iter().any(|line| line.contains("yaml/")));
    world.write("pointer.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assert_eq!(baseline(&world, &["add", "--reason", "adoption"]).status, 2);
}

#[test]
fn the_baseline_is_read_from_the_tree_that_is_checked() {
    let world = world(&["zz"]);
    baseline(&world, &["add", "--reason", "adoption"]);
    assert_eq!(check(&world, &[]).status, 0);
    assert_eq!(check(&world, &["--staged"]).status, 1, "it is not staged yet");
    world.stage_all();
    assert_eq!(check(&world, &["--staged"]).status, 0);
    assert_eq!(check(&world, &["--rev", "HEAD"]).status, 1);
    world.commit_all("accepted");
    assert_eq!(check(&world, &["--rev", "HEAD"]).status, 0);
}

#[test]
#[cfg(unix)]
fn a_baseline_is_never_written_through_a_link() {
    let world = world(&["zz"]);
    world.write("../outside", "kept").link(FILE, "../outside");
    assert_eq!(baseline(&world, &["add", "--reason", "adoption"]).status, 2);
    assert_eq!(std::fs::read_to_string(world.path("../outside")).expect("it lies there"), "kept");
}
