//! The repository is tidy: modules in their order, no file forgotten, every dependency with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sekisho::rules;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the paths of the repository, `/` between their parts: what is there, built files and Git's own left out.
fn paths() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).expect("the folder was just listed") {
            let entry = entry.expect("the folder can be read");
            let path = folder.join(entry.file_name());
            let name = entry.file_name().to_string_lossy().into_owned();
            if matches!(name.as_str(), ".git" | "target" | "node_modules") {
                continue;
            }
            match entry.file_type().expect("the folder can be read").is_dir() {
                true => folders.push(path),
                false => found.push(path.to_string_lossy().replace('\\', "/")),
            }
        }
    }
    found.sort();
    found
}

fn sources() -> impl Iterator<Item = String> {
    paths().into_iter().filter(|path| path.starts_with("src/") && path.ends_with(".rs"))
}

#[track_caller]
fn nothing(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// Returns the modules in the order of ARCHITECTURE.md.
fn modules() -> Vec<String> {
    let map = text_of("ARCHITECTURE.md");
    let list = map.lines().find(|line| line.starts_with("> **base**")).expect("the map has the list");
    let group = |group: &str| group.rsplit("**").next().unwrap_or_default().to_owned();
    let names = list.trim_start_matches('>').split('·').map(group);
    names.flat_map(|names| names.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>()).collect()
}

/// Returns the names that follow each `crate::` of a line of code, `{a, b::c}` taken apart.
fn names_after_crate(code: &str) -> Vec<String> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        // `$crate::` of a macro names the same modules.
        if before.is_some_and(is_word) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let mut depth = 0_usize;
        let mut is_first = true;
        let mut name = String::new();
        for character in rest.chars() {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ',' if depth == 1 => is_first = true,
                _ if is_word(character) && is_first => {
                    name.push(character);
                    continue;
                }
                _ => {}
            }
            if !name.is_empty() {
                names.push(std::mem::take(&mut name));
                is_first = character == ',';
            }
            if depth == 0 {
                break;
            }
        }
        names.extend(Some(name).filter(|name| !name.is_empty()));
    }
    names
}

/// Returns the names that chains of `super::` reach at the top of the crate, seen from a module that deep.
fn names_above(code: &str, depth: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("super::") {
        let mut tail = &rest[at..];
        let mut n_supers = 0;
        while let Some(after) = tail.strip_prefix("super::") {
            n_supers += 1;
            tail = after;
        }
        if n_supers >= depth {
            names.push(tail.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect());
        }
        rest = tail;
    }
    names
}

/// Returns a file's code without its comments.
fn code_of(path: &str) -> String {
    let text = text_of(path);
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

#[test]
fn names_are_found_in_every_form_of_a_path() {
    let found =
        names_after_crate("use crate::{text::{Span, RepoPath}, lang, yaml::tree::Style}; let x = crate::git::Root;");
    assert_eq!(found, ["text", "lang", "yaml", "git"]);
    assert_eq!(names_after_crate("pub(crate) fn x() {} $crate::both!{}"), ["both"]);
    assert_eq!(names_above("super::super::cli::run(); super::page()", 2), ["cli"]);
}

#[test]
fn the_library_lists_the_modules_in_the_order_of_the_map() {
    let library = text_of("src/lib.rs");
    let listed: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules(), listed);
}

#[test]
fn a_module_uses_only_modules_before_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let mut faults = Vec::new();
    for path in sources() {
        let parts: Vec<&str> = path.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
        // The roots of the library and the binary stand outside the order.
        let [module, inner @ ..] = parts.as_slice() else { continue };
        if inner.is_empty() {
            continue;
        }
        let Some(own) = place(module) else {
            faults.push(format!("{path}: the module is not in ARCHITECTURE.md"));
            continue;
        };
        let depth = 1 + inner.iter().filter(|part| **part != "mod").count();
        let code = code_of(&path);
        for name in names_after_crate(&code) {
            // A macro that is exported stands at the top of the crate, wherever it is written.
            let name = if name == "both" { "lang" } else { name.as_str() };
            match place(name) {
                Some(used) if used <= own => {}
                Some(_) => faults.push(format!("{path}: {module} uses {name}, which comes later")),
                None => faults.push(format!("{path}: `crate::{name}` is no module of the map")),
            }
        }
        for name in names_above(&code, depth) {
            if place(&name).is_some_and(|used| used > own) {
                faults.push(format!("{path}: {module} uses {name}, which comes later"));
            }
        }
    }
    nothing(&faults);
}

#[test]
fn every_file_of_rust_opens_with_what_is_in_it() {
    let rust = paths().into_iter().filter(|path| path.ends_with(".rs"));
    let opens = |path: &String| {
        text_of(path).lines().next().is_some_and(|line| line.starts_with("//! ") && line.chars().count() > 20)
    };
    nothing(&rust.filter(|path| !opens(path)).collect::<Vec<_>>());
}

