//! An approved document that leans on a draft.

use crate::both;
use crate::corpus::{Doc, Status};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::standing;

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/target-draft",
    Severity::Warning,
    Words { ja: "承認された文書が下書きを指している", en: "an approved document leans on a draft" },
    include_str!("target_draft.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (link, target) in standing::to_documents(context.corpus) {
        let from = context.corpus.doc(link.from.document);
        // What may be named before it exists may be a draft as well.
        if from.status() < Status::Approved || link.refer.later || target.status() > Status::Draft || !is_known(target)
        {
            continue;
        }
        let title = target.title();
        let message = both! {
            title;
            ja: "承認された文書ですが、まだ下書きの「{title}」を指しています",
            en: "the document is approved, and refers to `{title}`, which is a draft"
        };
        let finding = context.corpus.view(link.from).finding(message);
        sink.report(finding.label(target.grip(), both! { ja: "まだ下書きです", en: "still a draft" }).help(both! {
            ja: "指している文書を先に仕上げて、承認してください",
            en: "complete and approve that one first",
        }));
    }
}

/// A status that cannot be read may be any.
fn is_known(doc: Doc<'_>) -> bool {
    let status = doc.root().and_then(|root| root.get_any("meta")?.get_any("status"));
    status.is_none_or(|status| status.text().and_then(Status::named).is_some()) && !doc.checked().may_lack_fields()
}
