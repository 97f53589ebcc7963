//! An escalation that comes back to a role which had it already.

use std::collections::{BTreeMap, BTreeSet};

use crate::both;
use crate::corpus::escalation::{self, Step};
use crate::corpus::{cycle, holders};
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/cycle",
    Severity::Error,
    Words { ja: "エスカレーションが元の役割に戻る", en: "an escalation comes back" },
    include_str!("cycle.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let steps = escalation::steps(context.corpus);
    let names: BTreeMap<&str, Both> =
        holders::roles(context.corpus).filter_map(|role| Some((role.text_of("id")?, role.name()))).collect();
    let mut said: BTreeSet<Vec<&str>> = BTreeSet::new();
    // Only steps for one function and one severity follow one another.
    for function in steps.iter().filter_map(|step| step.function).collect::<BTreeSet<_>>() {
        for severity in severities(&steps) {
            let applies = |step: &&Step<'_>| {
                step.function == Some(function)
                    && !step.is_transfer
                    && severity.is_none_or(|severity| step.applies_at(severity))
                    // Without a severity in view, those that need one say nothing of each other.
                    && (severity.is_some() || step.severities.is_none())
            };
            let along: Vec<&Step<'_>> = steps.iter().filter(applies).collect();
            let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for step in &along {
                edges.entry(step.from.unwrap_or_default()).or_default().extend(step.roles());
            }
            edges.remove("");
            for circle in cycle::all(&edges) {
                let mut roles = circle.clone();
                roles.sort_unstable();
                if said.insert(roles) {
                    report(&circle, &along, &names, sink);
                }
            }
        }
    }
}

/// Every severity that a rule names, and none.
fn severities<'c>(steps: &[Step<'c>]) -> Vec<Option<&'c str>> {
    let named: BTreeSet<&str> = steps.iter().filter_map(|step| step.severities.as_ref()).flatten().copied().collect();
    named.into_iter().map(Some).chain([None]).collect()
}

fn report(circle: &[&str], along: &[&Step<'_>], names: &BTreeMap<&str, Both>, sink: &mut Sink<'_>) {
    let name = |role: &&str| {
        names.get(role).cloned().unwrap_or_else(|| {
            let id = Foreign::new(role).to_string();
            Both { ja: id.clone(), en: id }
        })
    };
    let way = cycle::way(&circle.iter().map(name).collect::<Vec<_>>());
    let pairs: Vec<(&str, &str)> = circle.iter().copied().zip(circle.iter().copied().cycle().skip(1)).collect();
    let step_of = |(from, to): &(&str, &str)| {
        along.iter().find(|step| step.from == Some(from) && step.roles().any(|role| role == *to))
    };
    let mut steps: Vec<&&Step<'_>> = pairs.iter().filter_map(step_of).collect();
    // Of a circle none is the first; what was written last is likeliest to lead back.
    steps.sort_by_key(|step| step.at.location());
    let Some((last, others)) = steps.split_last() else { return };
    let message = both! {
        way;
        ja: "エスカレーションが {way} と一回りして、誰も決めません",
        en: "the escalation goes round, {way}, and nobody decides"
    };
    let finding = others.iter().take(cycle::SHOWN).fold(last.at.finding(message), |finding, step| {
        finding.label(step.at.grip(), both! { ja: "ここから続いています", en: "leads on from here" })
    });
    sink.report(finding.help(both! {
        ja: "どこかを上の役割に改めてください。同じ立場の役割に引き渡すだけなら、その基準に transfer: true と書きます",
        en: "let one of them lead upwards; what is only handed to a peer is marked `transfer: true`",
    }));
}
