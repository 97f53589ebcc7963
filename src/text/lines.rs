//! From byte offsets to lines and columns; the function that makes a column names its unit.

use unicode_width::UnicodeWidthStr;

use super::Span;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Where the lines of one text begin. Lines end at LF or CR LF.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<u32>,
    end: u32,
}

impl Lines {
    /// Finds the lines of `text`. A byte-order mark belongs to no line.
    pub fn new(text: &str) -> Lines {
        let first = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(first).chain(breaks).map(|at| Span::new(at..at).start).collect();
        Lines { starts, end: Span::new(text.len()..text.len()).end }
    }

    /// Returns how many lines there are; at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the index, from 0, of the line that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Returns the bytes of a line, without its end, given its index from 0.
    ///
    /// A line past the last is the empty span at the end.
    pub fn line_span(&self, line: usize, text: &str) -> Span {
        let Some(start) = self.starts.get(line).copied() else { return Span::empty_at(self.end) };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.end);
        let kept = text[Span { start, end }.range()].trim_end_matches('\n').trim_end_matches('\r').len();
        Span { start, end: start + Span::new(0..kept).end }
    }

    /// Returns what stands on the line before `offset`.
    fn before<'t>(&self, offset: u32, text: &'t str) -> &'t str {
        let line = self.line_span(self.line_of(offset), text);
        let end = floor_char_boundary(text, offset.clamp(line.start, line.end) as usize);
        &text[line.start as usize..end]
    }

    /// Returns the column in bytes, from 0.
    pub fn byte_column(&self, offset: u32, text: &str) -> usize {
        self.before(offset, text).len()
    }

    /// Returns the column in Unicode scalar values, from 0.
    pub fn scalar_column(&self, offset: u32, text: &str) -> usize {
        self.before(offset, text).chars().count()
    }

    /// Returns the column in UTF-16 code units, from 0.
    pub fn utf16_column(&self, offset: u32, text: &str) -> usize {
        self.before(offset, text).encode_utf16().count()
    }

    /// Returns the column in cells of a terminal, from 0.
    pub fn cell_column(&self, offset: u32, text: &str) -> usize {
        self.before(offset, text).width()
    }
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_differ_by_unit_after_japanese_and_emoji() {
        let text = "名前: 𠮷野";
        let lines = Lines::new(text);
        let behind = Span::new(12..12).start;
        assert_eq!(lines.byte_column(behind, text), 12);
        assert_eq!(lines.scalar_column(behind, text), 5);
        assert_eq!(lines.utf16_column(behind, text), 6);
        assert_eq!(lines.cell_column(behind, text), 8);
    }

    #[test]
    fn a_byte_order_mark_and_carriage_returns_belong_to_no_column() {
        let text = "\u{feff}a: 1\r\nb: 2\r\n";
        let lines = Lines::new(text);
        assert_eq!(lines.count(), 3);
        assert_eq!(&text[lines.line_span(0, text).range()], "a: 1");
        assert_eq!(&text[lines.line_span(1, text).range()], "b: 2");
        assert_eq!(lines.byte_column(6, text), 3);
        assert_eq!(lines.line_of(9), 1);
        assert!(lines.line_span(2, text).is_empty());
        assert!(lines.line_span(9, text).is_empty());
    }
}
