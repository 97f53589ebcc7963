//! A level for a parameter that SIM3 does not have.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, schema};
use crate::schema::vocabulary::{Vocabulary, vocabulary};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::document(
    "sim3/unknown-parameter",
    Severity::Error,
    Words { ja: "SIM3にない項目の番号", en: "a parameter that SIM3 does not have" },
    include_str!("unknown_parameter.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("maturity-assessment") {
        return;
    }
    // What `sim3` alone means, the schema asks.
    let is_sim3 = |model: &str| matches!(model, "sim3-v1" | "sim3-v2-interim");
    if !doc.get("model").and_then(View::text).is_some_and(is_sim3) {
        return;
    }
    let Some(known) = vocabulary("sim3-parameters") else { return };
    let baseline = doc.get("baseline").into_iter().flat_map(|baseline| baseline.list("minimum"));
    let assessed = doc.get("parameters").into_iter().flat_map(View::items);
    for entry in assessed.chain(baseline) {
        let Some(parameter) = entry.get("parameter") else { continue };
        let Some(written) = parameter.text().filter(|_| !parameter.is_faulty()) else { continue };
        if !known.values.iter().any(|choice| choice.value == written) {
            sink.report(unknown(parameter, written, known));
        }
    }
}

fn unknown(parameter: View<'_>, written: &str, known: &Vocabulary) -> Finding {
    let value = Foreign::new(written);
    let message =
        both! { ja: "「{value}」は、SIM3の項目の番号ではありません", en: "`{value}` is no parameter of SIM3" };
    parameter.finding(message).help(schema::suggestion(written, known.values, known.replaced))
}
