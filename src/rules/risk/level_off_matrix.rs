//! A level of risk that the root's matrix does not have or does not give; without a matrix, the built-in one counts.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::text::{Foreign, Slack, nearest};

use super::levels::{Levels, Side, risks};

pub(crate) static RULE: Rule = Rule::corpus(
    "risk/level-off-matrix",
    Severity::Error,
    Words {
        ja: "リスクの大きさがリスクの評価表と合わない", en: "a level is not what the risk matrix has or gives"
    },
    include_str!("level_off_matrix.md"),
    check,
);

/// What people write instead of the built-in levels.
const OTHER_WORDS: [(&str, &str); 6] = [
    ("medium", "moderate"),
    ("mid", "moderate"),
    ("critical", "very-high"),
    ("severe", "very-high"),
    ("negligible", "very-low"),
    ("minor", "low"),
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let Some(levels) = Levels::of(corpus) else { return };
    let kinds = ["risk-assessment", "risk-tolerance"];
    for doc in kinds.into_iter().flat_map(|kind| corpus.of_kind(kind)).filter(|doc| !doc.is_over()) {
        each_level(doc, &mut |level, field| {
            let (side, written) = (Side::of(field), level.text().unwrap_or_default());
            if !levels.knows(side, written) && !level.is_faulty() {
                sink.report(unknown(level, written, levels.known(side)));
            }
        });
        risks(doc).filter_map(|risk| not_as_computed(&levels, risk)).for_each(|finding| sink.report(finding));
    }
}

/// Calls `visit` with every level of risk of a document, and the name of its field.
fn each_level<'c>(doc: Doc<'c>, visit: &mut impl FnMut(View<'c>, &str)) {
    let checked = doc.checked();
    for node in checked.tree.nodes() {
        let is_level = checked.shape(node.id()).is_some_and(|shape| shape.form == Some("risk-level"));
        let field = node.key().and_then(|key| key.as_text());
        if let Some(field) = field.filter(|_| is_level && node.as_text().is_some()) {
            visit(doc.view(node), field);
        }
    }
    // The matrix names its own levels in plain ids.
    let matrix = doc.root().and_then(|root| root.get_any("matrix"));
    let rows = matrix.into_iter().flat_map(|matrix| matrix.list("grid").chain(matrix.list("acceptance")));
    for row in rows {
        for field in ["likelihood", "impact", "result", "level"] {
            if let Some(level) = row.get_any(field).filter(|level| level.text().is_some()) {
                visit(level, field);
            }
        }
    }
}

/// Returns what is wrong with the level before treatment, if one is written, and the matrix gives another.
fn not_as_computed<'c>(levels: &Levels<'c>, risk: View<'c>) -> Option<Finding> {
    let written = risk.get("inherent").filter(|_| risk.lacks("override_reason"))?;
    let (likelihood, impact) = (risk.get("likelihood")?, risk.get("impact")?);
    let (result, cell) = levels.result(likelihood.text()?, impact.text()?)?;
    // Of a level that the matrix does not know, that is said.
    let level = written.text().filter(|level| *level != result)?;
    levels.rank(level)?;
    let (given, level) = (Foreign::new(result), Foreign::new(level));
    let by = cell.map_or_else(|| likelihood.key_place(), |cell| cell.get("result").unwrap_or(cell).place());
    let finding = written.finding(both! {
        ja: "対処前のリスクは「{level}」とありますが、評価表では「{given}」です",
        en: "the risk before treatment is written as `{level}`, but the matrix gives `{given}`",
    });
    let label = match cell {
        Some(_) => both! { ja: "評価表のこの欄です", en: "this cell of the matrix" },
        None => both! {
            ja: "表を持たないので、組み込みの5段階の表（NIST SP 800-30）で決まります",
            en: "without a matrix of your own, the built-in five levels count (NIST SP 800-30)",
        },
    };
    Some(finding.label(by, label).help(both! {
        ja: "「{given}」に直すか、評価表と違える理由を override_reason に書いてください",
        en: "write `{given}`, or say in `override_reason` why you depart from the matrix",
    }))
}

fn unknown(level: View<'_>, written: &str, known: &[&str]) -> Finding {
    let name = Foreign::new(written);
    let message = both! {
        ja: "「{name}」という大きさは、リスクの評価表にありません",
        en: "the risk matrix has no level `{name}`",
    };
    let other = OTHER_WORDS.iter().find(|(other, _)| *other == written).map(|(_, level)| *level);
    let near =
        other.filter(|level| known.contains(level)).or_else(|| nearest(written, known.iter().copied(), Slack::Quarter));
    level.finding(message).help(match near {
        Some(near) => both! { ja: "「{near}」のことではありませんか", en: "did you mean `{near}`?" },
        None => one_of(known),
    })
}

fn one_of(known: &[&str]) -> Both {
    let shown: Vec<String> = known.iter().take(16).map(|level| Foreign::new(level).to_string()).collect();
    let (ja, en) = (shown.join("、"), shown.join(", "));
    both! { ja: "書けるのは {ja} です", en: "write one of: {en}" }
}
