//! The levels of risk of a root: their order, and which one a likelihood and an impact make together.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{Corpus, Doc, View};
use crate::schema::catalog;

/// What a level is a level of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Likelihood,
    Impact,
    /// What both make together, and all that is compared with it.
    Result,
}

impl Side {
    const ALL: [Side; 3] = [Side::Likelihood, Side::Impact, Side::Result];

    /// Returns what a field of this name holds a level of.
    pub(super) fn of(field: &str) -> Side {
        match field {
            "likelihood" => Side::Likelihood,
            "impact" => Side::Impact,
            _ => Side::Result,
        }
    }

    /// Returns the field of a matrix that lists the levels.
    fn list(self) -> &'static str {
        match self {
            Side::Likelihood => "likelihood_levels",
            Side::Impact => "impact_levels",
            Side::Result => "result_levels",
        }
    }
}

/// What the five levels make together where a root has no matrix: NIST SP 800-30 Rev. 1, table I-2.
///
/// A row for each likelihood, a column for each impact, both from `very-low` on; a cell counts from `very-low` as 0.
const BUILT_IN: [[usize; 5]; 5] = [[0, 0, 0, 1, 1], [0, 1, 1, 1, 2], [0, 1, 2, 2, 3], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]];

/// The levels of a root.
pub(super) struct Levels<'c> {
    /// The matrix, if the root has one of its own.
    pub(super) matrix: Option<View<'c>>,
    /// What may be written on each side, in the order in which it is offered.
    known: [Vec<&'c str>; 3],
    known_set: [BTreeSet<&'c str>; 3],
    /// How grave each level of risk is; empty where the matrix contradicts itself.
    ranks: BTreeMap<&'c str, usize>,
    /// By likelihood and impact the level, and the cell that says so; empty where the matrix contradicts itself.
    grid: BTreeMap<(&'c str, &'c str), (&'c str, Option<View<'c>>)>,
}

impl<'c> Levels<'c> {
    /// Returns the levels of the root's matrix, else the built-in ones; nothing where they cannot be known.
    pub(super) fn of(corpus: &'c Corpus) -> Option<Levels<'c>> {
        let mut matrices = matrices(corpus);
        let (matrix, second) = (matrices.next(), matrices.next());
        // Without one, a text that lies elsewhere may have it, and so may a misspelt key.
        let may_have_one = |doc: Doc<'_>| {
            let is_meant = |root: View<'_>| root.get_any("matrix").is_none() && !root.lacks("matrix");
            doc.checked().is_external() || doc.root().is_some_and(is_meant)
        };
        let unknown = match matrix {
            Some(matrix) => second.is_some() || matrix.holds_fault(),
            None => assessments(corpus).any(may_have_one),
        };
        if unknown || corpus.may_be_hidden("risk-assessment") {
            return None;
        }
        Some(matrix.map_or_else(Levels::built_in, Levels::written))
    }

    fn built_in() -> Levels<'c> {
        let values = catalog::shared("level5").map(|level| level.values).unwrap_or_default();
        let order: Vec<&'c str> = values.iter().map(|choice| choice.value).collect();
        let cell = |likelihood: usize, impact: usize| {
            let result = BUILT_IN.get(likelihood)?.get(impact)?;
            Some(((*order.get(likelihood)?, *order.get(impact)?), (*order.get(*result)?, None)))
        };
        let pairs = (0..order.len()).flat_map(|likelihood| (0..order.len()).map(move |impact| (likelihood, impact)));
        let grid = pairs.filter_map(|(likelihood, impact)| cell(likelihood, impact)).collect();
        let ranks = order.iter().enumerate().map(|(rank, level)| (*level, rank)).collect();
        Levels::new(None, [order.clone(), order.clone(), order], ranks, grid)
    }

    fn written(matrix: View<'c>) -> Levels<'c> {
        let known = Side::ALL.map(|side| matrix.list(side.list()).filter_map(|level| level.text_of("level")).collect());
        let table = Table::of(matrix);
        if !table.is_sound() {
            return Levels::new(Some(matrix), known, BTreeMap::new(), BTreeMap::new());
        }
        let results = table.scale(Side::Result).iter().enumerate();
        let ranks = results.map(|(rank, level)| (level.id, rank)).collect();
        let grid = table.cells.iter().map(|cell| (cell.pair, (cell.result, Some(cell.view)))).collect();
        Levels::new(Some(matrix), known, ranks, grid)
    }

    fn new(
        matrix: Option<View<'c>>,
        known: [Vec<&'c str>; 3],
        ranks: BTreeMap<&'c str, usize>,
        grid: BTreeMap<(&'c str, &'c str), (&'c str, Option<View<'c>>)>,
    ) -> Levels<'c> {
        let known_set = Side::ALL.map(|side| known[side as usize].iter().copied().collect());
        Levels { matrix, known, known_set, ranks, grid }
    }

    /// Returns the levels that may be written on a side.
    pub(super) fn known(&self, side: Side) -> &[&'c str] {
        &self.known[side as usize]
    }

    /// Says whether a level may be written on a side.
    pub(super) fn knows(&self, side: Side, level: &str) -> bool {
        self.known_set[side as usize].contains(level)
    }

    /// Returns how grave a level of risk is among the others; nothing for one that the matrix does not know.
    pub(super) fn rank(&self, level: &str) -> Option<usize> {
        self.ranks.get(level).copied()
    }

    /// Returns the level that a likelihood and an impact make together, and the cell of the matrix that says so.
    pub(super) fn result(&self, likelihood: &str, impact: &str) -> Option<(&'c str, Option<View<'c>>)> {
        self.grid.get(&(likelihood, impact)).copied()
    }

    /// Returns the level of a risk before treatment, and where it stands: as it is written where that departs from the
    /// matrix for a reason; nothing where it departs without one, which `risk/level-off-matrix` says.
    pub(super) fn inherent(&self, risk: View<'c>) -> Option<(&'c str, View<'c>)> {
        let written = risk.get("inherent");
        let result = self.result(risk.text_of("likelihood")?, risk.text_of("impact")?).map(|(level, _)| level);
        match written {
            Some(written) => {
                let level = written.text()?;
                let holds = result == Some(level) || !risk.lacks("override_reason");
                holds.then_some((level, written))
            }
            None => Some((result?, risk.get("likelihood")?)),
        }
    }
}

/// A matrix as it is written.
pub(super) struct Table<'c> {
    scales: [Vec<Level<'c>>; 3],
    /// Of each side, how high a level stands on it.
    places: [BTreeMap<&'c str, usize>; 3],
    /// Whether no level is written twice.
    is_once: bool,
    pub(super) cells: Vec<Cell<'c>>,
}

/// A line of a list of levels.
#[derive(Clone, Copy)]
pub(super) struct Level<'c> {
    pub(super) id: &'c str,
    pub(super) rank: i64,
    pub(super) view: View<'c>,
}

/// A cell of the grid.
#[derive(Clone, Copy)]
pub(super) struct Cell<'c> {
    pub(super) pair: (&'c str, &'c str),
    pub(super) result: &'c str,
    pub(super) view: View<'c>,
}

