//! Emergency contacts at which, at some hour, nobody attends.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::hours::{Gap, Hours};
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, raise};

pub(crate) static RULE: Rule = Rule::document(
    "contact/emergency-not-24x7",
    Severity::Warning,
    Words {
        ja: "緊急の連絡先に、誰も出ない時間がある", en: "an emergency contact is not attended at every hour"
    },
    include_str!("emergency_not_24x7.md"),
    check,
);

/// The minutes of a week.
const WEEK: i64 = 7 * 24 * 60;

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("contact-directory") || doc.is_over() || doc.checked().may_lack_fields() {
        return;
    }
    let contacts: Vec<View<'_>> = doc.root().into_iter().flat_map(|root| root.list("contacts")).collect();
    // Whatever purposes cannot be read may be this one.
    let is_unknown = |contact: &View<'_>| match contact.get_any("purposes") {
        Some(purposes) => purposes.holds_fault(),
        None => !contact.lacks("purposes"),
    };
    if contacts.iter().any(is_unknown) {
        return;
    }
    let is_for_emergencies =
        |contact: &View<'_>| contact.list("purposes").any(|purpose| purpose.text() == Some("emergency"));
    let emergency: Vec<View<'_>> = contacts.into_iter().filter(is_for_emergencies).collect();
    let Some(first) = emergency.first() else { return };
    // Several may share the week, and each hands over to its fallback.
    let (mut attended, mut read) = (BTreeSet::new(), BTreeSet::new());
    let mut hours = Vec::new();
    for contact in &emergency {
        let mut next = Some(*contact);
        while let Some(contact) = next.filter(|contact| attended.insert(contact.location())) {
            // Hours that are written alike add nothing, and reading them costs more than all the rest.
            let written =
                [contact.get("hours"), contact.get("on_call_hours")].map(|hours| hours.map(|at| at.node().source()));
            if read.insert(written) {
                let Some(of_contact) = hours_of(contact, context) else { return };
                hours.extend(of_contact);
            }
            next = match contact.get("fallback") {
                Some(fallback) if fallback.is_none() => None,
                Some(fallback) => match fallback.referred() {
                    Some(entry) => Some(entry),
                    // It is said elsewhere that there is no such contact.
                    None => return,
                },
                None => None,
            };
        }
    }
    let Some(together) = Hours::together(hours) else { return };
    if let Some(gap) = together.gap() {
        let finding = not_attended(*first, &together, &gap);
        sink.report(raise::by_characteristic(context, "it_dependence", finding));
    }
}

/// Returns the hours of a contact, and those on call; nothing where they are not said, or cannot be read.
fn hours_of(contact: View<'_>, context: &Context<'_>) -> Option<Vec<Hours>> {
    let read = |schedule: View<'_>| Hours::of(schedule, &context.settings.time_zone, context.today);
    let hours = read(contact.get("hours")?)?;
    let on_call = match contact.get("on_call_hours") {
        Some(on_call) => Some(read(on_call)?),
        None if contact.lacks("on_call_hours") => None,
        None => return None,
    };
    Some(std::iter::once(hours).chain(on_call).collect())
}

fn not_attended(contact: View<'_>, together: &Hours, gap: &Gap) -> Finding {
    let (name, open) = (contact.name(), together.minutes_a_week());
    let message = match gap {
        _ if open < WEEK => {
            let (hours, minutes) = (open / 60, open % 60);
            both! {
                name;
                ja: "緊急の連絡先「{name}」に誰かが出るのは、1週間168時間のうち{hours}時間{minutes}分だけです",
                en: "the emergency contact `{name}` is attended for {hours} h {minutes} min of the 168 hours of a week"
            }
        }
        Gap::Holidays => both! {
            name;
            ja: "緊急の連絡先「{name}」に、祝日は誰も出ないことがあります",
            en: "the emergency contact `{name}` may not be attended on public holidays"
        },
        Gap::Between(from, to) => {
            let (from, to) = (from.strftime("%F %H:%M").to_string(), to.strftime("%F %H:%M").to_string());
            both! {
                name;
                ja: "緊急の連絡先「{name}」に、{from} から {to} まで誰も出ません",
                en: "nobody attends the emergency contact `{name}` from {from} to {to}"
            }
        }
    };
    let finding = match contact.get("hours") {
        Some(hours) => contact.finding(message).label(hours.key_place(), both! { ja: "受付時間です", en: "its hours" }),
        None => contact.finding(message),
    };
    finding.help(both! {
        ja: "夜間や休日に出る人や委託先を決めて hours を always: true にするか、いつでも出る連絡先を fallback に書いてください",
        en: "arrange for nights and holidays and write `always: true`, or name a contact that always answers as its `fallback`",
    })
}
