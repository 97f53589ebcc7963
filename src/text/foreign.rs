//! Text that came from a document or a file name, and may only be shown with its teeth drawn.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many cells of a terminal a quotation inside a sentence may take.
const QUOTED_CELLS: usize = 64;

/// Text from a document or a name. Its `Display` escapes what is invisible or acts on a
/// terminal (controls, bidirectional marks, zero-width characters) as `\u{…}`, and shortens
/// it to 64 cells with `…`.
///
/// Every format escapes again for itself.
#[derive(Clone, Copy)]
pub struct Foreign<'a> {
    text: &'a str,
    cells: usize,
}

impl<'a> Foreign<'a> {
    /// Wraps a quotation for a sentence.
    pub fn new(text: &'a str) -> Foreign<'a> {
        Foreign { text, cells: QUOTED_CELLS }
    }

    /// Wraps text that is shown whole, however long.
    pub fn whole(text: &'a str) -> Foreign<'a> {
        Foreign { text, cells: usize::MAX }
    }

    /// Says whether a character is never shown as it is.
    pub fn is_hidden(character: char) -> bool {
        match character {
            // Joiners inside emoji and complex scripts have no cells either, and are shown all the same.
            '\u{200d}' | '\u{fe0f}' => false,
            _ => {
                character.is_control()
                    || is_bidirectional_control(character)
                    || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}' | '\u{00ad}')
            }
        }
    }
}

/// Says whether a character is one of the twelve that turn the direction of writing.
pub fn is_bidirectional_control(character: char) -> bool {
    matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = self.cells;
        for grapheme in self.text.graphemes(true) {
            let hidden = grapheme.chars().any(Foreign::is_hidden);
            let cells = if hidden { 8 * grapheme.chars().count() } else { grapheme.width() };
            if cells > left {
                return f.write_str("…");
            }
            left -= cells;
            if !hidden {
                f.write_str(grapheme)?;
                continue;
            }
            for character in grapheme.chars() {
                if Foreign::is_hidden(character) || character.width().is_none() {
                    write!(f, "\\u{{{:x}}}", u32::from(character))?;
                } else {
                    write!(f, "{character}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_bidirectional_marks_are_shown_as_escapes() {
        assert_eq!(Foreign::new("a\u{1b}[2J\u{202e}b\n").to_string(), "a\\u{1b}[2J\\u{202e}b\\u{a}");
    }

    #[test]
    fn long_text_is_cut_by_cells_not_by_characters() {
        let shown = Foreign::new(&"漢".repeat(100)).to_string();
        assert_eq!(shown, format!("{}…", "漢".repeat(32)));
        assert_eq!(Foreign::whole(&"漢".repeat(100)).to_string().chars().count(), 100);
    }
}
