//! A role whose last holder's time is over.

use crate::both;
use crate::corpus::View;
use crate::corpus::holders::{self, Bound, Holders, Staffing, Standing};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "role/assignment-expired",
    Severity::Error,
    Words {
        ja: "役割を務める人の任期が終わり、後任がいない", en: "the time of a role's last holder is over"
    },
    include_str!("assignment_expired.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for role in holders::roles(context.corpus) {
        let holders = Holders::of(role);
        if holders.staffing(context.today) != Staffing::Vacant {
            continue;
        }
        let over = holders.all.iter().filter(|holder| holder.standing(context.today) == Standing::Over);
        let last = over.filter_map(|holder| Some((holder.at, holder.until?))).max_by_key(|(_, until)| until.date);
        if let Some((holder, until)) = last {
            sink.report(expired(role, holder, until));
        }
    }
}

fn expired(role: View<'_>, holder: View<'_>, until: Bound<'_>) -> Finding {
    let (name, day) = (role.name(), until.date);
    let message = both! {
        name;
        ja: "役割「{name}」を務める人は {day} までで、その後を務める人がいません",
        en: "the time of the last holder of the role `{name}` ended on {day}, and nobody follows"
    };
    holder.finding(message).label(until.at.place(), both! { ja: "最後の日です", en: "the last day" }).help(both! {
        ja: "後任を held_by に加えてください。続けて務めるのなら、最後の日を改めます",
        en: "add who follows to `held_by`; if the holder stays, write the new last day",
    })
}
