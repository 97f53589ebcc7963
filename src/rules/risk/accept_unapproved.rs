//! A risk that is to be borne as it is, and nobody accepted that.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;

use super::acceptance::{self, awaits_acceptance};
use super::levels::risks;

pub(crate) static RULE: Rule = Rule::document(
    acceptance::RULE_ID,
    Severity::Error,
    Words { ja: "リスクを受け入れる承認がない", en: "nobody accepted a risk that is borne" },
    include_str!("accept_unapproved.md"),
    check,
)
.completeness()
.options(&[RuleOption { name: acceptance::OPTION, form: OptionForm::Texts, direction: Some("more-is-weaker") }]);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    for risk in risks(doc).filter(|risk| awaits_acceptance(context, *risk)) {
        sink.report(match risk.get("acceptance").and_then(|acceptance| acceptance.get("result")) {
            Some(refused) => was_refused(risk, refused),
            None => without_acceptance(risk),
        });
    }
}

fn without_acceptance(risk: View<'_>) -> Finding {
    let name = risk.name();
    let message = both! {
        name;
        ja: "「{name}」は受け入れることになっていますが、誰が受け入れたのかが書かれていません",
        en: "`{name}` is to be accepted, and nothing says who accepted it"
    };
    risk.finding_missing("acceptance", message).help(both! {
        ja: "決裁を受けて、acceptance に結果 (result)、決めた役割 (role)、日付 (date) を書いてください",
        en: "have it decided, and write `result`, `role` and `date` under `acceptance`",
    })
}

fn was_refused(risk: View<'_>, refused: View<'_>) -> Finding {
    let name = risk.name();
    let message = both! {
        name;
        ja: "「{name}」を受け入れることは認められなかったのに、対処は「受容」のままです",
        en: "accepting `{name}` was refused, yet it is still to be accepted"
    };
    let finding = refused.finding(message);
    let option = risk.get("treatment").and_then(|treatment| treatment.get("option"));
    let finding = match option {
        Some(option) => finding.label(option.place(), both! { ja: "対処の方針です", en: "the treatment" }),
        None => finding,
    };
    finding.help(both! {
        ja: "option を、低減 (mitigate)、移転 (transfer)、回避 (avoid) のどれかに改めてください",
        en: "choose another `option`: mitigate, transfer or avoid",
    })
}