impl<'c> Table<'c> {
    /// Reads a matrix without fault of shape.
    pub(super) fn of(matrix: View<'c>) -> Table<'c> {
        let level = |view: View<'c>| {
            let rank = view.get("rank")?.node().as_int()?;
            Some(Level { id: view.text_of("level")?, rank, view })
        };
        let mut is_once = true;
        let mut scale = |side: Side| {
            let mut seen = BTreeSet::new();
            let mut scale: Vec<Level<'c>> = matrix.list(side.list()).filter_map(level).collect();
            let count = scale.len();
            // Of a level that is written twice, `xref/duplicate-id` speaks.
            scale.retain(|level| seen.insert(level.id));
            is_once &= scale.len() == count;
            // Worst first is as good an order as worst last.
            if scale.first().zip(scale.last()).is_some_and(|(first, last)| first.rank > last.rank) {
                scale.reverse();
            }
            scale
        };
        let cell = |view: View<'c>| {
            let pair = (view.text_of("likelihood")?, view.text_of("impact")?);
            Some(Cell { pair, result: view.text_of("result")?, view })
        };
        let scales = Side::ALL.map(&mut scale);
        let places = Side::ALL.map(|side| {
            let scale: &[Level<'c>] = &scales[side as usize];
            scale.iter().enumerate().map(|(place, level)| (level.id, place)).collect()
        });
        Table { scales, places, is_once, cells: matrix.list("grid").filter_map(cell).collect() }
    }

    /// Returns the levels of a side from the least to the worst.
    pub(super) fn scale(&self, side: Side) -> &[Level<'c>] {
        &self.scales[side as usize]
    }

    /// Returns each level that is not above the one before it, and that one.
    pub(super) fn not_rising(&self) -> impl Iterator<Item = (Level<'c>, Level<'c>)> {
        let pairs = self.scales.iter().flat_map(|scale| scale.windows(2));
        pairs.filter(|pair| pair[1].rank <= pair[0].rank).map(|pair| (pair[1], pair[0]))
    }

