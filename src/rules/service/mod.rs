//! What a CSIRT offers.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&REPORT_LINE_MISSING, &UNKNOWN_FIRST_ID];

static REPORT_LINE_MISSING: Rule = Rule::annotated(
    "service/report-line-missing",
    Severity::Warning,
    Words {
        ja: "活動を定期的に報告する相手がない", en: "nobody is regularly told what the CSIRT does"
    },
    include_str!("report_line_missing.md"),
);

static UNKNOWN_FIRST_ID: Rule = Rule::annotated_value(
    "service/unknown-first-id",
    Words { ja: "FIRSTのサービスにない番号", en: "a number that is no service of the FIRST framework" },
    include_str!("unknown_first_id.md"),
);
