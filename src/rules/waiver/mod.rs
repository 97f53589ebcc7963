//! Exceptions: waivers as comments, and as entries of `waivers` documents.

mod expired;
mod inert;
mod malformed;
mod self_approved;
mod too_broad;
mod unknown_rule;
mod unused;

pub(crate) use expired::expired;
pub(crate) use unused::unused;

use globset::{GlobBuilder, GlobMatcher};

use super::Rule;
use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::Finding;
use crate::lang::{Both, Words};
use crate::text::Span;

pub(super) static RULES: &[&Rule] = &[
    &expired::RULE,
    &inert::RULE,
    &malformed::RULE,
    &self_approved::RULE,
    &too_broad::RULE,
    &unknown_rule::RULE,
    &unused::RULE,
];

/// The waiver that a finding is about.
#[derive(Clone, Copy)]
pub(crate) enum About<'c> {
    /// A comment.
    Comment(Doc<'c>, Span),
    /// An entry of a `waivers` document.
    Entry(View<'c>),
}

impl About<'_> {
    pub(crate) fn finding(self, message: Both) -> Finding {
        match self {
            About::Comment(doc, span) => comment(doc, span, message),
            About::Entry(entry) => entry.finding(message),
        }
    }
}

/// A finding about a comment: its text says which one it is.
fn comment(doc: Doc<'_>, span: Span, message: Both) -> Finding {
    let value = doc.checked().source.text().get(span.range()).unwrap_or_default();
    doc.finding(span, "", value, message)
}

/// Returns what a `path` of a waiver matches, as `ignore` of the settings would; nothing where it cannot be read.
pub(crate) fn matcher(path: &str) -> Option<GlobMatcher> {
    GlobBuilder::new(path).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

/// How an inline waiver is written.
const FORM: Words = Words {
    ja: "# sekisho: ignore[ルール名] until=2027-03-31 by=csirt-lead -- 理由",
    en: "# sekisho: ignore[group/rule] until=2027-03-31 by=csirt-lead -- the reason",
};

fn as_written() -> Both {
    let form = FORM;
    both! { form; ja: "「{form}」の形で書いてください", en: "write it as `{form}`" }
}
