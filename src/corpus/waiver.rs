//! Waivers as comments: `# sekisho: ignore[group/slug] until=2026-12-31 by=csirt-lead -- reason`.
//!
//! This page reads them; whether they hold is judged by the engine.

use jiff::civil::Date;

use crate::text::{SourceText, Span};
use crate::yaml::{Comment, Node, Tree, Value};

/// The word behind `#` that speaks to the checker.
const MARKER: &str = "sekisho:";

/// A comment, or a text, that speaks to the checker.
#[derive(Debug, Clone)]
pub struct Inline {
    /// Where it stands.
    pub span: Span,
    /// What it says, or why it says nothing.
    pub said: Result<Waiver, Fault>,
}

/// What an inline waiver says.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The rule, and where its id stands.
    pub rule: String,
    /// Where the rule's id stands.
    pub rule_span: Span,
    /// The last day, included.
    pub until: Date,
    /// Who allows it: a bare id is a role, else `person:x`.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The places it holds for: a finding that starts inside one of them is waived.
    pub covers: Vec<Span>,
}

/// Why a comment waives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A part is missing: `until`, `by` or the reason.
    Lacks(Part),
    /// `ignore[…]` names no rule, or several.
    NotOneRule,
    /// The date is none.
    BadDate,
    /// Behind the marker stands something else than `ignore[…]`.
    UnknownWord,
    /// It stands inside a text, where comments do not exist.
    InsideText,
    /// Nothing follows directly below.
    AwayFromKey,
    /// The marker is misspelt.
    Misspelt,
}

/// The parts every inline waiver has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `until=`
    Until,
    /// `by=`
    By,
    /// `-- reason`
    Reason,
}

impl Fault {
    /// Says whether the author wrote a waiver that does not parse, rather than something that only looks like one.
    pub fn is_malformed(self) -> bool {
        !matches!(self, Fault::InsideText | Fault::AwayFromKey | Fault::Misspelt)
    }
}

/// Finds the comments and texts of a document that speak to the checker, in the order of the source.
pub fn inline(source: &SourceText, tree: &Tree) -> Vec<Inline> {
    let comments = tree.comments().iter().filter_map(|comment| of_comment(source, tree, comment));
    // Documents are long, and hardly any text of one speaks of waivers.
    let speaks = source.text().contains("ignore[");
    let texts = tree.nodes().filter(|_| speaks).filter_map(inside_text);
    let mut found: Vec<Inline> = comments.chain(texts).collect();
    found.sort_by_key(|inline| inline.span);
    found
}

fn of_comment(source: &SourceText, tree: &Tree, comment: &Comment) -> Option<Inline> {
    let text = &source.text()[comment.span.range()];
    let body = text.trim_start_matches('#').trim_start();
    let span = Span { end: comment.span.start + Span::new(0..text.trim_end().len()).end, ..comment.span };
    let Some(said) = body.strip_prefix(MARKER) else {
        // `ignore[` alone, or behind a word that is nearly ours, was meant for us, however an input method wrote it.
        let plain = body.to_lowercase().replace('：', ":").replace('［', "[");
        let (front, _) = plain.split_once("ignore[").or_else(|| plain.split_once(MARKER))?;
        let front = front.trim().trim_end_matches(':');
        let meant = front.is_empty() || strsim::osa_distance(front, "sekisho") <= 2;
        return meant.then_some(Inline { span, said: Err(Fault::Misspelt) });
    };
    let at = comment.span.start + Span::new(0..text.len() - said.len()).end;
    let said = parse(said, at).and_then(|mut waiver| {
        waiver.covers = covers(source, tree, comment).ok_or(Fault::AwayFromKey)?;
        Ok(waiver)
    });
    Some(Inline { span, said })
}

fn inside_text(node: Node<'_>) -> Option<Inline> {
    let Value::Text(text) = node.value() else { return None };
    let at = text.find("ignore[")?;
    text[..at].contains("sekisho").then(|| {
        let offset = node.source().find("ignore[").unwrap_or(0);
        let start = node.span().start + Span::new(0..offset).end;
        Inline { span: Span { start, end: start + 6 }, said: Err(Fault::InsideText) }
    })
}

/// Reads what stands behind the marker; `at` is its offset.
fn parse(said: &str, at: u32) -> Result<Waiver, Fault> {
    let (parts, reason) = match said.split_once(" -- ") {
        Some((parts, reason)) => (parts, reason.trim()),
        None => (said, ""),
    };
    let opened = parts.trim_start();
    let rest = opened.strip_prefix("ignore[").ok_or(Fault::UnknownWord)?;
    let (rule, rest) = rest.split_once(']').ok_or(Fault::NotOneRule)?;
    if rule.is_empty() || !rule.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-'))
    {
        return Err(Fault::NotOneRule);
    }
    let start = at + Span::new(0..parts.len() - opened.len() + "ignore[".len()).end;
    let value = |name: &str| {
        rest.split_ascii_whitespace().find_map(|word| word.strip_prefix(name)).filter(|value| !value.is_empty())
    };
    let until = value("until=").ok_or(Fault::Lacks(Part::Until))?;
    let by = value("by=").ok_or(Fault::Lacks(Part::By))?;
    if reason.is_empty() {
        return Err(Fault::Lacks(Part::Reason));
    }
    let until = date(until).ok_or(Fault::BadDate)?;
    let rule_span = Span { start, end: start + Span::new(0..rule.len()).end };
    Ok(Waiver {
        rule: rule.to_owned(),
        rule_span,
        until,
        by: by.to_owned(),
        reason: reason.to_owned(),
        covers: Vec::new(),
    })
}

/// Reads `YYYY-MM-DD` and nothing else; the library would also take `20261231`.
pub fn date(text: &str) -> Option<Date> {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let shaped = text.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10);
    (shaped && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-').then(|| text.parse().ok()).flatten()
}

/// Returns the places a comment speaks of: its own line, or the line directly below a run of comments,
/// and the grip of the entry that begins there.
fn covers(source: &SourceText, tree: &Tree, comment: &Comment) -> Option<Vec<Span>> {
    let lines = source.lines();
    let own = lines.line_of(comment.span.start);
    let line = if comment.trailing {
        own
    } else {
        let below = (own + 1..lines.count()).find(|line| {
            let text = &source.text()[lines.line_span(*line, source.text()).range()];
            !text.trim_start().starts_with('#')
        })?;
        let text = &source.text()[lines.line_span(below, source.text()).range()];
        if text.trim().is_empty() {
            return None;
        }
        below
    };
    let mut covered = vec![lines.line_span(line, source.text())];
    // An entry of a list begins on this line, or below a dash that stands there alone; its id may stand on a later one.
    let is_dash = source.text()[covered[0].range()].trim() == "-";
    let begins = |node: &Node<'_>| {
        let at = lines.line_of(node.span().start);
        at == line || (is_dash && at > line)
    };
    let owner = comment.owner.map(|id| tree.node(id)).filter(begins)?;
    for field in ["id", "title", "name"] {
        covered.extend(owner.get(field).map(Node::span));
    }
    Some(covered)
}
