//! No contact for when waiting is not an option.

use crate::both;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "contact/emergency-missing",
    Severity::Error,
    Words { ja: "緊急の連絡先がない", en: "there is no contact for emergencies" },
    include_str!("emergency_missing.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((contacts, directory)) = super::serving(context, "emergency") else { return };
    if !contacts.is_empty() {
        return;
    }
    let message = both! { ja: "緊急の連絡先がありません", en: "there is no contact for emergencies" };
    sink.report(directory.finding(directory.grip().span, "/contacts", "emergency", message).help(both! {
        ja: "用途 (purposes) に emergency を持つ連絡先を書いてください。設けないのなら、absent に理由を書きます",
        en: "write a contact with the purpose `emergency`; if there is none, give the reason under `absent`",
    }));
}
