//! Somebody who has left, and still answers for something.

use jiff::civil::Date;

use crate::both;
use crate::corpus::{Resolution, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "role/leaver-referenced",
    Severity::Error,
    Words {
        ja: "離れた人が責任者のままになっている", en: "somebody who has left still answers for something"
    },
    include_str!("leaver_referenced.md"),
    check,
);

/// Fields that say who answers for something that is still to be done or kept.
const ANSWERS: [&str; 7] = ["owner", "owners", "evaluator", "evaluators", "reviewer", "executed_by", "decided_by"];
/// What is no more to be done.
const OVER: [&str; 8] = ["done", "closed", "completed", "dropped", "cancelled", "resolved", "verified", "rejected"];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let people = context.corpus.of_kind("people").filter(|doc| !doc.is_over()).filter_map(|doc| doc.root());
    for person in people.flat_map(|root| root.list("people")) {
        let Some(last) = person.get("available_until").filter(|last| !last.is_faulty()) else { continue };
        let Some(day) = last.date().filter(|day| *day < context.today) else { continue };
        let Some(id) = person.get("id").filter(|id| id.is_what_others_mean()) else { continue };
        for link in context.corpus.links().to(id.location()) {
            let at = context.corpus.view(link.from);
            if matches!(link.resolution, Resolution::Entity(..)) && answers(at) && !at.doc().is_over() {
                sink.report(left(at, person, last, day));
            }
        }
    }
}

/// Says whether a reference stands in a field that says who answers, in an entry that is not over.
fn answers(at: View<'_>) -> bool {
    let mut node = Some(at.node());
    let mut answers = false;
    while let Some(current) = node {
        let key = current.key().and_then(|key| key.as_text());
        answers |= key.is_some_and(|key| ANSWERS.contains(&key));
        let is_over = |status: &str| OVER.contains(&status);
        if current.get("status").and_then(|status| status.as_text()).is_some_and(is_over) {
            return false;
        }
        node = current.parent();
    }
    answers
}

fn left(at: View<'_>, person: View<'_>, last: View<'_>, day: Date) -> Finding {
    let name = person.name();
    let message = both! {
        name;
        ja: "「{name}」は {day} までの人ですが、まだ責任者になっています",
        en: "`{name}` was here until {day}, and still answers for this"
    };
    at.finding(message).label(last.place(), both! { ja: "最後の日です", en: "the last day" }).help(both! {
        ja: "後任の人に改めてください。まだいるのなら、その人の available_until を直します",
        en: "name who follows; if they are still here, correct their `available_until`",
    })
}
