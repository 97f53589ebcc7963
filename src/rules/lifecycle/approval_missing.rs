//! An approved document with fewer approvals than are demanded.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::approvals::{Approval, Approvals};
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::settings::ApprovalDemand;
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::document(
    "lifecycle/approval-missing",
    Severity::Error,
    Words { ja: "承認された文書に承認がない", en: "an approved document lacks an approval" },
    include_str!("approval_missing.md"),
    check,
);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((meta, kind)) = super::meta_of_approved(doc).zip(doc.kind()) else { return };
    let approvals = Approvals::of(doc);
    if approvals.may_be_more {
        return;
    }
    // One of another text is there all the same: that its text changed is said of it.
    let given: Vec<&Approval<'_>> = approvals.given().collect();
    let mut demands = context.settings.demanded_for(kind).peekable();
    if demands.peek().is_none() {
        if given.is_empty() {
            sink.report(missing(meta, None));
        }
        return;
    }
    for demand in demands {
        let (entitled, others): (Vec<&Approval<'_>>, Vec<_>) =
            given.iter().copied().partition(|approval| allows(demand, approval));
        // Of an approval by a role that may not give it, another rule speaks.
        if persons(&entitled) + persons(&others) < demand.count {
            let finding = missing(meta, Some((demand, persons(&entitled))));
            let settings = context.corpus.of_kind("settings").next().map(|settings| settings.place(demand.span));
            sink.report(settings.into_iter().fold(finding, |finding, place| {
                finding.label(place, both! { ja: "設定で求めている承認です", en: "what the settings demand" })
            }));
        }
    }
}

/// Says whether an approval was given in a role that a demand names.
pub(super) fn allows(demand: &ApprovalDemand, approval: &Approval<'_>) -> bool {
    approval.role.is_some_and(|role| demand.allows(role))
}

/// Counts the different persons; who is not known by name is known by the role.
pub(super) fn persons(approvals: &[&Approval<'_>]) -> usize {
    let who = |approval: &&Approval<'_>| match approval.by() {
        Some(person) => format!("person:{person}"),
        None => format!("role:{}", approval.role.unwrap_or_default()),
    };
    approvals.iter().map(who).collect::<BTreeSet<_>>().len()
}

fn missing(meta: View<'_>, demand: Option<(&ApprovalDemand, usize)>) -> Finding {
    let message = match demand {
        None => both! {
            ja: "承認済みの文書ですが、承認 (meta.approvals) がありません",
            en: "the document is approved, and holds no approval (`meta.approvals`)",
        },
        Some((demand, have)) => {
            let roles = demand.roles.iter().map(|role| Foreign::new(role).to_string()).collect::<Vec<_>>();
            let (roles_ja, roles_en, count) = (roles.join("、"), roles.join(", "), demand.count);
            both! {
                ja: "承認済みの文書ですが、「{roles_ja}」による承認が{count}人分必要なところ、{have}人分しかありません",
                en: "the document is approved, and holds {have} of {count} approvals by {roles_en}",
            }
        }
    };
    meta.finding_missing("approvals", message).help(both! {
        ja: "「sekisho approve 文書 --as 役割」で承認を書き込めます。まだ承認されていないのなら、状態を in-review に戻してください",
        en: "write it with `sekisho approve DOC --as ROLE`; if nobody approved it yet, its status is `in-review`",
    })
}
