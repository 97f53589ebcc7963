//! Where the construction stands, as a page on a forge.

use std::fmt::Write as _;

use super::{StandingPage, phase_words};
use crate::text::Foreign;

/// Writes the report as Markdown, in which nothing that a document says can be more than text.
pub fn write(page: &StandingPage<'_>) -> String {
    let mut text = format!("# {}\n\n", escaped(&page.title()));
    if !page.standing.phases.is_empty() {
        text.push_str(page.say(
            "| | 工程 | 状況 | 成果物 | できたもの |\n|---|---|---|---|---|\n",
            "| | phase | status | deliverables | reached |\n|---|---|---|---|---|\n",
        ));
    }
    for (at, phase) in page.standing.phases.iter().enumerate() {
        let share = phase.share();
        let deliverables: Vec<String> = phase
            .deliverables
            .iter()
            .map(|deliverable| {
                let (title, far) = page.deliverable(deliverable);
                let (title, far) = (escaped(&title), escaped(&far));
                match &deliverable.document {
                    Some(document) => format!("[{title}](<{}>): {far}", linked(&document.path.to_string())),
                    None => format!("{title}: {far}"),
                }
            })
            .collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {}/{} |",
            at + 1,
            escaped(phase.name.get(page.lang)),
            phase_words(phase.status).get(page.lang),
            deliverables.join("<br>"),
            share.have,
            share.of
        );
    }
    let risk = page.say("リスク評価", "Risk evaluation");
    let _ = writeln!(text, "\n- {risk}: {}", escaped(&page.risk()));
    let _ = writeln!(text, "- {}", escaped(&page.documents()));
    let _ = writeln!(text, "- {}", escaped(&page.findings()));
    if !page.unchecked.is_empty() {
        let _ = writeln!(text, "\n## {}\n", page.say("検査できなかったもの", "Not checked"));
    }
    for unchecked in &page.unchecked {
        let _ = writeln!(text, "- {}", escaped(unchecked.why.get(page.lang)));
    }
    let _ = writeln!(text, "\n## {}\n", page.say("次にすること", "What to do next"));
    if page.standing.next.is_empty() {
        let _ = writeln!(text, "{}", page.nothing_next());
    }
    for (at, step) in page.standing.next.iter().enumerate() {
        let _ = writeln!(
            text,
            "{}. {}: <code>{}</code>",
            at + 1,
            escaped(step.message.get(page.lang)),
            escaped(&page.task(&step.task))
        );
    }
    text
}

/// A path between `<` and `>` of a link.
fn linked(path: &str) -> String {
    path.replace(['<', '>', '|', '\n', '\\'], "")
}

/// Makes a text plain: what Markdown or HTML would read as more is written as a character reference.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in Foreign::whole(text).to_string().chars() {
        match character {
            '&' | '<' | '>' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' | '\\' | '!' | '@' => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out
}
