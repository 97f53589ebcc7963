//! An exception that a change adds or makes wider.

use jiff::civil::Date;

use crate::both;
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::waiver::About;
use crate::rules::{self, Check, Rule};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::new(
    "gate/waiver-added",
    Severity::Warning,
    Words { ja: "例外が加わっている", en: "an exception is added" },
    include_str!("waiver_added.md"),
    Check::Comparing,
);

/// A new waiver.
pub(crate) fn added(about: About<'_>, rule: &str, until: Option<Date>) -> Finding {
    let (what, until) = (named(rule), last_day(until));
    about.finding(both! {
        what, until;
        ja: "例外が加わります: {what}、{until}",
        en: "an exception is added: {what}, {until}"
    })
}

/// A waiver that lasts longer, or holds back more.
pub(crate) fn widened(about: About<'_>, rule: &str, until: Option<Date>) -> Finding {
    let (what, until) = (named(rule), last_day(until));
    about.finding(both! {
        what, until;
        ja: "例外が広がるか、長くなります: {what}、{until}",
        en: "an exception becomes wider or longer: {what}, {until}"
    })
}

fn named(rule: &str) -> Both {
    match rules::find(rule) {
        Some(known) => {
            let summary = known.summary;
            both! { summary; ja: "「{summary}」({rule})", en: "{summary} ({rule})" }
        }
        None => {
            let rule = Foreign::new(rule);
            both! { ja: "「{rule}」", en: "{rule}" }
        }
    }
}

fn last_day(until: Option<Date>) -> Both {
    match until {
        Some(until) => both! { ja: "{until} まで", en: "until {until}" },
        None => both! { ja: "期限なし", en: "without an end" },
    }
}