    /// Says whether every level is written once, and the grid holds no others and no pair twice: only then can pairs
    /// be missed, and compared.
    pub(super) fn is_readable(&self) -> bool {
        let knows = |side: Side, id: &str| self.places[side as usize].contains_key(id);
        let is_known = |cell: &Cell<'_>| {
            knows(Side::Likelihood, cell.pair.0) && knows(Side::Impact, cell.pair.1) && knows(Side::Result, cell.result)
        };
        let pairs: BTreeSet<_> = self.cells.iter().map(|cell| cell.pair).collect();
        self.is_once && self.cells.iter().all(is_known) && pairs.len() == self.cells.len()
    }

    /// Returns the first pair that the grid of a readable table does not answer, and how many there are.
    pub(super) fn missing(&self) -> Option<((&'c str, &'c str), usize)> {
        let (likelihoods, impacts) = (self.scale(Side::Likelihood), self.scale(Side::Impact));
        let written: BTreeSet<_> = self.cells.iter().map(|cell| cell.pair).collect();
        // Far more pairs may be missing than a text can hold: only one is looked for.
        let count = (likelihoods.len() * impacts.len()).saturating_sub(written.len());
        let of = |likelihood: &Level<'c>| {
            let likelihood = likelihood.id;
            impacts.iter().map(move |impact| (likelihood, impact.id))
        };
        let first = likelihoods.iter().flat_map(of).find(|pair| !written.contains(pair))?;
        Some((first, count))
    }

    /// Returns each cell that is less than the one before it on an axis, and that one.
    pub(super) fn falling(&self) -> Vec<(Cell<'c>, Cell<'c>)> {
        let cells: BTreeMap<_, _> = self.cells.iter().map(|cell| (cell.pair, *cell)).collect();
        let place = |side: Side, id: &str| self.places[side as usize].get(id).copied();
        let before = |side: Side, id: &str| Some(self.scale(side)[place(side, id)?.checked_sub(1)?].id);
        let higher = |cell: &Cell<'c>| {
            let (likelihood, impact) = cell.pair;
            let less_likely = before(Side::Likelihood, likelihood).map(|likelihood| (likelihood, impact));
            let less_grave = before(Side::Impact, impact).map(|impact| (likelihood, impact));
            let lighter = [less_likely, less_grave].into_iter().flatten().filter_map(|pair| cells.get(&pair));
            let rank = |cell: &Cell<'_>| place(Side::Result, cell.result);
            lighter.copied().find(|other| rank(other) > rank(cell)).map(|other| (*cell, other))
        };
        self.cells.iter().filter_map(higher).collect()
    }

    /// Says whether levels can be compared and computed by it.
    fn is_sound(&self) -> bool {
        self.not_rising().next().is_none()
            && self.is_readable()
            && self.missing().is_none()
            && self.falling().is_empty()
    }
}

/// Returns the assessments that are in force.
pub(super) fn assessments(corpus: &Corpus) -> impl Iterator<Item = Doc<'_>> {
    corpus.of_kind("risk-assessment").filter(|doc| !doc.is_over())
}

/// Returns the matrices of the root: there should be no more than one.
pub(super) fn matrices(corpus: &Corpus) -> impl Iterator<Item = View<'_>> {
    assessments(corpus).filter_map(|doc| doc.root()?.get_any("matrix"))
}

/// Returns the risks of a document; none of a kind that holds none, or of an assessment that is over.
pub(super) fn risks<'c>(doc: Doc<'c>) -> impl Iterator<Item = View<'c>> {
    let is_assessment = doc.kind() == Some("risk-assessment") && !doc.is_over();
    doc.root().filter(|_| is_assessment).into_iter().flat_map(|root| root.list("risks"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_matrix_never_falls_and_reaches_both_ends() {
        let levels = Levels::built_in();
        assert_eq!(levels.known(Side::Result), ["very-low", "low", "moderate", "high", "very-high"]);
        for (likelihood, impact, result) in [
            ("very-low", "very-high", "low"),
            ("low", "very-high", "moderate"),
            ("moderate", "high", "moderate"),
            ("moderate", "very-high", "high"),
            ("very-high", "very-high", "very-high"),
            ("very-high", "very-low", "very-low"),
        ] {
            assert_eq!(
                levels.result(likelihood, impact).map(|(level, _)| level),
                Some(result),
                "{likelihood} {impact}"
            );
        }
        assert!(BUILT_IN.iter().all(|row| row.is_sorted()));
        assert!((0..5).all(|impact| BUILT_IN.iter().map(|row| row[impact]).is_sorted()));
    }
}
