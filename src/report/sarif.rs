//! The report as SARIF 2.1.0, as GitHub code scanning, reviewdog and Jenkins read it.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::escape::line;
use super::json::visible;
use super::page::Page;
use super::{line_hash, region};
use crate::finding::{Finding, Place, Severity};
use crate::lang::{Lang, Words};
use crate::text::RepoPath;

/// How many results GitHub shows of a run; the gravest are kept, and the rest is said.
const SHOWN: usize = 5_000;
/// Longest description that GitHub takes, in characters.
const DESCRIPTION: usize = 1_024;

/// Writes the report. Columns are Unicode scalar values from 1; an end lies behind the last character.
///
/// Findings that are waived or accepted are left out, since GitHub would raise them again; their number is told.
pub fn write(page: &Page<'_>) -> String {
    let mut findings = page.findings.clone();
    let left_out = findings.len().saturating_sub(SHOWN) + page.not_shown.over_cap;
    if findings.len() > SHOWN {
        // Stable: within a severity the order stays.
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings.truncate(SHOWN);
    }
    let mut ids: Vec<&'static str> = findings.iter().map(|finding| finding.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut hashes = Hashes { page, of_file: HashMap::new() };
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = ids.binary_search(&finding.rule).expect("the ids are those of the findings");
            result(page, finding, index, &mut hashes)
        })
        .collect();
    let mut notifications: Vec<Value> = page
        .unchecked
        .iter()
        .map(|unchecked| {
            let mut notification = json!({"level": "error", "message": {"text": line(unchecked.why.get(page.lang))}});
            if let Some(path) = unchecked.path {
                let location = json!([{"physicalLocation": {"artifactLocation": artifact(page, path)}}]);
                notification["locations"] = location;
            }
            notification
        })
        .collect();
    if left_out > 0 {
        let text = match page.lang {
            Lang::Ja => format!("指摘が多いため、{left_out}件を省きました"),
            Lang::En => format!("there are too many findings; {left_out} are left out"),
        };
        notifications.push(json!({"level": "warning", "message": {"text": text}}));
    }
    let not_shown = page.not_shown;
    let mut properties = json!({
        "complete": page.unchecked.is_empty() && page.status != 2,
        "errors": page.counts.errors,
        "warnings": page.counts.warnings,
        "infos": page.counts.infos,
        "waived": not_shown.waived,
        "baselined": not_shown.baselined,
        "leftOut": left_out,
    });
    for (key, value) in [("today", page.today.as_deref()), ("revision", page.revision)] {
        if let Some(value) = value {
            properties[key] = value.into();
        }
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "sekisho",
                "version": page.version,
                "semanticVersion": page.version,
                "rules": ids.iter().map(|id| rule(page, id)).collect::<Vec<_>>(),
            }},
            "automationDetails": {"id": format!("sekisho/{}", line(&page.prefix))},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": page.status != 2,
                "exitCode": page.status,
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
            "properties": properties,
        }],
    });
    visible(&serde_json::to_string_pretty(&log).expect("values with text keys become JSON"))
}

fn rule(page: &Page<'_>, id: &str) -> Value {
    let about = (page.about_rule)(id);
    let text = |words: Option<Words>| words.map_or(id, |words| words.get(page.lang)).to_owned();
    let (summary, full) = (text(about.map(|about| about.summary)), text(about.map(|about| about.text)));
    let severity = about.map_or(Severity::Error, |about| about.severity);
    let problem = if severity == Severity::Info { "recommendation" } else { level(severity) };
    let first = full.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    json!({
        "id": id,
        "name": id,
        "shortDescription": {"text": clipped(&summary)},
        "fullDescription": {"text": clipped(&first)},
        "help": {"text": full, "markdown": full},
        "defaultConfiguration": {"level": level(severity)},
        "properties": {
            "tags": ["csirt", id.split('/').next().unwrap_or(id)],
            "precision": "very-high",
            "problem.severity": problem,
        },
    })
}

/// SARIF has names of its own.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(DESCRIPTION).collect()
}

fn result(page: &Page<'_>, finding: &Finding, rule: usize, hashes: &mut Hashes<'_, '_>) -> Value {
    let place = &finding.subject.place;
    let message = finding.message.get(page.lang);
    let mut text = match (page.owner)(&place.path) {
        // Only the first sentence is sure to be seen: what is wrong, where, and who answers for it.
        Some(owner) => match page.lang {
            Lang::Ja => format!("{}（担当: {}）", plain(message), plain(&owner)),
            Lang::En => format!("{} (owner: {})", plain(message), plain(&owner)),
        },
        None => plain(message),
    };
    for label in finding.labels.iter().enumerate() {
        let (id, label) = label;
        text.push_str(&format!("\n- [{}]({id})", plain(label.text.get(page.lang))));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!(
            "\n{}{}",
            Words { ja: "対処: ", en: "help: " }.get(page.lang),
            plain(help.get(page.lang))
        ));
    }
    let related: Vec<Value> = finding
        .labels
        .iter()
        .enumerate()
        .map(|(id, label)| {
            json!({
                "id": id,
                "message": {"text": plain(label.text.get(page.lang))},
                "physicalLocation": physical(page, &label.place),
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": physical(page, place)}],
        "partialFingerprints": {"sekisho/v1": finding.fingerprint.to_string()},
    });
    if let Some(hash) = hashes.of(finding.victim.as_ref().unwrap_or(place)) {
        result["partialFingerprints"]["primaryLocationLineHash"] = hash.into();
    }
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

/// A text in which nothing is a link.
fn plain(text: &str) -> String {
    let text = line(text).replace('\\', "\\\\");
    text.replace('[', "\\[").replace(']', "\\]")
}

fn physical(page: &Page<'_>, place: &Place) -> Value {
    let region = match region::of(page, place) {
        Some((start, end)) => json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }),
        // What is about a file as such points at its beginning.
        None => json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}),
    };
    json!({"artifactLocation": artifact(page, &place.path), "region": region})
}

/// A file of the tree; what is about the tree as a whole points at the settings.
fn artifact(page: &Page<'_>, path: &RepoPath) -> Value {
    let settings = RepoPath::new(crate::settings::FILE_NAME);
    let path = if path.as_bytes().is_empty() { &settings } else { path };
    let bytes = page.prefix.bytes().chain(path.as_bytes().iter().copied());
    json!({"uri": uri(bytes), "uriBaseId": "%SRCROOT%"})
}

/// Encodes a path as a relative reference: names in Japanese, and every sign that means something in an address.
fn uri(path: impl Iterator<Item = u8>) -> String {
    let mut uri = String::new();
    for byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The hashes of the lines of each file, made once.
struct Hashes<'p, 'o> {
    page: &'p Page<'o>,
    of_file: HashMap<RepoPath, Vec<String>>,
}

impl Hashes<'_, '_> {
    fn of(&mut self, place: &Place) -> Option<String> {
        let (start, _) = region::of(self.page, place)?;
        let source = (self.page.source)(&place.path)?;
        let hashes = self.of_file.entry(place.path.clone()).or_insert_with(|| line_hash::of_lines(source.text()));
        hashes.get(start.line - 1).cloned()
    }
}
