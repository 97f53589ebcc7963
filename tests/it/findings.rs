//! What a person reads: named findings, each in both languages at three widths.

use crate::world::World;

/// A root that has the finding, and the rule that speaks.
struct Case {
    name: &'static str,
    rule: &'static str,
    files: &'static [(&'static str, &'static str)],
}

const SETTINGS: (&str, &str) = (
    "sekisho.yaml",
    "version: 1\nlanguages: [ja, en]\ntime_zone: Asia/Tokyo\ndefaults: {owner: csirt-lead, classification: amber}\n",
);
const PEOPLE: (&str, &str) = (
    "people.yaml",
    "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, post: 情報システム部 課長}\n  - {id: suzuki, name: 鈴木, post: 取締役}\n",
);
const ROLES: (&str, &str) = (
    "roles.yaml",
    "kind: role-catalog\ntitle: 役割\nroles:\n  - {id: csirt-lead, name: CSIRT責任者, held_by: [sato], responsibilities: [統括]}\n",
);
const CHARTER: (&str, &str) = (
    "charter.yaml",
    "kind: project-charter\ntitle: CSIRT構築プロジェクト憲章\npurpose: 組織内CSIRTをつくる\ngoals:\n  - {id: desk, text: 窓口を開設する, measure: 受付開始日, due: 2027-01-10}\nteam:\n  - {person: sato, duty: lead}\n  - {person: suzuki, duty: sponsor}\nconstraints: {none: 現時点でなし}\n",
);

