//! An activity that nobody does.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::shares::{self, Share};

pub(crate) static RULE: Rule = Rule::document(
    "role/no-responsible",
    Severity::Error,
    Words { ja: "実行する役割がない", en: "nobody does an activity" },
    include_str!("no_responsible.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for activity in shares::activities(doc) {
        if activity.shares.iter().any(Share::is_responsible) {
            continue;
        }
        let name = activity.at.name();
        let message = both! {
            name;
            ja: "「{name}」を実行する (R) 役割がありません",
            en: "nobody is responsible (R) for doing `{name}`"
        };
        sink.report(activity.at.finding(message).help(both! {
            ja: "割り当て (assignments) に、raci が R の役割を書いてください。説明責任を負う役割が実行もするのなら A/R と書きます",
            en: "give a role the share R among the `assignments`; if who is accountable does it, write A/R",
        }));
    }
}
