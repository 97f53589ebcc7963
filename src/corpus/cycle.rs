//! Circles among things that lead to one another: phases, departments, roles, tasks.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::Both;

/// How many things of a circle are named; nobody reads the rest of a long one.
pub const SHOWN: usize = 8;

/// Finds the circles among things, each with those it leads to; of circles that share a thing, one.
pub fn all<T: Ord + Copy>(edges: &BTreeMap<T, Vec<T>>) -> Vec<Vec<T>> {
    // Depth first, without recursion; `done` holds what was left behind, `path` what leads here.
    let (mut circles, mut along_one, mut done) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for start in edges.keys().filter(|thing| !edges[thing].is_empty()) {
        if done.contains(start) {
            continue;
        }
        let mut path: Vec<(T, usize)> = vec![(*start, 0)];
        let mut depths = BTreeMap::from([(*start, 0)]);
        while let Some((thing, next)) = path.last_mut() {
            let target = edges.get(thing).and_then(|targets| targets.get(*next)).copied();
            *next += 1;
            match target {
                Some(target) if done.contains(&target) => {}
                Some(target) => match depths.get(&target) {
                    Some(at) => {
                        let circle: Vec<T> = path[*at..].iter().map(|(thing, _)| *thing).collect();
                        if !circle.iter().any(|thing| along_one.contains(thing)) {
                            along_one.extend(circle.iter().copied());
                            circles.push(circle);
                        }
                    }
                    None => {
                        depths.insert(target, path.len());
                        path.push((target, 0));
                    }
                },
                None => {
                    depths.remove(thing);
                    done.insert(*thing);
                    path.pop();
                }
            }
        }
    }
    circles
}

/// Returns the way round a circle in words, back to its first thing; a long one is cut short.
pub fn way(names: &[Both]) -> Both {
    let round = |name: fn(&Both) -> String| {
        let more = (names.len() > SHOWN).then(|| "…".to_owned());
        let along = names.iter().take(SHOWN).map(name).chain(more).chain(names.first().map(name));
        along.collect::<Vec<_>>().join(" → ")
    };
    Both { ja: round(|name| format!("「{}」", name.ja)), en: round(|name| format!("`{}`", name.en)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edges: &[(char, &str)], expected: &[&str]) {
        let edges = edges.iter().map(|(thing, to)| (*thing, to.chars().collect())).collect();
        let circles: Vec<String> = all(&edges).into_iter().map(String::from_iter).collect();
        assert_eq!(circles, expected);
    }

    #[test]
    fn a_circle_is_found_wherever_it_hangs() {
        check(&[('a', "b"), ('b', "cd"), ('c', ""), ('d', "b")], &["bd"]);
    }

    #[test]
    fn two_ways_to_one_thing_are_no_circle() {
        check(&[('a', "bc"), ('b', "d"), ('c', "d"), ('d', "")], &[]);
    }

    #[test]
    fn a_thing_that_leads_to_itself_is_a_circle_of_one() {
        check(&[('a', "a")], &["a"]);
    }

    #[test]
    fn a_thing_that_nobody_defines_leads_nowhere() {
        check(&[('a', "z")], &[]);
    }

    #[test]
    fn a_circle_does_not_hide_another_one() {
        check(&[('a', "b"), ('b', "a"), ('c', "ad"), ('d', "c")], &["ab", "cd"]);
    }

    #[test]
    fn of_two_circles_through_one_thing_one_is_told() {
        check(&[('a', "b"), ('b', "ac"), ('c', "b")], &["ab"]);
    }

    #[test]
    fn a_long_way_is_cut_short() {
        let names: Vec<Both> = (0..9).map(|at| Both { ja: at.to_string(), en: at.to_string() }).collect();
        assert_eq!(way(&names[..2]).en, "`0` → `1` → `0`");
        assert!(way(&names).ja.ends_with("「7」 → … → 「0」"));
    }
}
