//! The report as JUnit XML: a case for each document, so that a clean run shows what was looked at.

use std::collections::BTreeMap;

use super::escape::line;
use super::json::severity;
use super::page::Page;
use super::{region, summary};
use crate::finding::Finding;
use crate::text::RepoPath;

/// What is said about one file.
#[derive(Default)]
struct Case<'p> {
    failures: Vec<&'p Finding>,
    others: Vec<&'p Finding>,
    errors: Vec<&'p str>,
}

/// Writes one suite. Findings that decide are failures; what could not be checked is an error; the rest is told beside.
pub fn write(page: &Page<'_>) -> String {
    let root = RepoPath::new("");
    let mut cases: BTreeMap<&RepoPath, Case<'_>> = BTreeMap::new();
    for path in &page.documents {
        cases.entry(path).or_default();
    }
    for unchecked in &page.unchecked {
        let case = cases.entry(unchecked.path.unwrap_or(&root)).or_default();
        case.errors.push(unchecked.why.get(page.lang));
    }
    for finding in &page.findings {
        let case = cases.entry(&finding.subject.place.path).or_default();
        let decides = page.fail_on.is_some_and(|least| finding.severity >= least);
        if decides { case.failures.push(finding) } else { case.others.push(finding) }
    }
    let failures = cases.values().filter(|case| case.errors.is_empty() && !case.failures.is_empty()).count();
    let errors = cases.values().filter(|case| !case.errors.is_empty()).count();
    let numbers = format!("tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\"", cases.len());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<testsuites name=\"sekisho\" {numbers}>\n"));
    let suite = if page.prefix.is_empty() { "." } else { page.prefix.trim_end_matches('/') };
    out.push_str(&format!("  <testsuite name=\"{}\" {numbers}>\n", xml(suite)));
    for (path, case) in &cases {
        write_case(&mut out, page, path, case);
    }
    let texts = [summary::checked(page), summary::verdict(page)].map(|text| xml(&text)).join("\n");
    out.push_str(&format!("    <system-out>{texts}</system-out>\n  </testsuite>\n</testsuites>\n"));
    out
}

fn write_case(out: &mut String, page: &Page<'_>, path: &RepoPath, case: &Case<'_>) {
    let name = if path.as_bytes().is_empty() { ".".to_owned() } else { format!("{}{path}", page.prefix) };
    let first = case.failures.first().or(case.others.first());
    let at = first.and_then(|finding| region::of(page, &finding.subject.place)).map_or(1, |(start, _)| start.line);
    let name = xml(&name);
    out.push_str(&format!("    <testcase name=\"{name}\" classname=\"sekisho\" file=\"{name}\" line=\"{at}\""));
    if case.errors.is_empty() && case.failures.is_empty() && case.others.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    // Readers look at the first only, so one of them says all.
    if let Some(first) = case.errors.first() {
        let all = case.errors.iter().map(|why| xml(why)).collect::<Vec<_>>().join("\n");
        out.push_str(&format!("      <error type=\"not-checked\" message=\"{}\">{all}</error>\n", xml(first)));
    }
    if let Some(first) = case.failures.first() {
        let message = xml(first.message.get(page.lang));
        let all = listed(page, &case.failures);
        out.push_str(&format!("      <failure type=\"{}\" message=\"{message}\">{all}</failure>\n", xml(first.rule)));
    }
    if !case.others.is_empty() {
        out.push_str(&format!("      <system-out>{}</system-out>\n", listed(page, &case.others)));
    }
    out.push_str("    </testcase>\n");
}

/// Returns one line for each finding.
fn listed(page: &Page<'_>, findings: &[&Finding]) -> String {
    let lines = findings.iter().map(|finding| {
        let at = region::of(page, &finding.subject.place);
        let at = at.map_or_else(String::new, |(start, _)| format!("{}:{}: ", start.line, start.column));
        let severity = severity(finding.severity);
        xml(&format!("{at}{severity}[{}] {}", finding.rule, finding.message.get(page.lang)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Escapes what XML means something by. What it cannot hold at all was made visible before.
fn xml(text: &str) -> String {
    let text = line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}
