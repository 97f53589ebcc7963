//! A role on which the response hangs, and for which nobody stands in.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::View;
use crate::corpus::holders::{self, Duty, Holders, Staffing, Who};
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink, raise};

pub(crate) static RULE: Rule = Rule::corpus(
    "role/deputy-missing",
    Severity::Warning,
    Words {
        ja: "要になる役割に代行者がいない", en: "nobody stands in for a role on which the response hangs"
    },
    include_str!("deputy_missing.md"),
    check,
)
.completeness();

/// Roles of the Nippon CSIRT Association without which a response does not begin.
const NEEDED: [&str; 4] = ["commander", "incident-manager", "poc-external", "poc-internal"];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for role in holders::roles(context.corpus).filter(|role| is_needed(*role)) {
        let holders = Holders::of(role);
        // That nobody holds it at all is said elsewhere.
        if holders.staffing(context.today) != Staffing::Held || !holders.is_known(context.today) {
            continue;
        }
        let on_duty: Vec<_> = holders.on(context.today).collect();
        let is_body = on_duty.iter().any(|holder| matches!(holder.who, Who::Party(_) | Who::Committee));
        let has_deputy = on_duty.iter().any(|holder| holder.duty != Some(Duty::Primary));
        // Several who hold it stand in for each other.
        let several = on_duty.iter().map(|holder| holder.at.pointer()).collect::<BTreeSet<_>>().len() > 1;
        if is_body || has_deputy || several {
            continue;
        }
        let name = role.name();
        let message = both! {
            name;
            ja: "役割「{name}」の人がいないとき、代わりに務める人が決まっていません",
            en: "nobody stands in for the role `{name}`"
        };
        let finding = role.finding(message).help(both! {
            ja: "held_by に、代行者を as: deputy で加えてください (職名だけでも構いません)。代行者を置かないと決めているのなら、deputy_required: false と書きます",
            en: "add who does to `held_by` with `as: deputy`; a post is enough. Where it is decided that nobody does, write `deputy_required: false`",
        });
        sink.report(raise::by_characteristic(context, "size", finding));
    }
}

/// Says whether somebody must stand in: as the role itself says, else by what it does. What cannot be read says nothing.
fn is_needed(role: View<'_>) -> bool {
    match role.get_any("deputy_required") {
        Some(required) => required.node().as_bool() == Some(true),
        None if !role.lacks("deputy_required") => false,
        None => role.list("nca_roles").any(|of| of.text().is_some_and(|of| NEEDED.contains(&of))),
    }
}
