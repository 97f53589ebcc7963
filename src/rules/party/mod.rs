//! Outside organisations.

use super::Rule;
use crate::finding::Severity;
use crate::lang::Words;

pub(super) static RULES: &[&Rule] = &[&NO_CONTACT];

static NO_CONTACT: Rule = Rule::annotated(
    "party/no-contact",
    Severity::Error,
    Words { ja: "外部組織に連絡する手段がない", en: "an outside organisation cannot be reached" },
    include_str!("no_contact.md"),
);
