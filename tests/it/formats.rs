//! Reports as the programs that take them read them: official schemas, and readers written from what those programs do.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::world::{Run, World};

/// A finding as every format must tell it: rule, path, line, and the sentence.
type Told = (String, String, u64, String);

/// A root with findings of every severity, some with labels, some about a file as such, in two folders.
fn ordinary() -> World {
    let world = World::git();
    world
        .write("docs/sekisho.yaml", "version: 1\nlanguages: [ja]\ntime_zone: Asia/Tokyo\n")
        .write("docs/people.yaml", "kind: people\ntitle: 人\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n  - {id: kato, name: 加藤}\n")
        .write("docs/役割/一覧.yaml", "kind: role-catalog\ntitle: \"😀 役割\"\nroles:\n  - {id: lead, name: 😀長, held_by: [satou]}\n  - {id: lead, name: 長}\n")
        .write("docs/empty.yaml", "")
        .write("docs/con.yaml", "kind: study\nid: con\ntitle: x\n");
    world.commit_all("all");
    world
}

/// A root whose names and values mean harm to whatever shows them.
fn hostile() -> World {
    let world = World::git();
    let value = "::error::x ##[error]y ::set-output name=a::b <img src=x onerror=alert(1)> @someone [a](http://x.example) ]]> &lt; %0A \u{202e}";
    let document = |id: &str| {
        format!(
            "kind: people\ntitle: \"{value}\"\npeople:\n  - {{id: {id}, name: \"{value}\"}}\n  - {{id: {id}, name: \"{value}\"}}\nzz: {{\"{value}\": 1}}\n"
        )
    };
    world.write("a.yaml", document("aa")).write("b,c:d%0A::error::e.yaml", document("bb"));
    world.write("##[error]f.yaml", "zz: \u{1b}]0;t\u{7}\u{9b}31m\n").write("<g>&'\".yaml", document("cc"));
    world.write("h\n::error::i.yaml", "zz: [\n").write("j@someone|`k`.yaml", document("dd"));
    world.commit_all("all");
    world
}

fn clean() -> World {
    let world = World::git();
    world
        .write("sekisho.yaml", "version: 1\nlanguages: [ja]\n")
        .write("people.yaml", "kind: people\ntitle: 人\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n");
    world.write("roles.yaml", "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 長, held_by: [sato], responsibilities: [指揮]}\n");
    world.commit_all("all");
    world
}

fn run(world: &World, path: &str, format: &str, lang: &str) -> Run {
    let mut arguments = vec!["check", "--today", "2026-11-24", "--format", format];
    arguments.extend([path].iter().filter(|path| !path.is_empty()));
    if !lang.is_empty() {
        arguments.extend(["--lang", lang]);
    }
    world.sekisho(&arguments)
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

/// What the report for programs says, which its own tests hold to its schema.
fn expected(world: &World, path: &str, lang: &str) -> Vec<Told> {
    let report = json(&run(world, path, "json", lang));
    let found = report["findings"].as_array().expect("a list").iter();
    let told = found.map(|finding| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        (text("rule"), text("path"), finding["start"]["line"].as_u64().unwrap_or(1), text("message"))
    });
    told.collect()
}

/// Draws the teeth of a sentence as all formats but JSON do.
fn visible(text: &str) -> String {
    let text = sekisho::text::Foreign::whole(text).to_string().replace("##[", "##\\[");
    if text.trim_start().starts_with("::") { format!("\\{}", text.trim_start()) } else { text }
}

fn sorted(mut told: Vec<Told>) -> Vec<Told> {
    told.sort();
    told
}

