//! A goal of the charter that no objective of a scope statement takes up.

use crate::both;
use crate::corpus::{Corpus, Doc, Resolution, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::schema::Target;

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/goal-unrefined",
    Severity::Warning,
    Words {
        ja: "憲章の目標が、スコープ記述書の目標に展開されていない",
        en: "no objective takes up a goal of the charter",
    },
    include_str!("goal_unrefined.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    // Silent until somebody begins to write scope statements, soft while all of them are drafts.
    let statements: Vec<Doc<'_>> = corpus.of_kind("scope-statement").collect();
    let elsewhere = statements.iter().any(|doc| doc.checked().is_external());
    if statements.is_empty() || elsewhere || corpus.may_be_hidden("scope-statement") {
        return;
    }
    // An objective may take the goal up in words that cannot be read.
    let of_charter = |target: &Target| matches!(target, Target::ListOf { kind: "project-charter", .. });
    if corpus.hides_references(of_charter) || corpus.misses(of_charter).next().is_some() {
        return;
    }
    let all_drafts = statements.iter().all(|doc| doc.status() == Status::Draft);
    for charter in corpus.of_kind("project-charter") {
        for goal in charter.root().into_iter().flat_map(|root| root.list("goals")) {
            if !is_taken_up(corpus, goal) {
                let severity = if all_drafts { Severity::Info } else { RULE.severity };
                sink.report_as(unrefined(goal, statements[0]), severity);
            }
        }
    }
}

fn is_taken_up(corpus: &Corpus, goal: View<'_>) -> bool {
    // A goal of a broken id, or of one that is taken already, is not what others mean by it.
    let Some(id) = goal.get("id").filter(|id| id.is_what_others_mean()) else { return true };
    corpus.links().to(id.location()).any(|link| {
        let from = corpus.view(link.from);
        let objective = from.node().key().and_then(|key| key.as_text()) == Some("goal");
        matches!(link.resolution, Resolution::Entry(_)) && objective && from.doc().kind() == Some("scope-statement")
    })
}

fn unrefined(goal: View<'_>, statement: Doc<'_>) -> Finding {
    let name = goal.name();
    let (charter, id) = (goal.doc().id().unwrap_or_default(), goal.text_of("id").unwrap_or_default());
    let message = both! {
        name;
        ja: "憲章の目標「{name}」が、スコープ記述書のどの目標にも展開されていません",
        en: "no objective of a scope statement takes up the goal `{name}`"
    };
    goal.finding(message).label(statement.grip(), both! { ja: "スコープ記述書です", en: "the scope statement" }).help(
        both! {
            ja: "スコープ記述書の objectives のどれかに「goal: {charter}#{id}」と書いてください",
            en: "write `goal: {charter}#{id}` at the objective that takes it up",
        },
    )
}
