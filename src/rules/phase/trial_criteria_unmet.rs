//! A trial that missed a criterion, and ended with going live all the same.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/trial-criteria-unmet",
    Severity::Error,
    Words {
        ja: "試行の基準を満たさないまま、本運用を決めている",
        en: "the trial missed a criterion, and the team goes live all the same",
    },
    include_str!("trial_criteria_unmet.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("trial-operation") || doc.is_over() {
        return;
    }
    let Some(decision) = doc.get("decision").filter(|decision| decision.text_of("result") == Some("go-live")) else {
        return;
    };
    // A condition is the honest way to go live in spite of it; what cannot be read may be one.
    if !decision.lacks("conditions") || doc.checked().may_lack_fields() {
        return;
    }
    for criterion in doc.root().into_iter().flat_map(|root| root.list("criteria")) {
        if criterion.get("passed").and_then(|passed| passed.node().as_bool()) == Some(false) {
            sink.report(unmet(criterion, decision));
        }
    }
}

fn unmet(criterion: View<'_>, decision: View<'_>) -> Finding {
    let name = criterion.name();
    let message = both! {
        name;
        ja: "試行の基準「{name}」を満たしていませんが、条件なしで本運用を決めています",
        en: "the trial missed `{name}`, yet the decision is to go live without a condition"
    };
    criterion
        .finding(message)
        .label(decision.key_place(), both! { ja: "本運用の決定です", en: "the decision to go live" })
        .help(both! {
            ja: "測り直した結果に直すか、決定に条件 (conditions) と期限を付けるか、試行を延ばしてください (result: extend)",
            en: "correct it if it was measured again, attach `conditions` with a date to the decision, or prolong the trial (`result: extend`)",
        })
}