/// A file that no `mod` names is never compiled, and nobody would notice.
#[test]
fn every_file_of_rust_is_part_of_its_module() {
    let mut faults = Vec::new();
    let rust = paths().into_iter().filter(|path| path.starts_with("src/") || path.starts_with("tests/it/"));
    for path in rust.filter(|path| path.ends_with(".rs")) {
        let (folder, file) = path.rsplit_once('/').expect("it lies in a folder");
        let (folder, name) = match file {
            "lib.rs" | "main.rs" => continue,
            "mod.rs" => folder.rsplit_once('/').expect("a module lies in a folder"),
            file => (folder, file.trim_end_matches(".rs")),
        };
        let parents = ["mod.rs", "lib.rs", "main.rs"].map(|parent| format!("{folder}/{parent}"));
        let texts: Vec<String> =
            parents.iter().filter(|path| root().join(path).exists()).map(|path| text_of(path)).collect();
        // `pub mod name;`, `pub(crate) mod name;` and so on.
        let declaration = format!("mod {name};");
        let is_declared = |text: &String| {
            text.lines()
                .filter_map(|line| line.strip_suffix(&declaration))
                .any(|before| before.is_empty() || before.starts_with("pub"))
        };
        if !texts.iter().any(is_declared) {
            faults.push(path);
        }
    }
    nothing(&faults);
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let pages: BTreeSet<String> =
        paths().into_iter().filter(|path| path.starts_with("src/rules/") && path.ends_with(".md")).collect();
    let wanted: BTreeMap<String, &rules::Rule> =
        rules::all().map(|rule| (format!("src/rules/{}.md", rule.id.replace('-', "_")), rule)).collect();
    assert_eq!(pages, wanted.keys().cloned().collect(), "pages there are, and pages of the rules in the list");
    for (path, rule) in wanted {
        // A page beside the right file may still be another rule's.
        assert_eq!(text_of(&path), rule.page, "{path}");
    }
}

#[test]
fn every_file_can_be_checked_out_on_windows() {
    let devices = ["con", "prn", "aux", "nul"];
    let mut faults = Vec::new();
    let mut seen = BTreeMap::new();
    for path in paths() {
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            let numbered =
                |name: &str| stem.len() == 4 && stem.starts_with(name) && stem.ends_with(|c: char| c.is_ascii_digit());
            let is_device = devices.contains(&stem.as_str()) || numbered("com") || numbered("lpt");
            let is_odd = part.contains(|c: char| c.is_control() || "<>:\"|?*\\".contains(c));
            if is_device || is_odd || part.ends_with(['.', ' ']) {
                faults.push(path.clone());
            }
        }
        if path.chars().count() > 180 {
            faults.push(format!("{path}: too long below an ordinary folder"));
        }
        if let Some(other) = seen.insert(path.to_lowercase(), path.clone()) {
            faults.push(format!("{path} and {other} are one file where letter case means nothing"));
        }
    }
    nothing(&faults);
}

/// Returns what is text and ours, this file left out: it has to name what it looks for.
fn texts() -> impl Iterator<Item = (String, String)> {
    let is_ours =
        |path: &String| !path.starts_with("LICENSE") && !path.ends_with("tidy.rs") && !path.ends_with(".snap.new");
    paths()
        .into_iter()
        .filter(is_ours)
        .filter_map(|path| Some((std::fs::read_to_string(root().join(&path)).ok()?, path)))
        .map(|(text, path)| (path, text))
}

#[test]
fn nothing_is_left_for_later_in_the_text() {
    let mut faults = Vec::new();
    // The rule on such words has to name them, too.
    for (path, text) in texts().filter(|(path, _)| !path.starts_with("src/rules/text/placeholder.")) {
        for (at, line) in text.lines().enumerate() {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            if words.any(|word| matches!(word, "TODO" | "FIXME" | "XXX" | "HACK")) {
                faults.push(format!("{path}:{}: {line}", at + 1));
            }
        }
    }
    nothing(&faults);
}

#[test]
fn no_machine_and_no_mirror_is_named() {
    let mut faults = Vec::new();
    for (path, text) in texts() {
        for named in ["/work/", "/root/", "/Users/", "artifactory", "crates-io"] {
            faults.extend(text.contains(named).then(|| format!("{path} names {named}")));
        }
    }
    nothing(&faults);
}

#[test]
fn every_dependency_has_its_reason_above_it() {
    let mut faults = Vec::new();
    let mut section = String::new();
    let mut above = String::new();
    for line in text_of("Cargo.toml").lines() {
        if line.starts_with('[') {
            line.clone_into(&mut section);
        } else if section.ends_with("dependencies]") && line.contains('=') && !line.starts_with('#') {
            let has_reason = above.starts_with("# ");
            faults.extend((!has_reason).then(|| format!("{section} {line}")));
        }
        line.clone_into(&mut above);
    }
    nothing(&faults);
}

#[test]
fn only_the_report_is_made_for_programs() {
    let outside = sources().filter(|path| !path.starts_with("src/report/"));
    nothing(&outside.filter(|path| code_of(path).contains("Serialize")).collect::<Vec<_>>());
}

#[test]
fn the_kinds_of_the_construction_flow_are_known() {
    let names: BTreeSet<&str> = sekisho::schema::kinds().iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), 49);
}

/// Paths in backticks that begin with a folder of ours.
#[test]
fn the_pages_name_only_files_that_exist() {
    let folders = ["src/", "schemas/", "tests/", "examples/", "benches/", "docs/", ".ci/", ".github/"];
    let mut faults = Vec::new();
    for page in ["README.md", "README.ja.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] {
        let text = text_of(page);
        let quoted = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let linked = linked.filter(|target| !target.contains("://") && !target.starts_with('#'));
        let ours = quoted
            .filter(|path| folders.iter().any(|folder| path.starts_with(folder)) && !path.contains(['*', ' ', '<']));
        for path in ours.chain(linked) {
            faults.extend((!root().join(path).exists()).then(|| format!("{page}: {path}")));
        }
    }
    nothing(&faults);
}
