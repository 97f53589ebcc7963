//! One of the six sorts of log that the flow names is neither kept nor said to be needless.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "logging/type-missing",
    Severity::Error,
    Words { ja: "触れていない種類のログがある", en: "a sort of log is not spoken of" },
    include_str!("type_missing.md"),
    check,
)
.completeness();

/// DNS、プロキシ、ファイアウォール、NetFlow、サーバー、端末.
const TYPES: [&str; 6] = ["dns", "proxy", "firewall", "netflow", "server", "host"];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let lists: Vec<Doc<'_>> = corpus.of_kind("log-inventory").filter(|doc| !doc.is_over()).collect();
    let elsewhere = lists.iter().any(|doc| doc.checked().is_external());
    if elsewhere || corpus.may_be_hidden("log-inventory") {
        return;
    }
    // The list that has come furthest answers for all of them.
    let Some(list) = lists.iter().rev().max_by_key(|doc| doc.status()) else { return };
    let Some(known) = known(&lists) else { return };
    let all_drafts = list.status() == Status::Draft;
    for missing in TYPES.iter().filter(|sort| !known.contains(**sort)) {
        let severity = if all_drafts { Severity::Info } else { RULE.severity };
        sink.report_as(without_source(*list, missing), severity);
    }
}

/// Returns the sorts of which there is a source, or a reason for none; nothing where a source does not say its sort.
fn known<'c>(lists: &[Doc<'c>]) -> Option<BTreeSet<&'c str>> {
    let mut known = BTreeSet::new();
    for list in lists {
        // What is not written at all is said once, by the shape.
        let sources = list.root()?.get("sources").filter(|sources| !sources.is_faulty())?;
        for source in sources.items() {
            known.insert(source.get("type").filter(|sort| !sort.is_faulty())?.text()?);
        }
    }
    Some(known)
}

fn without_source(list: Doc<'_>, sort: &str) -> Finding {
    let what = words(list, sort);
    let message = both! {
        what;
        ja: "「{what}」のログについて、取っているとも要らないとも書かれていません",
        en: "nothing says whether logs of the sort `{what}` are kept"
    };
    let span = list.root().and_then(|root| root.get("sources")).map_or_else(|| list.grip(), View::key_place).span;
    list.finding(span, "/sources", sort, message).help(both! {
        ja: "sources に type: {sort} の項目を加えてください。取らないのなら status を not-applicable とし、代わりになるものを status_reason に書きます",
        en: "add a source of `type: {sort}`; if there is none to keep, give it the status not-applicable and say in `status_reason` what takes its place",
    })
}

/// Returns how people call a sort of log.
fn words(list: Doc<'_>, sort: &str) -> Both {
    let sources = list.checked().schema().and_then(|schema| schema.shape.field("sources"));
    let field = sources.and_then(|field| field.shape.item?.field("type"));
    let words = field.and_then(|field| field.shape.value_words(sort));
    words.map_or_else(|| Both { ja: sort.to_owned(), en: sort.to_owned() }, Both::from)
}
