//! The same field twice in one entry.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/duplicate-key",
    Severity::Error,
    Words { ja: "同じ項目が二度書かれている", en: "a field stands twice" },
    include_str!("duplicate_key.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for problem in &doc.checked().problems {
        let What::DuplicateKey { key, first } = &problem.what else { continue };
        let name = Foreign::new(key);
        let message =
            both! { ja: "項目「{name}」が、同じ場所に二度書かれています", en: "the field `{name}` stands here twice" };
        let finding = super::at(doc, problem.span, message)
            .label(doc.place(*first), both! { ja: "一つ目はここです", en: "the first is here" })
            .help(both! {
                ja: "二つの値を見比べて残す方を選び、もう一つを消してください",
                en: "compare the two values, keep one field and delete the other",
            });
        sink.report(finding);
    }
}
