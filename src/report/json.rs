//! The report for programs; `schemas/report.schema.json` describes it, and `"report"` numbers the description.

use std::fmt::Write as _;

use serde::Serialize;

use super::page::{NotShown, Page};
use super::region;
use crate::finding::{Disposition, Finding, Identity, Place, Severity};
use crate::review::{Change, Needed};
use crate::text::{Foreign, RepoPath};

/// Writes the report. Keys and words of enumerations are never translated; sentences are in the page's language.
///
/// Columns are Unicode scalar values from 1, bytes are offsets from 0; an end lies behind the last character.
pub fn write(page: &Page) -> String {
    let report = Report {
        report: 1,
        tool: Tool { name: "sekisho", version: page.version },
        today: page.today.as_deref(),
        revision: page.revision,
        compared: page.compared.as_ref().map(|compared| Comparison {
            base: &compared.base_name,
            bases: &compared.bases,
            carried: compared.carried,
            resolved: compared.resolved.iter().map(|finding| Found::gone(page, finding)).collect(),
            changes: compared.changes.iter().map(|change| Changed::new(page, change)).collect(),
            approvals: compared.needed.iter().map(|needed| Approval::new(page, needed)).collect(),
            authors_not_known: &compared.unmatched,
        }),
        complete: page.unchecked.is_empty() && page.status != 2,
        status: page.status,
        fail_on: page.fail_on.map_or("never", severity),
        counts: Counts { errors: page.counts.errors, warnings: page.counts.warnings, infos: page.counts.infos },
        not_shown: Hidden::new(page.not_shown),
        scope: Scope {
            settings: page.has_settings,
            documents: page.scope.documents,
            external: page.scope.external,
            references_held: page.scope.references_held,
            left_out: page.scope.left_out,
            not_looked_at: page.scope.not_looked_at,
            nested_roots: page.scope.nested_roots.iter().map(|root| format!("{}{root}", page.prefix)).collect(),
        },
        not_checked: page
            .unchecked
            .iter()
            .map(|unchecked| NotChecked {
                path: unchecked.path.map(|path| Path::new(page, path)),
                reason: unchecked.why.get(page.lang),
            })
            .collect(),
        findings: page.findings.iter().map(|finding| Found::new(page, finding)).collect(),
    };
    let json = serde_json::to_string_pretty(&report).expect("plain structs with text keys become JSON");
    visible(&json)
}

/// Writes as `\u` what may lie in a path or a value and would act on whatever shows the report; the data stay the same.
pub(super) fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        // `##[` is a command to some CI systems wherever it stands in a line of a log.
        let is_command = character == '[' && out.ends_with("##");
        if !is_command && (character == '\n' || !Foreign::is_hidden(character)) {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}").expect("writing to a string succeeds");
        }
    }
    out.push('\n');
    out
}

/// Returns the name of a severity for programs.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

#[derive(Serialize)]
struct Report<'p> {
    report: u8,
    tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Comparison<'p>>,
    complete: bool,
    status: u8,
    fail_on: &'static str,
    counts: Counts,
    not_shown: Hidden,
    scope: Scope,
    not_checked: Vec<NotChecked<'p>>,
    findings: Vec<Found<'p>>,
}

#[derive(Serialize)]
struct Comparison<'p> {
    base: &'p str,
    bases: &'p [String],
    carried: usize,
    resolved: Vec<Found<'p>>,
    changes: Vec<Changed<'p>>,
    approvals: Vec<Approval<'p>>,
    authors_not_known: &'p [String],
}

#[derive(Serialize)]
struct Approval<'p> {
    what: &'p str,
    roles: &'p [String],
    persons: Vec<&'p str>,
    count: usize,
    given: usize,
    laid_down: bool,
    of_head: bool,
    unmet: bool,
}

#[derive(Serialize)]
struct Changed<'p> {
    class: &'static str,
    #[serde(flatten)]
    place: Located,
    gone: bool,
    sentence: &'p str,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Hidden {
    lighter: usize,
    over_cap: usize,
    waived: usize,
    baselined: usize,
    allowed: usize,
    outside: usize,
    settled: usize,
}

