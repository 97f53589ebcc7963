//! The report as Markdown, for the summary of a job and for comments: people read it in a browser.

use super::escape::{line, markdown};
use super::page::Page;
use super::{approvals, region, summary};
use crate::finding::{Finding, Severity};
use crate::lang::{Lang, Words};
use crate::review::Class;
use crate::text::RepoPath;

/// A summary of a job larger than 1 MiB is not shown at all.
const LARGEST: usize = 900_000;

/// Writes the report: the verdict, what was not checked, the findings by file, what was looked at.
pub fn write(page: &Page<'_>) -> String {
    let say = |ja, en| Words { ja, en }.get(page.lang);
    let mark = match page.status {
        0 => "✅",
        1 => "❌",
        _ => "⚠️",
    };
    let mut out = format!("## {mark} sekisho: {}\n\n", markdown(&summary::verdict(page)));
    write_changes(&mut out, page);
    write_approvals(&mut out, page);
    if !page.unchecked.is_empty() {
        out.push_str(&format!("### {}\n\n", say("検査できなかったもの", "Not checked")));
        for unchecked in &page.unchecked {
            let path = unchecked.path.map(|path| format!("{}: ", code(&format!("{}{path}", page.prefix))));
            out.push_str(&format!("- {}{}\n", path.unwrap_or_default(), markdown(unchecked.why.get(page.lang))));
        }
        out.push('\n');
    }
    let mut last: Option<&RepoPath> = None;
    for (index, finding) in page.findings.iter().enumerate() {
        if out.len() > LARGEST {
            let left = page.findings.len() - index;
            let text = match page.lang {
                Lang::Ja => format!("\nほかに{left}件の指摘があります。\n"),
                Lang::En => format!("\nand {left} more.\n"),
            };
            out.push_str(&text);
            break;
        }
        let path = &finding.subject.place.path;
        if last != Some(path) {
            let name = if path.as_bytes().is_empty() { ".".to_owned() } else { format!("{}{path}", page.prefix) };
            out.push_str(&format!("{}### {}\n\n", if last.is_some() { "\n" } else { "" }, code(&name)));
            last = Some(path);
        }
        write_finding(&mut out, page, finding);
    }
    if last.is_some() {
        out.push('\n');
    }
    for sentence in summary::sentences(page) {
        out.push_str(&format!("{}  \n", markdown(&sentence)));
    }
    out
}

/// By this a program finds its own comment again, to put a newer one in its place.
const MARKER: &str = "<!-- sekisho review -->";

fn write_changes(out: &mut String, page: &Page<'_>) {
    let Some(compared) = &page.compared else { return };
    out.insert_str(0, &format!("{MARKER}\n"));
    if compared.changes.is_empty() {
        return;
    }
    let heading =
        Words { ja: "変更の内容（弱まるものから順に）", en: "What changes, what weakens first" };
    out.push_str(&format!("### {}\n\n", heading.get(page.lang)));
    for (index, change) in compared.changes.iter().enumerate() {
        if out.len() > LARGEST / 2 {
            let left = compared.changes.len() - index;
            out.push_str(&match page.lang {
                Lang::Ja => format!("- ほかに{left}件\n"),
                Lang::En => format!("- and {left} more\n"),
            });
            break;
        }
        let mark = match change.class {
            Class::Weakening => "🔻",
            Class::Unknown => "❔",
            Class::Wider | Class::Narrower => "↔️",
            Class::Strengthening => "🔺",
            Class::Neutral | Class::Editorial => "▫️",
        };
        let path = code(&format!("{}{}", page.prefix, change.place.path));
        out.push_str(&format!("- {mark} {} {path}\n", markdown(change.sentence.get(page.lang))));
    }
    out.push('\n');
}

fn write_approvals(out: &mut String, page: &Page<'_>) {
    let Some(compared) = &page.compared else { return };
    let sentences = approvals::sentences(page, compared);
    if sentences.is_empty() {
        return;
    }
    out.push_str(&format!("### {}\n\n", Words { ja: "必要な承認", en: "Approvals needed" }.get(page.lang)));
    for (is_unmet, sentence) in sentences.iter().take(200) {
        out.push_str(&format!("- {}{}\n", if *is_unmet { "⛔ " } else { "" }, markdown(sentence)));
    }
    out.push('\n');
}

fn write_finding(out: &mut String, page: &Page<'_>, finding: &Finding) {
    let say = |ja, en| Words { ja, en }.get(page.lang);
    let mark = match finding.severity {
        Severity::Error => "🔴",
        Severity::Warning => "🟡",
        Severity::Info => "🔵",
    };
    let severity = finding.severity.words().get(page.lang);
    let at = region::of(page, &finding.subject.place).map(|(start, _)| match page.lang {
        Lang::Ja => format!("{}行 ", start.line),
        Lang::En => format!("line {}, ", start.line),
    });
    let message = markdown(finding.message.get(page.lang));
    let rule = code(finding.rule);
    out.push_str(&format!("- {mark} {}**{severity}** {rule}: {message}\n", at.unwrap_or_default()));
    for label in &finding.labels {
        let place = region::of(page, &label.place).map_or(String::new(), |(start, _)| format!(":{}", start.line));
        let place = code(&format!("{}{}{place}", page.prefix, label.place.path));
        out.push_str(&format!("  - {place}: {}\n", markdown(label.text.get(page.lang))));
    }
    if let Some(raised) = &finding.raised {
        out.push_str(&format!("  - {}{}\n", say("重さの根拠: ", "raised by: "), markdown(raised.get(page.lang))));
    }
    if let Some(help) = &finding.help {
        out.push_str(&format!("  - {}{}\n", say("対処: ", "help: "), markdown(help.get(page.lang))));
    }
}

/// Puts a text between marks of code, longer than any inside it.
fn code(text: &str) -> String {
    let text = line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}
