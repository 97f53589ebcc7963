//! A level of risk that the root's matrix does not have, or, without a matrix, none of the five built-in ones.

use crate::both;
use crate::corpus::{Corpus, Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::catalog;
use crate::text::{Foreign, Slack, nearest};

pub(crate) static RULE: Rule = Rule::corpus(
    "risk/level-off-matrix",
    Severity::Error,
    Words {
        ja: "リスクの評価表にない大きさが書かれている", en: "a level is none of the risk matrix"
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
    let Some(matrix) = Matrix::of(corpus) else { return };
    for doc in corpus.of_kind("risk-assessment").chain(corpus.of_kind("risk-tolerance")) {
        each_level(doc, &mut |level, field| {
            let known = matrix.levels(field);
            let written = level.text().unwrap_or_default();
            if !known.contains(&written) && !level.is_faulty() {
                sink.report(unknown(level, written, &known));
            }
        });
    }
}

/// The levels of a root.
struct Matrix<'c> {
    written: Option<View<'c>>,
    built_in: Vec<&'static str>,
}

impl<'c> Matrix<'c> {
    /// Returns the matrix of the root, else the built-in one; nothing where it cannot be known.
    fn of(corpus: &'c Corpus) -> Option<Matrix<'c>> {
        let mut matrices = corpus.of_kind("risk-assessment").filter_map(|doc| doc.root()?.get_any("matrix"));
        let written = matrices.next();
        // A text that lies elsewhere may have one, and so may a misspelt key.
        let may_have_one = |doc: Doc<'_>| {
            let is_meant = |root: View<'_>| root.get_any("matrix").is_none() && !root.lacks("matrix");
            doc.checked().is_external() || doc.root().is_some_and(is_meant)
        };
        let elsewhere = corpus.of_kind("risk-assessment").any(may_have_one);
        let unknown = written.is_some_and(View::holds_fault) || matrices.next().is_some();
        if unknown || elsewhere || corpus.may_be_hidden("risk-assessment") {
            return None;
        }
        let built_in = catalog::shared("level5").map(|level| level.values).unwrap_or_default();
        Some(Matrix { written, built_in: built_in.iter().map(|choice| choice.value).collect() })
    }

    fn levels(&self, field: &str) -> Vec<&'c str> {
        let Some(matrix) = self.written else { return self.built_in.clone() };
        let list = match field {
            "likelihood" => "likelihood_levels",
            "impact" => "impact_levels",
            _ => "result_levels",
        };
        matrix.list(list).filter_map(|level| level.text_of("level")).collect()
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
