//! The report as annotations of GitHub Actions: workflow commands on standard output.
//!
//! Ten of each severity are shown for one step, so errors come first, then one finding of every file before the second
//! of any, and one notice says how many more there are.

use std::collections::HashMap;

use super::escape::line;
use super::page::Page;
use super::{region, summary};
use crate::finding::{Finding, Severity};
use crate::lang::{Lang, Words};
use crate::text::RepoPath;

/// How many annotations of one severity GitHub shows for a step.
const SHOWN: usize = 10;

/// Writes the annotations, and below them the verdict as an ordinary line.
pub fn write(page: &Page<'_>) -> String {
    let mut out = String::new();
    for unchecked in page.unchecked.iter().take(SHOWN) {
        let title = Words { ja: "検査できなかったもの", en: "Not checked" }.get(page.lang);
        let file = unchecked.path.map(|path| path_of(page, path));
        command(&mut out, "error", file, None, title, &line(unchecked.why.get(page.lang)));
    }
    let mut left_out = page.unchecked.len().saturating_sub(SHOWN);
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let findings = page.findings.iter().copied().filter(|finding| finding.severity == severity);
        let findings = one_of_each_file_first(findings);
        let taken = match severity {
            Severity::Error => page.unchecked.len(),
            Severity::Warning => 0,
            // One place is kept for the notice about the others.
            Severity::Info => 1,
        };
        let room = SHOWN.saturating_sub(taken);
        left_out += findings.len().saturating_sub(room);
        for finding in findings.into_iter().take(room) {
            annotate(&mut out, page, finding);
        }
    }
    left_out += page.not_shown.over_cap;
    if left_out > 0 {
        let (title, text) = match page.lang {
            Lang::Ja => {
                ("ほかの指摘", format!("ここに出ていない指摘がほかに{left_out}件あります。ログと要約をご覧ください。"))
            }
            Lang::En => ("More findings", format!("{left_out} more are not shown here; see the log and the summary.")),
        };
        command(&mut out, "notice", None, None, title, &text);
    }
    out.push_str(&format!("sekisho: {}\n", line(&summary::checked(page))));
    out.push_str(&format!("sekisho: {}\n", line(&summary::verdict(page))));
    out
}

fn one_of_each_file_first<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut of_file: HashMap<&RepoPath, usize> = HashMap::new();
    let mut ranked: Vec<(usize, &Finding)> = findings
        .map(|finding| {
            let before = of_file.entry(&finding.subject.place.path).or_default();
            *before += 1;
            (*before, finding)
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

fn annotate(out: &mut String, page: &Page<'_>, finding: &Finding) {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut message = line(finding.message.get(page.lang));
    if let Some(help) = &finding.help {
        let head = Words { ja: "対処: ", en: "help: " }.get(page.lang);
        message = format!("{message}\n{head}{}", line(help.get(page.lang)));
    }
    let place = &finding.subject.place;
    let file = Some(&place.path).filter(|path| !path.as_bytes().is_empty()).map(|path| path_of(page, path));
    // The runner drops columns that span lines, and an end before its beginning.
    let at = region::of(page, place).map(|(start, end)| {
        let columns = (start.line == end.line && end.column > start.column).then_some((start.column, end.column));
        (start.line, columns)
    });
    command(out, name, file, at, &line(finding.rule), &message);
}

type At = (usize, Option<(usize, usize)>);

fn command(out: &mut String, name: &str, file: Option<String>, at: Option<At>, title: &str, message: &str) {
    let mut properties = Vec::new();
    if let Some(file) = file {
        properties.push(format!("file={}", property(&file)));
        // Without a line an annotation stands with no file at all.
        let (line, columns) = at.unwrap_or((1, None));
        properties.push(format!("line={line}"));
        if let Some((start, end)) = columns {
            properties.push(format!("col={start},endColumn={end}"));
        }
    }
    properties.push(format!("title={}", property(title)));
    out.push_str(&format!("::{name} {}::{}\n", properties.join(","), data(message)));
}

/// A path as it is: the runner looks the file up. What cannot be printed is escaped, and then names no file.
fn path_of(page: &Page<'_>, path: &RepoPath) -> String {
    line(&format!("{}{path}", page.prefix))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
