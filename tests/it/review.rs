//! Changes as they come about: what is new is new, and nothing else is, whatever the history looks like.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::world::{Run, World, run};

const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n";
const ROLES: &str =
    "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 長, held_by: [sato], responsibilities: [指揮]}\n";
/// One error that was always there.
const OLD: &str = "kind: study\nid: old\ntitle: 古い\nstrange: 1\n";

fn git(folder: &Path, script: &str) -> String {
    let output = Command::new("bash")
        .args(["-ec", script])
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder.parent().expect("a room around it"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "World")))
        .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "world@example.com")))
        .output()
        .expect("bash and git are installed");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{script}: {said}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// `main` with two good documents and one that has an error, and a branch `change` that is checked out.
fn world() -> World {
    let world = World::git();
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja]\n");
    world.write("people.yaml", PEOPLE).write("roles.yaml", ROLES).write("old.yaml", OLD);
    world.commit_all("first");
    git(&world.root(), "git checkout -qb change");
    world
}

fn review(world: &World, arguments: &[&str]) -> Value {
    let mut all = vec!["review", "--format", "json", "--today", "2026-11-24"];
    all.extend(arguments);
    let run = world.sekisho(&all);
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr))
}

/// The rules of what is new, and how many findings are gone and carried.
fn told(report: &Value) -> (Vec<String>, usize, u64) {
    let rules = report["findings"].as_array().expect("a list").iter();
    let mut rules: Vec<String> = rules.map(|finding| finding["rule"].as_str().expect("a text").to_owned()).collect();
    rules.sort();
    rules.dedup();
    let compared = &report["compared"];
    (rules, compared["resolved"].as_array().expect("a list").len(), compared["carried"].as_u64().expect("a number"))
}

fn strange(world: &World) {
    world.write("people.yaml", PEOPLE.replace("post", "pots"));
}

#[test]
fn only_what_is_new_counts() {
    let world = world();
    git(&world.root(), "git commit -q --allow-empty -m nothing");
    let report = review(&world, &["main"]);
    let (rules, resolved, carried) = told(&report);
    assert_eq!((rules, resolved, &report["status"]), (vec![], 0, &0.into()));
    assert!(carried > 0);
    strange(&world);
    world.commit_all("bad");
    let report = review(&world, &["main"]);
    assert!(told(&report).0.contains(&"schema/unknown-field".to_owned()), "{report:#}");
    assert_eq!((&report["status"], told(&report).2), (&1.into(), carried));
    // Mended again, and the old error too.
    world.write("people.yaml", PEOPLE).write("old.yaml", OLD.replace("strange: 1\n", ""));
    world.commit_all("good");
    let report = review(&world, &["main"]);
    assert_eq!((told(&report).0.is_empty(), &report["status"]), (true, &0.into()), "{report:#}");
    assert!(told(&report).1 > 0, "what was there is resolved");
}

#[test]
fn deleting_what_an_untouched_file_refers_to_is_new() {
    let world = world();
    world.remove("people.yaml");
    world.commit_all("nobody");
    let report = review(&world, &["main"]);
    assert!(told(&report).0.contains(&"xref/unresolved".to_owned()), "{report:#}");
}

#[test]
fn renaming_and_moving_files_is_nothing_new() {
    let world = world();
    git(&world.root(), "mkdir docs; git mv people.yaml docs/leute.yaml; git mv old.yaml docs/old.yaml");
    world.commit_all("moved");
    let report = review(&world, &["main"]);
    assert_eq!((told(&report).0.is_empty(), &report["status"]), (true, &0.into()), "{report:#}");
}

