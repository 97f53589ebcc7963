//! An activity for which a role answers that nobody holds.

use crate::both;
use crate::corpus::View;
use crate::corpus::holders::Holders;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::shares;

pub(crate) static RULE: Rule = Rule::corpus(
    "role/accountable-unstaffed",
    Severity::Error,
    Words {
        ja: "説明責任を負う役割に人がいない", en: "nobody holds the role that answers for an activity"
    },
    include_str!("accountable_unstaffed.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for doc in context.corpus.of_kind("responsibility-matrix") {
        for activity in shares::activities(doc) {
            for share in activity.shares.iter().chain(&activity.out_of_hours).filter(|share| share.is_accountable()) {
                let Some(role) = share.who.referred().filter(|role| role.doc().kind() == Some("role-catalog")) else {
                    continue;
                };
                if Holders::of(role).is_left_open(context.today) {
                    sink.report(unstaffed(activity.at, share.who, role));
                }
            }
        }
    }
}

fn unstaffed(activity: View<'_>, who: View<'_>, role: View<'_>) -> Finding {
    let (name, of) = (role.name(), activity.name());
    let message = both! {
        name, of;
        ja: "「{of}」に説明責任を負う役割「{name}」に、今は誰も就いていません",
        en: "nobody holds the role `{name}` now, which is accountable for `{of}`"
    };
    who.finding(message).label(role.grip(), both! { ja: "この役割です", en: "this role" }).help(both! {
        ja: "決まるまでの間の担当者を、役割の held_by に書いてください。職名だけでも構いません",
        en: "name who stands in until somebody is found in `held_by` of the role; a post is enough",
    })
}
