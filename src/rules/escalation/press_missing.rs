//! No escalation reaches those who speak to the press.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, raise};

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/press-missing",
    Severity::Warning,
    Words { ja: "広報に上げる基準がない", en: "no escalation reaches those who speak to the press" },
    include_str!("press_missing.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((steps, matrix)) = super::whole(context) else { return };
    if steps.iter().any(|step| step.function == Some("press")) {
        return;
    }
    let message = both! {
        ja: "エスカレーション基準のどれも、広報に届きません",
        en: "no escalation rule reaches those who speak to the press",
    };
    let finding = matrix.finding(matrix.grip().span, "/rules", "press", message).help(both! {
        ja: "報道への対応を誰がするかを、function: press の基準として書いてください。親会社などが受けるのなら、その組織を party: で書けます",
        en: "write who answers the press as a rule of `function: press`; a parent company that does it is a `party:`",
    });
    sink.report(raise::by_characteristic(context, "reputation_dependence", finding));
}
