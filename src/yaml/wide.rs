//! Fields lost to an input method: `鍵：値` is one text to YAML, and a full-width space indents nothing.

use super::{Problem, What};
use crate::text::Span;

const COLON: char = '：';
const SPACE: char = '\u{3000}';

/// A key typed by mistake is a word, not half a sentence.
const KEY_CHARACTERS: usize = 24;

/// Looks for swallowed fields in a plain scalar.
///
/// Only a whole line counts: a scalar that begins its own line, or the later lines of one. A full-width colon behind
/// `key: ` or `- ` is running text.
pub(super) fn in_plain(text: &str, scalar: Span, is_key: bool, is_root: bool, problems: &mut Vec<Problem>) {
    let start = scalar.start as usize;
    let source = &text[scalar.range()];
    let before = text[..start].trim_start_matches('\u{feff}').bytes().rev();
    let own_line = matches!(before.into_iter().find(|byte| !matches!(byte, b' ' | b'\t')), None | Some(b'\n'));
    let mut at = start;
    for (index, line) in source.split('\n').enumerate() {
        if index > 0 || own_line {
            let judged = if is_key {
                Judged::Key
            } else if is_root {
                Judged::Root
            } else {
                Judged::Text
            };
            problems.extend(in_line(line, at, judged));
        }
        at += line.len() + 1;
    }
}

/// Returns the problem of a line at which reading stopped, if its cause is full-width.
pub(super) fn in_broken_line(line: &str, at: usize) -> Option<Problem> {
    let item = line.trim_start_matches([' ', '\t', '-']);
    in_line(item, at + line.len() - item.len(), Judged::Root)
}

#[derive(PartialEq, Clone, Copy)]
enum Judged {
    Key,
    Root,
    Text,
}

fn in_line(line: &str, at: usize, judged: Judged) -> Option<Problem> {
    let problem = |from: usize, length: usize, space: bool| {
        let start = at + from;
        Some(Problem { span: Span::new(start..start + length), what: What::FullWidthColon { space } })
    };
    let content = line.trim_start_matches([' ', '\t']);
    let indentation = line.len() - content.len();
    let field = content.trim_start_matches([' ', '\t', SPACE]);
    if content.starts_with(SPACE) && (judged != Judged::Text || is_field(field)) {
        return problem(indentation, content.len() - field.len(), true);
    }
    if judged == Judged::Key {
        return None;
    }
    let (key, rest) = content.split_at(content.find([COLON, ':'])?);
    // Quotation marks are no part of a plain scalar, but of a broken line.
    if !is_key(key.trim_end().trim_matches(['"', '\''])) {
        return None;
    }
    let colon = indentation + key.len();
    if let Some(value) = rest.strip_prefix(COLON) {
        let is_sentence = value.contains(['。', '、']);
        return if judged == Judged::Text && is_sentence { None } else { problem(colon, COLON.len_utf8(), false) };
    }
    let value = &rest[1..];
    let spaces = value.len() - value.trim_start_matches(SPACE).len();
    if spaces > 0 { problem(colon + 1, spaces, true) } else { None }
}

/// Says whether a line reads like `key: …` or `- …`.
fn is_field(line: &str) -> bool {
    line.starts_with("- ") || line.split_once([':', COLON]).is_some_and(|(key, _)| is_key(key.trim_end()))
}

fn is_key(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && word.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
        && word.chars().count() <= KEY_CHARACTERS
}
