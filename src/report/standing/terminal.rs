//! Where the construction stands, for people at a terminal.

use std::fmt::Write as _;

use super::super::escape::{cells, pieces, wrap};
use super::super::terminal::Style;
use super::{StandingPage, phase_words};
use crate::corpus::plan::PhaseStatus;
use crate::standing::{PhaseStanding, Share};

/// Cells of a bar, its brackets left out.
const BAR: usize = 10;
/// Below this nothing can be drawn.
const NARROWEST: usize = 40;
/// Cells of a phase's line besides its name.
const BESIDE_NAME: usize = 36;

/// Writes the report. No line is wider than `style.width`, and nothing a document says reaches the terminal raw.
pub fn write(page: &StandingPage<'_>, style: Style) -> String {
    let mut writer = Writer { out: String::new(), page, width: style.width.max(NARROWEST), odd: style.glyphs().odd };
    writer.paragraph(0, &page.title());
    writer.phases();
    writer.line("");
    writer.paragraph(0, &format!("{}: {}", page.say("リスク評価", "Risk evaluation"), page.risk()));
    writer.paragraph(0, &page.documents());
    writer.paragraph(0, &page.findings());
    writer.unchecked();
    writer.next();
    writer.out
}

struct Writer<'p, 'o> {
    out: String,
    page: &'p StandingPage<'o>,
    width: usize,
    odd: &'static str,
}

impl Writer<'_, '_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Writes a sentence, its further lines indented by two more.
    fn paragraph(&mut self, indent: usize, text: &str) {
        let width = self.width - indent;
        for (at, line) in wrap(text, width, width - 2, self.odd).iter().enumerate() {
            let indent = if at == 0 { indent } else { indent + 2 };
            let _ = writeln!(self.out, "{:indent$}{line}", "");
        }
    }

    fn phases(&mut self) {
        self.line("");
        if self.page.standing.phases.is_empty() {
            let text = self.page.say(
                "構築工程計画が読めないため、工程の状況は分かりません。",
                "No construction plan can be read, so the phases are not known.",
            );
            return self.paragraph(0, text);
        }
        for (at, phase) in self.page.standing.phases.iter().enumerate() {
            self.phase(at + 1, phase);
        }
    }

    fn phase(&mut self, number: usize, phase: &PhaseStanding) {
        let share = phase.share();
        let name = self.fitted(phase.name.get(self.page.lang), self.width.saturating_sub(BESIDE_NAME).min(44));
        let status = phase_words(phase.status).get(self.page.lang);
        let line = format!("{number:>2} {name} {} {:>5}  {status}", bar(share), format!("{}/{}", share.have, share.of));
        self.line(&line);
        for deliverable in &phase.deliverables {
            let is_external = deliverable.document.as_ref().is_some_and(|document| document.is_external);
            let is_due = matches!(phase.status, PhaseStatus::Active | PhaseStatus::Done) && !deliverable.is_reached();
            if is_due || is_external {
                let (title, far) = self.page.deliverable(deliverable);
                self.paragraph(5, &format!("- {title}: {far}"));
            }
        }
    }

    fn unchecked(&mut self) {
        if self.page.unchecked.is_empty() {
            return;
        }
        self.line("");
        self.line(self.page.say("検査できなかったもの:", "Not checked:"));
        for unchecked in &self.page.unchecked {
            let text = format!("- {}", unchecked.why.get(self.page.lang));
            self.paragraph(2, &text);
        }
    }

    fn next(&mut self) {
        self.line("");
        if self.page.standing.next.is_empty() {
            return self.line(self.page.nothing_next());
        }
        self.line(self.page.say("次にすること:", "What to do next:"));
        for (at, step) in self.page.standing.next.iter().enumerate() {
            self.paragraph(2, &format!("{}. {}", at + 1, step.message.get(self.page.lang)));
            self.paragraph(5, &format!("-> {}", self.page.task(&step.task)));
        }
    }

    /// Cuts or fills a text to so many cells.
    fn fitted(&self, text: &str, width: usize) -> String {
        let all: Vec<_> = pieces(text, self.odd).collect();
        let total: usize = all.iter().map(|piece| piece.cells).sum();
        let room = if total > width { width.saturating_sub(3) } else { width };
        let mut fitted = String::new();
        for piece in &all {
            if cells(&fitted) + piece.cells > room {
                break;
            }
            fitted.push_str(&piece.shown);
        }
        if total > width {
            fitted.push_str("...");
        }
        let gap = width.saturating_sub(cells(&fitted));
        format!("{fitted}{:gap$}", "")
    }
}

/// Full only when everything is there, and not empty once something is.
fn bar(share: Share) -> String {
    let filled = match share {
        Share { of: 0, .. } => 0,
        Share { have, of } => (have * BAR / of).max(usize::from(have > 0)),
    };
    format!("[{}{}]", "#".repeat(filled), ".".repeat(BAR - filled))
}
