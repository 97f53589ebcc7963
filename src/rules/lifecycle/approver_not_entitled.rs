//! An approval in a role that may not give it, or by somebody who did not hold the role.

use crate::both;
use crate::corpus::Status;
use crate::corpus::approvals::{Approval, Approvals};
use crate::corpus::holders::{Standing, Who};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::settings::ApprovalDemand;
use crate::text::Foreign;

use super::approval_missing::{allows, persons};

pub(crate) static RULE: Rule = Rule::corpus(
    "lifecycle/approver-not-entitled",
    Severity::Error,
    Words { ja: "承認する立場にない人が承認している", en: "somebody approved who may not" },
    include_str!("approver_not_entitled.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let documents = context.corpus.documents().filter(|doc| doc.status() >= Status::Approved && !doc.is_over());
    for doc in documents {
        let Some(kind) = doc.kind() else { continue };
        let approvals = Approvals::of(doc);
        let given: Vec<&Approval<'_>> = approvals.given().collect();
        for approval in &given {
            sink_if(sink, not_holder(approval));
        }
        let unmet: Vec<&ApprovalDemand> = context
            .settings
            .demanded_for(kind)
            .filter(|demand| {
                let entitled: Vec<&Approval<'_>> =
                    given.iter().copied().filter(|approval| allows(demand, approval)).collect();
                persons(&entitled) < demand.count
            })
            .collect();
        // Where every demand is met, a further approval does no harm.
        if unmet.is_empty() {
            continue;
        }
        let demands = context.settings.demanded_for(kind);
        for approval in &given {
            if approval.role.is_some() && !demands.clone().any(|demand| allows(demand, approval)) {
                sink_if(sink, not_entitled(approval, &unmet));
            }
        }
    }
}

fn sink_if(sink: &mut Sink<'_>, finding: Option<Finding>) {
    if let Some(finding) = finding {
        sink.report(finding);
    }
}

fn not_entitled(approval: &Approval<'_>, unmet: &[&ApprovalDemand]) -> Option<Finding> {
    let role = Foreign::new(approval.role?).to_string();
    let allowed: Vec<String> =
        unmet.iter().flat_map(|demand| &demand.roles).map(|role| Foreign::new(role).to_string()).collect();
    let (allowed_ja, allowed_en) = (allowed.join("、"), allowed.join(", "));
    let message = both! {
        ja: "役割「{role}」は、設定によればこの種類の文書を承認できません",
        en: "by the settings, the role `{role}` may not approve such a document",
    };
    Some(approval.at.get_any("role")?.finding(message).help(both! {
        ja: "「{allowed_ja}」の承認を得てください。役割の方が正しければ、設定の approvals を改めます",
        en: "have it approved by {allowed_en}; if the role is right, change `approvals` in the settings",
    }))
}

/// A post, a body or an outside party may be that very person.
fn not_holder(approval: &Approval<'_>) -> Option<Finding> {
    let (person, date, holders) = (approval.person?, approval.date?, approval.holders()?);
    let is_named = approval.at.get_any("person")?.referred().is_some();
    let may_be_anybody = holders.on(date).any(|holder| !matches!(holder.who, Who::Person(_)));
    if !is_named
        || !holders.is_known(date)
        || may_be_anybody
        || holders.on(date).any(|holder| holder.person() == Some(person))
    {
        return None;
    }
    let at = approval.at.get_any("person")?;
    let (name, role) = (at.referred()?.name(), holders.role.name());
    let message = both! {
        name, role;
        ja: "「{name}」は、承認した日 ({date}) に役割「{role}」に就いていません",
        en: "`{name}` did not hold the role `{role}` on the day of the approval, {date}"
    };
    let finding = at.finding(message);
    let other =
        holders.all.iter().find(|holder| holder.person() == Some(person) && holder.standing(date) != Standing::Holds);
    let finding = match other {
        Some(holder) => {
            finding.label(holder.at.place(), both! { ja: "この人が就いていた期間です", en: "when this person held it" })
        }
        None => finding.label(holders.role.grip(), both! { ja: "この役割です", en: "this role" }),
    };
    Some(finding.help(both! {
        ja: "就いていた期間 (from、until) か承認の日が違っていれば改め、そうでなければ、役割に就いている人の承認を得てください",
        en: "correct the time of office (`from`, `until`) or the day if they are wrong; else have it approved by who holds the role",
    }))
}
