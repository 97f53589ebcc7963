//! The text of a document: what reading reports, put into words. Text that two readers could read differently is refused.

mod ambiguous_scalar;
mod anchor;
mod conflict_marker;
mod control_character;
mod directive;
mod duplicate_key;
mod encoding;
mod full_width_colon;
mod key_not_text;
mod limit;
mod many_documents;
mod merge_key;
mod syntax;
mod tag;

use super::Rule;
use crate::corpus::Doc;
use crate::finding::Finding;
use crate::lang::Both;
use crate::text::Span;
use crate::yaml::Problem;

pub(super) static RULES: &[&Rule] = &[
    &ambiguous_scalar::RULE,
    &anchor::RULE,
    &conflict_marker::RULE,
    &control_character::RULE,
    &directive::RULE,
    &duplicate_key::RULE,
    &encoding::RULE,
    &full_width_colon::RULE,
    &key_not_text::RULE,
    &limit::RULE,
    &many_documents::RULE,
    &merge_key::RULE,
    &syntax::RULE,
    &tag::RULE,
];

/// Returns the findings of the problems for which `words` has a message and a help.
fn of_problems<'c>(
    doc: Doc<'c>,
    words: impl Fn(&'c Problem) -> Option<(Both, Both)> + 'c,
) -> impl Iterator<Item = Finding> + 'c {
    doc.checked().problems.iter().filter_map(move |problem| {
        let (message, help) = words(problem)?;
        Some(at(doc, problem.span, message).help(help))
    })
}

/// A finding about a stretch of text. What stands there is its value; no pointer leads into a text that may not hold one.
fn at(doc: Doc<'_>, span: Span, message: Both) -> Finding {
    let text = doc.checked().source.text();
    let value = text.get(span.range()).unwrap_or_default();
    let clipped = value.char_indices().nth(64).map_or(value, |(end, _)| &value[..end]);
    doc.finding(span, "", clipped, message)
}
