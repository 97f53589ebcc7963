//! The lines of documents that a finding points into, drawn by miette from a small window that is ours.
//!
//! miette lets the terminal's escapes through, panics past column 65,535, ignores the width, counts the cells of
//! half-width kana wrongly, and draws overlapping labels wrongly. So it sees short lines of one stand-in for each
//! cell, and labels that lie apart; the text is put in afterwards.

use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::escape::{Piece, STAND_IN, cells, pieces, wrap};
use super::page::Page;
use super::terminal::{INDENT, Style};
use crate::finding::{Finding, Place, Severity};
use crate::text::{SourceText, Span};

/// How far from a span a line is read at all, in bytes.
const REACH: usize = 4096;

/// The most cells of a line that are shown, however wide the terminal is.
const LINE_CELLS: usize = 200;

/// How many cells a label gets to the right of its place, if it has so much to say.
const LABEL_CELLS: usize = 24;

/// Cells from the bar under a span to the first character of its label: `╰── `.
const LABEL_LEAD: usize = 4;

/// How many lines may lie between two places that are shown in one piece.
const GAP: usize = 3;

/// A place on one line of a text. What spans several lines is drawn on its first.
struct Mark<'f> {
    place: &'f Place,
    texts: Vec<&'f str>,
    /// The line, from 0, and the bytes in it; nothing if the text is not at hand.
    spot: Option<(usize, Range<usize>)>,
}

/// Writes the snippets of a finding, the one of its subject first.
pub(super) fn write(out: &mut String, page: &Page, finding: &Finding, style: Style) {
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    for mark in marks(page, finding) {
        let source = (page.source)(&mark.place.path);
        match groups.iter_mut().find(|group| joins(group, &mark, source, style)) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    for (index, group) in groups.iter().enumerate() {
        let severity = (index == 0).then_some(finding.severity);
        match (page.source)(&group[0].place.path) {
            Some(source) => draw(out, page, group, source, severity, style),
            None => name_only(out, page, &group[0], style),
        }
    }
}

/// Returns the places of a finding, each once.
fn marks<'f>(page: &Page, finding: &'f Finding) -> Vec<Mark<'f>> {
    let spot = |place: &Place| (page.source)(&place.path).map(|source| spot(source, place.span));
    let subject = &finding.subject.place;
    let mut marks = vec![Mark { place: subject, texts: Vec::new(), spot: spot(subject) }];
    for label in &finding.labels {
        let text = label.text.get(page.lang);
        let index = marks.iter().position(|mark| *mark.place == label.place).unwrap_or_else(|| {
            marks.push(Mark { place: &label.place, texts: Vec::new(), spot: spot(&label.place) });
            marks.len() - 1
        });
        if !text.is_empty() && !marks[index].texts.contains(&text) {
            marks[index].texts.push(text);
        }
    }
    marks
}

/// Returns the line of a span, from 0, and its bytes there; a span past the end is moved to the end.
fn spot(source: &SourceText, span: Span) -> (usize, Range<usize>) {
    let (text, lines) = (source.text(), source.lines());
    let line = lines.line_of(span.start.min(Span::new(text.len()..text.len()).end));
    let whole = lines.line_span(line, text);
    let start = text.floor_char_boundary(span.start.clamp(whole.start, whole.end) as usize);
    let end = text.ceil_char_boundary(span.end.clamp(whole.start, whole.end) as usize).max(start);
    (line, start - whole.start as usize..end - whole.start as usize)
}

fn line_text(source: &SourceText, line: usize) -> &str {
    &source.text()[source.lines().line_span(line, source.text()).range()]
}

/// Says whether a place can be shown in the piece that shows `group`.
fn joins(group: &[Mark], mark: &Mark, source: Option<&SourceText>, style: Style) -> bool {
    let (Some(source), Some((line, range))) = (source, &mark.spot) else { return false };
    if group[0].place.path != mark.place.path {
        return false;
    }
    let spots = || group.iter().filter_map(|other| other.spot.as_ref().map(|spot| (other, spot)));
    if !spots().any(|(_, (other, _))| other.abs_diff(*line) <= GAP + 1) {
        return false;
    }
    // Two on one line: only if the line is shown whole, with room for both labels, and they lie apart.
    spots().filter(|(_, (other, _))| other == line).all(|(other, (_, taken))| {
        let width = |range: &Range<usize>| range.start..range.end.max(range.start + 1);
        let (a, b) = (width(range), width(taken));
        let area = area(style, *line + 2);
        let text = line_text(source, *line);
        let fits = |mark: &Mark, range: &Range<usize>| Clip::new(text, Some((range, mark.wanted())), area, style).whole;
        (a.end <= b.start || b.end <= a.start) && fits(mark, range) && fits(other, taken)
    })
}

