//! `status`: what it says of roots at different points of their construction.

use serde_json::Value;

use crate::world::{Run, World};

const SETTINGS: &str = "version: 1\ndocuments: [csirt]\nlanguages: [ja]\ntime_zone: Asia/Tokyo\ndefaults: {owner: lead, classification: amber}\n";

fn status(world: &World, lang: &str, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["status", "--today", "2026-11-25"].iter().chain(arguments).copied().collect();
    world.sekisho_with(&arguments, &[("SEKISHO_LANG", lang)])
}

/// Returns the report for programs, which must be what its schema says.
fn report(world: &World) -> Value {
    let run = status(world, "en", &["--format", "json"]);
    let report: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{}{}", run.stdout, run.stderr));
    let schema = serde_json::from_str(include_str!("../../schemas/status.schema.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{report:#}");
    report
}

/// Returns the reason of each step with what is to be done.
fn steps(world: &World) -> Vec<String> {
    let report = report(world);
    let steps = report["next"].as_array().expect("a list");
    let task = |step: &Value| step["path"].as_str().or(step["command"].as_str()).unwrap_or_default().to_owned();
    steps.iter().map(|step| format!("{} {}", step["reason"].as_str().unwrap_or_default(), task(step))).collect()
}

/// A team in the second phase: its charter is approved elsewhere, its contacts are nearly written.
fn world() -> World {
    let world = World::folder();
    world.write("sekisho.yaml", SETTINGS);
    world.write(
        "csirt/plan.yaml",
        "kind: phase-plan\ntitle: 計画\nmeta: {status: in-review, owner: lead}\npreset: jpcert-8\ncurrent_phase: goals\n",
    );
    world.write(
        "csirt/roles.yaml",
        "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: lead, name: 責任者, responsibilities: [統括], held_by: [{post: 課長}]}\n",
    );
    world.write(
        "csirt/charter.yaml",
        "kind: project-charter\ntitle: 憲章\nmeta: {status: in-review, owner: lead}\nexternal: {location: 総務課の保管庫}\n",
    );
    world
}

#[test]
fn a_root_is_shown_at_a_glance_in_both_languages() {
    let world = world();
    for lang in ["ja", "en"] {
        for form in ["terminal", "markdown"] {
            let run = status(&world, lang, &["--format", form]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            insta::assert_snapshot!(format!("standing_{form}_{lang}"), run.stdout);
        }
    }
    insta::assert_snapshot!("standing_json", status(&world, "en", &["--format", "json"]).stdout);
}

#[test]
fn the_next_steps_stand_in_their_order() {
    let world = world();
    assert_eq!(
        steps(&world),
        ["missing sekisho new scope-statement", "nearly-complete csirt/roles.yaml"],
        "the scope is missing; the roles are a draft"
    );
    // What is overdue comes before what is missing.
    world.write(
        "csirt/plan.yaml",
        "kind: phase-plan\ntitle: 計画\nmeta: {status: in-review, owner: lead}\npreset: jpcert-8\ncurrent_phase: goals\n\
         phases:\n  - {id: goals, status: active, planned: {from: 2026-09-01, to: 2026-10-01}}\n",
    );
    assert_eq!(steps(&world)[0], "overdue csirt/plan.yaml");
    // A draft of the current phase is not yet what it is to leave behind; the next phase builds on it besides.
    world.write("csirt/scope.yaml", "kind: scope-statement\ntitle: 範囲\n");
    assert_eq!(
        steps(&world),
        ["overdue csirt/plan.yaml", "missing csirt/scope.yaml", "nearly-complete csirt/roles.yaml"]
    );
    // Without a plan nothing says where the team stands.
    world.remove("csirt/plan.yaml");
    assert_eq!(steps(&world)[0], "missing sekisho new phase-plan");
}

#[test]
fn what_the_next_phase_builds_on_is_waited_for() {
    let world = world();
    world.write(
        "csirt/plan.yaml",
        "kind: phase-plan\ntitle: 計画\nmeta: {status: in-review, owner: lead}\npreset: jpcert-8\ncurrent_phase: design\n\
         phases:\n  - {id: design, deliverables: [{kind: basic-framework, required: false}, {kind: csirt-description, required: false}, {kind: incident-response-policy, required: false}, {kind: incident-response-manual, required: false}]}\n\
         \x20 - {id: goals, status: omitted, omission: {reason: 済み, decided_by: {role: lead}}}\n\
         \x20 - {id: study, status: omitted, omission: {reason: 済み, decided_by: {role: lead}}}\n\
         \x20 - {id: current-state, status: omitted, omission: {reason: 済み, decided_by: {role: lead}}}\n",
    );
    assert_eq!(
        steps(&world),
        [
            "waited-for sekisho new basic-framework",
            "waited-for sekisho new staffing-plan",
            "nearly-complete csirt/roles.yaml"
        ]
    );
}

#[test]
fn status_fails_only_where_something_could_not_be_checked() {
    let world = world();
    world.write("csirt/broken.yaml", "kind: people\ntitle: [\n");
    assert_eq!(status(&world, "en", &[]).status, 0, "an error is the matter of `check`");
    assert_eq!(report(&world)["counts"]["errors"], 1, "the broken text");
    world.write("sekisho.yaml", SETTINGS.replace("[csirt]", "[csirt, gone]"));
    let run = status(&world, "en", &[]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stdout.contains("Not checked:"), "{}", run.stdout);
    world.write("sekisho.yaml", "version: 2\n");
    assert_eq!(status(&world, "en", &[]).status, 2);
}

#[test]
fn no_line_is_wider_than_the_terminal_and_no_text_of_a_document_is_obeyed() {
    let world = world();
    let name = "調整\\u001b[31m<script>|`と`@team 非常に長い名前の工程がここに書かれているとき、どう見えるか";
    world.write(
        "csirt/plan.yaml",
        format!(
            "kind: phase-plan\ntitle: 計画\npreset: jpcert-8\ncurrent_phase: goals\nphases:\n  - {{id: goals, name: \"{name}\"}}\n"
        ),
    );
    for width in ["40", "60", "80", "120"] {
        let run = status(&world, "ja", &["--width", width]);
        let cells = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let limit: usize = width.parse().expect("a number");
        let wide: Vec<&str> = run.stdout.lines().filter(|line| cells(line) > limit).collect();
        assert!(wide.is_empty(), "{width}: {wide:#?}");
        assert!(!run.stdout.contains('\u{1b}'));
    }
    let markdown = status(&world, "ja", &["--format", "markdown"]).stdout;
    assert!(!markdown.contains("<script>") && !markdown.contains("@team"), "{markdown}");
}
