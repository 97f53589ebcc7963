//! The report that people read: findings with their snippets, then what was and was not checked, then the verdict.

use miette::{GraphicalTheme, ThemeCharacters};

use super::escape::wrap;
use super::page::Page;
use super::{approvals, snippet, summary};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::review::Class;

/// What stands in front of the lines that belong to a finding.
pub(super) const INDENT: usize = 4;

/// Below this nothing can be drawn.
const NARROWEST: usize = 40;

/// How the terminal wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Cells in a line; taken as 40 if less.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether to draw lines with box characters rather than ASCII.
    pub unicode: bool,
    /// Whether to leave out the summary, and a verdict that all is well.
    pub quiet: bool,
}

/// Characters of our own in the drawing.
pub(super) struct Glyphs {
    /// Where something was cut off.
    pub(super) cut: &'static str,
    /// In place of a grapheme on whose width terminals disagree.
    pub(super) odd: &'static str,
    /// In front of a place that has no lines to show.
    pub(super) arrow: &'static str,
}

/// Colours, as parameters of SGR.
const RED: &str = "1;31";
const YELLOW: &str = "1;33";
const CYAN: &str = "1;36";
const GREEN: &str = "1;32";
const BOLD: &str = "1";

impl Style {
    pub(super) fn glyphs(self) -> Glyphs {
        match self.unicode {
            true => Glyphs { cut: "…", odd: "□", arrow: "→" },
            false => Glyphs { cut: "...", odd: "?", arrow: "->" },
        }
    }

    pub(super) fn theme(self) -> GraphicalTheme {
        let mut theme = if self.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        if !self.unicode {
            theme.characters = ThemeCharacters::ascii();
        }
        theme
    }

