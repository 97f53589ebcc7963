//! The action for GitHub, run as it stands: its scripts unchanged, with the release served from this machine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::world::World;

const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n";
const ROLES: &str =
    "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 長, held_by: [sato], responsibilities: [指揮]}\n";

fn action() -> Value {
    serde_yaml::from_str(include_str!("../../action.yml")).expect("YAML")
}

/// Serves files by name until the test ends; returns the address.
fn serve(files: BTreeMap<String, Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
    let address = listener.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
            let mut request = String::new();
            if reader.read_line(&mut request).is_err() {
                continue;
            }
            let mut header = String::new();
            while reader.read_line(&mut header).is_ok_and(|n| n > 2) {
                header.clear();
            }
            let name = request.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
            let _ = match files.get(&name) {
                Some(bytes) => {
                    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len())
                        .and_then(|()| stream.write_all(bytes))
                }
                None => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            };
        }
    });
    format!("http://{address}")
}

/// The release that holds the checker of this build: an archive, and the list of checksums.
fn release(world: &World) -> (BTreeMap<String, Vec<u8>>, String) {
    let version = env!("CARGO_PKG_VERSION");
    let machine = if cfg!(target_arch = "aarch64") { "aarch64" } else { "x86_64" };
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux" };
    let archive = format!("sekisho-{version}-{machine}-{system}.tar.gz");
    let own = PathBuf::from(env!("CARGO_BIN_EXE_sekisho"));
    let packed = world.room().join(&archive);
    let folder = own.parent().expect("a program lies in a folder");
    let status = Command::new("tar").arg("-czf").arg(&packed).arg("-C").arg(folder).arg("sekisho").status();
    assert!(status.is_ok_and(|status| status.success()), "tar packs the binary");
    let bytes = std::fs::read(&packed).expect("it was written");
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let sums = format!("{}  other.tar.gz\n{digest}  {archive}\n", "0".repeat(64));
    (BTreeMap::from([(archive, bytes), ("SHA256SUMS".to_owned(), sums.into_bytes())]), digest)
}

/// What a run of the action left.
#[derive(Debug, Default)]
struct Ran {
    status: i32,
    log: String,
    summary: String,
    outputs: BTreeMap<String, String>,
}

/// Runs every step as the runner does: expressions become the environment, and the scripts stay as they are.
fn run(world: &World, inputs: &[(&str, &str)], event: &str) -> Ran {
    let action = action();
    let temp = world.room().join("runner");
    std::fs::create_dir_all(&temp).expect("the room is ours");
    let summary = temp.join("summary");
    std::fs::write(&summary, "").expect("the room is ours");
    let mut outputs: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut ran = Ran::default();
    for step in action["runs"]["steps"].as_array().expect("a list") {
        let value = |expression: &Value| -> String {
            let text = expression.as_str().expect("a text");
            let Some(name) = text.strip_prefix("${{ ").and_then(|text| text.strip_suffix(" }}")) else {
                return text.to_owned();
            };
            if let Some(input) = name.strip_prefix("inputs.") {
                let given = inputs.iter().find(|(known, _)| *known == input).map(|(_, value)| (*value).to_owned());
                let default = action["inputs"][input]["default"].as_str().unwrap_or_else(|| panic!("no input {input}"));
                return given.unwrap_or_else(|| default.to_owned());
            }
            if let Some(output) = name.strip_prefix("steps.") {
                let (step, output) = output.split_once(".outputs.").expect("an output of a step");
                return outputs[step].get(output).cloned().unwrap_or_default();
            }
            match name {
                "github.action_repository" => "example/sekisho".to_owned(),
                "github.event_name" => event.to_owned(),
                "github.token" => String::new(),
                other if other.starts_with("github.event.") => String::new(),
                other => panic!("an expression that the test does not know: {other}"),
            }
        };
        let file = temp.join("output");
        std::fs::write(&file, "").expect("the room is ours");
        let script = step["run"].as_str().expect("every step is a script");
        assert!(!script.contains("${{"), "nothing is put into a script: {script}");
        assert_eq!(step["shell"], "bash");
        let folder = step.get("working-directory").map_or_else(|| ".".to_owned(), value);
        let mut command = Command::new("bash");
        command
            // As the runner calls it.
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(world.root().join(folder))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", world.room())
            .env("RUNNER_TEMP", &temp)
            .env("GITHUB_OUTPUT", &file)
            .env("GITHUB_STEP_SUMMARY", &summary);
        for (name, expression) in step["env"].as_object().expect("an environment") {
            command.env(name, value(expression));
        }
        let output = command.output().expect("bash is installed");
        ran.log += &String::from_utf8_lossy(&output.stdout);
        ran.log += &String::from_utf8_lossy(&output.stderr);
        ran.status = output.status.code().unwrap_or(-1);
        let said = std::fs::read_to_string(&file).expect("it was written");
        let said =
            said.lines().filter_map(|line| line.split_once('=')).map(|(key, value)| (key.to_owned(), value.to_owned()));
        outputs.insert(step["id"].as_str().expect("every step has an id").to_owned(), said.collect());
        if ran.status != 0 {
            break;
        }
    }
    ran.summary = std::fs::read_to_string(&summary).expect("it was written");
    ran.outputs = outputs.remove("check").unwrap_or_default();
    ran
}