const CASES: [Case; 31] = [
    Case {
        name: "a_reference_is_misspelt",
        rule: "xref/unresolved",
        files: &[
            SETTINGS,
            PEOPLE,
            (
                "roles.yaml",
                "kind: role-catalog\ntitle: 役割\nroles:\n  - id: csirt-lead\n    name: CSIRT責任者\n    held_by: [satoh, suzuki]\n",
            ),
        ],
    },
    Case {
        name: "a_reference_behind_emoji_and_full_width_text",
        rule: "xref/unresolved",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "contacts.yaml",
                "kind: contact-directory\ntitle: 連絡先\ncontacts:\n  - {id: desk, name: 受付窓口🚨（２４時間・𠮷田ビル）, owner: csirt-laed}\n",
            ),
        ],
    },
    Case {
        name: "a_person_stands_where_a_role_is_meant",
        rule: "xref/wrong-kind",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "contacts.yaml",
                "kind: contact-directory\ntitle: 連絡先\ncontacts:\n  - id: desk\n    name: 受付窓口\n    owner: suzuki\n",
            ),
        ],
    },
    Case {
        name: "an_id_is_taken_in_another_document",
        rule: "xref/duplicate-id",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "people-branch.yaml",
                "kind: people\nid: branch\ntitle: 支社の関係者\npeople:\n  - id: sato\n    name: 佐藤 (大阪)\n",
            ),
        ],
    },
    Case {
        name: "an_entry_of_another_document_does_not_exist",
        rule: "xref/dangling-fragment",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            CHARTER,
            (
                "scope.yaml",
                "kind: scope-statement\ntitle: スコープ記述書\nobjectives:\n  - id: open\n    text: 窓口を開く\n    measure: 受付開始日\n    target: 2027-01-10\n    goal: project-charter#dsk\n",
            ),
        ],
    },
    Case {
        name: "departments_run_in_a_circle",
        rule: "xref/hierarchy-cycle",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "departments.yaml",
                "kind: departments\ntitle: 部署\ndepartments:\n  - id: it\n    name: 情報システム部\n    parent: security\n  - id: security\n    name: セキュリティ室\n    parent: risk\n  - id: risk\n    name: リスク管理課\n    parent: it\n",
            ),
        ],
    },
    Case {
        name: "a_field_is_missing_in_review",
        rule: "schema/missing-field",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "charter.yaml",
                "kind: project-charter\ntitle: 憲章\nmeta: {status: in-review}\npurpose: 組織内CSIRTをつくる\ngoals:\n  - {id: desk, measure: 受付開始日, due: 2027-01-10}\nteam:\n  - {person: sato, duty: lead}\n  - {person: suzuki, duty: sponsor}\nconstraints: {none: 現時点でなし}\n",
            ),
        ],
    },
    Case {
        name: "a_field_is_misspelt",
        rule: "schema/unknown-field",
        files: &[
            SETTINGS,
            PEOPLE,
            (
                "roles.yaml",
                "kind: role-catalog\ntitle: 役割\nroles:\n  - id: csirt-lead\n    name: CSIRT責任者\n    held_by: [sato]\n    responsibilites: [統括]\n",
            ),
        ],
    },
    Case {
        name: "a_retired_sharing_label",
        rule: "schema/not-allowed",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            ("organization.yaml", "kind: organization\ntitle: 組織\nmeta:\n  classification: TLP:WHITE\n"),
        ],
    },
    Case {
        name: "a_published_id_in_a_spelling_of_ones_own",
        rule: "schema/not-allowed",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            ("organization.yaml", "kind: organization\ntitle: 組織\nmeta:\n  controls: [ISO 27001 A.5.24]\n"),
        ],
    },
    Case {
        name: "an_id_that_nobody_published",
        rule: "schema/not-allowed",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            ("organization.yaml", "kind: organization\ntitle: 組織\nmeta:\n  controls: [なし]\n"),
        ],
    },
    Case {
        name: "a_date_with_slashes",
        rule: "schema/bad-format",
        files: &[
            SETTINGS,
            (
                "people.yaml",
                "kind: people\ntitle: 関係者\npeople:\n  - {id: sato, name: 佐藤, available_from: 2026/1/5}\n",
            ),
        ],
    },
    Case {
        name: "one_value_where_a_list_belongs",
        rule: "schema/wrong-type",
        files: &[
            SETTINGS,
            PEOPLE,
            (
                "roles.yaml",
                "kind: role-catalog\ntitle: 役割\nroles:\n  - id: csirt-lead\n    name: CSIRT責任者\n    responsibilities: 統括と報告\n",
            ),
        ],
    },
    Case {
        name: "a_version_that_is_read_as_a_number",
        rule: "yaml/ambiguous-scalar",
        files: &[
            SETTINGS,
            (
                "people.yaml",
                "kind: people\ntitle: 関係者\nmeta: {version: 1.10}\npeople:\n  - {id: sato, name: 佐藤}\n",
            ),
        ],
    },
    Case {
        name: "a_full_width_colon",
        rule: "yaml/full-width-colon",
        files: &[
            SETTINGS,
            ("people.yaml", "kind: people\ntitle: 関係者\npeople:\n  - id: sato\n    name：佐藤\n    post: 課長\n"),
        ],
    },
    Case {
        name: "a_field_stands_twice",
        rule: "yaml/duplicate-key",
        files: &[
            SETTINGS,
            (
                "people.yaml",
                "kind: people\ntitle: 関係者\npeople:\n  - id: sato\n    post: 情報システム部 課長\n    name: 佐藤\n    post: 総務部 課長\n",
            ),
        ],
    },
    Case {
        name: "a_quotation_is_never_closed",
        rule: "yaml/syntax",
        files: &[
            SETTINGS,
            ("people.yaml", "kind: people\ntitle: \"関係者の一覧\npeople:\n  - {id: sato, name: 佐藤}\n"),
        ],
    },
    Case {
        name: "a_merge_left_its_marks",
        rule: "yaml/conflict-marker",
        files: &[
            SETTINGS,
            (
                "people.yaml",
                "kind: people\ntitle: 関係者\n<<<<<<< HEAD\npeople:\n  - {id: sato, name: 佐藤}\n=======\npeople:\n  - {id: suzuki, name: 鈴木}\n>>>>>>> branch\n",
            ),
        ],
    },
    Case {
        name: "a_deliverable_does_not_exist",
        rule: "phase/deliverable-missing",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            ("plan.yaml", "kind: phase-plan\ntitle: CSIRT構築工程\npreset: jpcert-8\ncurrent_phase: goals\n"),
        ],
    },
    Case {
        name: "a_deliverable_is_still_a_draft",
        rule: "phase/deliverable-below-status",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            CHARTER,
            ("plan.yaml", "kind: phase-plan\ntitle: CSIRT構築工程\npreset: jpcert-8\ncurrent_phase: goals\n"),
        ],
    },
    Case {
        name: "a_phase_began_too_early",
        rule: "phase/order-violation",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "plan.yaml",
                "kind: phase-plan\ntitle: CSIRT構築工程\npreset: jpcert-8\ncurrent_phase: kickoff\nphases:\n  - id: kickoff\n    status: active\n  - id: goals\n    status: active\n",
            ),
        ],
    },
    Case {
        name: "a_text_changed_after_its_approval",
        rule: "lifecycle/approval-stale",
        files: &[
            SETTINGS,
            ROLES,
            (
                "people.yaml",
                "kind: people\ntitle: 関係者\nmeta:\n  status: approved\n  version: \"1.0\"\n  review: {next: 2027-03-31}\n  approvals:\n    - role: csirt-lead\n      person: sato\n      decision: approved\n      date: 2026-10-01\n      digest: c14n-1:sha256:9f2c4b7d1a6e8035c2d94f7b60a1e3588d7c6b5a4f3e2d1c0b9a897867564534\npeople:\n  - {id: sato, name: 佐藤}\n",
            ),
        ],
    },
    Case {
        name: "a_waiver_is_over",
        rule: "waiver/expired",
        files: &[
            SETTINGS,
            PEOPLE,
            (
                "roles.yaml",
                "kind: role-catalog\ntitle: 役割\nmeta: {status: in-review}\nroles:\n  # sekisho: ignore[role/unassigned] until=2026-10-31 by=csirt-lead -- 採用活動中\n  - {id: csirt-lead, name: CSIRT責任者, responsibilities: [統括]}\n",
            ),
        ],
    },
    Case {
        name: "nobody_holds_a_role",
        rule: "role/unassigned",
        files: &[
            SETTINGS,
            PEOPLE,
            (
                "roles.yaml",
                "kind: role-catalog\ntitle: 役割\nmeta: {status: in-review}\nroles:\n  - {id: csirt-lead, name: CSIRT責任者, responsibilities: [統括]}\n",
            ),
        ],
    },
    Case {
        name: "a_kind_is_misspelt",
        rule: "schema/unknown-kind",
        files: &[SETTINGS, PEOPLE, ROLES, ("charter.yaml", "kind: project-chater\ntitle: CSIRT構築プロジェクト憲章\n")],
    },
    Case {
        name: "a_field_belongs_to_another_kind",
        rule: "schema/unknown-field",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "framework.yaml",
                "kind: basic-framework\ntitle: 枠組み\nseverities:\n  - {id: sev1, name: 重大度1, rank: 1}\n",
            ),
        ],
    },
    Case {
        name: "a_field_is_indented_too_little",
        rule: "schema/unknown-field",
        files: &[
            SETTINGS,
            PEOPLE,
            (
                "roles.yaml",
                "kind: role-catalog\ntitle: 役割\nroles:\n  - id: csirt-lead\n    name: CSIRT責任者\n    held_by: [sato, suzuki]\n    responsibilities: [統括]\nreports_to: csirt-lead\n",
            ),
        ],
    },
    Case {
        name: "fields_stand_where_a_list_belongs",
        rule: "schema/wrong-type",
        files: &[
            SETTINGS,
            ROLES,
            ("people.yaml", "kind: people\ntitle: 関係者\npeople:\n  sato: {name: 佐藤, post: 情報システム部 課長}\n"),
        ],
    },
    Case {
        name: "a_list_stands_where_fields_belong",
        rule: "schema/wrong-type",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "framework.yaml",
                "kind: basic-framework\ntitle: 枠組み\nmission:\n  - 組織の事業を情報セキュリティの面から支える\n",
            ),
        ],
    },
    Case {
        name: "a_field_of_a_nested_place_is_missing",
        rule: "schema/missing-field",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "services.yaml",
                "kind: protected-services\ntitle: 守るもの\nmeta: {status: in-review}\nprotected_services:\n  - id: mail\n    name: メール\n    type: service\n    rationale: 受発注に使う\n    owner: role:csirt-lead\n    impact: {confidentiality: high, integrity: moderate}\n    contains_personal_data: true\n",
            ),
        ],
    },
    Case {
        name: "a_class_of_rsit_does_not_exist",
        rule: "schema/not-allowed",
        files: &[
            SETTINGS,
            PEOPLE,
            ROLES,
            (
                "classification.yaml",
                "kind: incident-classification\ntitle: 分類\ntypes:\n  - {id: phishing, name: フィッシング, rsit: fraud/fishing}\n",
            ),
        ],
    },
];

