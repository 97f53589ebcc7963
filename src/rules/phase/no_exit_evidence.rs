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
    /// The kind that records it, and the field of that kind where the kind does more than that.
    kind: &'static str,
    field: Option<&'static str>,
}

const ACTIVITIES: [Activity; 4] = [
    Activity {
        phase: "kickoff",
        words: Words { ja: "キックオフの打ち合わせ", en: "kick-off meeting" },
        kind: "project-charter",
        field: Some("kickoff_meeting"),
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
        field: None,
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
        let proven = phase.entry.is_some_and(|entry| entry.list("exit_evidence").next().is_some());
        if proven {
            continue;
        }
        for activity in ACTIVITIES.iter().filter(|activity| activity.phase == phase.id) {
            if !is_recorded(context.corpus, activity) && !context.corpus.may_be_hidden(activity.kind) {
                sink.report(unproven(plan, phase, activity));
            }
        }
    }
}

/// A text that lives elsewhere is taken to hold its record.
fn is_recorded(corpus: &Corpus, activity: &Activity) -> bool {
    corpus.of_kind(activity.kind).any(|doc| match activity.field {
        Some(field) => doc.checked().is_external() || doc.root().and_then(|root| root.get_any(field)).is_some(),
        None => true,
    })
}

fn unproven(plan: &Plan<'_>, phase: &Phase<'_>, activity: &Activity) -> Finding {
    let (name, what) = (&phase.name, activity.words);
    let message = both! {
        name, what;
        ja: "工程「{name}」は終わったことになっていますが、{what}の記録がありません",
        en: "the phase `{name}` counts as done, but nothing records its {what}"
    };
    let finding = super::about_phase(plan, phase, "/exit_evidence", activity.kind, message);
    let kind = activity.kind;
    match activity.field {
        Some(field) => finding.help(both! {
            ja: "{kind} の {field} に日付と議事録を書くか、計画の exit_evidence に記録の所在を書いてください",
            en: "write it into `{field}` of the `{kind}`, or name the record in the plan's `exit_evidence`",
        }),
        None => finding.help(both! {
            ja: "「kind: {kind}」の文書を書くか、計画の exit_evidence に記録の所在を書いてください",
            en: "write a document of `kind: {kind}`, or name the record in the plan's `exit_evidence`",
        }),
    }
}
