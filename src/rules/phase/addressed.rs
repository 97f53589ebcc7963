//! What the survey of the present state found, and whether anything that exists takes it up.

use crate::both;
use crate::corpus::{Corpus, Doc, Link, Resolution, View};
use crate::finding::Finding;
use crate::lang::Both;
use crate::rules::Context;
use crate::schema::Target;

/// Returns the entries of a list of current-state reports that nothing takes up although the design counts as done.
pub(super) fn open_after_design<'c>(context: &Context<'c>, list: &'static str) -> Vec<View<'c>> {
    let corpus = context.corpus;
    // A framework may take it up in words that cannot be read, or that stand elsewhere.
    let of_report = |target: &Target| matches!(target, Target::ListOf { kind: "current-state", .. });
    let is_unreadable = corpus.may_be_hidden("basic-framework")
        || corpus.of_kind("basic-framework").any(|doc| doc.checked().is_external())
        || corpus.hides_references(of_report)
        || corpus.misses(of_report).next().is_some();
    if is_unreadable || !super::counts_as_done(context, &["basic-framework"]) {
        return Vec::new();
    }
    // In a broken text the answer may stand in the part that was not read.
    let is_known = |doc: &Doc<'_>| !doc.is_over() && !doc.checked().may_lack_fields();
    let reports = corpus.of_kind("current-state").filter(is_known).filter_map(|doc| doc.root());
    reports.flat_map(|root| root.list(list)).filter(|entry| is_open(corpus, *entry)).collect()
}

/// Starts a finding about such an entry; what it names, and does not exist, is pointed out.
pub(super) fn finding(entry: View<'_>, message: Both) -> Finding {
    entry.list("addressed_by").fold(entry.finding(message), |finding, by| {
        finding.label(by.place(), both! { ja: "これは、まだありません", en: "this does not exist yet" })
    })
}

/// Says whether a reference of a report names something that answers: neither the report itself, which only asks, nor
/// what was replaced or withdrawn.
fn answers(corpus: &Corpus, report: Doc<'_>, link: &Link) -> bool {
    let document = match link.resolution {
        Resolution::Document(document) => document,
        Resolution::Entity(_, at) | Resolution::Entry(at) => at.document,
        Resolution::BuiltIn => return true,
        _ => return false,
    };
    document != report.index() && !corpus.doc(document).is_over()
}

fn is_open(corpus: &Corpus, entry: View<'_>) -> bool {
    // What is written there and cannot be read may name it.
    let is_unknown = match entry.get_any("addressed_by") {
        Some(by) => by.holds_fault(),
        None => !entry.lacks("addressed_by"),
    };
    if is_unknown {
        return false;
    }
    let names_something = entry.list("addressed_by").any(|by| {
        corpus
            .links()
            .from(by.location())
            .is_some_and(|link| answers(corpus, entry.doc(), link) || corpus.is_held(link))
    });
    // An entry of a broken id, or of one that is taken already, is not what others mean by it.
    let Some(id) = entry.get("id").filter(|id| id.is_what_others_mean()) else { return false };
    let is_named = corpus.links().to(id.location()).any(|link| {
        let from = corpus.view(link.from).doc();
        from.kind() == Some("basic-framework") && !from.is_over()
    });
    !names_something && !is_named
}
