//! A duty to notify that is missed by design: who decides on it is told after its time.

use crate::both;
use crate::corpus::View;
use crate::corpus::duration::{in_words, most_minutes, parse};
use crate::corpus::escalation;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/chain-too-slow",
    Severity::Error,
    Words {
        ja: "届出を決める人に、期限の後で伝わる", en: "who decides on a notification is told after its deadline"
    },
    include_str!("chain_too_slow.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let steps = escalation::steps(context.corpus);
    // A step that cannot be read may be the short way.
    if steps.iter().any(|step| step.is_unknown) || context.corpus.may_be_hidden("escalation-rule") {
        return;
    }
    let soonest = escalation::soonest(&steps);
    let registers = context.corpus.of_kind("notification-obligations").filter(|doc| !doc.is_over());
    for obligation in registers.filter_map(|doc| doc.root()).flat_map(|root| root.list("obligations")) {
        let Some(decider) = obligation.get_any("decided_by").and_then(|role| role.refers_to("role")) else { continue };
        let Some(minutes) = soonest.get(decider).copied() else { continue };
        let stages = obligation.list("stages").filter_map(|stage| Some((stage, deadline(stage)?)));
        let Some((stage, limit)) = stages.min_by_key(|(_, limit)| *limit) else { continue };
        if minutes > limit {
            let last = steps.iter().find(|step| step.roles().any(|role| role == decider));
            let finding = too_slow(obligation, stage, minutes);
            sink.report(match last {
                Some(step) => finding.label(
                    step.at.get_any("within").map_or_else(|| step.at.grip(), View::place),
                    both! { ja: "決める役割に届く基準です", en: "the rule that reaches who decides" },
                ),
                None => finding,
            });
        }
    }
}

/// Returns the minutes of a stage's deadline at most, where its time begins no later than the report: on the calendar,
/// since business hours last longer.
fn deadline(stage: View<'_>) -> Option<i64> {
    let begins = stage.get_any("starts_at").and_then(View::text);
    let is_business = stage.get_any("clock").is_some_and(|clock| clock.text() != Some("calendar"));
    let counts = matches!(begins, Some("incident-start" | "detection" | "awareness")) && !is_business;
    Some(most_minutes(parse(stage.get_any("deadline").filter(|_| counts)?.text()?)?))
}

fn too_slow(obligation: View<'_>, stage: View<'_>, minutes: i64) -> Finding {
    let (name, needed) = (obligation.name(), in_words(spoken(minutes)));
    let message = both! {
        name, needed;
        ja: "届出「{name}」を決める役割に伝わるのは早くて{needed}後で、届出の期限を過ぎています",
        en: "who decides on the notification `{name}` is told after {needed} at the soonest, past its deadline"
    };
    let at = stage.get_any("deadline").unwrap_or(stage);
    at.finding(message).help(both! {
        ja: "決める役割に届くまでの期限 (within) を縮めるか、受付から直接届く基準を加えてください",
        en: "shorten the limits (`within`) on the way to who decides, or add a rule that reaches them directly",
    })
}

/// Minutes as people say them.
fn spoken(minutes: i64) -> jiff::Span {
    let (days, rest) = (minutes / (24 * 60), minutes % (24 * 60));
    let span = jiff::Span::new().try_days(days).and_then(|span| span.try_hours(rest / 60));
    span.and_then(|span| span.try_minutes(rest % 60)).unwrap_or_default()
}
