//! A budget that pays for setting the CSIRT up, and not for keeping it.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/budget-recurring-missing",
    Severity::Warning,
    Words { ja: "活動を続けるための費用が予算にない", en: "the budget does not pay for going on" },
    include_str!("budget_recurring_missing.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let budgets = context.corpus.of_kind("budget").filter(|budget| !budget.is_over());
    // One budget may pay for the start, and another for what follows.
    let Some(only_initial) = budgets.map(initial_lines).collect::<Option<Vec<View<'_>>>>() else { return };
    let lines = only_initial.into_iter().max_by_key(|lines| lines.doc().status());
    if let Some(lines) = lines.filter(|_| !context.corpus.may_be_hidden("budget")) {
        sink.report(no_recurring(lines));
    }
}

/// Returns the lines of a budget whose lines are all for the start.
fn initial_lines(budget: Doc<'_>) -> Option<View<'_>> {
    let lines = budget.get("lines")?;
    let mut phases = lines.items().map(|line| line.text_of("phase")).peekable();
    (phases.peek().is_some() && phases.all(|phase| phase == Some("initial"))).then_some(lines)
}

fn no_recurring(lines: View<'_>) -> Finding {
    lines
        .finding(both! {
            ja: "予算に設置の費用 (initial) だけがあり、活動を続けるための費用 (recurring) がありません",
            en: "every line of the budget is `initial`; nothing pays for going on (`recurring`)",
        })
        .help(both! {
            ja: "翌年以降もかかる費用を phase: recurring の行に書いてください。ほかの予算で賄うなら、金額 0 の行に誰が持つかを書きます",
            en: "add a line with `phase: recurring`; if another cost centre pays, add one of amount 0 that says who",
        })
}
