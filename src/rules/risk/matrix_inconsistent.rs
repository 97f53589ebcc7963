//! A risk matrix that contradicts itself, or a second one in the same root.

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::levels::{Cell, Level, Table, matrices};

pub(crate) static RULE: Rule = Rule::corpus(
    "risk/matrix-inconsistent",
    Severity::Error,
    Words { ja: "リスクの評価表に矛盾がある", en: "the risk matrix contradicts itself" },
    include_str!("matrix_inconsistent.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut first = None;
    for matrix in matrices(context.corpus) {
        match first {
            Some(first) => sink.report(second(matrix, first)),
            None => first = Some(matrix),
        }
        // A cell that cannot be read may be the one that is missed.
        if matrix.holds_fault() || matrix.doc().checked().may_lack_fields() {
            continue;
        }
        let table = Table::of(matrix);
        let mut ranks_rise = true;
        for (level, before) in table.not_rising() {
            ranks_rise = false;
            sink.report(not_above(level, before));
        }
        if !table.is_readable() {
            continue;
        }
        if let Some((pair, count)) = table.missing() {
            sink.report(without_answer(matrix, pair, count));
        }
        if ranks_rise {
            table.falling().into_iter().for_each(|(cell, before)| sink.report(falls(cell, before)));
        }
    }
}

fn second(matrix: View<'_>, first: View<'_>) -> Finding {
    let mut finding = matrix.finding(both! {
        ja: "リスクの評価表が二つあります",
        en: "this is a second risk matrix",
    });
    finding.subject.place = matrix.key_place();
    finding.label(first.key_place(), both! { ja: "一つ目の評価表です", en: "the first matrix" }).help(both! {
        ja: "どちらの表でリスクを測るのかを決めて、もう一方を消してください",
        en: "decide which of the two measures the risks, and delete the other",
    })
}

fn not_above(level: Level<'_>, before: Level<'_>) -> Finding {
    let (id, other) = (Foreign::new(level.id), Foreign::new(before.id));
    let at = level.view.get("rank").unwrap_or(level.view);
    at.finding(both! {
        ja: "段階「{id}」の順位が、一つ軽い「{other}」の順位より大きくありません",
        en: "the rank of the level `{id}` is not above that of `{other}` before it",
    })
    .label(
        before.view.get("rank").unwrap_or(before.view).place(),
        both! {
            ja: "「{other}」の順位です",
            en: "the rank of `{other}`",
        },
    )
    .help(both! {
        ja: "軽い段階から順に、rank を 1、2、3 のように大きくしてください",
        en: "let `rank` grow from the least level to the worst: 1, 2, 3",
    })
}

fn without_answer(matrix: View<'_>, pair: (&str, &str), count: usize) -> Finding {
    let (likelihood, impact) = (Foreign::new(pair.0), Foreign::new(pair.1));
    let message = match count {
        1 => both! {
            ja: "評価表に、起こりやすさ「{likelihood}」と影響「{impact}」の組がありません",
            en: "the matrix has no answer for likelihood `{likelihood}` with impact `{impact}`",
        },
        _ => both! {
            ja: "評価表に {count} 組の答えがありません。たとえば起こりやすさ「{likelihood}」と影響「{impact}」です",
            en: "the matrix has no answer for {count} pairs, such as likelihood `{likelihood}` with impact `{impact}`",
        },
    };
    let grid = matrix.get("grid").unwrap_or(matrix);
    let mut finding = grid.finding(message);
    finding.subject.place = grid.key_place();
    finding.subject.value = format!("{}+{}", pair.0, pair.1);
    finding.help(both! {
        ja: "grid に、起こりやすさと影響のすべての組を一度ずつ書いてください",
        en: "write every pair of likelihood and impact once in `grid`",
    })
}

fn falls(cell: Cell<'_>, before: Cell<'_>) -> Finding {
    let (result, higher) = (Foreign::new(cell.result), Foreign::new(before.result));
    let at = cell.view.get("result").unwrap_or(cell.view);
    at.finding(both! {
        ja: "より軽い組の答えが「{higher}」なのに、この組は「{result}」です",
        en: "this pair gives `{result}`, although a lighter one gives `{higher}`",
    })
    .label(
        before.view.get("result").unwrap_or(before.view).place(),
        both! {
            ja: "軽いほうの組です",
            en: "the lighter pair",
        },
    )
    .help(both! {
        ja: "起こりやすさや影響が増したときに、リスクが小さくならないように直してください",
        en: "mend the grid so that more likelihood or more impact never makes a risk smaller",
    })
}
