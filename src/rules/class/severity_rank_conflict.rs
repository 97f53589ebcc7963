//! Two severities of one rank.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "class/severity-rank-conflict",
    Severity::Error,
    Words { ja: "二つの重大度の順位が同じである", en: "two severities have one rank" },
    include_str!("severity_rank_conflict.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("incident-classification") || doc.is_over() {
        return;
    }
    let mut first_of: BTreeMap<i64, View<'_>> = BTreeMap::new();
    for severity in doc.root().into_iter().flat_map(|root| root.list("severities")) {
        let Some(rank) = severity.get("rank").filter(|rank| !rank.is_faulty()) else { continue };
        let Some(number) = rank.node().as_int() else { continue };
        match first_of.get(&number) {
            // A severity that is written twice is written twice with its rank, and that is said.
            Some(first) if first.text_of("id") != severity.text_of("id") => {
                sink.report(same_rank(severity, rank, *first));
            }
            Some(_) => {}
            None => {
                first_of.insert(number, severity);
            }
        }
    }
}

fn same_rank(severity: View<'_>, rank: View<'_>, first: View<'_>) -> Finding {
    let (name, other) = (severity.name(), first.name());
    let message = both! {
        name, other;
        ja: "重大度「{name}」の順位が「{other}」と同じで、どちらが先か決まりません",
        en: "the severity `{name}` has the rank of `{other}`, and nobody can tell which comes first"
    };
    let at = first.get("rank").unwrap_or(first);
    let label = both! { other; ja: "「{other}」の順位です", en: "the rank of `{other}`" };
    rank.finding(message).label(at.place(), label).help(both! {
        ja: "重い順に違う rank を付けてください。情報系と制御系のように尺度を分けるのなら、文書を分けます",
        en: "give each its own `rank`, the gravest first; keep separate scales, such as IT and plant, in separate documents",
    })
}
