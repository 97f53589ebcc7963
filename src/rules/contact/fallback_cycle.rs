//! Contacts that send a caller round in a circle.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{View, cycle};
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "contact/fallback-cycle",
    Severity::Error,
    Words { ja: "つながらないときの連絡先が元に戻る", en: "a contact falls back to itself" },
    include_str!("fallback_cycle.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let contacts: BTreeMap<&str, View<'_>> = super::contacts(context.corpus)
        .filter(|contact| contact.get("id").is_some_and(View::is_what_others_mean))
        .filter_map(|contact| Some((contact.text_of("id")?, contact)))
        .collect();
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, contact) in &contacts {
        let next = contact.get("fallback").and_then(|fallback| fallback.refers_to("contact"));
        edges.insert(id, next.into_iter().collect());
    }
    for mut circle in cycle::all(&edges) {
        // Of a circle none is the first; what was written last is likeliest to lead back.
        let last = circle.iter().enumerate().filter_map(|(at, id)| Some((contacts.get(id)?.location(), at))).max();
        let Some((_, at)) = last else { continue };
        let n_contacts = circle.len();
        circle.rotate_left((at + 1) % n_contacts);
        let entries: Vec<View<'_>> = circle.iter().filter_map(|id| contacts.get(id).copied()).collect();
        let Some((last, others)) = entries.split_last() else { continue };
        let names: Vec<Both> = entries.iter().map(|contact| contact.name()).collect();
        let way = cycle::way(&names);
        let message = both! {
            way;
            ja: "つながらないときの連絡先が {way} と一回りします",
            en: "the fallbacks go round in a circle: {way}"
        };
        let finding = last.get("fallback").unwrap_or(*last).finding(message);
        let finding = others.iter().take(cycle::SHOWN).fold(finding, |finding, contact| {
            let at = contact.get("fallback").map_or_else(|| contact.grip(), View::place);
            finding.label(at, both! { ja: "ここから続いています", en: "leads on from here" })
        });
        sink.report(finding.help(both! {
            ja: "どれかを別の連絡先に改めるか、最後の連絡先は fallback: {{none: 理由}} としてください",
            en: "let one lead elsewhere, or end with `fallback: {{none: the reason}}`",
        }));
    }
}