#[test]
fn the_work_of_others_on_the_base_is_not_blamed_on_the_change() {
    let world = world();
    world.write("mine.yaml", "kind: study\nid: mine\ntitle: 私\n");
    world.commit_all("mine");
    git(&world.root(), "git checkout -q main");
    strange(&world);
    world.remove("old.yaml");
    world.commit_all("theirs, and bad");
    git(&world.root(), "git checkout -q change");
    assert_eq!(review(&world, &["main"])["status"], 0, "from where the two parted");
    // Merged, rebased and squashed it is the same.
    git(&world.root(), "git merge -q --no-edit main");
    let report = review(&world, &["main"]);
    assert_eq!(report["status"], 0, "{report:#}");
    git(&world.root(), "git reset -q --hard HEAD~1; git rebase -q main");
    assert_eq!(review(&world, &["main"])["status"], 0);
    git(&world.root(), "git checkout -q main; git merge -q --squash change; git commit -qm squashed");
    assert_eq!(review(&world, &["HEAD~1"])["status"], 0);
}

#[test]
fn of_crossed_histories_whatever_is_new_against_one_side_is_new() {
    let world = world();
    let script = "
        git checkout -qb a main; echo a > a; git add -A; git commit -qm a
        git checkout -qb b main; echo b > b; git add -A; git commit -qm b
        git merge -q --no-edit a
        git checkout -q a; git merge -q --no-edit b~1";
    git(&world.root(), script);
    strange(&world);
    world.commit_all("bad");
    let report = review(&world, &["b...a"]);
    assert_eq!(report["compared"]["bases"].as_array().map(Vec::len), Some(2), "{report:#}");
    assert_eq!(report["status"], 1);
    assert!(told(&report).0.contains(&"schema/unknown-field".to_owned()));
}

#[test]
fn a_merge_made_by_the_forge_is_compared_with_its_first_parent() {
    let world = world();
    strange(&world);
    world.commit_all("bad");
    git(
        &world.root(),
        "git checkout -q --detach main; git commit -q --allow-empty -m theirs; git merge -q --no-ff --no-edit change",
    );
    let shallow = world.room().join("shallow");
    git(
        &world.room(),
        &format!(
            "git clone -q --depth 2 file://{} shallow 2>/dev/null || true; test -d shallow",
            world.root().display()
        ),
    );
    git(
        &shallow,
        &format!(
            "git fetch -q --depth 2 file://{} $(git -C {} rev-parse HEAD); git checkout -q FETCH_HEAD",
            world.root().display(),
            world.root().display()
        ),
    );
    let said = run(&shallow, &["review", "HEAD^1", "--lang", "en", "--today", "2026-11-24"], &[]);
    assert_eq!(said.status, 1, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("schema/unknown-field"), "{}", said.stdout);
}

#[test]
fn a_clone_that_ends_too_early_is_never_guessed_about() {
    let world = world();
    git(
        &world.root(),
        "git commit -q --allow-empty -m one; git commit -q --allow-empty -m two; git checkout -q main; git commit -q --allow-empty -m three; git checkout -q change",
    );
    git(&world.room(), &format!("git clone -q --depth 1 --no-single-branch file://{} shallow", world.root().display()));
    let said = run(&world.room().join("shallow"), &["review", "origin/main", "--lang", "en"], &[]);
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(said.stderr.contains("git fetch --unshallow"), "{}", said.stderr);
}

#[test]
fn a_base_that_nobody_named_or_that_is_gone_is_the_default_branch_and_said() {
    let world = world();
    strange(&world);
    world.commit_all("bad");
    let says = |arguments: &[&str], words: &str| {
        let mut all = vec!["review", "--lang", "en", "--width", "300"];
        all.extend(arguments);
        let Run { status, stdout, stderr } = world.sekisho(&all);
        assert_eq!(status, 1, "{stderr}");
        assert!(stdout.contains(words), "{stdout}");
    };
    says(&[], "No base was named, so it is main");
    let zero = "0".repeat(40);
    says(&[&zero], "is not here, so it is main");
    says(&[&"1".repeat(40)], "is not here, so it is main");
    git(&world.root(), "git branch -q -m main trunk");
    let lost = world.sekisho(&["review", "--lang", "en"]);
    assert_eq!(lost.status, 2);
    assert!(lost.stderr.contains("sekisho review BRANCH"), "{}", lost.stderr);
}

