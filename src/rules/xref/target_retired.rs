//! A reference to a document that holds no more.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::standing;

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/target-retired",
    Severity::Warning,
    Words { ja: "もう有効でない文書を指している", en: "a reference to a document that holds no more" },
    include_str!("target_retired.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (link, target) in standing::to_documents(context.corpus) {
        if !target.is_over() {
            continue;
        }
        let title = target.title();
        let message = both! {
            title;
            ja: "「{title}」は、もう有効でない文書です",
            en: "`{title}` holds no more"
        };
        let status = target.root().and_then(|root| root.get_any("meta")?.get_any("status"));
        let place = status.map_or_else(|| target.grip(), |status| status.place());
        let finding = context.corpus.view(link.from).finding(message);
        sink.report(finding.label(place, both! { ja: "この文書の状態です", en: "its status" }).help(both! {
            ja: "今の文書を指すように改めてください。置き換えた新しい文書は、その文書の superseded_by にあります",
            en: "refer to the one that holds now; its `superseded_by` names it",
        }));
    }
}
