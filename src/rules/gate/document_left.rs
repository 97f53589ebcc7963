//! A document that a change takes out of the check.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Check, Rule, file};
use crate::text::RepoPath;

pub(crate) static RULE: Rule = Rule::new(
    "gate/document-left",
    Severity::Error,
    Words { ja: "文書が検査の対象から外れている", en: "a document escapes the check" },
    include_str!("document_left.md"),
    Check::Comparing,
);

/// `holder` holds what the document at `was` said, and is not checked.
pub(crate) fn finding(doc: Doc<'_>, was: &RepoPath, holder: &RepoPath) -> Finding {
    let title = doc.title();
    let message = both! {
        title;
        ja: "「{title}」({was}) は検査されなくなります。内容は「{holder}」に残っています",
        en: "`{title}` ({was}) is no longer checked, while `{holder}` still holds it"
    };
    let mut finding = file::about(holder, message).help(both! {
        ja: "文書として残すなら、元の名前と場所に戻してください。やめるなら、status を superseded か retired にします",
        en: "give it back its name and place; to end it, set its status to superseded or retired",
    });
    finding.subject.value = was.to_string();
    finding
}
