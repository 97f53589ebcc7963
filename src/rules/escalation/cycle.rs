//! An escalation that comes back to a role which had it already.

use std::collections::{BTreeMap, BTreeSet};

use crate::both;
use crate::corpus::escalation::{self, Step};
use crate::corpus::{Corpus, View, cycle, holders};
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
    let mut said: BTreeSet<Vec<&str>> = BTreeSet::new();
    // Only steps for one function and one severity follow one another.
    let mut of_function: BTreeMap<&str, Vec<&Step<'_>>> = BTreeMap::new();
    for step in steps.iter().filter(|step| !step.is_transfer) {
        of_function.entry(step.function.unwrap_or_default()).or_default().push(step);
    }
    of_function.remove("");
    // What goes round at one severity goes round among all; of most functions nothing does.
    for steps in of_function.values().filter(|steps| !circles(steps).is_empty()) {
        for along in by_severity(steps) {
            for circle in circles(&along) {
                let mut roles = circle.clone();
                roles.sort_unstable();
                if said.insert(roles) {
                    report(&circle, &along, context.corpus, sink);
                }
            }
        }
    }
}

/// Returns the circles of roles that tell one another.
fn circles<'c>(steps: &[&Step<'c>]) -> Vec<Vec<&'c str>> {
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for step in steps {
        edges.entry(step.from.unwrap_or_default()).or_default().extend(step.roles());
    }
    edges.remove("");
    cycle::all(&edges)
}

/// Returns, for every severity that a step names, the steps that apply at it; and those that name none.
fn by_severity<'s, 'c>(steps: &[&'s Step<'c>]) -> Vec<Vec<&'s Step<'c>>> {
    let (named, always): (Vec<_>, Vec<_>) = steps.iter().copied().partition(|step| step.severities.is_some());
    let mut at: BTreeMap<&str, Vec<&Step<'c>>> = BTreeMap::new();
    for step in named {
        for severity in step.severities.iter().flatten() {
            at.entry(severity).or_insert_with(|| always.clone()).push(step);
        }
    }
    at.into_values().chain([always]).collect()
}

fn report(circle: &[&str], along: &[&Step<'_>], corpus: &Corpus, sink: &mut Sink<'_>) {
    let name = |role: &&str| {
        let defined = holders::roles(corpus).find(|defined| defined.text_of("id") == Some(role));
        defined.map(View::name).unwrap_or_else(|| {
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
