//! The construction flow: whether each phase leaves behind what the plan says, in its order and time.

mod addressed;
mod approval_after_launch;
mod brief_audience_incomplete;
mod budget_recurring_missing;
mod budget_total_mismatch;
mod current_phase_inconsistent;
mod deliverable_below_status;
mod deliverable_missing;
mod department_consent_missing;
mod department_not_interviewed;
mod departments;
mod dependency_cycle;
mod expectation_unaddressed;
mod goal_unrefined;
mod launch;
mod milestone_overdue;
mod no_exit_evidence;
mod objective_unmeasurable;
mod omitted_but_delivered;
mod omitted_without_reason;
mod order_violation;
mod overdue;
mod plan_empty;
mod problem_unaddressed;
mod quotation_missing;
mod request_undisposed;
mod study_topic_uncovered;
mod task_orphan;
mod team_incomplete;
mod trial_criteria_unmet;
mod trial_skipped;
mod trial_undecided;
mod unknown_phase;

pub(crate) use deliverable_missing::deliverables_held;

use super::Rule;
use crate::both;
use crate::corpus::plan::{Deliverable, Phase, Plan};
use crate::corpus::{Corpus, Doc, Status};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::schema::catalog;
use crate::text::Foreign;
use crate::yaml::Value;

pub(super) static RULES: &[&Rule] = &[
    &ANNOUNCEMENT_ONE_SIDED,
    &ANNOUNCEMENT_WITHOUT_CONTACT,
    &approval_after_launch::RULE,
    &brief_audience_incomplete::RULE,
    &budget_recurring_missing::RULE,
    &budget_total_mismatch::RULE,
    &current_phase_inconsistent::RULE,
    &deliverable_below_status::RULE,
    &deliverable_missing::RULE,
    &department_consent_missing::RULE,
    &department_not_interviewed::RULE,
    &dependency_cycle::RULE,
    &expectation_unaddressed::RULE,
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
    &problem_unaddressed::RULE,
    &quotation_missing::RULE,
    &request_undisposed::RULE,
    &SCOPE_WITHOUT_EXCLUSIONS,
    &study_topic_uncovered::RULE,
    &task_orphan::RULE,
    &team_incomplete::RULE,
    &trial_criteria_unmet::RULE,
    &trial_skipped::RULE,
    &trial_undecided::RULE,
    &unknown_phase::RULE,
];

static ANNOUNCEMENT_ONE_SIDED: Rule = Rule::annotated(
    "phase/announcement-one-sided",
    Severity::Warning,
    Words {
        ja: "設置を組織の中か外に知らせていない", en: "the announcement lacks the inside or the outside"
    },
    include_str!("announcement_one_sided.md"),
);

static ANNOUNCEMENT_WITHOUT_CONTACT: Rule = Rule::annotated(
    "phase/announcement-without-contact",
    Severity::Error,
    Words { ja: "設置の知らせに連絡先がない", en: "a notice of the new team names no contact" },
    include_str!("announcement_without_contact.md"),
);

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
    let kind = kind_name(&deliverable.kind);
    match &deliverable.id {
        Some(id) => {
            let id = Foreign::new(id);
            both! { kind; ja: "{kind}の「{id}」", en: "{kind} with the id `{id}`" }
        }
        None => kind,
    }
}

/// Says whether the work that leaves documents of some kinds counts as done, in whatever phase the plan has it.
fn counts_as_done(context: &super::Context<'_>, kinds: &[&str]) -> bool {
    context.plan.is_some_and(|plan| plan.is_finished(kinds))
}

/// Returns what people call a kind of document.
fn kind_name(kind: &str) -> Both {
    match catalog::kind(kind) {
        Some(kind) => {
            let (ja, en, name) = (kind.title.ja, kind.title.en, kind.name);
            both! { ja: "「{ja} ({name})」", en: "`{name}` ({en})" }
        }
        None => {
            let kind = Foreign::new(kind);
            both! { ja: "{kind}", en: "{kind}" }
        }
    }
}

/// A status that does not exist is said by the schema, as is a key that was meant to be it; either may stand for any.
fn has_unknown_status(doc: Doc<'_>) -> bool {
    let Some(root) = doc.root() else { return false };
    let Some(meta) = root.get_any("meta") else { return !root.lacks("meta") };
    match meta.get_any("status") {
        Some(status) => status.text().and_then(Status::named).is_none(),
        None => !meta.lacks("status"),
    }
}

/// Says whether a phase names evidence of another sort than documents. What cannot be read may be some.
fn has_exit_evidence(phase: &Phase<'_>) -> bool {
    phase.entry.is_some_and(|entry| match entry.get_any("exit_evidence") {
        Some(evidence) => !matches!(evidence.node().value(), Value::List(items) if items.len() == 0),
        None => !entry.lacks("exit_evidence"),
    })
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
