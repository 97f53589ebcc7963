//! An activity for which nobody answers.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::shares::{self, Share};

pub(crate) static RULE: Rule = Rule::document(
    "role/no-accountable",
    Severity::Error,
    Words { ja: "説明責任を負う役割がない", en: "nobody answers for an activity" },
    include_str!("no_accountable.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for activity in shares::activities(doc) {
        if activity.shares.iter().any(Share::is_accountable) {
            continue;
        }
        let name = activity.at.name();
        let message = both! {
            name;
            ja: "「{name}」に説明責任 (A) を負う役割がありません",
            en: "nobody is accountable (A) for `{name}`"
        };
        sink.report(activity.at.finding(message).help(both! {
            ja: "割り当て (assignments) に、raci が A の役割を一つ書いてください。実行もするのなら A/R と書きます",
            en: "give one role the share A among the `assignments`, or A/R if it does the work, too",
        }));
    }
}
