//! What both READMEs show is true: the first command, the five files, the finding, the waiver, the list of kinds.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::world::World;

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.ja.md", "ja")];

/// A day on which nothing in the five files is late.
const TODAY: &str = "2026-11-24";

fn text_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).expect("the file stands in the repository")
}

/// Returns what stands between the fences of a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == opening {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(body.join("\n") + "\n");
        }
    }
    blocks
}

/// Returns the files a page shows, each under the name in its first line.
fn files(page: &str) -> Vec<(String, String)> {
    let file = |block: String| {
        let (first, rest) = block.split_once('\n').expect("a block has lines");
        let name = first.strip_prefix("# ").expect("the first line names the file");
        (name.to_owned(), rest.to_owned())
    };
    blocks(page, "yaml").into_iter().map(file).collect()
}

/// The five files, which come before anything that replaces one of them.
fn world_of_five(page: &str) -> World {
    let world = World::git();
    let files = files(page);
    let five = &files[..5];
    let names: Vec<&str> = five.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "sekisho.yaml",
            "csirt/phase-plan.yaml",
            "csirt/people.yaml",
            "csirt/roles.yaml",
            "csirt/kickoff/project-charter.yaml"
        ]
    );
    for (name, text) in five {
        world.write(name, text);
    }
    world
}

fn check(world: &World, lang: &str) -> crate::world::Run {
    world.sekisho(&["check", "--today", TODAY, "--lang", lang])
}

#[test]
fn the_first_command_passes() {
    for (name, _) in READMES {
        let page = text_of(name);
        let commands = blocks(&page, "sh");
        let arguments = commands[0].trim().strip_prefix("cargo run --release -- ").expect("the check comes first");
        let output = Command::new(env!("CARGO_BIN_EXE_sekisho"))
            .args(arguments.split_whitespace())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .output()
            .expect("the binary was built with the tests");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
        assert_eq!(commands[1].trim(), "cargo test");
    }
}

#[test]
fn the_five_files_pass() {
    for (name, lang) in READMES {
        let run = check(&world_of_five(&text_of(name)), lang);
        assert_eq!(run.status, 0, "{name}\n{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn both_readmes_show_the_same_files_and_commands() {
    let (en, ja) = (text_of("README.md"), text_of("README.ja.md"));
    assert_eq!(files(&en), files(&ja));
    let commands = |page: &str| -> Vec<String> {
        let without_comment = |line: &str| line.split(" # ").next().unwrap_or_default().trim().to_owned();
        blocks(page, "sh").iter().flat_map(|block| block.lines().map(without_comment).collect::<Vec<_>>()).collect()
    };
    assert_eq!(commands(&en), commands(&ja));
}

#[test]
fn the_finding_shown_first_is_what_is_printed() {
    for (name, lang) in READMES {
        let page = text_of(name);
        let world = world_of_five(&page);
        let charter: PathBuf = world.path("csirt/kickoff/project-charter.yaml");
        let text = std::fs::read_to_string(&charter).expect("the world was just written");
        world.write(&charter, text.replace("suzuki", "suzuky"));
        let run = check(&world, lang);
        assert_eq!(run.status, 1);
        let shown = blocks(&page, "text").remove(0);
        for part in shown.trim_end().split("\n\n") {
            assert!(run.stdout.contains(part), "{name} shows\n{part}\n\nprinted is\n{}", run.stdout);
        }
    }
}

#[test]
fn the_waiver_shown_holds() {
    for (name, lang) in READMES {
        let page = text_of(name);
        let world = world_of_five(&page);
        let (path, text) = files(&page).into_iter().nth(5).expect("the waiver is the sixth file");
        world.write(&path, text);
        let run = check(&world, lang);
        assert_eq!(run.status, 0, "{}", run.stdout);
        let shown = if lang == "ja" { "情報[role/unassigned]" } else { "info[role/unassigned]" };
        assert!(!run.stdout.contains(shown), "{}", run.stdout);
        let open = world.sekisho(&["check", "--today", TODAY, "--lang", lang, "--no-waivers"]);
        assert!(open.stdout.contains(shown), "{}", open.stdout);
    }
}

#[test]
fn what_is_to_be_explained_can_be() {
    let page = text_of("README.md");
    let explained = blocks(&page, "sh").into_iter().find(|block| block.starts_with("sekisho explain"));
    for line in explained.expect("the page shows how to ask").lines() {
        let command = line.split(" # ").next().unwrap_or_default();
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        let run = World::folder().sekisho(&arguments);
        assert_eq!(run.status, 0, "{line}\n{}", run.stderr);
    }
}

#[test]
fn both_readmes_lead_to_the_pages_of_the_kinds() {
    for (name, index) in [("README.md", "docs/kinds/README.md"), ("README.ja.md", "docs/kinds/README.ja.md")] {
        assert!(text_of(name).contains(&format!("]({index})")), "{name}");
        let index = text_of(index);
        for kind in sekisho::schema::kinds() {
            assert!(index.contains(&format!("`{}`", kind.name)), "{name}: {}", kind.name);
        }
    }
}
