//! A waiver whose last day is over while its finding is still there. The engine knows that only when it has judged.

use jiff::civil::Date;

use crate::both;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule};

use super::About;

pub(crate) static RULE: Rule = Rule::new(
    "waiver/expired",
    Severity::Error,
    Words { ja: "例外の期限が切れている", en: "a waiver is over" },
    include_str!("expired.md"),
    Check::Judging,
);

/// The waiver was over after `until`.
pub(crate) fn expired(about: About<'_>, until: Date) -> Finding {
    about
        .finding(both! {
            ja: "この例外は {until} で終わっていますが、指摘された箇所は直っていません",
            en: "this waiver ended on {until}, and what it waived is still there",
        })
        .help(both! {
            ja: "指摘された箇所を直すか、改めて認めてもらい、新しい終わりの日を書いてください",
            en: "mend what was reported, or have the waiver approved anew with a new last day",
        })
}
