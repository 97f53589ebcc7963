//! An activity for which several answer, and so nobody does.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::shares::{self, Share};

pub(crate) static RULE: Rule = Rule::document(
    "role/multiple-accountable",
    Severity::Error,
    Words { ja: "説明責任を負う役割が二つ以上ある", en: "several answer for one activity" },
    include_str!("multiple_accountable.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for activity in shares::activities(doc) {
        for shares in [&activity.shares, &activity.out_of_hours] {
            let mut accountable = shares.iter().filter(|share| share.is_accountable());
            let Some(first) = accountable.next() else { continue };
            // The same role twice is an entry that is written twice.
            let is_other = |share: &&Share<'_>| share.who.text() != first.who.text();
            accountable.filter(is_other).for_each(|other| sink.report(several(activity.at, first, other)));
        }
    }
}

fn several(activity: View<'_>, first: &Share<'_>, other: &Share<'_>) -> Finding {
    let name = activity.name();
    let message = both! {
        name;
        ja: "「{name}」に説明責任 (A) を負う役割が二つ以上あります",
        en: "more than one is accountable (A) for `{name}`"
    };
    let at = other.at.get("raci").unwrap_or(other.at);
    at.finding(message).label(first.at.grip(), both! { ja: "こちらにもあります", en: "here is another" }).help(both! {
        ja: "A は一つだけにしてください。夜間や休日だけ替わるのなら、out_of_hours に書きます",
        en: "leave one A; where somebody else answers at night, write that under `out_of_hours`",
    })
}
