//! What stands between nodes, and inside scalars where the library does not say.

use super::{Problem, What, limits};
use crate::text::Span;

/// Skips blanks, line ends and comments.
pub(super) fn skip(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
            Some(b'#') if at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'\r' | b'\n') => {
                at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count();
            }
            _ => return at.min(text.len()),
        }
    }
}

/// Skips blanks, comments, anchors and tags, up to where a node itself begins.
pub(super) fn to_token(text: &str, from: usize) -> usize {
    let mut at = skip(text, from);
    while let Some(b'&' | b'!') = text.as_bytes().get(at) {
        at += text.as_bytes()[at..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        at = skip(text, at);
    }
    at
}

/// Returns the offset behind `sign`, if that is the next thing after `from`.
pub(super) fn behind(text: &str, from: usize, sign: u8) -> Option<usize> {
    let at = skip(text, from);
    (text.as_bytes().get(at) == Some(&sign)).then_some(at + 1)
}

/// Cuts the blank lines at the end of a block scalar, and the last line end.
///
/// A line of more blanks than the indentation is content.
pub(super) fn without_blank_lines(content: &str, indentation: usize) -> &str {
    let mut kept = content;
    while let Some(line_end) = kept.rfind('\n') {
        let line = kept[line_end + 1..].trim_end_matches('\r');
        if line.len() > indentation || !line.bytes().all(|byte| byte == b' ') {
            break;
        }
        kept = &kept[..line_end];
    }
    kept.strip_suffix('\r').unwrap_or(kept)
}

/// Returns a problem for each line that begins with `%`, given the text before the first `---`.
pub(super) fn directives(prefix: &str) -> impl Iterator<Item = Problem> {
    let mut start = 0;
    prefix.split_inclusive('\n').filter_map(move |line| {
        let mark = if start == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let (from, length) = (start + mark, line[mark..].trim_end().len());
        start += line.len();
        line[mark..].starts_with('%').then(|| Problem { span: Span::new(from..from + length), what: What::Directive })
    })
}

/// Returns a problem for each escape of a double-quoted scalar that gives a control character.
pub(super) fn control_escapes(text: &str, scalar: Span) -> Vec<Problem> {
    let mut problems = Vec::new();
    let source = &text[..scalar.end as usize];
    let mut from = scalar.start as usize;
    while let Some(backslash) = source[from..].find('\\').map(|found| from + found) {
        let (character, length) = escape(source, backslash).unwrap_or((' ', 2));
        from = source.ceil_char_boundary(backslash + length);
        if limits::is_control(character) {
            problems.push(Problem { span: Span::new(backslash..from), what: What::ControlCharacter(character) });
        }
    }
    problems
}

/// Returns the character that the escape at `backslash` stands for, and the length of the escape; nothing for one that
/// YAML does not know.
pub(super) fn escape(text: &str, backslash: usize) -> Option<(char, usize)> {
    let hex = |at: usize, digits: usize| {
        let code = text.get(at..at + digits).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(code, 16).ok()
    };
    let character = match text.as_bytes().get(backslash + 1)? {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        // A line end in the source is folded away.
        b'n' | b'\n' | b'\r' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        known @ (b' ' | b'"' | b'/' | b'\\') => char::from(*known),
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        b'x' => return Some((char::from_u32(hex(backslash + 2, 2)?)?, 4)),
        b'U' => return Some((char::from_u32(hex(backslash + 2, 8)?)?, 10)),
        b'u' => {
            let first = hex(backslash + 2, 4)?;
            if let Some(character) = char::from_u32(first) {
                return Some((character, 6));
            }
            // A pair of surrogates, as JSON writes it.
            let second = text[backslash + 6..].starts_with("\\u").then(|| hex(backslash + 8, 4)).flatten()?;
            let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
            let high = first.checked_sub(0xd800).filter(|high| *high < 0x400)?;
            return Some((char::from_u32(0x10000 + (high << 10) + low)?, 12));
        }
        _ => return None,
    };
    Some((character, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_scalar_loses_blank_lines_but_no_blanks_that_are_content() {
        assert_eq!(without_blank_lines("\n  a\n\n  \n", 2), "\n  a");
        assert_eq!(without_blank_lines("\r\n  a\r\n\r\n", 2), "\r\n  a");
        assert_eq!(without_blank_lines("\n  a\n   \n\n", 2), "\n  a\n   ");
        assert_eq!(without_blank_lines("\n  a  \n", 2), "\n  a  ");
        assert_eq!(without_blank_lines("\n\n", 2), "");
    }
}
