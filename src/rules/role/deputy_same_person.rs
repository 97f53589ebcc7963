//! Somebody who stands in for themself.

use jiff::civil::Date;

use crate::both;
use crate::corpus::Doc;
use crate::corpus::holders::{Duty, Holder, Holders, Who};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "role/deputy-same-person",
    Severity::Error,
    Words { ja: "本人が本人の代行者になっている", en: "somebody stands in for themself" },
    include_str!("deputy_same_person.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("role-catalog") || doc.is_over() {
        return;
    }
    for role in doc.root().into_iter().flat_map(|root| root.list("roles")) {
        let holders = Holders::of(role);
        for deputy in holders.all.iter().filter(|holder| holder.duty == Some(Duty::Deputy)) {
            let is_primary = |other: &&Holder<'_>| {
                other.duty == Some(Duty::Primary) && is_same(&other.who, &deputy.who) && meet(other, deputy)
            };
            if let Some(primary) = holders.all.iter().find(is_primary) {
                sink.report(same(&holders, deputy, primary));
            }
        }
    }
}

/// Two posts of one name are one post.
fn is_same(one: &Who<'_>, other: &Who<'_>) -> bool {
    matches!(one, Who::Person(_) | Who::Post(_)) && one == other
}

/// Says whether there is a day on which both hold.
fn meet(one: &Holder<'_>, other: &Holder<'_>) -> bool {
    let from = |holder: &Holder<'_>| holder.from.map_or(Date::MIN, |from| from.date);
    let until = |holder: &Holder<'_>| holder.until.map_or(Date::MAX, |until| until.date);
    from(one).max(from(other)) <= until(one).min(until(other))
}

fn same(holders: &Holders<'_>, deputy: &Holder<'_>, primary: &Holder<'_>) -> Finding {
    let name = holders.role.name();
    let message = both! {
        name;
        ja: "役割「{name}」の代行者が、本人と同じです",
        en: "the deputy of the role `{name}` is who holds it in the first place"
    };
    deputy.at.finding(message).label(primary.at.place(), both! { ja: "本人です", en: "in the first place" }).help(
        both! {
            ja: "別の人を代行者にしてください",
            en: "let somebody else stand in",
        },
    )
}
