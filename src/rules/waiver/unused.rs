//! A waiver that holds nothing back. The engine knows that only when it has judged.

use crate::both;
use crate::finding::{Finding, Place, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule};

use super::About;

pub(crate) static RULE: Rule = Rule::new(
    "waiver/unused",
    Severity::Warning,
    Words { ja: "例外に当てはまる指摘がない", en: "a waiver matches no finding" },
    include_str!("unused.md"),
    Check::Judging,
);

/// The waiver for `rule` matches nothing; `elsewhere` in its document the rule does report something.
pub(crate) fn unused(about: About<'_>, rule: &Rule, elsewhere: Option<Place>) -> Finding {
    let id = rule.id;
    let finding = about.finding(both! {
        ja: "ルール「{id}」の指摘がここにはないため、この例外は効いていません",
        en: "the rule `{id}` reports nothing here, so this waiver has no effect",
    });
    match elsewhere {
        Some(place) => finding
            .label(place, both! { ja: "指摘されているのはここです", en: "this is what the rule reports" })
            .help(both! {
                ja: "指摘された行か、すぐ上の行に移してください。要らない例外なら消してください",
                en: "move it to that line or right above it, or delete it if it is not needed",
            }),
        None => finding.help(both! { ja: "この例外を消してください", en: "delete this waiver" }),
    }
}