fn world(people: &str) -> (World, String) {
    let world = World::git();
    world.write("docs/sekisho.yaml", "version: 1\nlanguages: [ja]\n");
    world.write("docs/people.yaml", people).write("docs/roles.yaml", ROLES).commit_all("all");
    let (files, _) = release(&world);
    let url = serve(files);
    (world, url)
}

fn has_curl() -> bool {
    let there = Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: this machine has no curl");
    }
    there
}

#[test]
fn a_good_tree_passes_and_leaves_a_summary() {
    if !has_curl() {
        return;
    }
    let (world, url) = world(PEOPLE);
    let inputs = [("release-url", url.as_str()), ("path", "docs"), ("sarif-file", "out.sarif"), ("lang", "ja")];
    let ran = run(&world, &inputs, "pull_request");
    assert_eq!(ran.status, 0, "{}", ran.log);
    assert!(ran.summary.contains("✅") && ran.summary.contains("合格"), "{}", ran.summary);
    let outputs = |key: &str| ran.outputs.get(key).map(String::as_str);
    assert_eq!((outputs("status"), outputs("errors"), outputs("warnings")), (Some("0"), Some("0"), Some("0")));
    assert_eq!(outputs("sarif-file"), Some("out.sarif"));
    let sarif = std::fs::read_to_string(world.path("out.sarif")).expect("it was written");
    assert!(serde_json::from_str::<Value>(&sarif).is_ok());
}

#[test]
fn a_bad_tree_fails_with_annotations_and_numbers() {
    if !has_curl() {
        return;
    }
    let (world, url) = world(&PEOPLE.replace("name", "nmae"));
    let inputs = [("release-url", url.as_str()), ("working-directory", "docs"), ("args", "--min-severity  error")];
    let ran = run(&world, &inputs, "push");
    assert_eq!(ran.status, 1, "{}", ran.log);
    assert!(ran.log.contains("::error file=docs/people.yaml,line=4,"), "{}", ran.log);
    assert!(ran.summary.contains("❌"), "{}", ran.summary);
    assert_eq!(ran.outputs.get("status").map(String::as_str), Some("1"));
    assert!(ran.outputs.get("errors").is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 0)), "{ran:?}");
    let never = [("release-url", url.as_str()), ("working-directory", "docs"), ("fail-on", "never")];
    assert_eq!(run(&world, &never, "push").status, 0);
}

