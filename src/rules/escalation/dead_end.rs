//! An escalation that ends where nobody is, or where nobody may decide what is wanted.

use std::collections::{BTreeMap, BTreeSet};

use crate::both;
use crate::corpus::View;
use crate::corpus::escalation::{self, Step};
use crate::corpus::holders::{self, Holders};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::corpus(
    "escalation/dead-end",
    Severity::Error,
    Words {
        ja: "エスカレーションが、決められる人のいない所で終わる",
        en: "an escalation ends where nobody can decide",
    },
    include_str!("dead_end.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let roles: BTreeMap<&str, View<'_>> =
        holders::roles(context.corpus).filter_map(|role| Some((role.text_of("id")?, role))).collect();
    let steps = escalation::steps(context.corpus);
    for step in &steps {
        let Some(("role", told)) = step.to else { continue };
        let Some(role) = roles.get(told).copied() else { continue };
        let ahead = ahead(step, &steps);
        let reached = || ahead.iter().filter_map(|id| roles.get(id).copied());
        // What is not defined may be anything.
        if step.is_unknown || ahead.iter().any(|id| !roles.contains_key(id)) {
            continue;
        }
        if std::iter::once(role).chain(reached()).all(|role| Holders::of(role).is_left_open(context.today)) {
            sink.report(nobody(step, role));
        } else if let Some(decision) = step.at.get("decision") {
            let Some(action) = decision.refers_to("authority-action") else { continue };
            if std::iter::once(role).chain(reached()).all(|role| may_not(role, action)) {
                sink.report(undecided(decision, role));
            }
        }
    }
}

/// Returns the roles that a step leads to besides the one it tells, on and on: those of the same function that may follow.
fn ahead<'c>(step: &Step<'c>, steps: &[Step<'c>]) -> BTreeSet<&'c str> {
    let mut ahead: BTreeSet<&'c str> = BTreeSet::new();
    let mut left: Vec<&'c str> = step.roles().collect();
    let told = left.first().copied();
    let mut seen: BTreeSet<&'c str> = left.iter().copied().collect();
    while let Some(role) = left.pop() {
        if Some(role) != told {
            ahead.insert(role);
        }
        let next =
            steps.iter().filter(|next| next.from == Some(role) && next.function == step.function && next.meets(step));
        for role in next.flat_map(Step::roles) {
            if seen.insert(role) {
                left.push(role);
            }
        }
    }
    ahead
}

/// Says whether the authority of a role is written down, and does not hold an action.
fn may_not(role: View<'_>, action: &str) -> bool {
    let Some(authority) = role.get_any("authority").filter(|authority| !authority.holds_fault()) else { return false };
    let mut listed = authority.items().peekable();
    listed.peek().is_some()
        && !listed.any(|entry| {
            let is_it = entry.get_any("action").and_then(|named| named.refers_to("authority-action")) == Some(action);
            is_it && !matches!(entry.text_of("mode"), Some("recommend" | "execute-only"))
        })
}

fn nobody(step: &Step<'_>, role: View<'_>) -> Finding {
    let (name, rule) = (role.name(), step.at.name());
    let message = both! {
        name, rule;
        ja: "エスカレーション「{rule}」は役割「{name}」で終わりますが、今はその役割の人がいません",
        en: "the escalation `{rule}` ends at the role `{name}`, which nobody holds now"
    };
    let at = step.at.get_any("to").unwrap_or(step.at);
    at.finding(message).label(role.grip(), both! { ja: "この役割です", en: "this role" }).help(both! {
        ja: "役割の担当者を決めるか、応じないときの相手 (fallback) に、担当者のいる役割を書いてください",
        en: "appoint somebody, or name a role that is held as `fallback`",
    })
}

fn undecided(decision: View<'_>, role: View<'_>) -> Finding {
    let (action, name) = (Foreign::new(decision.text().unwrap_or_default()).to_string(), role.name());
    let message = both! {
        name;
        ja: "「{action}」の判断を求めていますが、役割「{name}」には決める権限がありません",
        en: "a decision on `{action}` is wanted, and the role `{name}` has no authority for it"
    };
    decision.finding(message).label(role.grip(), both! { ja: "この役割の権限にありません", en: "not in the authority of this role" }).help(both! {
        ja: "決められる役割に上げるか、その役割の権限 (authority) に加えてください。知らせるだけなら decision は要りません",
        en: "escalate to a role that may decide, or give it the authority; a rule that only informs needs no `decision`",
    })
}
