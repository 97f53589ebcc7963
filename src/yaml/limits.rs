//! What is checked before the work: encoding, limits, and what no part of a text may hold.

use super::{Limit, Looks, Problem, What};
use crate::text::{SourceText, Span};

pub(super) const FILE: usize = 1024 * 1024;
pub(super) const LINE: usize = 16 * 1024;
pub(super) const DEPTH: usize = 64;
pub(super) const NODES: usize = 100_000;
pub(super) const KEYS: usize = 10_000;
pub(super) const SCALAR: usize = 256 * 1024;
pub(super) const KEY: usize = 1024;

/// Builds the problem of a limit.
pub(super) fn passed(limit: Limit, span: Span) -> Problem {
    let allowed = match limit {
        Limit::File => FILE,
        Limit::Line => LINE,
        Limit::Depth => DEPTH,
        Limit::Nodes => NODES,
        Limit::Keys => KEYS,
        Limit::Scalar => SCALAR,
        Limit::Key => KEY,
    };
    Problem { span, what: What::Limit { limit, allowed: allowed as u64 } }
}

/// Says whether a character acts on a terminal or splits lines, or is none of YAML's.
pub(super) fn is_control(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => character.is_control(),
    }
}

/// Returns the problem of a text that is too large or no UTF-8, of which nothing is read.
pub(super) fn unreadable(source: &SourceText) -> Option<Problem> {
    let text = source.text();
    let head = text.as_bytes();
    if let Some(at) = source.not_utf8_from() {
        let looks = looks_of(head, source.not_utf8_bytes());
        return Some(Problem { span: Span::empty_at(at), what: What::Encoding(looks) });
    }
    // UTF-16 of Latin text, and what git-crypt wrote by chance, can be UTF-8 byte by byte.
    if head.starts_with(b"\0GITCRYPT\0") || is_utf16(head) {
        return Some(Problem { span: Span::empty_at(0), what: What::Encoding(looks_of(head, b"")) });
    }
    (text.len() > FILE).then(|| {
        let at = text.floor_char_boundary(FILE);
        passed(Limit::File, Span::new(at..at))
    })
}

/// Guesses from what stands before the first wrong byte, and from that byte on.
fn looks_of(head: &[u8], wrong: &[u8]) -> Option<Looks> {
    let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..);
    if head.starts_with(b"\0GITCRYPT\0") {
        Some(Looks::GitCrypt)
    } else if head.is_empty() && matches!(wrong, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || is_utf16(head) {
        Some(Looks::Utf16)
    } else if !head.iter().chain(wrong).all(is_text) {
        Some(Looks::Binary)
    } else {
        is_shift_jis(wrong).then_some(Looks::ShiftJis)
    }
}

/// Says whether every second byte of the first four is 0.
fn is_utf16(head: &[u8]) -> bool {
    matches!(head, [1..=255, 0, 1..=255, 0, ..] | [0, 1..=255, 0, 1..=255, ..])
}

/// Says whether bytes are Shift_JIS with at least one character of two bytes; the last may be cut.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut pairs = 0;
    loop {
        rest = match rest {
            [] => return pairs > 0,
            [0x00..=0x7f | 0xa1..=0xdf, rest @ ..] => rest,
            [0x81..=0x9f | 0xe0..=0xfc] => return pairs > 0,
            [0x81..=0x9f, 0x40..=0x7e | 0x80..=0xfc, rest @ ..] => {
                pairs += 1;
                rest
            }
            [0xe0..=0xfc, 0x40..=0x7e | 0x80..=0xfc, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// What the first look over a text gave.
#[derive(Default)]
pub(super) struct FirstLook {
    pub(super) problems: Vec<Problem>,
    /// A line is too long to go on.
    pub(super) stop: bool,
    pub(super) control_characters: bool,
    pub(super) conflict_markers: bool,
}

/// Looks at every byte once: control characters, conflict markers, long lines.
pub(super) fn first_look(text: &str) -> FirstLook {
    let bytes = text.as_bytes();
    let mut look = FirstLook::default();
    let mut line = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut conflict = Conflict::None;
    let mut bare_return = false;
    look.at_line(bytes, line, &mut conflict);
    for (at, byte) in bytes.iter().copied().enumerate() {
        if !IS_SPECIAL[usize::from(byte)] {
            continue;
        }
        let character = match (byte, &bytes[at + 1..]) {
            (b'\n', _) => {
                look.end_line(line, at);
                line = at + 1;
                look.at_line(bytes, line, &mut conflict);
                continue;
            }
            (b'\r', [b'\n', ..]) => continue,
            // Line ends of old are one fault, not one a line.
            (b'\r', _) if bare_return => continue,
            (0..=0x1f | 0x7f, _) => char::from(byte),
            (0xc2, [next @ 0x80..=0x9f, ..]) => char::from(*next),
            (0xe2, [0x80, 0xa8, ..]) => '\u{2028}',
            (0xe2, [0x80, 0xa9, ..]) => '\u{2029}',
            (0xef, [0xbf, 0xbe, ..]) => '\u{fffe}',
            (0xef, [0xbf, 0xbf, ..]) => '\u{ffff}',
            _ => continue,
        };
        bare_return |= byte == b'\r';
        look.control(character, Span::new(at..at + character.len_utf8()));
    }
    look.end_line(line, bytes.len());
    look
}

/// Bytes that may end a line or begin a control character.
const IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\t' as usize;
        byte += 1;
    }
    table[0x7f] = true;
    table[0xc2] = true;
    table[0xe2] = true;
    table[0xef] = true;
    table
};

#[derive(PartialEq)]
enum Conflict {
    None,
    Ours,
    Theirs,
}

impl FirstLook {
    fn control(&mut self, character: char, span: Span) {
        self.control_characters = true;
        match self.problems.last_mut() {
            // The same character many times in a row is one fault.
            Some(Problem { span: last, what: What::ControlCharacter(same) })
                if last.end == span.start && *same == character =>
            {
                last.end = span.end;
            }
            _ => self.problems.push(Problem { span, what: What::ControlCharacter(character) }),
        }
    }

    fn end_line(&mut self, start: usize, end: usize) {
        if end - start > LINE {
            self.stop = true;
            self.problems.push(passed(Limit::Line, Span::empty_at(Span::new(start..start).start)));
        }
    }

    /// Notes the first marker of each conflict.
    fn at_line(&mut self, bytes: &[u8], start: usize, conflict: &mut Conflict) {
        let Some((marker, rest)) = bytes[start..].split_at_checked(7) else { return };
        let next = match marker {
            b"<<<<<<<" => Conflict::Ours,
            b"=======" => Conflict::Theirs,
            b">>>>>>>" => Conflict::None,
            _ => return,
        };
        if !matches!(rest, [] | [b' ' | b'\r' | b'\n', ..]) {
            return;
        }
        let belongs_to_known = match next {
            Conflict::Ours => false,
            Conflict::Theirs => *conflict == Conflict::Ours,
            Conflict::None => *conflict != Conflict::None,
        };
        *conflict = next;
        if !belongs_to_known {
            self.conflict_markers = true;
            self.problems.push(Problem { span: Span::new(start..start + 7), what: What::ConflictMarker });
        }
    }
}