impl Mark<'_> {
    /// Returns how many cells the label would like to have.
    fn wanted(&self) -> usize {
        self.texts.iter().map(|text| cells(text).min(LABEL_CELLS) + LABEL_LEAD).max().unwrap_or(0)
    }
}

/// Returns how many cells a line of a document may take, where `last` is the last line's number.
fn area(style: Style, last: usize) -> usize {
    // ` 12 │ ` in front; one cell behind, for a mark after the last character.
    (style.width - gutter(last) - 1).min(LINE_CELLS)
}

fn gutter(last: usize) -> usize {
    last.to_string().len() + 4
}

fn name_only(out: &mut String, page: &Page, mark: &Mark, style: Style) {
    let mut line = format!("{} {}{}", style.glyphs().arrow, page.prefix, mark.place.path);
    for text in &mark.texts {
        line.push_str(": ");
        line.push_str(text);
    }
    for line in wrap(&line, style.width - INDENT, style.width - INDENT, style.glyphs().odd) {
        out.push_str(&format!("{:INDENT$}{line}\n", ""));
    }
}

/// Draws one piece of a text with all its marks; `severity` where the finding's subject is among them.
fn draw(out: &mut String, page: &Page, group: &[Mark], source: &SourceText, severity: Option<Severity>, style: Style) {
    let spots = || group.iter().filter_map(|mark| mark.spot.as_ref().map(|(line, range)| (mark, *line, range)));
    let (Some(first), Some(last)) = (spots().map(|spot| spot.1).min(), spots().map(|spot| spot.1).max()) else {
        return;
    };
    let first = first.saturating_sub(1);
    // One line of context; the empty line behind the last line's end is no line for people.
    let is_line = |line: usize| line + 1 < source.lines().count() || !line_text(source, line).is_empty();
    let last = if is_line(last + 1) { last + 1 } else { last };
    let area = area(style, last + 1);

    let mut shown_lines = Vec::new();
    let mut text = String::new();
    let mut labels = Vec::new();
    for line in first..=last {
        let here = || spots().filter(|spot| spot.1 == line);
        let focus = here().max_by_key(|(mark, ..)| mark.wanted()).map(|(mark, _, range)| (range, mark.wanted()));
        let clip = Clip::new(line_text(source, line), focus, area, style);
        for (mark, _, range) in here() {
            let shown = clip.map(range);
            let [start, end] = [shown.start, shown.end].map(|at| cells(&clip.text[..at]));
            let bar = (start + end) / 2;
            let room = (style.width - gutter(last + 1)).saturating_sub(bar + LABEL_LEAD).max(LABEL_LEAD);
            let label: Vec<_> = mark.texts.iter().flat_map(|text| wrap(text, room, room, style.glyphs().odd)).collect();
            let label = (!label.is_empty()).then(|| label.join("\n"));
            let is_subject = severity.is_some() && std::ptr::eq(mark, &group[0]);
            let [start, end] = [start, end].map(|cell| text.len() + cell * STAND_IN.len_utf8());
            labels.push((is_subject, LabeledSpan::new(label, start, end - start)));
        }
        text.extend(std::iter::repeat_n(STAND_IN, cells(&clip.text)));
        text.push('\n');
        if !clip.text.is_empty() {
            shown_lines.push(clip.text);
        }
    }
    labels.sort_by_key(|(_, label)| label.offset());

    let mut theme = style.theme();
    let subject_style = match severity {
        Some(Severity::Error) => theme.styles.error,
        Some(Severity::Warning) => theme.styles.warning,
        Some(Severity::Info) | None => theme.styles.advice,
    };
    let other_style = theme.styles.highlights[0];
    theme.styles.highlights =
        labels.iter().map(|(is_subject, _)| if *is_subject { subject_style } else { other_style }).collect();

    let window = Window {
        name: name(page, &group[0], source, style.width - gutter(last + 1) - 2, style),
        line: first,
        count: last - first + 1,
        text,
    };
    let piece = Drawing { window, labels: labels.into_iter().map(|(_, label)| label).collect() };
    let mut drawn = String::new();
    handler(theme, style.width).render_report(&mut drawn, &piece).expect("every label lies in the window");
    // miette opens with a line for the message; ours already stands above.
    let mut shown_lines = shown_lines.iter();
    for line in drawn.lines().skip(1) {
        let parts = line.find(STAND_IN).zip(line.rfind(STAND_IN)).zip(shown_lines.as_slice().first());
        if let Some(((first, last), shown)) = parts {
            out.push_str(&line[..first]);
            out.push_str(shown.trim_end_matches(' '));
            out.push_str(&line[last + STAND_IN.len_utf8()..]);
            out.push('\n');
            shown_lines.next();
            continue;
        }
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
}

fn handler(theme: GraphicalTheme, width: usize) -> GraphicalReportHandler {
    GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_links(false)
        .without_primary_span_start()
        .without_syntax_highlighting()
}

/// Returns `path:line:column`, the column in Unicode scalar values from 1, its beginning cut off if there is no room.
fn name(page: &Page, mark: &Mark, source: &SourceText, width: usize, style: Style) -> String {
    let (line, range) = mark.spot.clone().unwrap_or_default();
    let column = line_text(source, line)[..range.start].chars().count() + 1;
    let whole = format!("{}{}:{}:{column}", page.prefix, mark.place.path, line + 1);
    let pieces: Vec<Piece> = pieces(&whole, style.glyphs().odd).collect();
    let total: usize = pieces.iter().map(|piece| piece.cells).sum();
    let cut = if total > width { style.glyphs().cut } else { "" };
    let mut over = (total + cells(cut)).saturating_sub(width);
    let kept = pieces.iter().skip_while(|piece| {
        let drops = over > 0;
        over = over.saturating_sub(piece.cells);
        drops
    });
    kept.fold(cut.to_owned(), |name, piece| name + &piece.shown)
}

/// A line as it is shown: cleaned, and cut to a number of cells.
struct Clip {
    text: String,
    /// For each grapheme that is kept: its byte in the line, and its byte in `text`.
    kept: Vec<(usize, usize)>,
    /// The same for what stands behind the last grapheme that is kept.
    end: (usize, usize),
    /// Whether nothing was cut off.
    whole: bool,
}

impl Clip {
    /// Cuts `line` to `area` cells round `focus`, behind whose middle some cells are wanted for a label.
    fn new(line: &str, focus: Option<(&Range<usize>, usize)>, area: usize, style: Style) -> Clip {
        let glyphs = style.glyphs();
        let cut = cells(glyphs.cut);
        let (focus, wanted) = focus.map_or((0..0, 0), |(range, wanted)| (range.clone(), wanted));
        let from = line.floor_char_boundary(focus.start.saturating_sub(REACH));
        let to = line.floor_char_boundary(focus.start.saturating_add(REACH).min(line.len()));
        let pieces: Vec<Piece> = pieces(&line[from..to], glyphs.odd).collect();
        let cells_before = |at: usize| -> usize {
            pieces.iter().take_while(|piece| from + piece.at < at).map(|piece| piece.cells).sum()
        };
        let total = cells_before(usize::MAX);
        let ends_here = to == line.len();

        let (start, end) = (cells_before(focus.start), cells_before(focus.end));
        let is_long = total > area || !ends_here || from > 0;
        let wanted = if is_long { wanted.max(area / 4) } else { wanted };
        let mut skip = 0;
        let tail = if is_long { cut } else { 0 };
        if end + tail > area || (start + end) / 2 + wanted > area {
            skip = if end - start <= area / 2 {
                let over = (end + tail).max((start + end) / 2 + wanted).saturating_sub(area);
                (over + cut).min(start.saturating_sub(cut))
            } else {
                start.saturating_sub(area / 8)
            };
        }

        let mut before = 0;
        let first = pieces.iter().position(|piece| {
            let found = before >= skip;
            before += piece.cells;
            found
        });
        let first = first.unwrap_or(pieces.len());
        let cut_left = first > 0 || from > 0;
        let mut text = String::from(if cut_left { glyphs.cut } else { "" });
        let mut used = if cut_left { cut } else { 0 };
        let rest: usize = pieces[first..].iter().map(|piece| piece.cells).sum();
        let cut_right = !ends_here || used + rest > area;
        let room = if cut_right { area - cut } else { area };
        let mut kept = Vec::new();
        for piece in &pieces[first..] {
            if used + piece.cells > room {
                break;
            }
            used += piece.cells;
            kept.push((from + piece.at, text.len()));
            text.push_str(&piece.shown);
        }
        let behind = pieces.get(first + kept.len()).map_or(to, |piece| from + piece.at);
        let end = (behind, text.len());
        if cut_right {
            text.push_str(glyphs.cut);
        }
        Clip { text, kept, end, whole: !cut_left && !cut_right }
    }

    /// Returns where a range of the line is shown, widened to whole graphemes.
    fn map(&self, range: &Range<usize>) -> Range<usize> {
        let shown = |index: usize| self.kept.get(index).map_or(self.end.1, |(_, shown)| *shown);
        let begun = self.kept.partition_point(|(at, _)| *at <= range.start);
        let start = if range.start >= self.end.0 { self.end.1 } else { shown(begun.saturating_sub(1)) };
        if range.is_empty() {
            return start..start;
        }
        let next = self.kept.partition_point(|(at, _)| *at < range.end);
        start..shown(next).max(start)
    }
}

/// What miette sees: always the same few lines, wherever it asks.
#[derive(Debug)]
struct Window {
    name: String,
    line: usize,
    count: usize,
    text: String,
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let data = self.text.as_bytes();
        let all = SourceSpan::from((0, data.len()));
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, all, self.line, 0, self.count)))
    }
}

/// One drawing.
#[derive(Debug)]
struct Drawing {
    window: Window,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
