//! Money that goes outside, without a quotation.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/quotation-missing",
    Severity::Warning,
    Words { ja: "外部に支払う費用に見積書がない", en: "an outside cost has no quotation" },
    include_str!("quotation_missing.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("budget") || doc.is_over() {
        return;
    }
    for line in doc.root().into_iter().flat_map(|root| root.list("lines")) {
        let is_outside = line.get("external").and_then(|external| external.node().as_bool()) == Some(true);
        if is_outside && line.lacks("quotation") {
            sink.report(without_quotation(line));
        }
    }
}

fn without_quotation(line: View<'_>) -> Finding {
    let name = line.get("item").and_then(View::words).unwrap_or_else(|| line.name());
    let message = both! {
        name;
        ja: "「{name}」は外部に支払う費用ですが、見積書がありません",
        en: "`{name}` is paid to an outside supplier, but no quotation is named"
    };
    line.finding_missing("quotation", message).help(both! {
        ja: "見積書を quotations に書き、その ID を quotation に書いてください",
        en: "add the quotation to `quotations` and name its id in `quotation`",
    })
}
