//! Exercises, and what is improved after them.

mod action_done_no_evidence;
mod action_overdue;
mod finding_undecided;
mod report_overdue;
mod reports;
mod result_missing;
mod schedule_missing;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &action_done_no_evidence::RULE,
    &action_overdue::RULE,
    &ACTION_WITHOUT_DUE,
    &ACTION_WITHOUT_OWNER,
    &ANNOUNCE_UNDECIDED,
    &APT_DECISION_MISSING,
    &finding_undecided::RULE,
    &IMPROVEMENT_ONE_SIDED,
    &OBJECTIVE_UNMEASURED,
    &report_overdue::RULE,
    &result_missing::RULE,
    &schedule_missing::RULE,
    &TYPE_UNDECIDED,
    &VALIDATES_NOTHING,
];

static ACTION_WITHOUT_DUE: Rule = Rule::annotated(
    "exercise/action-without-due",
    Severity::Error,
    Words { ja: "改善の取り組みに期限がない", en: "an improvement has no due date" },
    include_str!("action_without_due.md"),
);

static ACTION_WITHOUT_OWNER: Rule = Rule::annotated(
    "exercise/action-without-owner",
    Severity::Error,
    Words { ja: "改善の取り組みに担当がいない", en: "an improvement has no owner" },
    include_str!("action_without_owner.md"),
);

static ANNOUNCE_UNDECIDED: Rule = Rule::annotated(
    "exercise/announce-undecided",
    Severity::Error,
    Words {
        ja: "演習を事前に告知するかが決まっていない",
        en: "it is not decided whether an exercise is announced beforehand",
    },
    include_str!("announce_undecided.md"),
);

static APT_DECISION_MISSING: Rule = Rule::annotated(
    "exercise/apt-decision-missing",
    Severity::Error,
    Words {
        ja: "演習の結果をAPTに対する能力評価とするかが決まっていない",
        en: "it is not decided whether an exercise counts as an assessment against APT",
    },
    include_str!("apt_decision_missing.md"),
);

static IMPROVEMENT_ONE_SIDED: Rule = Rule::annotated(
    "exercise/improvement-one-sided",
    Severity::Warning,
    Words {
        ja: "基本方針と対応計画の両方の改善を検討していない",
        en: "improvements were not considered for both the security policy and the response plan",
    },
    include_str!("improvement_one_sided.md"),
);

static OBJECTIVE_UNMEASURED: Rule = Rule::annotated(
    "exercise/objective-unmeasured",
    Severity::Error,
    Words {
        ja: "演習の目標に目標値や評価方法がない",
        en: "an objective of an exercise lacks its target or the way it is evaluated",
    },
    include_str!("objective_unmeasured.md"),
);

static TYPE_UNDECIDED: Rule = Rule::annotated(
    "exercise/type-undecided",
    Severity::Error,
    Words { ja: "演習の種類が決まっていない", en: "the type of an exercise is not decided" },
    include_str!("type_undecided.md"),
);

static VALIDATES_NOTHING: Rule = Rule::annotated(
    "exercise/validates-nothing",
    Severity::Error,
    Words { ja: "演習で検証する文書が決まっていない", en: "nothing says what an exercise validates" },
    include_str!("validates_nothing.md"),
);
