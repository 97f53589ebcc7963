//! The tutorials: every command is typed, every file is written, and what is shown is what is printed.
//!
//! A block `yaml` begins with the name of its file. In a block `console` a command follows `$ `, and its output follows
//! the command, with `…` on a line of its own where something is left out. `mkdir` and `cd` are done by the test.

use std::fs;
use std::path::Path;

use crate::world::{World, run};

/// The day on which the tutorials are read.
const TODAY: &str = "2026-11-25";

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the blocks of a page: what stands behind the fence, and the lines.
fn blocks(page: &str) -> Vec<(String, Vec<&str>)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            blocks.push((info.to_owned(), lines.by_ref().take_while(|line| *line != "```").collect()));
        }
    }
    blocks
}

/// Says whether an output has the lines that are shown, with anything in place of `…`.
fn agrees(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|skipped| agrees(rest, &printed[skipped..])),
        Some((line, rest)) => printed.first() == Some(line) && agrees(rest, &printed[1..]),
    }
}

fn type_all(world: &World, lines: &[&str], lang: &str) -> usize {
    let mut n_commands = 0;
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        let typed = line.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {line}"));
        let mut shown = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            shown.push(*line);
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        match words.split_first() {
            Some((&"mkdir" | &"cd", _)) => continue,
            Some((&"sekisho", arguments)) => {
                let is_dated = matches!(arguments.first(), Some(&"check" | &"status" | &"approve"));
                let date: &[&str] = if is_dated { &["--today", TODAY] } else { &[] };
                let arguments = [arguments, date].concat();
                let run = run(&world.root(), &arguments, &[("SEKISHO_LANG", lang), ("TZ", "")]);
                let printed = run.stdout + &run.stderr;
                let printed: Vec<&str> = printed.lines().collect();
                assert!(agrees(&shown, &printed), "$ {typed}\n{}", printed.join("\n"));
            }
            _ => panic!("what to do with `{typed}`?"),
        }
        n_commands += 1;
    }
    n_commands
}

fn follow(name: &str, lang: &str) {
    let text = page(name);
    let world = World::folder();
    let mut n_commands = 0;
    for (info, lines) in blocks(&text) {
        match info.as_str() {
            "console" => n_commands += type_all(&world, &lines, lang),
            "yaml" => {
                let file = lines[0].strip_prefix("# ").unwrap_or_else(|| panic!("no file: {}", lines[0]));
                world.write(file, lines[1..].join("\n") + "\n");
            }
            other => panic!("a block of `{other}`"),
        }
    }
    assert!(n_commands >= 5, "{name}: {n_commands} commands");
    let last = world.sekisho(&["check", "--today", TODAY]);
    assert_eq!(last.status, 0, "in the end the gate is green: {}", last.stdout);
}

#[test]
fn the_tutorial_in_japanese_is_as_it_says() {
    follow("tutorial.ja.md", "ja");
}

#[test]
fn the_tutorial_in_english_is_as_it_says() {
    follow("tutorial.md", "en");
}

#[test]
fn who_comes_from_word_files_finds_what_is_said() {
    follow("from-word-files.ja.md", "ja");
    follow("from-word-files.md", "en");
}
