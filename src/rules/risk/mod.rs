//! Risks, and what is protected from them.

mod accept_above_authority;
mod accept_unapproved;
mod acceptance;
mod acceptance_expired;
mod level_off_matrix;
mod levels;
mod matrix_inconsistent;
mod residual_exceeds_appetite;
mod residual_exceeds_inherent;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &accept_above_authority::RULE,
    &accept_unapproved::RULE,
    &acceptance_expired::RULE,
    &APPETITE_MISSING,
    &APPROACH_UNADDRESSED,
    &CHARACTERISTIC_MISSING,
    &JUDGEMENT_INCOMPLETE,
    &level_off_matrix::RULE,
    &matrix_inconsistent::RULE,
    &OWNER_MISSING,
    &PROTECTED_WITHOUT_RATIONALE,
    &residual_exceeds_appetite::RULE,
    &residual_exceeds_inherent::RULE,
    &UNTREATED,
];

static APPETITE_MISSING: Rule = Rule::annotated(
    "risk/appetite-missing",
    Severity::Error,
    Words { ja: "許容するリスクが書かれていない", en: "nothing says how much risk is borne" },
    include_str!("appetite_missing.md"),
);

static APPROACH_UNADDRESSED: Rule = Rule::annotated(
    "risk/approach-unaddressed",
    Severity::Warning,
    Words { ja: "触れていない取り組み方法がある", en: "one of the seven approaches is not spoken of" },
    include_str!("approach_unaddressed.md"),
);

static CHARACTERISTIC_MISSING: Rule = Rule::annotated(
    "risk/characteristic-missing",
    Severity::Error,
    Words {
        ja: "評価していない組織の特徴がある", en: "a characteristic of the organisation is not rated"
    },
    include_str!("characteristic_missing.md"),
);

static JUDGEMENT_INCOMPLETE: Rule = Rule::annotated(
    "risk/judgement-incomplete",
    Severity::Error,
    Words { ja: "リスク判断がそろっていない", en: "the risk judgement lacks a part" },
    include_str!("judgement_incomplete.md"),
);

static OWNER_MISSING: Rule = Rule::annotated(
    "risk/owner-missing",
    Severity::Error,
    Words { ja: "リスクに責任を持つ人がいない", en: "nobody answers for a risk" },
    include_str!("owner_missing.md"),
);

static PROTECTED_WITHOUT_RATIONALE: Rule = Rule::annotated(
    "risk/protected-without-rationale",
    Severity::Warning,
    Words { ja: "守る理由が書かれていない", en: "nothing says why a thing is protected" },
    include_str!("protected_without_rationale.md"),
);

static UNTREATED: Rule = Rule::annotated(
    "risk/untreated",
    Severity::Error,
    Words { ja: "リスクへの対処が決まっていない", en: "nothing says what is done about a risk" },
    include_str!("untreated.md"),
);
