//! How an incident is handled, step by step.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&EVIDENCE_STEP_MISSING, &OUT_OF_BAND_MISSING];

static EVIDENCE_STEP_MISSING: Rule = Rule::annotated(
    "manual/evidence-step-missing",
    Severity::Warning,
    Words {
        ja: "証拠の保全のしかたが書かれていない", en: "the manual does not say how evidence is kept"
    },
    include_str!("evidence_step_missing.md"),
);

static OUT_OF_BAND_MISSING: Rule = Rule::annotated(
    "manual/out-of-band-missing",
    Severity::Error,
    Words {
        ja: "メールやチャットが使えないときの連絡手段がない",
        en: "no way to talk when mail and chat cannot be trusted",
    },
    include_str!("out_of_band_missing.md"),
);