#[test]
fn the_settings_before_the_change_judge_it() {
    let world = world();
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja]\nrules: {schema/unknown-field: {severity: allow}}\n");
    strange(&world);
    world.commit_all("looser, and bad");
    let report = review(&world, &["main"]);
    let rules = told(&report).0;
    assert!(
        rules.contains(&"gate/loosened".to_owned()) && rules.contains(&"schema/unknown-field".to_owned()),
        "{rules:?}"
    );
    assert_eq!(report["findings"][0]["rule"], "gate/loosened", "what weakens the check comes first");
    // What the new settings ask for counts as well.
    git(&world.root(), "git checkout -q main; git checkout -qb strict");
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja]\nrules: {role/responsibility-empty: {severity: error}}\n");
    world.write("roles.yaml", ROLES.replace(", responsibilities: [指揮]", ""));
    world.commit_all("stricter");
    let report = review(&world, &["main"]);
    assert_eq!(report["status"], 1, "{report:#}");
}

#[test]
fn exceptions_and_accepted_findings_that_arrive_are_shown() {
    let world = world();
    world.write("roles.yaml", ROLES.replace("roles:\n", "roles:\n  # sekisho: ignore[role/unassigned] until=2026-12-31 by=lead -- 発令待ち\n  - {id: scribe, name: 書記, responsibilities: [記録]}\n"));
    world.commit_all("an exception");
    let report = review(&world, &["main"]);
    assert_eq!(
        (&report["findings"][0]["rule"], &report["status"]),
        (&"gate/waiver-added".into(), &0.into()),
        "{report:#}"
    );
    assert!(!told(&report).0.contains(&"role/unassigned".to_owned()));
    assert!(told(&review(&world, &["main", "--no-waivers"])).0.contains(&"role/unassigned".to_owned()));
    // The settings before the change may want none.
    git(&world.root(), "git checkout -q main");
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja]\nrules: {gate/waiver-added: {severity: error}}\n");
    world.commit_all("no exceptions");
    git(&world.root(), "git checkout -q change; git rebase -q main");
    assert_eq!(review(&world, &["main"])["status"], 1);
}

#[test]
fn two_revisions_can_be_read_without_judging_them() {
    let world = world();
    strange(&world);
    world.commit_all("bad");
    let report = review(&world, &["main...change", "--no-gate"]);
    assert_eq!((&report["status"], &report["fail_on"]), (&0.into(), &"never".into()));
    assert!(told(&report).0.contains(&"schema/unknown-field".to_owned()));
    git(&world.root(), "git checkout -q --orphan other; git commit -q -m alone");
    assert_eq!(world.sekisho(&["review", "main"]).status, 2);
    assert_eq!(world.sekisho(&["review", "main...other", "--no-gate"]).status, 0);
}

#[test]
fn every_format_takes_a_review_and_both_languages() {
    let world = world();
    strange(&world);
    world.commit_all("bad");
    for format in ["terminal", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        for lang in ["ja", "en"] {
            let run = world.sekisho(&["review", "main", "--format", format, "--lang", lang, "--today", "2026-11-24"]);
            assert_eq!(run.status, 1, "{format}: {}", run.stderr);
            assert!(
                run.stdout.contains("schema/unknown-field") && !run.stdout.contains("strange"),
                "{format}: {}",
                run.stdout
            );
        }
    }
    let schema = include_str!("../../schemas/report.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    world.write("old.yaml", OLD.replace("strange: 1\n", ""));
    world.commit_all("one mended");
    let report = review(&world, &["main"]);
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty() && told(&report).1 > 0, "{errors:#?}");
}

