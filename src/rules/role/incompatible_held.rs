//! One person in two roles that must not be combined.

use std::collections::{BTreeMap, BTreeSet};

use crate::both;
use crate::corpus::View;
use crate::corpus::holders::{self, Holder, Holders};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "role/incompatible-held",
    Severity::Error,
    Words {
        ja: "兼ねてはならない役割を一人が兼ねている", en: "one person holds roles that must not be combined"
    },
    include_str!("incompatible_held.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let by_id: BTreeMap<&str, View<'_>> =
        holders::roles(context.corpus).filter_map(|role| Some((role.text_of("id")?, role))).collect();
    let mut said: BTreeSet<[&str; 2]> = BTreeSet::new();
    for (id, role) in &by_id {
        for reference in role.list("incompatible_with") {
            let Some((other_id, other)) = reference.refers_to("role").and_then(|id| by_id.get_key_value(id)) else {
                continue;
            };
            let mut pair = [*id, *other_id];
            pair.sort_unstable();
            if id == other_id || !said.insert(pair) {
                continue;
            }
            let (own, others) = (Holders::of(*role), Holders::of(*other));
            for holder in own.on(context.today) {
                let is_same = |other: &&Holder<'_>| holder.person().is_some() && other.person() == holder.person();
                if let Some(twice) = others.on(context.today).find(is_same) {
                    sink.report(both_held(holder, twice, reference, [*role, *other]));
                }
            }
        }
    }
}

fn both_held(holder: &Holder<'_>, twice: &Holder<'_>, reference: View<'_>, roles: [View<'_>; 2]) -> Finding {
    let person = holder.at.get_any("person").unwrap_or(holder.at);
    let name = person.referred().unwrap_or(person).name();
    let [one, other] = roles.map(View::name);
    let message = both! {
        name, one, other;
        ja: "「{name}」は、兼ねられないとされている役割「{one}」と「{other}」の両方に就いています",
        en: "`{name}` holds both `{one}` and `{other}`, which must not be combined"
    };
    holder
        .at
        .finding(message)
        .label(twice.at.place(), both! { ja: "こちらでも就いています", en: "the other role" })
        .label(reference.place(), both! { ja: "兼ねられないとしている所です", en: "what forbids it" })
        .help(both! {
            ja: "どちらかを別の人にしてください。一時的なことなら、期限を決めた例外 (waivers) にします",
            en: "give one of them to somebody else; for a short time, make it a waiver with an end",
        })
}
