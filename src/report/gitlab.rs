//! The report for GitLab's Code Quality widget.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::escape::line;
use super::json::visible;
use super::page::Page;
use super::region;
use crate::finding::Severity;
use crate::lang::Words;

/// Writes a list with one entry for each finding, and for each thing that was not checked; an empty list if there is none.
pub fn write(page: &Page<'_>) -> String {
    let mut fingerprints: HashMap<String, usize> = HashMap::new();
    // GitLab keeps only the first of those that share a fingerprint.
    let mut unique = |fingerprint: String| {
        let times = fingerprints.entry(fingerprint.clone()).or_default();
        *times += 1;
        if *times == 1 { fingerprint } else { format!("{fingerprint}-{times}") }
    };
    let mut entries = Vec::new();
    for unchecked in &page.unchecked {
        let path = unchecked.path.map_or_else(|| "sekisho.yaml".to_owned(), ToString::to_string);
        let head = Words { ja: "検査できなかったもの", en: "not checked" }.get(page.lang);
        let why = line(unchecked.why.get(page.lang));
        let fingerprint = unique(format!("not-checked:{path}"));
        entries.push(entry(page, "not-checked", &format!("{head}: {why}"), &fingerprint, "blocker", &path, 1));
    }
    for finding in &page.findings {
        let place = &finding.subject.place;
        let severity = match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        let at = region::of(page, place).map_or(1, |(start, _)| start.line);
        let path = Some(place.path.to_string()).filter(|path| !path.is_empty());
        let path = path.unwrap_or_else(|| "sekisho.yaml".to_owned());
        // The widget does not show the name of the check.
        let description = format!("{}: {}", finding.rule, line(finding.message.get(page.lang)));
        let fingerprint = unique(finding.fingerprint.to_string());
        entries.push(entry(page, finding.rule, &description, &fingerprint, severity, &path, at));
    }
    visible(&serde_json::to_string_pretty(&entries).expect("values with text keys become JSON"))
}

fn entry(
    page: &Page<'_>,
    check: &str,
    description: &str,
    fingerprint: &str,
    severity: &str,
    path: &str,
    line: usize,
) -> Value {
    json!({
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": format!("{}{path}", page.prefix), "lines": {"begin": line}},
    })
}
