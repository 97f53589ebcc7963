//! The construction flow: whether each phase leaves behind what the plan says, in its order and time.

mod current_phase_inconsistent;
mod deliverable_below_status;
mod deliverable_missing;
mod dependency_cycle;
mod goal_unrefined;
mod milestone_overdue;
mod no_exit_evidence;
mod objective_unmeasurable;
mod omitted_but_delivered;
mod omitted_without_reason;
mod order_violation;
mod overdue;
mod plan_empty;
mod study_topic_uncovered;
mod task_orphan;
mod team_incomplete;

pub(crate) use deliverable_missing::deliverables_held;

use super::Rule;
use crate::both;
use crate::corpus::plan::{Deliverable, Phase, Plan};
use crate::corpus::{Corpus, Doc};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::schema::catalog;
use crate::text::Foreign;

pub(super) static RULES: &[&Rule] = &[
    &current_phase_inconsistent::RULE,
    &deliverable_below_status::RULE,
    &deliverable_missing::RULE,
    &dependency_cycle::RULE,
    &EXTERNAL_ADVICE_MISSING,
    &goal_unrefined::RULE,
    &milestone_overdue::RULE,
    &no_exit_evidence::RULE,
    &objective_unmeasurable::RULE,
    &omitted_but_delivered::RULE,
    &omitted_without_reason::RULE,
    &order_violation::RULE,
    &overdue::RULE,
    &plan_empty::RULE,
    &SCOPE_WITHOUT_EXCLUSIONS,
    &study_topic_uncovered::RULE,
    &task_orphan::RULE,
    &team_incomplete::RULE,
];

static EXTERNAL_ADVICE_MISSING: Rule = Rule::annotated(
    "phase/external-advice-missing",
    Severity::Info,
    Words {
        ja: "外部の経験者の助言が書かれていない", en: "no advice of experienced outsiders is recorded"
    },
    include_str!("external_advice_missing.md"),
);

static SCOPE_WITHOUT_EXCLUSIONS: Rule = Rule::annotated(
    "phase/scope-without-exclusions",
    Severity::Warning,
    Words {
        ja: "作業範囲に含めないものが書かれていない", en: "the scope does not say what is left out"
    },
    include_str!("scope_without_exclusions.md"),
);

/// Returns the documents that are a deliverable: of its kind, and of its id where the plan names one.
fn delivered<'c>(corpus: &'c Corpus, deliverable: &Deliverable) -> impl Iterator<Item = Doc<'c>> + use<'c> {
    let id = deliverable.id.clone();
    corpus.of_kind(&deliverable.kind).filter(move |doc| id.is_none() || doc.id() == id.as_deref())
}

/// Returns what people call a deliverable: its kind, and its id where the plan names one.
fn deliverable_name(deliverable: &Deliverable) -> Both {
    let kind: Both = catalog::kind(&deliverable.kind).map_or_else(
        || {
            let kind = Foreign::new(&deliverable.kind);
            both! { ja: "{kind}", en: "{kind}" }
        },
        |kind| {
            let (ja, en, name) = (kind.title.ja, kind.title.en, kind.name);
            both! { ja: "「{ja} ({name})」", en: "`{name}` ({en})" }
        },
    );
    match &deliverable.id {
        Some(id) => {
            let id = Foreign::new(id);
            both! { kind; ja: "{kind}の「{id}」", en: "{kind} with the id `{id}`" }
        }
        None => kind,
    }
}

/// A finding about a phase, at its entry in the plan, or at the current phase where it has none.
///
/// The pointer names the phase by its id, so that an entry written later changes no identity.
fn about_phase(plan: &Plan<'_>, phase: &Phase<'_>, below: &str, value: &str, message: Both) -> Finding {
    let span = plan.view_of(phase).map(|view| match view.node().as_text() {
        Some(_) => view.node().span(),
        None => view.grip().span,
    });
    plan.doc.finding(span.unwrap_or_default(), &format!("/phases/{}{below}", phase.id), value, message)
}
