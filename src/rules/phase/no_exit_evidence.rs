//! A phase that is done, and an activity of it that leaves no document has no trace.

use crate::both;
use crate::corpus::Corpus;
use crate::corpus::plan::{Phase, PhaseStatus, Plan};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/no-exit-evidence",
    Severity::Info,
    Words {
        ja: "終わった工程の活動に、記録がない", en: "an activity of a finished phase left no trace"
    },
    include_str!("no_exit_evidence.md"),
    check,
)
.completeness();

/// An activity of the flow that is no deliverable, and what may prove it.
struct Activity {
    phase: &'static str,
    words: Words,
    /// The kind that records it.
    kind: &'static str,
    /// Where the kind does more than that: the field that is there, or has this value.
    field: Option<(&'static str, Option<&'static str>)>,
}

const ACTIVITIES: [Activity; 5] = [
    Activity {
        phase: "kickoff",
        words: Words { ja: "キックオフの打ち合わせ", en: "kick-off meeting" },
        kind: "project-charter",
        field: Some(("kickoff_meeting", None)),
    },
    Activity {
        phase: "establishment",
        words: Words { ja: "設置の告知", en: "announcement" },
        kind: "announcement",
        field: None,
    },
    Activity {
        phase: "establishment",
        words: Words {
            ja: "関係部署との共通認識づくり", en: "common understanding with the departments concerned"
        },
        kind: "cooperation-agreement",
        field: Some(("type", Some("internal-understanding"))),
    },
    Activity {
        phase: "establishment",
        words: Words { ja: "コミュニティへの参加", en: "part in a community of CSIRTs" },
        kind: "cooperation-agreement",
        field: Some(("type", Some("membership"))),
    },
    Activity {
        phase: "establishment",
        words: Words { ja: "試行運用", en: "trial operation" },
        kind: "trial-operation",
        field: None,
    },
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(plan) = context.plan else { return };
    for phase in plan.phases.iter().filter(|phase| phase.status == PhaseStatus::Done) {
        if super::has_exit_evidence(phase) {
            continue;
        }
        for activity in ACTIVITIES.iter().filter(|activity| activity.phase == phase.id) {
            let is_said = activity.kind == "trial-operation" && super::trial_skipped::skipped(context).is_some();
            if !is_said && !is_recorded(context.corpus, activity) && !context.corpus.may_be_hidden(activity.kind) {
                sink.report(unproven(plan, phase, activity));
            }
        }
    }
}

/// A text that lives elsewhere is taken to hold its record, as is a field that cannot be read.
fn is_recorded(corpus: &Corpus, activity: &Activity) -> bool {
    corpus.of_kind(activity.kind).any(|doc| {
        let (Some((field, value)), Some(root)) = (activity.field, doc.root()) else { return true };
        match root.get_any(field) {
            Some(written) => value.is_none() || written.is_faulty() || written.text() == value,
            None => doc.checked().is_external() || !root.lacks(field),
        }
    })
}

fn unproven(plan: &Plan<'_>, phase: &Phase<'_>, activity: &Activity) -> Finding {
    let (name, what) = (&phase.name, activity.words);
    let message = both! {
        name, what;
        ja: "工程「{name}」は終わったことになっていますが、{what}の記録がありません",
        en: "the phase `{name}` counts as done, but nothing records its {what}"
    };
    // Kinds that record several activities need their value to be told apart.
    let value = activity.field.and_then(|(_, value)| value).unwrap_or(activity.kind);
    let finding = super::about_phase(plan, phase, "/exit_evidence", value, message);
    let kind = activity.kind;
    match activity.field {
        Some((field, Some(value))) => finding.help(both! {
            ja: "「kind: {kind}」の文書を {field}: {value} で書くか、計画の exit_evidence に記録の所在を書いてください",
            en: "write a `{kind}` with `{field}: {value}`, or name the record in the plan's `exit_evidence`",
        }),
        Some((field, None)) => finding.help(both! {
            ja: "{kind} の {field} に日付と議事録を書くか、計画の exit_evidence に記録の所在を書いてください",
            en: "write it into `{field}` of the `{kind}`, or name the record in the plan's `exit_evidence`",
        }),
        None => finding.help(both! {
            ja: "「kind: {kind}」の文書を書くか、計画の exit_evidence に記録の所在を書いてください",
            en: "write a document of `kind: {kind}`, or name the record in the plan's `exit_evidence`",
        }),
    }
}
