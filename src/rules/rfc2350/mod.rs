//! What a public description of a CSIRT says.

mod key_expired;

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[
    &AUTHORITY_VAGUE,
    &CONTROL_SCOPE_UNDEFINED,
    &ITEM_UNDECIDED,
    &key_expired::RULE,
    &OUTSIDE_REQUESTS_UNDEFINED,
    &SECTION_MISSING,
    &TYPE_WITHOUT_SUPPORT,
];

static AUTHORITY_VAGUE: Rule = Rule::annotated(
    "rfc2350/authority-vague",
    Severity::Warning,
    Words { ja: "権限の程度が書かれていない", en: "nothing says how far the authority reaches" },
    include_str!("authority_vague.md"),
);

static CONTROL_SCOPE_UNDEFINED: Rule = Rule::annotated(
    "rfc2350/control-scope-undefined",
    Severity::Warning,
    Words {
        ja: "CSIRTが手を入れられる範囲が書かれていない", en: "nothing says what the CSIRT may act on"
    },
    include_str!("control_scope_undefined.md"),
);

static ITEM_UNDECIDED: Rule = Rule::annotated(
    "rfc2350/item-undecided",
    Severity::Warning,
    Words {
        ja: "記述書の項目について、あるともないとも書かれていない",
        en: "the description neither gives nor denies an item",
    },
    include_str!("item_undecided.md"),
);

static OUTSIDE_REQUESTS_UNDEFINED: Rule = Rule::annotated(
    "rfc2350/outside-requests-undefined",
    Severity::Warning,
    Words {
        ja: "対象者以外からの依頼の扱いが書かれていない",
        en: "nothing says what happens to requests from outside",
    },
    include_str!("outside_requests_undefined.md"),
);

static SECTION_MISSING: Rule = Rule::annotated(
    "rfc2350/section-missing",
    Severity::Error,
    Words {
        ja: "記述書に、読み手が必ず探す項目がない",
        en: "the description lacks an item that every reader looks for",
    },
    include_str!("section_missing.md"),
);

static TYPE_WITHOUT_SUPPORT: Rule = Rule::annotated(
    "rfc2350/type-without-support",
    Severity::Warning,
    Words {
        ja: "支援の程度が決まっていない種別がある", en: "an incident type has no level of support"
    },
    include_str!("type_without_support.md"),
);
