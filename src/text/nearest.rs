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
    near(written, names, slack).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Returns the names that are near enough to be meant, each with its distance to what is written.
pub fn near<'n>(
    written: &str,
    names: impl Iterator<Item = &'n str>,
    slack: Slack,
) -> impl Iterator<Item = (usize, &'n str)> {
    let n_characters = written.chars().count();
    let allowed = match slack {
        Slack::Third => (n_characters / 3).max(1),
        Slack::Quarter => 1 + n_characters / 4,
    };
    // What differs in length by more than is allowed needs no comparing, which takes a hundred times longer.
    let fits = move |name: &&str| n_characters <= LONGEST && name.chars().count().abs_diff(n_characters) <= allowed;
    let distances = names.filter(fits).map(move |name| (strsim::osa_distance(name, written), name));
    distances.filter(move |(distance, _)| *distance <= allowed)
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
