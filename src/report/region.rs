//! Where a place lies in its text, for formats that count lines and columns.

use super::page::Page;
use crate::finding::Place;

/// A place in a text: line and column from 1, the column in Unicode scalar values; the byte from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) byte: usize,
}

/// Returns the first position of a place, and the one behind its last; nothing where the text is not at hand.
pub(super) fn of(page: &Page<'_>, place: &Place) -> Option<(Position, Position)> {
    let source = (page.source)(&place.path)?;
    let (text, lines) = (source.text(), source.lines());
    let position = |offset: u32| {
        let byte = text.floor_char_boundary(offset as usize);
        let offset = offset.min(u32::try_from(byte).unwrap_or(u32::MAX));
        Position { line: lines.line_of(offset) + 1, column: lines.scalar_column(offset, text) + 1, byte }
    };
    Some((position(place.span.start), position(place.span.end)))
}