#[test]
fn a_bare_repository_is_reviewed_as_well() {
    let world = world();
    strange(&world);
    world.commit_all("bad");
    git(&world.room(), "git clone -q --bare root bare");
    let said = run(&world.room(), &["review", "--git-dir", "bare", "main...change", "--lang", "en"], &[]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    let said = run(&world.room(), &["review", "--git-dir", "bare", "main...main", "--lang", "en"], &[]);
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
}

/// What a reviewer is told of changes that come about in a team's life.
#[test]
fn a_change_reads_as_sentences_about_what_it_means() {
    let world = World::git();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/model-csirt");
    let mut paths = Vec::new();
    crate::hostile::files(&example, Path::new(""), &mut paths);
    for path in &paths {
        world.write(path, std::fs::read(example.join(path)).expect("an example can be read"));
    }
    world.commit_all("model");
    git(&world.root(), "git checkout -qb change");
    let edit = |path: &str, edits: &[(&str, &str)]| {
        let mut text = std::fs::read_to_string(world.path(path)).expect("the example has the file");
        for (old, new) in edits {
            assert!(text.contains(old), "{path}: {old}");
            text = text.replacen(old, new, 1);
        }
        world.write(path, text);
    };
    edit(
        "csirt/design/escalation-matrix.yaml",
        &[("within: 15min", "within: 1h"), ("within: 30min", "within: 10min"), ("    decision: stop-service\n", "")],
    );
    edit("csirt/design/information-handling-policy.yaml", &[("logs: 1y", "logs: 6mo")]);
    edit(
        "csirt/registry/roles.yaml",
        &[
            ("{person: sato, as: primary, accepted: 2026-05-21}", "{person: kato, as: primary, accepted: 2026-11-21}"),
            ("limits: 1件300万円まで。超えるときは経営会議に諮る", "limits: 1件500万円まで"),
            ("    deputy_required: true\n", ""),
        ],
    );
    edit(
        "csirt/registry/contacts.yaml",
        &[
            ("to: \"17:30\"", "to: \"15:00\""),
            ("response_target: 2h", "response_target: 1d"),
            ("max_tlp: amber", "max_tlp: clear"),
            ("last_tested: 2026-11-16", "last_tested: 2025-11-16"),
        ],
    );
    edit("csirt/registry/logs.yaml", &[("online: 90d", "online: 30d")]);
    edit(
        "csirt/registry/services.yaml",
        &[("    public: true\n", ""), ("constituencies: [employees, onsite-partners]", "constituencies: [employees]")],
    );
    edit("csirt/registry/people.yaml", &[("title: {ja: ", "title: {ja: 新しい")]);
    git(
        &world.root(),
        "git rm -qf csirt/assurance/review-log.yaml; git mv csirt/registry/logs.yaml csirt/registry/log-list.yaml",
    );
    world.commit_all("much");
    for lang in ["ja", "en"] {
        let run = world.sekisho(&["review", "main", "--lang", lang, "--today", "2026-11-24", "--width", "200"]);
        let told = run.stdout.split("\n\n").next().unwrap_or_default();
        insta::assert_snapshot!(format!("changes_{lang}"), told);
    }
    let report = review(&world, &["main"]);
    let changes = report["compared"]["changes"].as_array().expect("a list");
    let of = |class: &str| changes.iter().filter(|change| change["class"] == class).count();
    assert!(of("weakening") > 4 && of("strengthening") > 0 && of("neutral") > 0, "{changes:#?}");
    assert_eq!(changes[0]["class"], "weakening", "what weakens comes first");
    let markdown = world.sekisho(&["review", "main", "--lang", "en", "--format", "markdown"]).stdout;
    assert!(markdown.starts_with("<!-- sekisho review -->\n") && markdown.contains("🔻"), "{markdown}");
}

/// A root whose studies the security officer must approve, and the deputy where the officer wrote them.
fn with_approvers(deputy: &str) -> World {
    let world = World::git();
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja]\napprovals:\n  - {kinds: [study], roles: [ciso], count: 1}\n  - {settings: true, roles: [ciso]}\n");
    world.write("people.yaml", "kind: people\ntitle: 人\npeople:\n  - {id: suzuki, name: 鈴木, post: 取締役, git_identities: [{email: World@example.com}]}\n  - {id: kato, name: 加藤, post: 部長}\n  - {id: mori, name: 森, post: 課長}\n");
    world.write("roles.yaml", format!("kind: role-catalog\ntitle: 役割\nroles:\n  - id: ciso\n    name: 責任者\n    held_by:\n      - {{person: suzuki, as: primary}}\n{deputy}    responsibilities: [決める]\n  - {{id: lead, name: 長, held_by: [mori], responsibilities: [指揮]}}\n"));
    world
        .write("study.yaml", "kind: study\nid: s\ntitle: 勉強会\nmeta: {status: in-review}\n")
        .write("roster.yaml", "kind: announcement\nid: n\ntitle: 案内\nmeta: {status: in-review, owner: lead}\n");
    world.commit_all("first");
    git(&world.root(), "git checkout -qb change");
    world
}

