//! Overview papers that together leave out management, or those whom the CSIRT serves.

use crate::both;
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "phase/brief-audience-incomplete",
    Severity::Warning,
    Words {
        ja: "概要資料が、経営層とサービス対象者の両方に向いていない",
        en: "the overview papers do not address both management and constituency",
    },
    include_str!("brief_audience_incomplete.md"),
    check,
)
.completeness();

const AUDIENCES: [(&str, Words); 2] = [
    ("management", Words { ja: "経営層", en: "management" }),
    ("constituency", Words { ja: "サービス対象者", en: "the constituency" }),
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let briefs: Vec<Doc<'_>> = corpus.of_kind("overview-brief").filter(|doc| !doc.is_over()).collect();
    // A value that is none of those known may be the one that is missing; so may a paper that does not say its readers.
    let audiences: Vec<View<'_>> = briefs.iter().filter_map(|doc| doc.get("audiences")).collect();
    let is_unknown = corpus.may_be_hidden("overview-brief")
        || audiences.len() < briefs.len()
        || audiences.iter().any(|list| list.holds_fault());
    let in_review = audiences.iter().find(|list| list.doc().status() != Status::Draft);
    // While all papers are drafts, it is information.
    let severity = if in_review.is_some() { RULE.severity } else { Severity::Info };
    let Some(first) = in_review.or(audiences.first()).filter(|_| !is_unknown) else { return };
    for (audience, words) in AUDIENCES {
        let is_addressed = audiences.iter().any(|list| list.items().any(|item| item.text() == Some(audience)));
        if !is_addressed {
            sink.report_as(left_out(*first, audience, words), severity);
        }
    }
}

fn left_out(list: View<'_>, audience: &str, who: Words) -> Finding {
    let message = both! {
        who;
        ja: "{who}に向けた概要資料がありません",
        en: "no overview paper addresses {who}"
    };
    list.doc().finding(list.key_place().span, "/audiences", audience, message).help(both! {
        who;
        ja: "この資料が{who}にも向けたものなら audiences に {audience} を加え、別の資料があるのなら external の文書として置いてください",
        en: "add `{audience}` to `audiences` if this paper is for {who} too; if another paper is, add it as an `external` document",
    })
}
