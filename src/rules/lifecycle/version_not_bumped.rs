//! An approved document changes under the same version.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule};

pub(crate) static RULE: Rule = Rule::new(
    "lifecycle/version-not-bumped",
    Severity::Error,
    Words {
        ja: "承認済みの文書の内容が、版を変えずに書き換えられている",
        en: "an approved document changes under the same version",
    },
    include_str!("version_not_bumped.md"),
    Check::Comparing,
);

/// The document as it is after the change.
pub(crate) fn finding(doc: Doc<'_>) -> Finding {
    let title = doc.title();
    let message = both! { title; ja: "「{title}」の内容が変わりますが、版は前のままです", en: "`{title}` changes, and its version stays the same" };
    doc.finding_in_meta("version", message).help(both! { ja: "meta.version を上げ、改めて承認を受けてください", en: "raise `meta.version`, and have it approved anew" })
}
