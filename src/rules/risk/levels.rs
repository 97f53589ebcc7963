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
    built_in: Vec<&'static str>,
    /// From the least level of risk to the worst; empty where the matrix contradicts itself.
    order: Vec<&'c str>,
    /// By likelihood and impact the level, and the cell that says so; empty where the matrix contradicts itself.
    grid: BTreeMap<(&'c str, &'c str), (&'c str, Option<View<'c>>)>,
}

impl<'c> Levels<'c> {
    /// Returns the levels of the root's matrix, else the built-in ones; nothing where they cannot be known.
    pub(super) fn of(corpus: &'c Corpus) -> Option<Levels<'c>> {
        let matrices: Vec<View<'c>> = matrices(corpus).collect();
        // A text that lies elsewhere may have one, and so may a misspelt key.
        let may_have_one = |doc: Doc<'_>| {
            let is_meant = |root: View<'_>| root.get_any("matrix").is_none() && !root.lacks("matrix");
            doc.checked().is_external() || doc.root().is_some_and(is_meant)
        };
        let elsewhere = assessments(corpus).any(may_have_one);
        let unknown = matrices.len() > 1 || matrices.iter().any(|matrix| matrix.holds_fault());
        if unknown || elsewhere || corpus.may_be_hidden("risk-assessment") {
            return None;
        }
        Some(match matrices.first() {
            Some(matrix) => Levels::written(*matrix),
            None => Levels::built_in(),
        })
    }

    fn built_in() -> Levels<'c> {
        let values = catalog::shared("level5").map(|level| level.values).unwrap_or_default();
        let order: Vec<&'static str> = values.iter().map(|choice| choice.value).collect();
        let cell = |likelihood: usize, impact: usize| {
            let result = BUILT_IN.get(likelihood)?.get(impact)?;
            Some(((*order.get(likelihood)?, *order.get(impact)?), (*order.get(*result)?, None)))
        };
        let pairs = (0..order.len()).flat_map(|likelihood| (0..order.len()).map(move |impact| (likelihood, impact)));
        let grid = pairs.filter_map(|(likelihood, impact)| cell(likelihood, impact)).collect();
        Levels { matrix: None, built_in: order.clone(), order, grid }
    }

    fn written(matrix: View<'c>) -> Levels<'c> {
        let mut levels =
            Levels { matrix: Some(matrix), built_in: Vec::new(), order: Vec::new(), grid: BTreeMap::new() };
        let table = Table::of(matrix);
        if table.is_sound() {
            levels.order = table.scale(Side::Result).iter().map(|level| level.id).collect();
            levels.grid = table.cells.iter().map(|cell| (cell.pair, (cell.result, Some(cell.view)))).collect();
        }
        levels
    }

    /// Returns the levels that may be written on a side.
    pub(super) fn known(&self, side: Side) -> Vec<&'c str> {
        let Some(matrix) = self.matrix else { return self.built_in.clone() };
        matrix.list(side.list()).filter_map(|level| level.text_of("level")).collect()
    }

    /// Returns how grave a level of risk is among the others; nothing for one that the matrix does not know.
    pub(super) fn rank(&self, level: &str) -> Option<usize> {
        self.order.iter().position(|known| *known == level)
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
        let scales = [scale(Side::Likelihood), scale(Side::Impact), scale(Side::Result)];
        Table { scales, is_once, cells: matrix.list("grid").filter_map(cell).collect() }
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
        let knows = |side: Side, id: &str| self.scale(side).iter().any(|level| level.id == id);
        let is_known = |cell: &Cell<'_>| {
            knows(Side::Likelihood, cell.pair.0) && knows(Side::Impact, cell.pair.1) && knows(Side::Result, cell.result)
        };
        let pairs: BTreeSet<_> = self.cells.iter().map(|cell| cell.pair).collect();
        self.is_once && self.cells.iter().all(is_known) && pairs.len() == self.cells.len()
    }

    /// Returns the pairs that the grid does not answer.
    pub(super) fn missing(&self) -> Vec<(&'c str, &'c str)> {
        let written: BTreeSet<_> = self.cells.iter().map(|cell| cell.pair).collect();
        let of = |likelihood: &Level<'c>| {
            let likelihood = likelihood.id;
            self.scale(Side::Impact).iter().map(move |impact| (likelihood, impact.id))
        };
        self.scale(Side::Likelihood).iter().flat_map(of).filter(|pair| !written.contains(pair)).collect()
    }

    /// Returns each cell that is less than the one before it on an axis, and that one.
    pub(super) fn falling(&self) -> Vec<(Cell<'c>, Cell<'c>)> {
        let cells: BTreeMap<_, _> = self.cells.iter().map(|cell| (cell.pair, *cell)).collect();
        let rank = |cell: &Cell<'_>| self.scale(Side::Result).iter().position(|level| level.id == cell.result);
        let before = |side: Side, id: &str| {
            let at = self.scale(side).iter().position(|level| level.id == id)?;
            Some(self.scale(side)[at.checked_sub(1)?].id)
        };
        let neighbours = |cell: &Cell<'c>| {
            let (likelihood, impact) = cell.pair;
            let less_likely = before(Side::Likelihood, likelihood).map(|likelihood| (likelihood, impact));
            let less_grave = before(Side::Impact, impact).map(|impact| (likelihood, impact));
            [less_likely, less_grave].into_iter().flatten().filter_map(|pair| cells.get(&pair).copied()).collect()
        };
        let higher = |cell: &Cell<'c>| {
            let neighbours: Vec<Cell<'c>> = neighbours(cell);
            let higher = neighbours.into_iter().find(|other| rank(other) > rank(cell))?;
            Some((*cell, higher))
        };
        self.cells.iter().filter_map(higher).collect()
    }

    /// Says whether levels can be compared and computed by it.
    fn is_sound(&self) -> bool {
        self.not_rising().next().is_none()
            && self.is_readable()
            && self.missing().is_empty()
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
        assert_eq!(levels.order, ["very-low", "low", "moderate", "high", "very-high"]);
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