#[test]
fn a_review_tells_what_the_change_brings_and_who_must_approve_it() {
    if !has_curl() {
        return;
    }
    let (world, url) = world(PEOPLE);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=World", "-c", "user.email=world@example.com"]).args(arguments);
        let done = command.current_dir(world.root()).env("HOME", world.room()).status();
        assert!(done.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    git(&["checkout", "-qb", "change"]);
    world.write(
        "docs/people.yaml",
        PEOPLE.replace("title: 関係者", "title: 新しい関係者\nmeta: {status: in-review, owner: lead}"),
    );
    world.write("docs/roles.yaml", ROLES.replace("responsibilities", "strange"));
    world.commit_all("change");
    // As GitHub leaves it: the change merged into its base.
    git(&["checkout", "-q", "--detach", "main"]);
    git(&["merge", "-q", "--no-ff", "--no-edit", "change"]);
    let inputs = [("release-url", url.as_str()), ("mode", "review"), ("path", "docs"), ("lang", "en")];
    let ran = run(&world, &inputs, "pull_request");
    assert_eq!(ran.status, 1, "{}", ran.log);
    assert!(ran.log.contains("::error file=docs/roles.yaml,line=4,"), "{}", ran.log);
    assert!(
        ran.summary.starts_with("<!-- sekisho review -->") && ran.summary.contains("What changes"),
        "{}",
        ran.summary
    );
    let output = |key: &str| ran.outputs.get(key).cloned().unwrap_or_default();
    assert!(output("introduced").parse::<u32>().is_ok_and(|n| n > 0), "{ran:?}");
    let approvals: Value = serde_json::from_str(&output("required-approvals")).unwrap_or_else(|_| panic!("{ran:?}"));
    assert_eq!(approvals[0]["persons"], serde_json::json!(["佐藤"]), "{approvals:#}");
    let inputs = [("release-url", url.as_str()), ("mode", "review"), ("base", "HEAD"), ("path", "docs")];
    let ran = run(&world, &inputs, "push");
    assert_eq!((ran.status, ran.outputs.get("required-approvals").map(String::as_str)), (0, Some("[]")), "{}", ran.log);
}

#[test]
fn what_cannot_be_checked_is_never_a_pass() {
    if !has_curl() {
        return;
    }
    let (world, url) = world(PEOPLE);
    for (inputs, words) in [
        (vec![("path", "nowhere")], "nothing was checked"),
        (vec![("args", "--no-such-option")], "nothing was checked"),
        (vec![("working-directory", "docs"), ("path", "")], ""),
    ] {
        world.write("docs/pointer.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        let mut all = vec![("release-url", url.as_str())];
        all.extend(inputs);
        let ran = run(&world, &all, "push");
        assert_eq!(ran.status, 2, "{}", ran.log);
        assert!(ran.log.contains(words), "{}", ran.log);
        assert_eq!(ran.outputs.get("status").map(String::as_str), Some("2"));
    }
}

#[test]
fn an_archive_with_another_checksum_is_not_run() {
    if !has_curl() {
        return;
    }
    let (world, url) = world(PEOPLE);
    let wrong = "1".repeat(64);
    let ran = run(&world, &[("release-url", &url), ("sha256", &wrong), ("path", "docs")], "push");
    assert_eq!(ran.status, 2, "{}", ran.log);
    assert!(ran.log.contains("the checksum of sekisho-") && ran.summary.is_empty(), "{}", ran.log);
    let (mut files, digest) = release(&world);
    let ran = run(&world, &[("release-url", &url), ("sha256", &digest), ("path", "docs")], "push");
    assert_eq!(ran.status, 0, "{}", ran.log);
    files.insert("SHA256SUMS".to_owned(), b"".to_vec());
    let unlisted = serve(files);
    let ran = run(&world, &[("release-url", &unlisted), ("path", "docs")], "push");
    assert_eq!(ran.status, 2, "{}", ran.log);
    let ran = run(&world, &[("release-url", &url), ("version", "9.9.9"), ("path", "docs")], "push");
    assert_ne!(ran.status, 0, "{}", ran.log);
}

#[test]
fn a_strangers_change_is_not_given_the_rights_of_the_repository() {
    let (world, url) = world(PEOPLE);
    let ran = run(&world, &[("release-url", &url)], "pull_request_target");
    assert_eq!(ran.status, 2);
    assert!(ran.log.contains("use pull_request"), "{}", ran.log);
}

#[test]
fn the_action_and_the_workflows_are_what_their_schemas_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, schema) in [
        ("action.yml", "github-action"),
        (".github/workflows/ci.yml", "github-workflow"),
        (".github/workflows/release.yml", "github-workflow"),
    ] {
        let text = std::fs::read_to_string(root.join(file)).expect("it stands in the repository");
        let document: Value = serde_yaml::from_str(&text).expect("YAML");
        let path = root.join("../shared/data/formats").join(format!("{schema}.schema.json"));
        let Ok(schema) = std::fs::read_to_string(path) else {
            eprintln!("skipped: the official schema {schema} is not here");
            continue;
        };
        let schema = serde_json::from_str(&schema).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("the official schema compiles");
        let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{file}: {errors:#?}");
    }
    let template: Value =
        serde_yaml::from_str(include_str!("../../packaging/gitlab/sekisho.gitlab-ci.yml")).expect("YAML");
    assert!(template["sekisho"]["artifacts"]["reports"]["codequality"].is_string());
}

#[test]
fn versions_of_what_is_packaged_agree() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(action()["inputs"]["version"]["default"], version);
    let mirror = include_str!("../../packaging/pre-commit-mirror/pyproject.toml");
    assert!(mirror.contains(&format!("version = \"{version}\"")) && mirror.contains(&format!("sekisho=={version}")));
    assert!(
        include_str!("../../packaging/gitlab/sekisho.gitlab-ci.yml")
            .contains(&format!("SEKISHO_VERSION: \"{version}\""))
    );
}
