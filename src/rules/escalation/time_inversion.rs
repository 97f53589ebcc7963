//! A graver incident that is passed on later than a lighter one.

use std::collections::BTreeMap;

use jiff::Span;

use crate::both;
use crate::corpus::View;
use crate::corpus::duration::{in_words, is_shorter};
use crate::corpus::escalation::{self, Step};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/time-inversion",
    Severity::Error,
    Words { ja: "重いインシデントほど遅く上がる", en: "a graver incident is passed on later" },
    include_str!("time_inversion.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let classifications = context.corpus.of_kind("incident-classification").filter(|doc| !doc.is_over());
    let severities = classifications.filter_map(|doc| doc.root()).flat_map(|root| root.list("severities"));
    let mut ranked: Vec<(i64, &str, View<'_>)> = severities
        .filter(|severity| !severity.holds_fault())
        .filter_map(|severity| Some((severity.get("rank")?.node().as_int()?, severity.text_of("id")?, severity)))
        .collect();
    ranked.sort_by_key(|(rank, id, _)| (*rank, *id));
    let steps = escalation::steps(context.corpus);
    // A condition besides the severity may be what makes the difference, and business hours are not those of the calendar.
    let mut by_function: BTreeMap<(&str, bool), Vec<Limit<'_>>> = BTreeMap::new();
    let steps = steps.iter().filter(|step| !step.is_conditional && !step.is_unknown);
    for (step, within) in steps.filter_map(|step| Some((step, step.within?))) {
        let function = (step.function.unwrap_or_default(), step.is_business);
        by_function.entry(function).or_default().push(Limit { step, within });
    }
    for limits in by_function.values() {
        let first = |severity: &str| {
            let named = |limit: &&Limit<'_>| {
                limit.step.severities.as_ref().is_some_and(|severities| severities.contains(&severity))
            };
            let named = limits.iter().filter(named).copied();
            named.reduce(|best, limit| if is_shorter(limit.within, best.within) { limit } else { best })
        };
        let mut slowest: Option<(i64, View<'_>, Limit<'_>)> = None;
        for (rank, id, severity) in &ranked {
            let Some(limit) = first(id) else { continue };
            if let Some((above, graver, slow)) = slowest
                && above < *rank
                && is_shorter(limit.within, slow.within)
            {
                sink.report(inverted((graver, slow), (*severity, limit)));
            }
            // What is compared next is the slowest so far, so that one slip is said once.
            if slowest.is_none_or(|(_, _, slow)| is_shorter(slow.within, limit.within)) {
                slowest = Some((*rank, *severity, limit));
            }
        }
    }
}

/// A step with its time limit.
#[derive(Clone, Copy)]
struct Limit<'s> {
    step: &'s Step<'s>,
    within: Span,
}

fn inverted((graver, slow): (View<'_>, Limit<'_>), (lighter, quick): (View<'_>, Limit<'_>)) -> Finding {
    let (graver, lighter) = (graver.name(), lighter.name());
    let (late, soon) = (in_words(slow.within), in_words(quick.within));
    let message = both! {
        graver, lighter, late, soon;
        ja: "重大度「{graver}」は{late}以内に上げますが、それより軽い「{lighter}」は{soon}以内です",
        en: "an incident of `{graver}` is passed on within {late}, one of the lighter `{lighter}` within {soon}"
    };
    let at = |limit: Limit<'_>| limit.step.at.get_any("within").map_or_else(|| limit.step.at.grip(), View::place);
    let finding = slow.step.at.get_any("within").unwrap_or(slow.step.at).finding(message);
    finding.label(at(quick), both! { ja: "軽い方の期限です", en: "the limit of the lighter one" }).help(both! {
        ja: "重い方の期限を、軽い方より短くしてください",
        en: "give the graver one the shorter limit",
    })
}
