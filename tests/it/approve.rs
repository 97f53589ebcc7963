//! `approve`: what it writes holds, and what it refuses stays as it is.

use std::fs;

use crate::world::{Run, World};

const SETTINGS: &str = "version: 1\ndocuments: [csirt]\nlanguages: [ja]\ntime_zone: Asia/Tokyo\ndefaults: {owner: lead, classification: amber}\napprovals:\n  - {kinds: [security-policy], roles: [ciso], count: 1}\n";
const PEOPLE: &str = "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 課長}\n  - {id: suzuki, name: 鈴木, post: 取締役}\n  - {id: tanaka, name: 田中, post: 部長}\n";
const ROLES: &str = "kind: role-catalog\ntitle: 役割\nroles:\n\
    \x20 - {id: lead, name: 責任者, responsibilities: [統括], held_by: [sato, tanaka]}\n\
    \x20 - {id: ciso, name: 統括責任者, responsibilities: [承認], held_by: [{person: suzuki, from: 2026-04-01}]}\n\
    \x20 - {id: mayor, name: 副市長, responsibilities: [監督], held_by: [{post: 副市長}]}\n\
    \x20 - {id: scribe, name: 記録係, responsibilities: [記録]}\n";
const POLICY: &str = "# 方針\nkind: security-policy\ntitle: セキュリティ基本方針 # 全社\nmeta:\n    authors: [sato]   # 起案者\n    status: in-review\n\nexternal: {location: 総務課の保管庫}\n";

fn world() -> World {
    let world = World::git();
    world.write("sekisho.yaml", SETTINGS);
    world.write("csirt/people.yaml", PEOPLE).write("csirt/roles.yaml", ROLES).write("csirt/policy.yaml", POLICY);
    world.write("csirt/budget.yaml", "kind: budget\ntitle: 予算\nexternal: {location: 経理課}\n");
    world
}

fn approve(world: &World, lang: &str, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["approve", "--today", "2026-11-25"].iter().chain(arguments).copied().collect();
    world.sekisho_with(&arguments, &[("SEKISHO_LANG", lang)])
}

fn text_of(world: &World, path: &str) -> String {
    fs::read_to_string(world.path(path)).expect("the test wrote it before")
}

