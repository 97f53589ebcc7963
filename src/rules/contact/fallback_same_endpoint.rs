//! A fallback that leads to the same telephone, mailbox or person.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::corpus(
    "contact/fallback-same-endpoint",
    Severity::Warning,
    Words { ja: "予備の連絡先が同じ宛先につながる", en: "a fallback leads to the same place" },
    include_str!("fallback_same_endpoint.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for contact in super::contacts(context.corpus) {
        let Some(fallback) = contact.get("fallback") else { continue };
        // One that leads to itself goes round, and that is said.
        let Some(other) = fallback.referred().filter(|other| other.location() != contact.location()) else { continue };
        if super::has_unknown_channels(contact) || super::has_unknown_channels(other) {
            continue;
        }
        let own: BTreeSet<(String, String)> = contact.list("channels").filter_map(endpoint).collect();
        let same = other.list("channels").find(|channel| endpoint(*channel).is_some_and(|end| own.contains(&end)));
        // Several ways that share one are still more than one.
        let has_another = other.list("channels").any(|channel| endpoint(channel).is_none_or(|end| !own.contains(&end)));
        if let Some(same) = same.filter(|_| !has_another) {
            sink.report(said(contact, fallback, same));
        }
    }
}

/// The sort and the address, with what does not make a difference left out: blanks, letter case.
fn endpoint(channel: View<'_>) -> Option<(String, String)> {
    let of =
        |field: &str| channel.text_of(field).map(|text| text.split_whitespace().collect::<String>().to_lowercase());
    let address = of("value")?;
    // An extension is another telephone.
    Some((of("type")?, format!("{address}#{}", of("ext").unwrap_or_default())))
}

fn said(contact: View<'_>, fallback: View<'_>, same: View<'_>) -> Finding {
    let name = contact.name();
    let value = Foreign::new(same.text_of("value").unwrap_or_default()).to_string();
    let message = both! {
        name;
        ja: "「{name}」の予備の連絡先も、同じ宛先 ({value}) につながります",
        en: "the fallback of `{name}` leads to the same place, {value}"
    };
    fallback.finding(message).label(same.grip(), both! { ja: "予備の宛先です", en: "the fallback's" }).help(both! {
        ja: "別の電話番号やメールアドレスのある連絡先を予備にしてください",
        en: "fall back to a contact with another number or mailbox",
    })
}
