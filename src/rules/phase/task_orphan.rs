//! A task that nobody owns, or that leads to no milestone.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/task-orphan",
    Severity::Info,
    Words {
        ja: "担当やマイルストーンのない作業がある", en: "a task has no owner, or leads to no milestone"
    },
    include_str!("task_orphan.md"),
    check,
)
.completeness();

const NEEDED: [(&str, Words); 2] = [
    ("owner", Words { ja: "担当 (owner)", en: "owner" }),
    ("milestone", Words { ja: "対応するマイルストーン (milestone)", en: "milestone" }),
];

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("scope-statement") {
        return;
    }
    let tasks = doc.root().into_iter().flat_map(|root| root.list("tasks"));
    for task in tasks.filter(|task| task.text_of("status") != Some("dropped")) {
        for (field, words) in NEEDED {
            if task.lacks(field) {
                sink.report(orphan(task, field, words));
            }
        }
    }
}

fn orphan(task: View<'_>, field: &str, what: Words) -> Finding {
    let name = task.name();
    let message =
        both! { name, what; ja: "作業「{name}」に「{what}」がありません", en: "the task `{name}` has no {what}" };
    task.finding_missing(field, message).help(both! {
        ja: "{field} を書くか、もう行わない作業なら status を dropped にしてください",
        en: "write its `{field}`, or set its `status` to `dropped` if it will not be done",
    })
}
