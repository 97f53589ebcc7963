//! A problem that the survey of the present state found, and nothing answers.

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/problem-unaddressed",
    Severity::Warning,
    Words {
        ja: "現状把握で見つかった問題に、何も応えていない", en: "nothing answers a problem of the present state"
    },
    include_str!("problem_unaddressed.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for problem in super::addressed::open_after_design(context, "problems") {
        // A problem that is lived with has a reason.
        if problem.lacks("reason") {
            sink.report(unaddressed(problem));
        }
    }
}

fn unaddressed(problem: View<'_>) -> Finding {
    let name = problem.name();
    let message = both! {
        name;
        ja: "設計は終わったことになっていますが、見つかった問題「{name}」に応えるものがありません",
        en: "the design counts as done, but nothing answers the problem `{name}`"
    };
    super::addressed::finding(problem, message).help(both! {
        ja: "応える文書、リスク、対策を addressed_by に書くか、そのままにすると決めた理由を reason に書いてください",
        en: "name the document, risk or action that answers it in `addressed_by`, or write into `reason` why it is lived with",
    })
}
