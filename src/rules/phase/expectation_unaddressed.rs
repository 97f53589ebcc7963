//! What management expects, and nothing of the design takes up.

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/expectation-unaddressed",
    Severity::Warning,
    Words {
        ja: "経営層の期待に、設計が応えていない", en: "no design takes up what management expects"
    },
    include_str!("expectation_unaddressed.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for expectation in super::addressed::open_after_design(context, "management_expectations") {
        // What is declined or put off is answered by its reason, and what cannot be read may be.
        match expectation.text_of("disposition") {
            None if expectation.lacks("disposition") => sink.report(unaddressed(expectation)),
            Some("accepted") => sink.report(unaddressed(expectation)),
            Some("declined") if expectation.lacks("reason") => {
                sink.report(without_reason(expectation, Words { ja: "応えない", en: "declined" }));
            }
            Some("deferred") if expectation.lacks("reason") => {
                sink.report(without_reason(expectation, Words { ja: "先送りする", en: "put off" }));
            }
            _ => {}
        }
    }
}

fn without_reason(expectation: View<'_>, disposition: Words) -> Finding {
    let name = expectation.name();
    let message = both! {
        name, disposition;
        ja: "経営層の期待「{name}」に{disposition}理由が書かれていません",
        en: "what management expects, `{name}`, is {disposition}, and no reason is given"
    };
    expectation.finding_missing("reason", message).help(both! {
        ja: "経営層に説明できるように、理由を reason に書いてください",
        en: "write the `reason`, as you would tell it to management",
    })
}

fn unaddressed(expectation: View<'_>) -> Finding {
    let name = expectation.name();
    let message = both! {
        name;
        ja: "設計は終わったことになっていますが、経営層の期待「{name}」に応えるものがありません",
        en: "the design counts as done, but nothing takes up what management expects: `{name}`"
    };
    super::addressed::finding(expectation, message).help(both! {
        ja: "応える文書や項目を addressed_by に書くか、応えないと決めたのなら disposition を declined か deferred にして理由を書いてください",
        en: "name what takes it up in `addressed_by`; if it is declined or put off, say so in `disposition` and give the `reason`",
    })
}
