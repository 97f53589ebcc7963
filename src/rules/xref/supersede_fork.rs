//! A document with two successors, or documents that replace one another in a circle.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{DocumentId, Resolution, View, cycle};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/supersede-fork",
    Severity::Error,
    Words { ja: "一つの文書に、後を継ぐ文書が二つある", en: "a document has two successors" },
    include_str!("supersede_fork.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    // Who replaces whom, and the reference that says so.
    let mut successors: BTreeMap<DocumentId, Vec<(DocumentId, View<'_>)>> = BTreeMap::new();
    for link in corpus.links().all() {
        let Resolution::Document(target) = link.resolution else { continue };
        let (at, from) = (corpus.view(link.from), link.from.document);
        let key = |view: View<'_>| view.node().key().and_then(|key| key.as_text()).map(str::to_owned);
        let list = at.node().parent().map(|list| at.doc().view(list)).and_then(key);
        let (old, new) = match (key(at).as_deref(), list.as_deref()) {
            (Some("superseded_by"), _) => (from, target),
            (_, Some("supersedes")) => (target, from),
            _ => continue,
        };
        let known = successors.entry(old).or_default();
        if known.iter().all(|(other, _)| *other != new) {
            known.push((new, at));
        }
    }
    for (old, new) in &successors {
        let Some(((_, first), others)) = new.split_first() else { continue };
        others.iter().for_each(|(_, other)| sink.report(fork(corpus.doc(*old).title(), *first, *other)));
    }
    let edges: BTreeMap<DocumentId, Vec<DocumentId>> =
        successors.iter().map(|(old, new)| (*old, new.iter().map(|(new, _)| *new).collect())).collect();
    for circle in cycle::all(&edges) {
        let names: Vec<Both> = circle.iter().map(|id| corpus.doc(*id).title()).collect();
        let way = cycle::way(&names);
        let message = both! {
            way;
            ja: "文書の置き換えが {way} と一回りします",
            en: "the documents replace one another in a circle: {way}"
        };
        let last = circle.last().and_then(|last| successors.get(last)).and_then(|new| new.first());
        let Some((_, at)) = last else { continue };
        sink.report(at.finding(message).help(both! {
            ja: "どれが今の文書かを決め、その文書から superseded_by を消してください",
            en: "decide which one holds now, and take `superseded_by` out of it",
        }));
    }
}

fn fork(old: Both, first: View<'_>, other: View<'_>) -> Finding {
    let message = both! {
        old;
        ja: "「{old}」の後を継ぐ文書が二つあります。どちらが今の文書か分かりません",
        en: "`{old}` has two successors, and nobody can tell which one holds"
    };
    other.finding(message).label(first.place(), both! { ja: "もう一つはこちらです", en: "the other one" }).help(both! {
        ja: "後を継ぐ文書を一つにしてください。二つに分けたのなら、元の文書は廃止 (retired) にします",
        en: "leave one successor; where one document became two, the old one is `retired`",
    })
}
