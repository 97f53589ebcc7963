//! Runs every case of every rule's page against that rule: documentation and specification are one text.
//!
//! A case is a sentence and the blocks behind it. A block is a document, unless its first line says otherwise:
//! `# settings`, `# file: NAME` (with `\xNN` for bytes), `# hex: NAME` (bytes), `# link: NAME -> TARGET`,
//! `# large: NAME` (more than a file may hold), `# today: YYYY-MM-DD`, `# base: NAME` (a file of the tree before a change:
//! the case is then reviewed, and not only checked).
//! What is expected stands at the end of its line, `# error: [group/slug]`, or, where a comment cannot stand,
//! behind the fence: `` ```yaml error@3 ``. Everything else must be silent.
//! A document with a `kind` and no `title` is given one.

#![allow(clippy::disallowed_methods, reason = "the tests build the folders that are checked")]

use std::path::Path;

use sekisho::engine::{self, Outcome, Request, Today};
use sekisho::finding::Severity;
use sekisho::git::Root;
use sekisho::lang::Lang;
use sekisho::review::{self, How, Trees};
use sekisho::rules::{self, Rule};
use sekisho::text::RepoPath;

/// Rules that no text on a page can break, with the test that does.
const ELSEWHERE: [(&str, &str); 1] = [("file/unmerged", "tests/it/git.rs: a merge that stopped half way is found")];

/// One case of a page.
#[derive(Debug, Default)]
struct Case {
    sentence: String,
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    /// Behind the fence: `error@3`.
    info: String,
    text: String,
}

