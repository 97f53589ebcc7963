//! The hash by which GitHub code scanning knows a line again when others move: `primaryLocationLineHash`.
//!
//! The algorithm is that of `fingerprints.ts` in github/codeql-action, expressed anew and held to its test vectors:
//! a rolling hash over the hundred UTF-16 units from the beginning of a line on, blanks and tabs left out.

use std::collections::HashMap;

const WINDOW: usize = 100;
const BASE: u64 = 37;
/// What stands behind the last unit, once; zeros follow.
const END: u16 = u16::MAX;

/// Returns the hash of every line of a text: hexadecimal, `:`, and which line with this hash it is.
pub fn of_lines(text: &str) -> Vec<String> {
    let mut roll = Roll::new();
    let mut was_cr = false;
    let mut is_start = true;
    let mut feed = |roll: &mut Roll, unit: u16| {
        let is_lf = unit == u16::from(b'\n');
        if unit == u16::from(b' ') || unit == u16::from(b'\t') || (was_cr && is_lf) {
            was_cr = false;
            return;
        }
        was_cr = unit == u16::from(b'\r');
        let unit = if was_cr { u16::from(b'\n') } else { unit };
        roll.push(unit, is_start);
        is_start = unit == u16::from(b'\n');
    };
    for unit in text.encode_utf16() {
        feed(&mut roll, unit);
    }
    feed(&mut roll, END);
    for _ in 0..WINDOW {
        roll.push(0, false);
    }
    roll.lines
}

struct Roll {
    units: [u16; WINDOW],
    /// Whether the unit at the same index begins a line.
    starts: [bool; WINDOW],
    index: usize,
    hash: u64,
    highest: u64,
    seen: HashMap<u64, usize>,
    lines: Vec<String>,
}

impl Roll {
    fn new() -> Roll {
        let highest = (0..WINDOW).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let (units, starts) = ([0; WINDOW], [false; WINDOW]);
        Roll { units, starts, index: 0, hash: 0, highest, seen: HashMap::new(), lines: Vec::new() }
    }

    /// Takes one more unit. The one that leaves the window may have begun a line, whose hash is then complete.
    fn push(&mut self, unit: u16, is_start: bool) {
        if self.starts[self.index] {
            let times = self.seen.entry(self.hash).or_default();
            *times += 1;
            self.lines.push(format!("{:x}:{times}", self.hash));
        }
        self.starts[self.index] = is_start;
        let gone = u64::from(std::mem::replace(&mut self.units[self.index], unit));
        let grown = self.hash.wrapping_mul(BASE).wrapping_add(u64::from(unit));
        self.hash = grown.wrapping_sub(self.highest.wrapping_mul(gone));
        self.index = (self.index + 1) % WINDOW;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_original_hold() {
        assert_eq!(of_lines(""), ["c129715d7a2bc9a3:1"]);
        let expected = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(of_lines(" a\nb\n  \t\tc\n d"), expected);
        assert_eq!(of_lines(" a\r\nb\r\n  \t\tc\r d"), expected);
    }

    #[test]
    fn every_line_has_one_and_equal_lines_are_counted() {
        for text in ["a\n\nb\n", "\n\n\n", "x", "漢字\r\n😀\r\n", &"long line ".repeat(50), &"same\n".repeat(300)] {
            let hashes = of_lines(text);
            // A lone CR ends a line here; our documents have none.
            assert_eq!(hashes.len(), text.matches('\n').count() + 1, "{text:?}");
            let distinct: std::collections::HashSet<_> = hashes.iter().collect();
            assert_eq!(distinct.len(), hashes.len());
        }
    }

    #[test]
    fn a_line_keeps_its_hash_when_others_move() {
        let tail = "title: 役割\n".to_owned() + &"padding: to fill the window\n".repeat(5);
        let before = of_lines(&tail);
        let after = of_lines(&("new: line\n".to_owned() + &tail));
        assert_eq!(after[1..], before[..]);
    }
}
