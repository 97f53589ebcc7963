//! Likely slips in documents: one finding at the right place, with the likely remedy in both languages.

use std::fmt::Write as _;

use crate::world::World;

/// A kind and a slip in a document of it.
const SLIPS: [(&str, &str); 40] = [
    ("csirt-description", "team: {fax: none}"),
    ("csirt-description", "team: {telephone: なし}"),
    ("csirt-description", "team: {established_on: なし}"),
    ("csirt-description", "team: {operating_hours: 24/7}"),
    ("csirt-description", "team: {keys: [{id: a, scheme: openpgp}]}"),
    ("basic-framework", "sponsor: none"),
    ("basic-framework", "sponsor: 製造部長"),
    ("basic-framework", "funding: {role: ciso}"),
    ("basic-framework", "funding: {department: soumu}"),
    ("basic-framework", "established: 2026年4月"),
    ("establishment-approval", "requester: 製造部長"),
    ("establishment-approval", "requester: sato"),
    ("establishment-approval", "requester: role:csirt-lead"),
    ("establishment-approval", "requester: {name: 佐藤}"),
    ("role-catalog", "roles: [{id: a, name: A, held_by: 製造部長, responsibilities: [統括]}]"),
    ("role-catalog", "roles: [{id: a, name: A, held_by: [製造部長], responsibilities: [統括]}]"),
    ("role-catalog", "roles: [{id: a, name: A, held_by: [none], responsibilities: [統括]}]"),
    ("risk-assessment", "risks: [{id: a, likelihood: 高}]"),
    ("risk-assessment", "risks: [{id: a, impact: Ｈｉｇｈ}]"),
    ("risk-assessment", "risks: [{id: a, impact: 甚大}]"),
    ("incident-classification", "severities: [{id: 1, name: 重大, rank: 1}]"),
    ("incident-classification", "severities: [{id: a, name: 重大, rank: \"1\"}]"),
    ("incident-classification", "severities: [{id: a, name: 重大, rank: 1, acknowledge: 30}]"),
    ("incident-classification", "incident_types: [{id: a, name: 感染}]"),
    ("contact-directory", "contacts: [{id: a, hours: {open: 24/7}}]"),
    ("contact-directory", "contacts: [{id: a, hours: 平日の日中}]"),
    ("contact-directory", "contacts: [{id: a, channels: [{type: 電子メール, value: a@example.jp}]}]"),
    ("responsibility-matrix", "assignments: [{activity: a, role: a, raci: RA}]"),
    ("responsibility-matrix", "assignments: [{activity: a, role: a, raci: RC}]"),
    ("responsibility-matrix", "assignments: [{activity: a, role: a, raci: 実行}]"),
    ("notification-obligations", "obligations: [{id: a, stages: [{stage: a, recipient: ppc}]}]"),
    ("notification-obligations", "obligations: [{id: a, stages: [{stage: a, recipient: 個人情報保護委員会}]}]"),
    ("notification-obligations", "obligations: [{id: a, stages: [{id: a}]}]"),
    ("notification-obligations", "obligations: [{id: a, stages: [{stage: a, starts_at: aware}]}]"),
    ("announcement", "internal: {date: 2027-04-01, text: 開設しました}"),
    ("announcement", "external: {date: 2027-04-01, text: 開設しました}"),
    ("people", "people: [{id: a, name: 佐藤, publish: はい}]"),
    ("people", "people: [{id: a, name: 佐藤, available_from: 20260401}]"),
    ("maturity-assessment", "model: sim3"),
    ("maturity-assessment", "{model: sim3-v1, parameters: [{parameter: O1, level: 3}]}"),
];

#[test]
fn a_slip_is_answered_with_what_was_likely_meant() {
    let mut shown = String::new();
    for (kind, slip) in SLIPS {
        let world = World::folder();
        world.write("sekisho.yaml", "version: 1\n");
        let text = match slip.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(fields) => format!("{{kind: {kind}, title: 題名, {fields}}}\n"),
            None => format!("kind: {kind}\ntitle: 題名\n{slip}\n"),
        };
        world.write("document.yaml", &text);
        let [ja, en] = ["ja", "en"].map(|lang| {
            let run = world.sekisho(&["check", ".", "--today", "2026-11-24", "--format", "json", "--lang", lang]);
            let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
            let findings = report["findings"].as_array().cloned().unwrap_or_default();
            let of_slip: Vec<_> = findings.into_iter().filter(|finding| is_of_slip(finding, slip)).collect();
            assert_eq!(of_slip.len(), 1, "{kind}: {slip}\n{}", run.stdout);
            of_slip.into_iter().next().expect("there is one")
        });
        let said = |finding: &serde_json::Value, field: &str| finding[field].as_str().unwrap_or("–").to_owned();
        let (line, column) = (&ja["start"]["line"], &ja["start"]["column"]);
        let _ = writeln!(shown, "{kind} │ {slip}\n  {} at {line}:{column}", said(&ja, "rule"));
        for finding in [&ja, &en] {
            let _ = writeln!(shown, "  {}\n    {}", said(finding, "message"), said(finding, "help"));
        }
        shown.push('\n');
    }
    insta::assert_snapshot!("remedies", shown);
}

/// What else is absent from a document of one field is no answer to the slip.
fn is_of_slip(finding: &serde_json::Value, slip: &str) -> bool {
    let rule = finding["rule"].as_str().unwrap_or_default();
    let pointer = finding["subject"]["pointer"].as_str().unwrap_or_default();
    let is_about_a_key = rule == "schema/missing-field" && slip.contains("keys:") && pointer.contains("/keys/");
    is_about_a_key || (finding["severity"] == "error" && !rule.starts_with("xref/"))
}