impl Hidden {
    fn new(NotShown { lighter, over_cap, waived, baselined, allowed, outside, settled }: NotShown) -> Hidden {
        Hidden { lighter, over_cap, waived, baselined, allowed, outside, settled }
    }
}

#[derive(Serialize)]
struct Scope {
    settings: bool,
    documents: usize,
    external: usize,
    references_held: usize,
    left_out: usize,
    not_looked_at: usize,
    nested_roots: Vec<String>,
}

#[derive(Serialize)]
struct NotChecked<'p> {
    #[serde(flatten)]
    path: Option<Path>,
    reason: &'p str,
}

/// A path as it is, or escaped, and its bytes in hexadecimal, where it is not UTF-8.
#[derive(Serialize)]
struct Path {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
}

impl Path {
    fn new(page: &Page, path: &RepoPath) -> Path {
        match path.as_str() {
            Some(text) => Path { path: format!("{}{text}", page.prefix), path_bytes: None },
            None => {
                let bytes = page.prefix.bytes().chain(path.as_bytes().iter().copied());
                let hex = bytes.map(|byte| format!("{byte:02x}")).collect();
                Path { path: format!("{}{path}", page.prefix), path_bytes: Some(hex) }
            }
        }
    }
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    byte: usize,
}

#[derive(Serialize)]
struct Located {
    #[serde(flatten)]
    path: Path,
    /// Absent where the text is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Position>,
}

impl Located {
    fn new(page: &Page, place: &Place) -> Located {
        let (start, end) = region::of(page, place).unzip();
        let position = |at: region::Position| Position { line: at.line, column: at.column, byte: at.byte };
        Located { path: Path::new(page, &place.path), start: start.map(position), end: end.map(position) }
    }
}

#[derive(Serialize)]
struct Found<'p> {
    rule: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<&'p str>,
    message: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'p str>,
    #[serde(flatten)]
    place: Located,
    subject: Subject<'p>,
    labels: Vec<Label<'p>>,
    fingerprint: String,
    disposition: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived_by: Option<Located>,
}

#[derive(Serialize)]
struct Subject<'p> {
    #[serde(flatten)]
    document: Document<'p>,
    pointer: &'p str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Document<'p> {
    Known { kind: &'p str, id: &'p str },
    Path(Path),
}

#[derive(Serialize)]
struct Label<'p> {
    #[serde(flatten)]
    place: Located,
    text: &'p str,
}