/// Reads workflow commands as the runner does: a line that begins with `::` after blanks, or `##[` anywhere in one.
fn commands(text: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let unescaped = |text: &str| {
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let mut commands = Vec::new();
    for line in text.lines() {
        assert!(!line.contains("##["), "the old form of a command: {line}");
        let Some(rest) = line.trim_start().strip_prefix("::") else { continue };
        let (head, message) = rest.split_once("::").expect("a command has an end");
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let properties = properties.split(',').filter(|property| !property.is_empty());
        let properties = properties.map(|property| {
            let (key, value) = property.split_once('=').expect("a property has a value");
            (key.to_owned(), unescaped(value))
        });
        commands.push((name.to_owned(), properties.collect(), unescaped(message)));
    }
    commands
}

fn told_to_github(text: &str) -> Vec<Told> {
    let told = commands(text).into_iter().map(|(name, mut properties, message)| {
        assert!(["error", "warning", "notice"].contains(&name.as_str()), "{name}");
        let line = properties.get("line").map_or(0, |line| line.parse().expect("a number"));
        let message = message.split('\n').next().unwrap_or_default().to_owned();
        let mut take = |key: &str| properties.remove(key).unwrap_or_default();
        (take("title"), take("file"), line, message)
    });
    told.collect()
}

fn told_to_gitlab(text: &str) -> Vec<Told> {
    let entries: Vec<Value> = serde_json::from_str(text).expect("a list");
    let mut fingerprints: Vec<String> = Vec::new();
    let told = entries.into_iter().map(|entry| {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&text(&entry["severity"]).as_str()));
        fingerprints.push(text(&entry["fingerprint"]));
        let path = text(&entry["location"]["path"]);
        assert!(!path.starts_with("./") && !path.starts_with('/') && !path.is_empty());
        let rule = text(&entry["check_name"]);
        let description = text(&entry["description"]);
        let message = description.strip_prefix(&format!("{rule}: ")).expect("the rule comes first").to_owned();
        let line = entry["location"]["lines"]["begin"].as_u64().expect("a number");
        (rule, path, line, message)
    });
    let told = told.collect();
    let count = fingerprints.len();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), count, "of two entries with one fingerprint GitLab drops one");
    told
}

/// Reads the elements of an XML text that is written as ours is; anything else in it panics.
fn told_to_junit(text: &str) -> Vec<Told> {
    let unescaped = |text: &str| {
        assert!(!text.contains(['<', '>', '"']), "{text}");
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
        text.replace("&amp;", "&")
    };
    let mut rest = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration");
    let mut open: Vec<String> = Vec::new();
    let mut file = String::new();
    let (mut told, mut cases) = (Vec::new(), 0);
    let mut claimed = 0;
    while let Some(start) = rest.find('<') {
        let content = unescaped(&rest[..start]);
        if open.last().is_some_and(|name| name == "failure" || (name == "system-out" && open.len() == 4)) {
            for line in content.lines() {
                let (front, message) = line.split_once("] ").expect("a rule, then a sentence");
                let (place, rule) = front.split_once('[').expect("a rule");
                let line = place.split(':').next().and_then(|line| line.parse().ok()).unwrap_or(1);
                told.push((rule.to_owned(), file.clone(), line, message.to_owned()));
            }
        }
        let end = rest[start..].find('>').expect("a tag has an end") + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, mut attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag, ""));
        let mut values = BTreeMap::new();
        while let Some((key, value)) = attributes.trim_start().split_once("=\"") {
            let (value, more) = value.split_once('"').expect("a value has an end");
            values.insert(key.to_owned(), unescaped(value));
            attributes = more;
        }
        match name {
            "testcase" => {
                cases += 1;
                file = values["name"].clone();
            }
            "testsuite" => claimed = values["tests"].parse().expect("a number"),
            _ => {}
        }
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
    assert_eq!(cases, claimed);
    assert!(cases > 0, "without a case CI says that there are no tests");
    told
}

fn told_to_sarif(text: &str) -> Vec<Told> {
    let log: Value = serde_json::from_str(text).expect("JSON");
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats/sarif-2.1.0.schema.json");
    match std::fs::read_to_string(&schema) {
        Ok(schema) => {
            let schema = serde_json::from_str(&schema).expect("JSON");
            let validator = jsonschema::validator_for(&schema).expect("the official schema compiles");
            let errors: Vec<_> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
        Err(_) => eprintln!("skipped: the official schema of SARIF is not here"),
    }
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    let told = run["results"].as_array().expect("a list").iter().map(|result| {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
        for text in [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["text"]] {
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().expect("a text");
        assert!(uri.is_ascii() && !uri.starts_with('/') && !uri.contains([' ', ':', '#', '?']), "{uri}");
        let message = result["message"]["text"].as_str().expect("a text").lines().next().unwrap_or_default();
        let message = message.split(" (owner: ").next().unwrap_or_default();
        let message = message.replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\");
        let line = location["region"]["startLine"].as_u64().expect("a number");
        (result["ruleId"].as_str().expect("a text").to_owned(), decoded(uri), line, message)
    });
    told.collect()
}

fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let hex = [*high, *low];
                let hex = std::str::from_utf8(&hex).expect("two digits");
                bytes.push(u8::from_str_radix(hex, 16).expect("two digits"));
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).expect("the fixture's names are UTF-8")
}

