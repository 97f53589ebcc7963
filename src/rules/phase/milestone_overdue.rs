//! A milestone whose day has passed and that is not done.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/milestone-overdue",
    Severity::Warning,
    Words { ja: "マイルストーンの期日を過ぎている", en: "a milestone is overdue" },
    include_str!("milestone_overdue.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    // A statement that no longer holds has no dates to keep.
    if doc.kind() != Some("scope-statement") || doc.is_over() {
        return;
    }
    for milestone in doc.root().into_iter().flat_map(|root| root.list("milestones")) {
        let Some(due) = milestone.get("due").filter(|_| milestone.lacks("done")) else { continue };
        let Some(day) = due.date().filter(|day| *day < context.today) else { continue };
        let name = milestone.name();
        let message = both! {
            name;
            ja: "マイルストーン「{name}」は期日 ({day}) を過ぎています",
            en: "the milestone `{name}` was due on {day}"
        };
        sink.report(due.finding(message).help(both! {
            ja: "終わっていれば done に日付を、延ばすのなら due に新しい期日を書いてください",
            en: "write the day into `done` if it was reached, or the new day into `due`",
        }));
    }
}