    fn paint(self, text: &str, colour: &str) -> String {
        if self.colour && !text.is_empty() { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Writes the report. No line is wider than `style.width`, and nothing a document says reaches the terminal raw.
///
/// Columns are Unicode scalar values from 1.
pub fn write(page: &Page, style: Style) -> String {
    let style = Style { width: style.width.max(NARROWEST), ..style };
    let mut writer = Writer { out: String::new(), page, style };
    writer.changes();
    for finding in &page.findings {
        writer.finding(finding);
    }
    writer.approvals();
    writer.unchecked();
    if !style.quiet {
        writer.summary();
    }
    if !style.quiet || page.status != 0 {
        writer.verdict();
    }
    writer.out
}

struct Writer<'p, 'o> {
    out: String,
    page: &'p Page<'o>,
    style: Style,
}

impl Writer<'_, '_> {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        Words { ja, en }.get(self.page.lang)
    }

    /// Writes a sentence, its further lines indented by two more, and every line painted.
    fn paragraph(&mut self, indent: usize, text: &str, colour: Option<&str>) {
        let width = self.style.width - indent;
        for (index, line) in wrap(text, width, width - 2, self.style.glyphs().odd).iter().enumerate() {
            let indent = if index == 0 { indent } else { indent + 2 };
            let line = colour.map_or_else(|| line.clone(), |colour| self.style.paint(line, colour));
            self.out.push_str(&format!("{:indent$}{line}\n", ""));
        }
    }

    /// What the change means comes before what is wrong with it.
    fn changes(&mut self) {
        let page = self.page;
        let Some(compared) = page.compared.as_ref().filter(|compared| !compared.changes.is_empty()) else { return };
        self.paragraph(0, self.say("変更の内容（弱まるものから順に）", "What changes, what weakens first"), Some(BOLD));
        for change in &compared.changes {
            let colour = match change.class {
                Class::Weakening => Some(RED),
                Class::Unknown => Some(YELLOW),
                _ => None,
            };
            let path = format!("{}{}", page.prefix, change.place.path);
            self.paragraph(2, &format!("{} [{path}]", change.sentence.get(page.lang)), colour);
        }
        self.out.push('\n');
    }

    fn approvals(&mut self) {
        let page = self.page;
        let Some(compared) = &page.compared else { return };
        let sentences = approvals::sentences(page, compared);
        if sentences.is_empty() {
            return;
        }
        self.paragraph(0, self.say("必要な承認", "Approvals needed"), Some(BOLD));
        for (is_unmet, sentence) in sentences {
            self.paragraph(2, &sentence, is_unmet.then_some(RED));
        }
        self.out.push('\n');
    }

    fn finding(&mut self, finding: &Finding) {
        let (page, style) = (self.page, self.style);
        let colour = match finding.severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        let what = format!("{}[{}]", finding.severity.words().get(page.lang), finding.rule);
        let text = format!("{what} {}", finding.message.get(page.lang));
        for (index, line) in wrap(&text, style.width, style.width - 2, style.glyphs().odd).iter().enumerate() {
            let indent = if index == 0 { "" } else { "  " };
            let (front, rest) = line.split_at(if line.starts_with(&what) { what.len() } else { 0 });
            let (front, rest) = (style.paint(front, colour), style.paint(rest, BOLD));
            self.out.push_str(&format!("{indent}{front}{rest}\n"));
        }
        snippet::write(&mut self.out, page, finding, style);
        if let Some(raised) = &finding.raised {
            let text = format!("{}{}", self.say("重さの根拠: ", "raised by: "), raised.get(page.lang));
            self.paragraph(INDENT, &text, None);
        }
        if let Some(help) = &finding.help {
            let text = format!("{}{}", self.say("対処: ", "help: "), help.get(page.lang));
            self.paragraph(INDENT, &text, None);
        }
        self.out.push('\n');
    }

    fn unchecked(&mut self) {
        let page = self.page;
        if page.unchecked.is_empty() {
            return;
        }
        self.paragraph(0, self.say("検査できなかったもの", "Not checked"), Some(BOLD));
        for unchecked in &page.unchecked {
            let why = unchecked.why.get(page.lang);
            let text = match unchecked.path {
                Some(path) => format!("{}{path}: {why}", page.prefix),
                None => why.to_owned(),
            };
            self.paragraph(2, &text, None);
        }
        self.out.push('\n');
    }

    fn summary(&mut self) {
        for sentence in summary::sentences(self.page) {
            self.paragraph(0, &sentence, None);
        }
    }

    /// Says in words what the exit status says.
    fn verdict(&mut self) {
        let colour = match self.page.status {
            0 if self.page.fail_on.is_none() => BOLD,
            0 => GREEN,
            _ => RED,
        };
        self.paragraph(0, &summary::verdict(self.page), Some(colour));
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthChar;

    use super::*;
    use crate::lang::Lang;
    use crate::report::sample::{self, Sample};

    const PLAIN: Style = Style { width: 80, colour: false, unicode: true, quiet: false };
    const ASCII: Style = Style { unicode: false, ..PLAIN };

    fn shown(sample: &Sample, lang: Lang, style: Style) -> String {
        sample.page(lang, |page| write(page, style))
    }

    /// Takes out what colours, and nothing else.
    fn without_colours(text: &str) -> String {
        let mut parts = text.split("\u{1b}[");
        let mut plain = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (parameters, rest) = part.split_once('m').expect("only colours begin with an escape");
            assert!(parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{parameters:?}");
            plain.push_str(rest);
        }
        plain
    }

    fn samples() -> Vec<(&'static str, Sample)> {
        vec![
            ("ordinary", sample::ordinary()),
            ("hostile", sample::hostile()),
            ("clean", sample::clean()),
            ("incomplete", sample::incomplete()),
        ]
    }

    #[test]
    fn no_line_is_too_wide_and_no_control_character_gets_through() {
        for (name, sample) in samples() {
            for lang in [Lang::Ja, Lang::En] {
                for width in [20, 40, 41, 47, 53, 60, 67, 80, 100, 120, 250] {
                    for (colour, unicode) in [(false, true), (true, true), (false, false), (true, false)] {
                        let style = Style { width, colour, unicode, quiet: false };
                        let text = shown(&sample, lang, style);
                        let plain = without_colours(&text);
                        for line in plain.lines() {
                            let cells: usize = line.chars().map(|c| c.width().expect("no control character")).sum();
                            assert!(cells <= width.max(NARROWEST), "{name} {width}: {cells} cells: {line}");
                            assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{name}: {line}");
                            assert_eq!(line, line.trim_end_matches(' '));
                        }
                        assert!(!plain.contains(|c: char| c != '\n' && crate::text::Foreign::is_hidden(c)), "{name}");
                        assert_eq!(plain, shown(&sample, lang, Style { colour: false, ..style }), "{name}");
                    }
                }
            }
        }
    }

    fn snapshot(sample: &Sample, name: &str, style: Style) {
        let text = [Lang::Ja, Lang::En].map(|lang| shown(sample, lang, style)).join(&format!("{}\n", "=".repeat(20)));
        insta::assert_snapshot!(name, text);
    }

    #[test]
    fn ordinary_pages_read_well_at_three_widths() {
        for width in [60, 80, 120] {
            snapshot(&sample::ordinary(), &format!("ordinary_{width}"), Style { width, ..PLAIN });
        }
        snapshot(&sample::ordinary(), "ordinary_ascii", ASCII);
    }

    #[test]
    fn a_hostile_page_is_harmless_and_its_marks_stand_right() {
        snapshot(&sample::hostile(), "hostile_60", Style { width: 60, ..PLAIN });
        snapshot(&sample::hostile(), "hostile_80", PLAIN);
        snapshot(&sample::hostile(), "hostile_ascii_120", Style { width: 120, ..ASCII });
    }

    #[test]
    fn the_end_says_whether_all_was_checked_and_all_is_well() {
        snapshot(&sample::clean(), "clean", PLAIN);
        snapshot(&sample::incomplete(), "incomplete", PLAIN);
        snapshot(&sample::incomplete(), "incomplete_quiet", Style { quiet: true, ..PLAIN });
    }

    #[test]
    fn the_line_under_a_place_has_its_cells() {
        let front =
            ["", "x: ", "役割: 「初動」", "ｶﾞｷﾞ: ", "😀🇯🇵👩‍👩‍👧👍🏽1️⃣❤️ か\u{3099}: ", "\t\u{1b}[2J\u{202e}: ", "𠮷ｱ #[ ##[ "];
        let back = ["", " 後ろ", "👩‍👩‍👧 tail"];
        for front in front {
            for times in [1, 3, 7, 200] {
                for (back, width) in back.iter().flat_map(|back| [41, 60, 80, 120].map(|width| (back, width))) {
                    for needle in ["@", "@名前", "@ﾊﾟ名", "@😀z"] {
                        let text = format!("{}{needle}{}", front.repeat(times), back.repeat(times));
                        let shown = shown(&Sample::one(&text, needle), Lang::En, Style { width, ..PLAIN });
                        let lines: Vec<_> = shown.lines().collect();
                        let at = lines.iter().position(|line| line.starts_with(" 1 │ ")).expect("the line is shown");
                        let cells = |text: &str| super::super::escape::cells(text);
                        let place = lines[at].find(needle).unwrap_or_else(|| panic!("{needle} is cut off: {shown}"));
                        let line = format!("{:─<1$}", "", cells(needle));
                        let expected = format!("   · {:1$}{line}", "", cells(&lines[at][..place]) - 5);
                        assert_eq!(lines[at + 1], expected, "{shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_sounds_like_success_when_something_was_not_checked() {
        for fail_on in [None, Some(Severity::Error), Some(Severity::Info)] {
            let sample = Sample { fail_on, findings: Vec::new(), ..sample::incomplete() };
            let (ja, en) = (shown(&sample, Lang::Ja, PLAIN), shown(&sample, Lang::En, PLAIN).to_lowercase());
            assert!(!ja.contains("合格") && !en.contains("passed") && !en.contains("clean"), "{ja}{en}");
        }
        assert_eq!(shown(&sample::clean(), Lang::En, Style { quiet: true, ..PLAIN }), "");
    }
}
