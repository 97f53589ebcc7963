//! An improvement that is done, and nothing shows it.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "exercise/action-done-no-evidence",
    Severity::Error,
    Words {
        ja: "終わったとされる改善に証拠がない", en: "an improvement counts as done without evidence"
    },
    include_str!("action_done_no_evidence.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("improvement-report") || doc.is_over() || doc.checked().may_lack_fields() {
        return;
    }
    for action in doc.root().into_iter().flat_map(|root| root.list("actions")) {
        let Some(status) = action.get("status") else { continue };
        if matches!(status.text(), Some("done" | "verified")) && action.lacks("resolved_by") {
            sink.report(without_evidence(action, status));
        }
    }
}

fn without_evidence(action: View<'_>, status: View<'_>) -> Finding {
    let name = action.name();
    let message = both! {
        name;
        ja: "改善の取り組み「{name}」は終わったことになっていますが、証拠がありません",
        en: "the improvement `{name}` counts as done, and nothing shows it"
    };
    let finding = action.finding_missing("resolved_by", message);
    finding.label(status.place(), both! { ja: "終わったと書いてあります", en: "said to be done" }).help(both! {
        ja: "直したコミット、文書、チケットなどを resolved_by に書いてください",
        en: "name under `resolved_by` what shows it: a commit, a document, a ticket",
    })
}
