//! Text made safe for a terminal: graphemes with the cells they take, and sentences broken into lines.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::Foreign;

/// A grapheme with more characters than this is a pile of marks that would reach into the lines around it.
const CHARACTERS_OF_A_GRAPHEME: usize = 10;

/// A character that is never shown: it holds the place of one cell while lines are drawn.
pub(super) const STAND_IN: char = '\u{fdd0}';

/// Characters that do not begin a line in Japanese, and the closing ones of ASCII.
const NOT_FIRST: &str =
    "、。，．・：；？！」』）】〕〉》｝］”’ー々ゝゞヽヾ…‥～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.;:!?%";

/// Characters that do not end a line in Japanese, and the opening ones of ASCII.
const NOT_LAST: &str = "「『（【〔〈《｛［“‘([{";

/// One grapheme as it is shown.
pub(super) struct Piece<'t> {
    /// The byte of the text at which it stands.
    pub(super) at: usize,
    /// What is shown for it.
    pub(super) shown: Cow<'t, str>,
    /// How many cells that takes.
    pub(super) cells: usize,
}

/// Returns how many cells `text` takes, character by character: the one way of counting that all terminals share.
pub(super) fn cells(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// Splits `text` into graphemes that a terminal shows as they are.
///
/// What is invisible or acts on a terminal becomes an escape. Graphemes on whose width terminals
/// disagree (joined emoji, skin tones, keycaps) become `odd`.
pub(super) fn pieces<'t>(text: &'t str, odd: &'static str) -> impl Iterator<Item = Piece<'t>> {
    let mut hashes = 0;
    text.grapheme_indices(true).map(move |(at, grapheme)| {
        let shown = match grapheme {
            "\t" => Cow::Borrowed("\\t"),
            // `##[error]` anywhere in a line is a command to the runner of GitHub.
            "[" if hashes >= 2 => Cow::Borrowed("\\["),
            _ if grapheme.chars().any(Foreign::is_hidden) => Cow::Owned(Foreign::whole(grapheme).to_string()),
            _ if cells(grapheme) == 0 || grapheme.contains(STAND_IN) => {
                Cow::Owned(grapheme.escape_unicode().to_string())
            }
            _ if cells(grapheme) != grapheme.width() || grapheme.chars().count() > CHARACTERS_OF_A_GRAPHEME => {
                Cow::Borrowed(odd)
            }
            _ => Cow::Borrowed(grapheme),
        };
        hashes = if grapheme == "#" { hashes + 1 } else { 0 };
        Piece { at, cells: cells(&shown), shown }
    })
}

/// Returns a text as one line in which nothing acts on a terminal or on a CI system.
pub(super) fn line(text: &str) -> String {
    let text = Foreign::whole(text).to_string();
    // The runner of GitHub obeys this wherever it stands in a line, and obeys `::` at the beginning of one.
    let text = text.replace("##[", "##\\[");
    if text.trim_start().starts_with("::") { format!("\\{}", text.trim_start()) } else { text }
}

/// Returns a text as Markdown that shows it, and nothing else: no link, no markup, no mention of anybody.
pub(super) fn markdown(text: &str) -> String {
    let text = Foreign::whole(text).to_string();
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let before = &text[..at];
        // Addresses become links without any mark.
        let begins_address = match character {
            '.' => ends_in(before, "www"),
            ':' => text[at..].starts_with(":/") || ends_in(before, "mailto") || ends_in(before, "xmpp"),
            _ => false,
        };
        match character {
            // What follows one of these is looked up and linked, and a person is told; not so inside code.
            '@' | '#' => out.extend(['`', character, '`']),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => out.extend(['\\', character]),
            _ if begins_address => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}

fn ends_in(text: &str, end: &str) -> bool {
    let (text, end) = (text.as_bytes(), end.as_bytes());
    text.len() >= end.len() && text[text.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// Breaks a sentence into lines of at most `first` cells, then `rest` cells.
///
/// Japanese breaks between any two characters except where a line would begin or end with the wrong one;
/// other words break at blanks, or anywhere if they are longer than a line.
pub(super) fn wrap(text: &str, first: usize, rest: usize, odd: &'static str) -> Vec<String> {
    let pieces: Vec<Piece> = pieces(text, odd).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let width = if lines.is_empty() { first } else { rest };
        // A line that begins with `::` is a command to the runner of GitHub.
        let command = pieces[start..].iter().take(2).map(|piece| piece.shown.as_ref()).eq([":", ":"]);
        let mut line = String::from(if command { "\\" } else { "" });
        let mut used = line.len();
        let mut end = start;
        let mut last_break = None;
        let mut cells_to_break = 0;
        while end < pieces.len() && used + pieces[end].cells <= width {
            used += pieces[end].cells;
            end += 1;
            if pieces.get(end).is_some_and(|next| may_break(&pieces[end - 1], next)) {
                last_break = Some(end);
                cells_to_break = used;
            }
        }
        if pieces.get(end).is_some_and(|piece| piece.shown != " ") {
            // A line that would be left almost empty is filled with a part of the long word instead.
            let good_break = last_break.filter(|_| cells_to_break > width / 3);
            end = good_break.unwrap_or(end.max(start + 1));
        }
        line.extend(pieces[start..end].iter().map(|piece| piece.shown.as_ref()));
        line.truncate(line.trim_end_matches(' ').len());
        lines.push(line);
        start = end;
        while pieces.get(start).is_some_and(|piece| piece.shown == " ") {
            start += 1;
        }
    }
    lines
}

fn may_break(left: &Piece, right: &Piece) -> bool {
    if left.shown == " " || right.shown == " " {
        return left.shown == " ";
    }
    // A number stays with what it counts.
    if [left, right].iter().any(|piece| piece.shown.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let is_wide = |piece: &Piece| piece.shown.chars().next().and_then(|character| character.width()) == Some(2);
    (is_wide(left) || is_wide(right))
        && !right.shown.chars().next().is_some_and(|character| NOT_FIRST.contains(character))
        && !left.shown.chars().last().is_some_and(|character| NOT_LAST.contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        pieces(text, "□").map(|piece| piece.shown.into_owned()).collect()
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_as_an_escape() {
        assert_eq!(shown("a\u{1b}[2J\tb\r\n\u{202e}"), "a\\u{1b}[2J\\tb\\u{d}\\u{a}\\u{202e}");
        assert_eq!(shown("\u{200d}\u{3164}\u{fdd0}"), "\\u{200d}\\u{3164}\\u{fdd0}");
        assert_eq!(shown("x ##[error]y"), "x ##\\[error]y");
    }

    #[test]
    fn graphemes_of_doubtful_width_become_a_box_and_the_others_stay() {
        assert_eq!(shown("👩‍👩‍👧👍🏽1️⃣❤️"), "□□□□");
        assert_eq!(shown("漢字ｶﾞか\u{3099}😀🇯🇵𠮷"), "漢字ｶﾞか\u{3099}😀🇯🇵𠮷");
        assert_eq!(shown(&format!("e{}", "\u{301}".repeat(50))), "□");
    }

    #[test]
    fn japanese_breaks_anywhere_but_obeys_the_rules_for_the_edges_of_lines() {
        assert_eq!(wrap("あいうえお、かき「くけ」", 10, 10, "□"), ["あいうえ", "お、かき", "「くけ」"]);
        assert_eq!(wrap("警告が12件", 8, 8, "□"), ["警告", "が12件"]);
        assert_eq!(wrap("、、、、、、", 4, 4, "□"), ["、、", "、、", "、、"]);
    }

    #[test]
    fn words_break_at_blanks_and_only_a_word_longer_than_a_line_breaks_inside() {
        assert_eq!(
            wrap("the role `csirt-lead` is missing", 12, 10, "□"),
            ["the role", "`csirt-lea", "d` is", "missing"]
        );
        assert_eq!(wrap("12345 789", 5, 5, "□"), ["12345", "789"]);
        assert!(wrap("", 5, 5, "□").is_empty());
    }

    #[test]
    fn nothing_in_markdown_is_a_link_or_a_mention() {
        assert_eq!(
            markdown("a@b #1 http://x www.x <b> `c` [d](e) $f$"),
            "a`@`b `#`1 http\\://x www\\.x \\<b\\> \\`c\\` \\[d\\](e) \\$f\\$"
        );
    }

    #[test]
    fn a_line_holds_no_command() {
        assert_eq!(line(" ::error::x ##[error]\n"), "\\::error::x ##\\[error]\\u{a}");
    }

    #[test]
    fn no_line_begins_like_a_command() {
        assert_eq!(wrap("::error:: abc ::warning::", 14, 11, "□"), ["\\::error:: abc", "\\::warning:", ":"]);
    }
}
