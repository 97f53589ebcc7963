//! Which lines of a text are new against an older one.

use git2::Patch;

/// A run of lines that changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hunk {
    /// The first new line, from 1; of a mere deletion the line before the gap, or 0 at the top.
    pub start: u32,
    /// How many lines are new; none where lines were only deleted.
    pub count: u32,
}

/// Compares two texts line by line. Texts that cannot be compared have no hunks.
pub fn changed_lines(old: &[u8], new: &[u8]) -> Vec<Hunk> {
    let mut options = git2::DiffOptions::new();
    options.context_lines(0).force_text(true);
    let Ok(patch) = Patch::from_buffers(old, None, new, None, Some(&mut options)) else { return Vec::new() };
    let hunks = (0..patch.num_hunks()).filter_map(|index| patch.hunk(index).ok());
    hunks.map(|(hunk, _)| Hunk { start: hunk.new_start(), count: hunk.new_lines() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_lines_and_gaps_are_found() {
        let hunks = |old: &str, new: &str| changed_lines(old.as_bytes(), new.as_bytes());
        assert_eq!(hunks("a\nb\nc\n", "a\nx\nc\n"), [Hunk { start: 2, count: 1 }]);
        assert_eq!(hunks("a\nb\nc\n", "a\nc\n"), [Hunk { start: 1, count: 0 }]);
        assert_eq!(hunks("a\n", "a\n役割\n"), [Hunk { start: 2, count: 1 }]);
        assert_eq!(hunks("a\nb\n", "b\n"), [Hunk { start: 0, count: 0 }]);
        assert!(hunks("a\n", "a\n").is_empty());
    }
}