#[test]
fn who_must_approve_follows_from_the_settings_and_the_roles_before_the_change() {
    let world = with_approvers("      - {person: kato, as: deputy, order: 1}\n");
    // The change makes its author's friend an officer; that does not count yet.
    let roles = std::fs::read_to_string(world.path("roles.yaml")).expect("it was written");
    world.write("roles.yaml", roles.replace("{person: suzuki, as: primary}", "{person: mori, as: primary}"));
    world.write("study.yaml", "kind: study\nid: s\ntitle: 新しい勉強会\nmeta: {status: in-review}\n");
    world
        .write("roster.yaml", "kind: announcement\nid: n\ntitle: 新しい案内\nmeta: {status: in-review, owner: lead}\n");
    git(&world.root(), "git add -A; git commit -qm change");
    let report = review(&world, &["main"]);
    let approvals = report["compared"]["approvals"].as_array().expect("a list");
    let of = |what: &str| {
        approvals
            .iter()
            .find(|needed| needed["what"].as_str().is_some_and(|text| text.contains(what)))
            .unwrap_or_else(|| panic!("{approvals:#?}"))
    };
    let study = of("新しい勉強会");
    assert_eq!(
        (&study["persons"], &study["laid_down"], &study["unmet"]),
        (&serde_json::json!(["加藤"]), &true.into(), &false.into())
    );
    let notice = of("新しい案内");
    assert_eq!((&notice["persons"], &notice["laid_down"]), (&serde_json::json!(["森"]), &false.into()));
    for (lang, words) in [
        ("ja", "責任者の承認が1人分必要です（済み 0）。承認できる人: 加藤"),
        ("en", "needs 1 approval by 責任者 (0 given): 加藤 can give it"),
    ] {
        let run = world.sekisho(&["review", "main", "--lang", lang, "--width", "300"]);
        assert!(run.stdout.contains(words), "{}", run.stdout);
    }
}

#[test]
fn that_nobody_is_left_to_approve_is_said_first() {
    let world = with_approvers("");
    world.write("study.yaml", "kind: study\nid: s\ntitle: 新しい勉強会\nmeta: {status: in-review}\n");
    world.write("sekisho.yaml", "version: 1\nlanguages: [ja, en]\napprovals:\n  - {kinds: [study], roles: [ciso], count: 1}\n  - {settings: true, roles: [ciso]}\n");
    git(
        &world.root(),
        "git add -A; git commit -qm change --author 'Other <other@example.com>'; git commit -q --allow-empty -m more -m 'Co-authored-by: Suzuki <world@example.com>'",
    );
    let report = review(&world, &["main"]);
    let approvals = report["compared"]["approvals"].as_array().expect("a list");
    assert!(approvals.iter().all(|needed| needed["unmet"] == true) && approvals.len() == 2, "{approvals:#?}");
    assert_eq!(report["compared"]["authors_not_known"], serde_json::json!(["other@example.com"]));
    let run = world.sekisho(&["review", "main", "--lang", "en", "--width", "300"]);
    assert!(run.stdout.contains("too few are left who could"), "{}", run.stdout);
}

