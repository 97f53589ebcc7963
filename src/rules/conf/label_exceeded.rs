//! A document meant for readers whom its label keeps out.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "conf/label-exceeded",
    Severity::Error,
    Words { ja: "読み手が共有範囲を超えている", en: "the readers are more than the label allows" },
    include_str!("label_exceeded.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((label, allowed)) = super::label(doc, context).and_then(|label| Some((label, super::label_rank(label)?)))
    else {
        return;
    };
    let Some(audience) = doc.root().and_then(|root| root.get_any("meta")?.get_any("audience")) else { return };
    if doc.is_over() {
        return;
    }
    for reader in audience.items() {
        let Some(needed) = reader.text().and_then(needs).filter(|needed| *needed > allowed) else { continue };
        let (name, least) = (reader.value_words(), super::LABELS[needed]);
        let Some((ja, en)) = name.map(|words| (words.ja, words.en)) else { continue };
        let message = both! {
            ja: "読み手に「{ja}」がありますが、共有範囲は {label} です",
            en: "the readers include {en}, but the sharing label is `{label}`",
        };
        let finding = match super::place_of_label(doc) {
            Some(own) => reader.finding(message).label(own.place(), both! { ja: "この共有範囲です", en: "this label" }),
            None => reader.finding(message),
        };
        sink.report(finding.help(both! {
            ja: "共有範囲を {least} に広げてよいか判断するか、読み手から外してください。一部だけ見せるのなら、その部分を別の文書にします",
            en: "decide whether it may be `{least}`, or take these readers out; if they may see a part, make that a document of its own",
        }));
    }
}

/// Returns the rank of the narrowest label under which readers may be told.
fn needs(reader: &str) -> Option<usize> {
    match reader {
        "management" | "csirt" => Some(0),
        "internal" => Some(1),
        "constituency" => Some(2),
        "partners" => Some(3),
        "public" => Some(4),
        _ => None,
    }
}
