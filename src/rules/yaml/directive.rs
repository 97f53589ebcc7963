//! A directive `%YAML`, `%TAG`.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/directive",
    Severity::Error,
    Words { ja: "読み方を変える行がある", en: "a line changes how the rest is read" },
    include_str!("directive.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::Directive => Some((
            both! { ja: "`%` で始まる指示の行は使えません", en: "a line of instructions, beginning with `%`, is not allowed" },
            both! { ja: "この行を消してください", en: "delete this line" },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
