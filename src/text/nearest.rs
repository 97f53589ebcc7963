//! "Did you mean": the name that a misspelt one is nearest to.

/// Longer texts are no misspelt names, and comparing costs the product of both lengths.
const LONGEST: usize = 64;

/// How much a name may be misspelt to be recognised, given its number of characters.
#[derive(Clone, Copy, Debug)]
pub enum Slack {
    /// A third: ids and values, which are short and known to the writer.
    Third,
    /// A quarter and one: rules and kinds, which are long.
    Quarter,
}

/// Returns the first of the names with the least distance to what is written, if it is near enough to be meant.
///
/// The distance is that of optimal string alignment, which knows transposed letters.
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>, slack: Slack) -> Option<&'n str> {
    let n_characters = written.chars().count();
    if n_characters > LONGEST {
        return None;
    }
    let allowed = match slack {
        Slack::Third => (n_characters / 3).max(1),
        Slack::Quarter => 1 + n_characters / 4,
    };
    let distances = names.map(|name| (strsim::osa_distance(name, written), name));
    distances.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_found_and_the_far_is_not() {
        let found = |written, slack| nearest(written, ["sato", "suzuki", "people"].into_iter(), slack);
        assert_eq!(found("satoh", Slack::Third), Some("sato"));
        assert_eq!(found("poeple", Slack::Quarter), Some("people"));
        assert_eq!(found("tanaka", Slack::Third), None);
        assert_eq!(found(&"sato".repeat(100), Slack::Third), None);
    }

    #[test]
    fn of_equally_near_names_the_first_is_meant() {
        assert_eq!(nearest("cat", ["bat", "car"].into_iter(), Slack::Third), Some("bat"));
    }
}
