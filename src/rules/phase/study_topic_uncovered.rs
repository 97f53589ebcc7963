//! The study phase is done, and one of its topics was never taught.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::Choice;

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/study-topic-uncovered",
    Severity::Warning,
    Words { ja: "勉強会で扱っていない項目がある", en: "a topic of the study phase was never taught" },
    include_str!("study_topic_uncovered.md"),
    check,
)
.completeness();

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let studies: Vec<Doc<'_>> = corpus.of_kind("study").collect();
    let done = super::counts_as_done(context, &["study"]);
    let elsewhere = studies.iter().any(|doc| doc.checked().is_external());
    // Without any document of the kind, the missing deliverable is what is said.
    let (Some(first), true, false, false) = (studies.first(), done, elsewhere, corpus.may_be_hidden("study")) else {
        return;
    };
    let covered: BTreeSet<&str> = studies.iter().flat_map(|doc| covered(*doc)).collect();
    let all_drafts = studies.iter().all(|doc| doc.status() == Status::Draft);
    for topic in topics(*first).iter().filter(|topic| topic.value != "other" && !covered.contains(topic.value)) {
        let severity = if all_drafts { Severity::Info } else { RULE.severity };
        sink.report_as(uncovered(*first, topic), severity);
    }
}

/// The topics of the flow are the values of the field, so they stand in the schema alone.
fn topics(study: Doc<'_>) -> &'static [Choice] {
    let list = study.checked().schema().and_then(|schema| schema.shape.field("topics"));
    list.and_then(|field| field.shape.item).map(|item| item.values).unwrap_or_default()
}

/// Returns the topics of a document that a session or a material has, and those it leaves out with a reason.
fn covered(study: Doc<'_>) -> Vec<&str> {
    let Some(root) = study.root() else { return Vec::new() };
    let taught = root.list("sessions").chain(root.list("material")).flat_map(|entry| entry.list("topics"));
    let left_out = root.list("omitted_topics").filter_map(|entry| entry.get("topic"));
    taught.chain(left_out).filter_map(View::text).collect()
}

fn uncovered(study: Doc<'_>, topic: &Choice) -> Finding {
    let what = Both::from(topic.words);
    let message = both! {
        what;
        ja: "勉強会は終わったことになっていますが、「{what}」をどの回でも資料でも扱っていません",
        en: "the study phase counts as done, but no session and no material is about `{what}`"
    };
    let span = study
        .root()
        .and_then(|root| root.get_any("topics"))
        .map_or_else(|| study.grip(), |topics| topics.key_place())
        .span;
    let value = topic.value;
    study.finding(span, "/topics", value, message).help(both! {
        ja: "扱った回か資料の topics に {value} を加えるか、省いたのなら omitted_topics に理由を書いてください",
        en: "add `{value}` to the `topics` of a session or a material, or give the reason for leaving it out in `omitted_topics`",
    })
}