#[test]
fn every_format_tells_the_same_findings() {
    for (world, path) in [(ordinary(), "docs"), (hostile(), "")] {
        for lang in ["", "ja", "en"] {
            let expected = expected(&world, path, lang);
            assert!(expected.len() > 5, "{expected:#?}");
            let shown = |path: &dyn Fn(&str) -> String| {
                sorted(
                    expected
                        .iter()
                        .map(|(rule, file, line, message)| (rule.clone(), path(file), *line, visible(message)))
                        .collect(),
                )
            };
            let visible_path = |path: &str| visible(path);
            let gitlab = run(&world, path, "gitlab", lang);
            assert_eq!(
                sorted(told_to_gitlab(&gitlab.stdout)),
                shown(&|path| sekisho::text::RepoPath::new(path).to_string())
            );
            let junit = run(&world, path, "junit", lang);
            assert_eq!(sorted(told_to_junit(&junit.stdout)), shown(&visible_path));
            if lang != "ja" {
                let sarif = run(&world, path, "sarif", lang);
                assert_eq!(sorted(told_to_sarif(&sarif.stdout)), shown(&str::to_owned));
            }
            // People read annotations, in their own language.
            let lang = if lang.is_empty() { "en" } else { lang };
            let github = run(&world, path, "github", lang);
            let told = told_to_github(&github.stdout);
            let is_capped =
                told.iter().any(|(title, ..)| title.contains("More findings") || title.contains("ほかの指摘"));
            let shown = shown(&visible_path);
            match is_capped {
                false => assert_eq!(sorted(told), shown),
                true => {
                    let kept = told.len() - 1;
                    let known = told.iter().filter(|one| shown.contains(one)).count();
                    assert_eq!((known, kept < shown.len()), (kept, true));
                }
            }
        }
    }
}

#[test]
fn nothing_in_names_and_values_acts_in_any_format() {
    let world = hostile();
    for format in ["terminal", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        for lang in ["ja", "en"] {
            let run = run(&world, "", format, lang);
            assert_eq!(run.status, 1, "{format}: {}", run.stderr);
            for text in [&run.stdout, &run.stderr] {
                let acts = |c: char| c != '\n' && sekisho::text::Foreign::is_hidden(c);
                assert!(!text.contains(acts), "{format}: {text}");
                assert!(!text.contains("##["), "{format}: {text}");
                let begins = |line: &&str| line.trim_start().starts_with("::");
                let foreign =
                    text.lines().filter(begins).filter(|line| !line.starts_with("::error ") || format != "github");
                let foreign: Vec<_> =
                    foreign.filter(|line| !line.starts_with("::warning ") && !line.starts_with("::notice ")).collect();
                assert!(foreign.is_empty(), "{format}: {foreign:?}");
            }
            if format == "markdown" {
                for mark in ["<img", "](http", "://x", " @someone"] {
                    let outside =
                        run.stdout.lines().filter(|line| !line.starts_with("### ")).any(|line| line.contains(mark));
                    assert!(!outside, "{mark}: {}", run.stdout);
                }
            }
        }
    }
}

#[test]
fn a_clean_run_gives_reports_that_say_so() {
    let world = clean();
    for format in ["terminal", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let run = run(&world, "", format, "");
        assert_eq!((run.status, run.stdout.is_empty()), (0, false), "{format}: {}{}", run.stdout, run.stderr);
        match format {
            "sarif" => assert!(told_to_sarif(&run.stdout).is_empty()),
            "gitlab" => assert_eq!(run.stdout, "[]\n"),
            "junit" => assert!(told_to_junit(&run.stdout).is_empty()),
            "github" => assert!(commands(&run.stdout).is_empty()),
            _ => {}
        }
    }
}