/// Returns what is shown of one rule: its findings and nothing else, cut out of the whole report.
fn shown(world: &World, rule: &str, lang: &str, width: &str) -> String {
    let run = world.sekisho(&["check", ".", "--today", "2026-11-24", "--lang", lang, "--width", width]);
    assert_ne!(run.status, 2, "{}{}", run.stdout, run.stderr);
    let columns: usize = width.parse().expect("a number");
    let wide = run.stdout.lines().find(|line| unicode_width::UnicodeWidthStr::width(*line) > columns);
    assert_eq!(wide, None, "no line is wider than {width}");
    let blocks: Vec<&str> = run.stdout.split("\n\n").filter(|block| block.contains(&format!("[{rule}]"))).collect();
    assert!(!blocks.is_empty(), "{rule} does not speak\n{}", run.stdout);
    // One fault of the shape is one finding of the shape; several fields may be missing.
    if rule.starts_with("schema/") && rule != "schema/missing-field" {
        let is_of_shape = |block: &&str| block.contains("[schema/") && !block.contains("[schema/missing-field]");
        assert_eq!(run.stdout.split("\n\n").filter(is_of_shape).count(), 1, "{}", run.stdout);
    }
    blocks.join("\n\n")
}

#[test]
fn each_reads_well_in_both_languages_at_three_widths() {
    let mut rules: Vec<&str> = CASES.iter().map(|case| case.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    assert!(CASES.len() >= 20 && rules.len() >= 15);
    for case in &CASES {
        let world = World::folder();
        for (path, text) in case.files {
            world.write(path, text);
        }
        let mut text = String::new();
        for lang in ["ja", "en"] {
            for width in ["60", "80", "120"] {
                text += &format!("── {lang} {width} ──\n{}\n\n", shown(&world, case.rule, lang, width));
            }
        }
        insta::assert_snapshot!(case.name, text);
    }
}