#[test]
fn an_approval_of_the_new_text_counts_as_given() {
    let world = with_approvers("      - {person: kato, as: deputy, order: 1}\n");
    let people = std::fs::read_to_string(world.path("people.yaml")).expect("it was written");
    let approved = "title: 新しい人\nmeta: {status: approved, version: \"1.0\", owner: ciso}\n";
    world.write("people.yaml", people.replace("title: 人\n", approved));
    let run = world.sekisho(&["approve", "people.yaml", "--as", "ciso", "--person", "kato", "--today", "2026-11-24"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    git(&world.root(), "git add -A; git commit -qm change");
    let report = review(&world, &["main"]);
    let approvals = &report["compared"]["approvals"];
    assert_eq!((&approvals[0]["given"], &approvals[0]["unmet"]), (&1.into(), &false.into()), "{approvals:#}");
    // Drafts need nobody.
    let world = with_approvers("");
    world.write("draft.yaml", "kind: study\nid: draft\ntitle: 下書き\n");
    git(&world.root(), "git add -A; git commit -qm change");
    assert_eq!(review(&world, &["main"])["compared"]["approvals"], serde_json::json!([]));
}

/// Where a new finding of a rule is shown, and where its victim is.
fn shown(report: &Value, rule: &str) -> (String, u64, Vec<String>) {
    let findings = report["findings"].as_array().expect("a list").iter();
    let finding = findings.clone().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("{report:#}"));
    let text = |value: &Value| value["path"].as_str().unwrap_or_default().to_owned();
    let labels = finding["labels"].as_array().expect("a list").iter().map(text).collect();
    (text(finding), finding["start"]["line"].as_u64().unwrap_or(0), labels)
}

#[test]
fn a_finding_in_an_untouched_file_is_shown_at_the_line_that_caused_it() {
    // An entry goes: the line before the gap.
    let two = PEOPLE.to_owned() + "  - {id: kato, name: 加藤, post: 部長}\n";
    let world = world();
    world.write("people.yaml", two.replace("  - {id: sato, name: 佐藤, post: 課長}\n", ""));
    world.commit_all("sato leaves");
    let (path, line, victims) = shown(&review(&world, &["main"]), "xref/unresolved");
    assert_eq!((path.as_str(), line), ("people.yaml", 4));
    assert_eq!(victims[0], "roles.yaml");
    // An entry gets another id: its new id.
    git(&world.root(), "git checkout -q main; git checkout -qb renamed");
    world.write("people.yaml", PEOPLE.replace("id: sato", "id: satou"));
    world.commit_all("renamed");
    let report = review(&world, &["main"]);
    let (path, line, victims) = shown(&report, "xref/unresolved");
    assert_eq!((path.as_str(), line, victims[0].as_str()), ("people.yaml", 4, "roles.yaml"));
    // What a forge shows lies in the change, and who the finding is stays the same.
    let sarif = world.sekisho(&["review", "main", "--format", "sarif", "--today", "2026-11-24"]).stdout;
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list").iter();
    let result = results.clone().find(|result| result["ruleId"] == "xref/unresolved").expect("it is told");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "people.yaml");
    let checked: Value = serde_json::from_str(&world.sekisho(&["check", "--format", "json"]).stdout).expect("JSON");
    let same =
        checked["findings"].as_array().expect("a list").iter().find(|finding| finding["rule"] == "xref/unresolved");
    assert_eq!(same.expect("it is found")["fingerprint"], result["partialFingerprints"]["sekisho/v1"]);
    // A file goes: there is no line, and the report says which file it was.
    git(&world.root(), "git checkout -q main; git checkout -qb deleted; git rm -q people.yaml; git commit -qm gone");
    let (path, _, labels) = shown(&review(&world, &["main"]), "xref/unresolved");
    assert_eq!((path.as_str(), labels.contains(&"people.yaml".to_owned())), ("roles.yaml", true));
    // The line itself is new: nothing moves.
    git(&world.root(), "git checkout -q main; git checkout -qb own");
    world.write("roles.yaml", ROLES.replace("[sato]", "[nobody]"));
    world.commit_all("own");
    assert_eq!(shown(&review(&world, &["main"]), "xref/unresolved").0, "roles.yaml");
}