impl<'p> Approval<'p> {
    fn new(page: &Page, needed: &'p Needed) -> Approval<'p> {
        Approval {
            what: needed.what.get(page.lang),
            roles: &needed.role_ids,
            persons: needed.persons.iter().map(|person| person.get(page.lang)).collect(),
            count: needed.count,
            given: needed.given,
            laid_down: needed.is_laid_down,
            of_head: needed.is_of_head,
            unmet: needed.is_unmet(),
        }
    }
}

impl<'p> Changed<'p> {
    fn new(page: &Page, change: &'p Change) -> Changed<'p> {
        // What is gone has its place in a text that is not at hand.
        let place = match change.is_gone {
            true => Located { path: Path::new(page, &change.place.path), start: None, end: None },
            false => Located::new(page, &change.place),
        };
        Changed { class: change.class.name(), place, gone: change.is_gone, sentence: change.sentence.get(page.lang) }
    }
}

impl<'p> Found<'p> {
    /// A finding of the tree before the change: its places are not those of the tree that is shown.
    fn gone(page: &Page, finding: &'p Finding) -> Found<'p> {
        let without_places = |place: &Place| Located { path: Path::new(page, &place.path), start: None, end: None };
        Found { place: without_places(&finding.subject.place), labels: Vec::new(), ..Found::new(page, finding) }
    }

    fn new(page: &Page, finding: &'p Finding) -> Found<'p> {
        let lang = page.lang;
        let (disposition, waived_by) = match &finding.disposition {
            Disposition::Active => ("active", None),
            Disposition::Waived { by } => ("waived", Some(Located::new(page, by))),
            Disposition::Baselined => ("baselined", None),
            Disposition::Allowed => ("allowed", None),
            Disposition::Outside => ("outside", None),
        };
        let labels = finding.labels.iter();
        Found {
            rule: finding.rule,
            severity: severity(finding.severity),
            raised: finding.raised.as_ref().map(|raised| raised.get(lang)),
            message: finding.message.get(lang),
            help: finding.help.as_ref().map(|help| help.get(lang)),
            place: Located::new(page, &finding.subject.place),
            subject: Subject {
                document: match &finding.subject.document {
                    Identity::Document { kind, id } => Document::Known { kind, id },
                    Identity::Path(path) => Document::Path(Path::new(page, path)),
                },
                pointer: &finding.subject.pointer,
            },
            labels: labels
                .map(|label| Label { place: Located::new(page, &label.place), text: label.text.get(lang) })
                .collect(),
            fingerprint: finding.fingerprint.to_string(),
            disposition,
            waived_by,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::lang::Lang;
    use crate::report::sample::{self, Sample};

    const SCHEMA: &str = include_str!("../../schemas/report.schema.json");

    fn schema() -> Value {
        serde_json::from_str(SCHEMA).expect("the schema is JSON")
    }

    fn samples() -> [Sample; 4] {
        [sample::ordinary(), sample::hostile(), sample::clean(), sample::incomplete()]
    }

    fn report(sample: &Sample) -> Value {
        serde_json::from_str(&sample.page(Lang::Ja, write)).expect("the report is JSON")
    }

    #[test]
    fn every_report_is_what_its_schema_says() {
        let schema = schema();
        jsonschema::meta::validate(&schema).expect("the schema is one of 2020-12");
        let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
        for sample in samples() {
            let report = report(&sample);
            let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}\n{report:#}");
        }
    }

    #[test]
    fn the_schema_closes_every_map() {
        fn walk(value: &Value, closed: &mut usize) {
            if let Some(properties) = value.get("properties") {
                assert!(properties.is_object() && value["additionalProperties"] == Value::Bool(false), "{value:#}");
                *closed += 1;
            }
            match value {
                Value::Object(map) => map.values().for_each(|value| walk(value, closed)),
                Value::Array(list) => list.iter().for_each(|value| walk(value, closed)),
                _ => {}
            }
        }
        let mut closed = 0;
        walk(&schema(), &mut closed);
        assert_eq!(closed, 15);
    }

    #[test]
    fn positions_count_scalars_and_bytes() {
        let sample = Sample::one("\u{feff}a: 1\r\n名前: 𠮷野\r\n", "野");
        let finding = &report(&sample)["findings"][0];
        assert_eq!(finding["start"], serde_json::json!({ "line": 2, "column": 6, "byte": 21 }));
        assert_eq!(finding["end"], serde_json::json!({ "line": 2, "column": 7, "byte": 24 }));
    }

    #[test]
    fn what_is_hidden_is_escaped_and_the_data_stay_the_same() {
        let text = sample::hostile().page(Lang::En, write);
        assert!(!text.contains(|character| character != '\n' && Foreign::is_hidden(character)));
        let message = &report(&sample::hostile())["findings"][0]["message"];
        assert_eq!(message, "隠れた文字があります: \u{1b}[31m\u{202e}##[error]");
        let named = &report(&sample::hostile())["findings"][7];
        assert!(named["path_bytes"].as_str().is_some_and(|hex| hex.starts_with("672dff1b3a3a")));
        assert!(named.get("start").is_none());
    }

    #[test]
    fn a_report_reads_like_this() {
        insta::assert_snapshot!("json_ordinary", sample::ordinary().page(Lang::En, write));
        insta::assert_snapshot!("json_incomplete", sample::incomplete().page(Lang::En, write));
    }
}
