//! An inline waiver without one of its four parts.

use crate::both;
use crate::corpus::Doc;
use crate::corpus::waiver::{Fault, Part};
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "waiver/malformed",
    Severity::Error,
    Words { ja: "例外の書き方が足りない", en: "a waiver lacks one of its parts" },
    include_str!("malformed.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for inline in &doc.checked().waivers {
        if let Some(fault) = inline.said.as_ref().err().copied().filter(|fault| fault.is_malformed()) {
            let help = super::as_written();
            sink.report(super::comment(doc, inline.span, message(fault)).help(help));
        }
    }
}

fn message(fault: Fault) -> Both {
    match fault {
        Fault::Lacks(Part::Until) => both! {
            ja: "この例外には終わりの日 (until=) がありません",
            en: "this waiver has no last day (`until=`)",
        },
        Fault::Lacks(Part::By) => both! {
            ja: "この例外には、認めた役割 (by=) がありません",
            en: "this waiver does not say who allows it (`by=`)",
        },
        Fault::Lacks(Part::Reason) => both! {
            ja: "この例外には理由 (「-- 」の後) がありません",
            en: "this waiver gives no reason (after ` -- `)",
        },
        Fault::NotOneRule => both! {
            ja: "`ignore[…]` の中に書けるルールは一つだけですが、そうなっていません",
            en: "`ignore[…]` does not name exactly one rule",
        },
        Fault::BadDate => both! {
            ja: "終わりの日 (until=) が日付として読めません",
            en: "the last day (`until=`) is not a date",
        },
        _ => both! {
            ja: "`sekisho:` の後に書けるのは `ignore[…]` だけです",
            en: "only `ignore[…]` may follow `sekisho:`",
        },
    }
}