#[test]
fn what_could_not_be_checked_is_told_in_every_format() {
    let world = clean();
    world.write("pointer.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    for format in ["terminal", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let run = run(&world, "", format, "en");
        assert_eq!(run.status, 2, "{format}");
        assert!(run.stdout.contains("git lfs pull") && run.stdout.contains("pointer.yaml"), "{format}: {}", run.stdout);
    }
    let sarif = json(&run(&world, "", "sarif", ""));
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn caps_hold_and_the_totals_stay_exact() {
    let world = World::folder();
    for number in 0..60 {
        let entries: String = (0..100).map(|_| "  - {}\n").collect();
        world.write(format!("d{number}.yaml"), format!("kind: people\ntitle: x\npeople:\n{entries}"));
    }
    let report = json(&run(&world, "", "json", ""));
    let total = report["counts"]["errors"].as_u64().expect("a number");
    assert!(total > 5_000, "{total}");
    let sarif = json(&run(&world, "", "sarif", ""));
    let run_of = &sarif["runs"][0];
    assert_eq!(run_of["results"].as_array().map(Vec::len), Some(5_000));
    assert_eq!(run_of["properties"]["errors"].as_u64(), Some(total));
    assert!(
        run_of["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
            .as_str()
            .is_some_and(|text| text.contains("left out"))
    );
    let github = run(&world, "", "github", "en");
    let commands = commands(&github.stdout);
    let of = |name: &str| commands.iter().filter(|(found, ..)| found == name).count();
    assert_eq!((of("error"), of("notice")), (10, 1));
    let files: std::collections::BTreeSet<_> =
        commands.iter().filter_map(|(_, properties, _)| properties.get("file")).collect();
    assert_eq!(files.len(), 10, "one finding of every file before the second of any");
    assert!(github.stdout.contains(&format!("{total} errors")), "{}", github.stdout);
    assert!(run(&world, "", "markdown", "en").stdout.len() < 1 << 20);
}

#[test]
fn columns_count_characters_behind_emoji_and_paths_are_encoded() {
    let world = ordinary();
    // References are judged only where every document is read whole.
    world.remove("docs/empty.yaml");
    let sarif = json(&run(&world, "docs", "sarif", ""));
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let of = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).unwrap_or_else(|| panic!("{rule}"));
    let location = &of("xref/unresolved")["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "docs/%E5%BD%B9%E5%89%B2/%E4%B8%80%E8%A6%A7.yaml");
    let region = &location["region"];
    assert_eq!(
        (region["startLine"].as_u64(), region["startColumn"].as_u64(), region["endColumn"].as_u64()),
        (Some(4), Some(36), Some(41))
    );
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(sarif["runs"][0]["automationDetails"]["id"], "sekisho/docs/");
    let duplicate = of("xref/duplicate-id");
    assert!(duplicate["relatedLocations"].as_array().is_some_and(|all| !all.is_empty()));
    assert!(duplicate["message"]["text"].as_str().is_some_and(|text| text.contains("](0)")), "{duplicate}");
    let hash = duplicate["partialFingerprints"]["primaryLocationLineHash"].as_str().expect("a text");
    assert!(
        hash.split_once(':').is_some_and(|(hex, count)| u64::from_str_radix(hex, 16).is_ok() && count == "1"),
        "{hash}"
    );
}

#[test]
fn several_reports_go_to_files_of_their_own() {
    let world = ordinary();
    world.write("../out/old.json", "old");
    let run = world.sekisho(&[
        "check",
        "docs",
        "--format",
        "json=../out/old.json",
        "--format",
        "sarif=../out/new.sarif",
        "--format",
        "github",
    ]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("::error "));
    let read = |name: &str| std::fs::read_to_string(world.path(name)).expect("it was written");
    assert!(serde_json::from_str::<Value>(&read("../out/old.json")).is_ok());
    assert!(!told_to_sarif(&read("../out/new.sarif")).is_empty());
    assert_eq!(std::fs::read_dir(world.path("../out")).expect("a folder").count(), 2, "nothing is left beside them");
}

#[test]
#[cfg(unix)]
fn a_report_is_never_written_through_or_over_anything_odd() {
    let world = ordinary();
    world.make_folder("folder").write("target", "kept").link("link", "target");
    let fifo = world.fifo("fifo");
    let names = ["folder", "link", ".git/report", "nowhere/report", ".", "docs/.."];
    for name in names.into_iter().chain(fifo.then_some("fifo")) {
        let run = world.sekisho(&["check", "docs", "--format", &format!("json={name}")]);
        assert_eq!(run.status, 2, "{name}");
        assert!(run.stderr.contains("cannot be written"), "{name}: {}", run.stderr);
    }
    assert_eq!(std::fs::read_to_string(world.path("target")).expect("it lies there"), "kept");
    let run = world.sekisho(&["check", "docs", "--format", "json=a", "--format", "sarif=a"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
}
