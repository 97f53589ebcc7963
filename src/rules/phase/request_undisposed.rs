//! A request of the constituency without an answer.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/request-undisposed",
    Severity::Warning,
    Words {
        ja: "サービス対象者の要望に、答えを決めていない", en: "a request of the constituency has no answer"
    },
    include_str!("request_undisposed.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("current-state") || doc.is_over() {
        return;
    }
    for request in doc.root().into_iter().flat_map(|root| root.list("constituent_requests")) {
        match request.text_of("disposition") {
            None if request.lacks("disposition") => sink.report(undecided(request)),
            Some("declined") if request.lacks("reason") => {
                sink.report(without_reason(request, Words { ja: "取り入れない", en: "declined" }));
            }
            Some("deferred") if request.lacks("reason") => {
                sink.report(without_reason(request, Words { ja: "先送りする", en: "deferred" }));
            }
            _ => {}
        }
    }
}

fn undecided(request: View<'_>) -> Finding {
    let name = request.name();
    let message = both! {
        name;
        ja: "要望「{name}」をどう扱うかが書かれていません",
        en: "nothing says what becomes of the request `{name}`"
    };
    request.finding_missing("disposition", message).help(both! {
        ja: "disposition に accepted（取り入れる）、deferred（先送りする）、declined（取り入れない）のどれかを書いてください",
        en: "write `disposition`: accepted, deferred or declined",
    })
}

fn without_reason(request: View<'_>, disposition: Words) -> Finding {
    let name = request.name();
    let message = both! {
        name, disposition;
        ja: "要望「{name}」を{disposition}理由が書かれていません",
        en: "the request `{name}` is {disposition}, and no reason is given"
    };
    request.finding_missing("reason", message).help(both! {
        ja: "要望した人に説明できるように、理由を reason に書いてください",
        en: "write the `reason`, as you would tell it to those who asked",
    })
}