#[test]
fn an_approval_is_written_and_everything_else_stays() {
    let world = world();
    let run = approve(&world, "ja", &["csirt/policy.yaml", "--as", "ciso", "--evidence", "議事録 \"第5号\""]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = text_of(&world, "csirt/policy.yaml");
    let digest = text.split("c14n-1:sha256:").nth(1).and_then(|rest| rest.split('"').next()).expect("it is there");
    assert_eq!(digest.len(), 64);
    let added = format!(
        "    approvals:\n      - role: ciso\n        person: suzuki\n        decision: approved\n        date: 2026-11-25\n        digest: \"c14n-1:sha256:{digest}\"\n        evidence: {{value: \"議事録 \\\"第5号\\\"\"}}\n"
    );
    assert_eq!(text.replace(&added, ""), POLICY);
    // It is in force: nothing says that the content differs.
    world.write("csirt/policy.yaml", text.replace("in-review", "approved"));
    let check = |world: &World| world.sekisho(&["check", "--lang", "en", "--today", "2026-11-25"]).stdout;
    assert!(!check(&world).contains("lifecycle/approval-stale"), "{}", check(&world));
    world.write("csirt/policy.yaml", text.replace("in-review", "approved").replace("総務課", "人事課"));
    assert!(check(&world).contains("lifecycle/approval-stale"), "{}", check(&world));
}

#[test]
fn a_document_is_named_by_path_by_id_and_by_kind() {
    for document in ["csirt/policy.yaml", "security-policy", "security-policy:security-policy"] {
        let world = world();
        let run = approve(&world, "en", &[document, "--as", "role:ciso", "--person", "person:suzuki"]);
        assert_eq!(run.status, 0, "{document}: {}", run.stderr);
        assert!(text_of(&world, "csirt/policy.yaml").contains("person: suzuki"));
    }
}

#[test]
fn what_is_shown_is_what_would_be_written() {
    let world = world();
    let run = approve(&world, "en", &["security-policy", "--as", "ciso", "--dry-run", "--decision", "conditional"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(text_of(&world, "csirt/policy.yaml"), POLICY, "nothing is written");
    assert_eq!(approve(&world, "en", &["security-policy", "--as", "ciso", "--decision", "conditional"]).status, 0);
    let written = text_of(&world, "csirt/policy.yaml");
    let shown: Vec<&str> = run.stdout.lines().filter_map(|line| line.strip_prefix("+ ")).collect();
    assert_eq!(shown.len(), 6, "{}", run.stdout);
    assert!(written.contains(&shown.join("\n")), "{written}\n{}", run.stdout);
}

#[test]
fn what_was_done_is_said_in_both_languages() {
    let transcript = |lang: &str| {
        let world = world();
        let runs = [
            &["security-policy", "--as", "ciso", "--dry-run"][..],
            &["security-policy", "--as", "ciso"],
            &["budget", "--as", "mayor", "--decision", "rejected"],
        ];
        runs.map(|arguments| approve(&world, lang, arguments).stdout).join("\n")
    };
    insta::assert_snapshot!("approve_ja", transcript("ja"));
    insta::assert_snapshot!("approve_en", transcript("en"));
}

#[test]
fn what_is_refused_changes_nothing() {
    for (arguments, said) in [
        (&["security-policy", "--as", "lead", "--person", "tanaka"][..], "roles that may: ciso"),
        (&["security-policy", "--as", "ciso", "--person", "tanaka"], "does not hold the role"),
        (&["budget", "--as", "lead"], "name one with --person: sato, tanaka"),
        (&["budget", "--as", "scribe"], "nobody holds the role"),
        (&["budget", "--as", "nobody"], "no role `nobody` is defined"),
        (&["gone", "--as", "ciso"], "there is no document `gone`"),
        (&["sekisho.yaml", "--as", "ciso"], "none of the documents"),
        (&["budget", "--as", "ciso", "--evidence", "a\u{1b}[31m"], "--evidence"),
        (&["budget"], "`--as` is missing"),
    ] {
        let world = world();
        let run = approve(&world, "en", arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
        assert_eq!(text_of(&world, "csirt/policy.yaml"), POLICY);
    }
}

#[test]
fn nobody_approves_a_document_of_their_own_nor_before_holding_the_role() {
    let world = world();
    world.write("csirt/policy.yaml", POLICY.replace("[sato]", "[suzuki]"));
    let run = approve(&world, "en", &["security-policy", "--as", "ciso"]);
    assert_eq!((run.status, run.stderr.contains("of their own")), (2, true), "{}", run.stderr);
    world.write("csirt/policy.yaml", POLICY);
    let run = world.sekisho(&["approve", "security-policy", "--as", "ciso", "--today", "2026-03-31", "--lang", "en"]);
    assert_eq!((run.status, run.stderr.contains("nobody holds")), (2, true), "{}", run.stderr);
}

#[test]
fn the_same_approval_is_written_once_and_again_after_a_change() {
    let world = world();
    assert_eq!(approve(&world, "en", &["security-policy", "--as", "ciso"]).status, 0);
    let once = text_of(&world, "csirt/policy.yaml");
    let again = approve(&world, "en", &["security-policy", "--as", "ciso"]);
    assert_eq!((again.status, again.stderr.contains("stands there already")), (2, true), "{}", again.stderr);
    assert_eq!(text_of(&world, "csirt/policy.yaml"), once);
    world.write("csirt/policy.yaml", once.replace("総務課", "人事課"));
    let after = world.sekisho(&["approve", "security-policy", "--as", "ciso", "--today", "2026-11-26"]);
    assert_eq!(after.status, 0, "{}", after.stderr);
    assert_eq!(text_of(&world, "csirt/policy.yaml").matches("role: ciso").count(), 2);
}

#[test]
fn a_broken_document_is_not_approved() {
    for broken in [
        POLICY.replace("external:", "external: ["),
        POLICY.replace("title:", "titel:"),
        format!("{POLICY}purpose: [1]\n"),
    ] {
        let world = world();
        world.write("csirt/policy.yaml", &broken);
        let run = approve(&world, "en", &["csirt/policy.yaml", "--as", "ciso"]);
        assert_eq!(run.status, 2, "{broken}: {}", run.stdout);
        assert_eq!(text_of(&world, "csirt/policy.yaml"), broken);
    }
}

#[cfg(unix)]
#[test]
fn the_file_keeps_its_permissions_and_nothing_is_left_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let world = world();
    let path = world.path("csirt/policy.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("the file is ours");
    assert_eq!(approve(&world, "en", &["security-policy", "--as", "ciso"]).status, 0);
    assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(world.path("csirt")).expect("it is there").count(), 4);
}
