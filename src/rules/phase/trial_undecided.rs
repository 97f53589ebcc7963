//! A trial that is over, and nobody decided what follows.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/trial-undecided",
    Severity::Warning,
    Words {
        ja: "試行の期間が終わったのに、結論がない", en: "the trial is over, and nothing was decided"
    },
    include_str!("trial_undecided.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    // A trial that no longer holds waits for nothing; of one that is kept elsewhere the decision may stand there.
    if doc.kind() != Some("trial-operation") || doc.checked().is_external() || doc.is_over() {
        return;
    }
    let is_open = |root: &View<'_>| root.lacks("decision") && !doc.checked().may_lack_fields();
    let Some(root) = doc.root().filter(is_open) else { return };
    let Some(end) = root.get("period").and_then(|period| period.get("to")) else { return };
    if end.date().is_some_and(|date| date < context.today) {
        sink.report(undecided(end));
    }
}

fn undecided(end: View<'_>) -> Finding {
    let date = end.text().unwrap_or_default();
    end.finding(both! {
        ja: "試行は {date} に終わりましたが、本運用に移るかどうかが決まっていません",
        en: "the trial ended on {date}, and nothing says whether the team goes live",
    })
    .help(both! {
        ja: "decision に結論 (go-live、extend、stop)、決めた役割、日付を書くか、延ばすのなら period を直してください",
        en: "write the `decision` (go-live, extend or stop) with role and date, or correct the `period` if the trial goes on",
    })
}