fn cases(rule: &Rule) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = rule.cases().lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```yaml") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let case = cases.last_mut().unwrap_or_else(|| panic!("{}: a block without a sentence before it", rule.id));
            case.blocks.push(Block { info: info.trim().to_owned(), text: body.join("\n") + "\n" });
        } else if !line.trim().is_empty() {
            match cases.last_mut().filter(|case| case.blocks.is_empty()) {
                Some(case) => case.sentence += &format!(" {line}"),
                None => cases.push(Case { sentence: line.to_owned(), blocks: Vec::new() }),
            }
        }
    }
    cases
}

/// A folder built from a case, and what is expected of it.
struct World {
    folder: tempfile::TempDir,
    /// The tree before the change, where there is one.
    base: Option<tempfile::TempDir>,
    today: String,
    expected: Vec<(String, usize, &'static str)>,
}

impl World {
    fn build(rule: &Rule, case: &Case) -> World {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let mut world = World { folder, base: None, today: "2026-11-24".to_owned(), expected: Vec::new() };
        for (at, block) in case.blocks.iter().enumerate() {
            world.add(rule, &format!("document-{}.yaml", at + 1), block);
        }
        world
    }

    fn add(&mut self, rule: &Rule, default: &str, block: &Block) {
        let first = block.text.lines().next().unwrap_or_default();
        let (word, rest) = match first.strip_prefix("# ").map(|line| line.split_once(": ").unwrap_or((line, ""))) {
            Some((word, rest)) => (word, rest),
            None => ("", ""),
        };
        let mut name = default.to_owned();
        let mut text = block.text.clone();
        match word {
            "today" => {
                rest.trim().clone_into(&mut self.today);
                if block.text.lines().count() == 1 {
                    return;
                }
            }
            "settings" => "sekisho.yaml".clone_into(&mut name),
            "file" => {
                rest.clone_into(&mut name);
                // Of a file that is no YAML, the first line is ours.
                if !name.ends_with(".yaml") {
                    text = text.split_once('\n').map_or(String::new(), |(_, rest)| rest.to_owned());
                }
            }
            "base" => {
                let folder = || tempfile::tempdir().expect("the system has a folder for temporary files");
                let base = self.base.get_or_insert_with(folder).path().to_owned();
                let text = text.split_once('\n').map_or("", |(_, rest)| rest);
                return write_in(&base, rest, titled(rest, text).as_bytes());
            }
            "hex" => {
                let digits: String = block.text.lines().skip(1).collect::<String>().split_whitespace().collect();
                let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("pairs of hex digits");
                let bytes: Vec<u8> = (0..digits.len()).step_by(2).map(byte).collect();
                self.expect(rule, rest, block);
                return self.write(rest, &bytes);
            }
            "link" => {
                let (name, target) = rest.split_once(" -> ").expect("a link has a target");
                self.expect(rule, name, block);
                let path = self.folder.path().join(name);
                std::fs::create_dir_all(path.parent().expect("a folder holds it")).expect("the folder is ours");
                return std::os::unix::fs::symlink(target, path).expect("the folder is ours");
            }
            "large" => {
                self.expect(rule, rest, block);
                return self.write(rest, &vec![b'#'; (1 << 20) + 1]);
            }
            _ => {}
        }
        let text = titled(&name, &text);
        self.expect(rule, &name, block);
        self.write(&name, text.as_bytes());
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        write_in(self.folder.path(), name, bytes);
    }

    fn expect(&mut self, rule: &Rule, name: &str, block: &Block) {
        // A finding shows a name as any output does: bytes that are no text, and what is invisible, are escaped.
        let name = RepoPath::new(unescape(name).into_encoded_bytes()).to_string();
        for word in block.info.split_whitespace() {
            let (severity, line) = word.split_once('@').expect("behind a fence stands `severity@line`");
            let line = line.parse().expect("a line is a number");
            self.expected.push((name.clone(), line, severity_named(severity)));
        }
        for (at, line) in block.text.lines().enumerate() {
            for severity in ["error", "warning", "info"] {
                let marks = line.matches(&format!("# {severity}: [{}]", rule.id)).count();
                let mark = (name.clone(), at + 1, severity_named(severity));
                self.expected.extend(std::iter::repeat_n(mark, marks));
            }
        }
    }
}

fn write_in(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(Path::new(std::ffi::OsStr::new(&*unescape(name))));
    std::fs::create_dir_all(path.parent().expect("a folder holds it")).expect("the folder is ours");
    std::fs::write(path, bytes).expect("the folder is ours");
}

/// Gives a document without a title one.
fn titled(name: &str, text: &str) -> String {
    let has = |field: &str| text.lines().any(|line| line.starts_with(field));
    let is_untitled = has("kind:") && !has("title:") && name != "sekisho.yaml";
    if is_untitled { format!("{text}title: 例\n") } else { text.to_owned() }
}

/// Bytes that are not UTF-8 are written `\xNN` in a name.
fn unescape(name: &str) -> std::ffi::OsString {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = Vec::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).expect("two hex digits"));
        rest = &after[2..];
    }
    bytes.extend(rest.bytes());
    std::ffi::OsString::from_vec(bytes)
}

fn severity_named(name: &str) -> &'static str {
    match name {
        "error" => "error",
        "warning" => "warning",
        "info" => "info",
        other => panic!("no severity {other}"),
    }
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Runs a case, and returns what the rule says of it.
fn found(rule: &Rule, world: &World) -> Result<Vec<(String, usize, &'static str)>, String> {
    let root = Root::find(world.folder.path()).map_err(|error| error.to_string())?;
    let snapshot = root.snapshot().map_err(|error| error.to_string())?;
    if let Some(base) = &world.base {
        return found_in_change(rule, world, base.path(), &snapshot);
    }
    let request = Request {
        snapshot: &snapshot,
        today: Today::Given(world.today.parse().map_err(|_| "no date".to_owned())?),
        below: None,
        waivers: true,
        threads: 1,
        known: None,
        under: None,
    };
    let outcome = engine::check(&request).map_err(|refused| format!("the settings are refused: {refused:?}"))?;
    Ok(told(rule, &outcome))
}

/// Reviews a case of two trees.
fn found_in_change(
    rule: &Rule,
    world: &World,
    base: &Path,
    head: &sekisho::git::Snapshot,
) -> Result<Vec<(String, usize, &'static str)>, String> {
    let base = Root::find(base).and_then(|root| root.snapshot()).map_err(|error| error.to_string())?;
    let how = How {
        today: Today::Given(world.today.parse().map_err(|_| "no date".to_owned())?),
        below: None,
        waivers: true,
        threads: 1,
    };
    let review = review::review(&Trees { bases: vec![&base], head, authors: &std::collections::BTreeSet::new() }, &how);
    let review = review.map_err(|refused| format!("the settings are refused: {refused:?}"))?;
    Ok(told(rule, &review.outcome))
}

fn told(rule: &Rule, outcome: &Outcome) -> Vec<(String, usize, &'static str)> {
    let of_rule = outcome.active().filter(|finding| finding.rule == rule.id);
    let place = |finding: &sekisho::finding::Finding| {
        let place = &finding.subject.place;
        let source = outcome.corpus.at_path(&place.path).map(|document| &document.source);
        let line = source.map_or(1, |source| source.lines().line_of(place.span.start) + 1);
        (place.path.to_string(), line, name_of(finding.severity))
    };
    of_rule.map(place).collect()
}

/// Returns what is wrong with the page of a rule.
fn faults(rule: &'static Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut fires, mut is_silent) = (false, false);
    for case in cases(rule) {
        let world = World::build(rule, &case);
        let mut expected = world.expected.clone();
        expected.sort();
        fires |= !expected.is_empty();
        is_silent |= expected.is_empty();
        match found(rule, &world) {
            Ok(mut found) => {
                found.sort();
                if found != expected {
                    faults
                        .push(format!("{}: {}\n  expected {expected:?}\n  found    {found:?}", rule.id, case.sentence));
                }
            }
            Err(why) => faults.push(format!("{}: {}\n  {why}", rule.id, case.sentence)),
        }
    }
    let elsewhere = ELSEWHERE.iter().any(|(id, _)| *id == rule.id);
    if !fires && !elsewhere {
        faults.push(format!("{}: no case fires", rule.id));
    }
    if !is_silent {
        faults.push(format!("{}: no case is silent", rule.id));
    }
    faults
}

#[test]
fn every_case_of_every_page_holds() {
    let faults: Vec<String> = rules::all().flat_map(faults).collect();
    assert!(faults.is_empty(), "{} faults\n\n{}", faults.len(), faults.join("\n\n"));
}

/// `SEKISHO_SPEC=group/slug cargo test --test spec one_page` runs one page while it is written.
#[test]
fn one_page() {
    let Ok(id) = std::env::var("SEKISHO_SPEC") else { return };
    let faults: Vec<String> = rules::all().filter(|rule| rule.id.starts_with(&id)).flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

#[test]
fn every_page_has_its_title_and_both_languages() {
    for rule in rules::all() {
        assert_eq!(rule.page.lines().next(), Some(format!("# {}", rule.id).as_str()), "the title is the id");
        for lang in [Lang::Ja, Lang::En] {
            assert!(!rule.text(lang).is_empty(), "{}: {lang:?} is missing", rule.id);
        }
        assert!(!rule.cases().is_empty(), "{}: no cases", rule.id);
    }
}

#[test]
fn rules_stand_in_the_order_of_their_ids() {
    let ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}
