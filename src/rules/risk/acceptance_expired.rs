//! A risk that was accepted until a day that has passed.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::acceptance::{is_accepted, is_borne};
use super::levels::risks;

pub(crate) static RULE: Rule = Rule::document(
    "risk/acceptance-expired",
    Severity::Warning,
    Words {
        ja: "受け入れたリスクの見直しの期日を過ぎている", en: "the review of an accepted risk is overdue"
    },
    include_str!("acceptance_expired.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let stands = |risk: &View<'_>| is_borne(*risk) || (risk.get("acceptance").is_some() && is_accepted(*risk));
    for risk in risks(doc).filter(stands) {
        let Some(day) = risk.get("review_by") else { continue };
        if day.date().is_some_and(|date| date < context.today) {
            sink.report(expired(risk, day));
        }
    }
}

fn expired(risk: View<'_>, day: View<'_>) -> Finding {
    let name = risk.name();
    let date = day.text().unwrap_or_default();
    let message = both! {
        name;
        ja: "受け入れたリスク「{name}」の見直しの期日 ({date}) を過ぎています",
        en: "the accepted risk `{name}` was to be reviewed by {date}"
    };
    let finding = day.finding(message);
    let accepted = risk.get("acceptance").and_then(|acceptance| acceptance.get("date"));
    let finding = match accepted {
        Some(accepted) => {
            finding.label(accepted.place(), both! { ja: "受け入れた日です", en: "the day it was accepted" })
        }
        None => finding,
    };
    finding.help(both! {
        ja: "受け入れたときの事情が変わっていないかを見直し、決裁を受け直して、review_by に次の期日を書いてください",
        en: "see whether what justified it still holds, have it decided anew, and write the next day into `review_by`",
    })
}
