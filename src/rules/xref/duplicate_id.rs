//! The same id twice within one namespace, or two entries of one list with the same identity.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{Corpus, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema;
use crate::text::Foreign;

use super::type_words;

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/duplicate-id",
    Severity::Error,
    Words { ja: "同じ ID が二度使われている", en: "an id is defined twice" },
    include_str!("duplicate_id.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let mut report = |findings: Vec<Finding>| findings.into_iter().for_each(|finding| sink.report(finding));
    report(entities(corpus));
    report(documents(corpus));
    report(entries(corpus));
    report(keys(corpus));
    report(plans(corpus));
}

/// Every place after the first is a finding, the first its label.
fn repeated<'c>(views: impl Iterator<Item = View<'c>>, what: &Both) -> Vec<Finding> {
    let mut views = views;
    let Some(first) = views.next() else { return Vec::new() };
    let of = |view: View<'_>| {
        let id = Foreign::new(view.text().unwrap_or_default());
        let message = both! {
            what;
            ja: "{what}の ID「{id}」は、すでに使われています",
            en: "the {what} id `{id}` is taken already"
        };
        view.finding(message).label(first.place(), both! { ja: "一つ目はここです", en: "the first is here" }).help(
            both! {
                ja: "同じものなら一つにまとめ、別のものなら ID を変えてください",
                en: "make one of the two if they are the same thing; else give this one another id",
            },
        )
    };
    views.map(of).collect()
}

fn entities(corpus: &Corpus) -> Vec<Finding> {
    let several = corpus.entities().defined().filter(|(_, _, places)| places.len() > 1);
    several
        .flat_map(|(kind, _, places)| repeated(places.iter().map(|place| corpus.view(*place)), &type_words(kind)))
        .collect()
}

fn entries(corpus: &Corpus) -> Vec<Finding> {
    let what = both! { ja: "この文書の中", en: "entry" };
    let of = |doc: crate::corpus::Doc<'_>| -> Vec<Finding> {
        let several = corpus.entities().entries_of(doc.index()).filter(|(_, places)| places.len() > 1);
        several
            .flat_map(|(_, places)| {
                repeated(places.iter().map(|place| doc.view(doc.checked().tree.node(place.node))), &what)
            })
            .collect()
    };
    corpus.documents().flat_map(of).collect()
}

/// Two documents of one kind with the same id; without one they share the kind's name.
fn documents(corpus: &Corpus) -> Vec<Finding> {
    let several = corpus.entities().documents().filter(|(_, _, documents)| documents.len() > 1);
    let of = |(kind, id, documents): (&str, &str, &[crate::corpus::DocumentId])| -> Vec<Finding> {
        let (what, id) = (type_words(kind).ja, Foreign::new(id).to_string());
        // An id that the schema refuses, or whose key is misspelt, is not the one that the document goes by.
        let is_known = |root: View<'_>| root.get_any("id").map_or_else(|| root.lacks("id"), |id| !id.is_faulty());
        let mut others =
            documents.iter().map(|document| corpus.doc(*document)).filter(|doc| doc.root().is_some_and(is_known));
        let Some(first) = others.next() else { return Vec::new() };
        others
            .filter_map(|doc| {
                let root = doc.root()?;
                let written = root.get_any("id");
                let message = match written {
                    Some(_) => both! {
                        ja: "文書の ID「{id}」は、すでに別の「{what}」に使われています",
                        en: "the document id `{id}` is taken already by another document of `kind: {kind}`"
                    },
                    None => both! {
                        ja: "「{what}」の文書が、id のないまま二つ以上あります",
                        en: "several documents of `kind: {kind}` have no id"
                    },
                };
                let place = written.map_or_else(|| doc.grip(), |id| id.place());
                Some(
                    doc.finding(place.span, "/id", &id, message)
                        .label(first.grip(), both! { ja: "一つ目の文書です", en: "the first document" })
                        .help(both! {
                            ja: "「id: tokyo」のように、この文書だけの ID を書いてください",
                            en: "give this one an id of its own, as in `id: tokyo`",
                        }),
                )
            })
            .collect()
    };
    several.flat_map(of).collect()
}

/// Two entries of one list that the schema tells apart by some of their fields.
fn keys(corpus: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for doc in corpus.documents() {
        let checked = doc.checked();
        let Some(typing) = &checked.typing else { continue };
        for list in checked.tree.nodes() {
            if list.items().len() < 2 || checked.shape(list.id()).is_none_or(|shape| shape.key.is_empty()) {
                continue;
            }
            let mut seen: BTreeMap<String, View<'_>> = BTreeMap::new();
            for entry in list.items() {
                let Some(identity) = schema::identity(typing, list, entry) else { continue };
                let view = doc.view(entry);
                match seen.get(&identity) {
                    Some(first) => findings.push(same_key(view, *first, &identity)),
                    None => {
                        seen.insert(identity, view);
                    }
                }
            }
        }
    }
    findings
}

fn same_key(view: View<'_>, first: View<'_>, identity: &str) -> Finding {
    // Parts that may be absent are empty there.
    let parts = identity.split('+').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let name = Foreign::new(&parts);
    let message = both! {
        ja: "「{name}」の項目が、この一覧に二度あります",
        en: "the entry `{name}` stands twice in this list",
    };
    view.finding(message)
        .label(first.grip(), both! { ja: "一つ目はここです", en: "the first is here" })
        .help(both! { ja: "一つにまとめてください", en: "make one entry of the two" })
}

/// A root is built by one plan.
fn plans(corpus: &Corpus) -> Vec<Finding> {
    let mut plans = corpus.of_kind("phase-plan");
    let Some(first) = plans.next() else { return Vec::new() };
    // Two without an id are found already, as documents of the same id.
    let others = plans.filter(|doc| doc.id() != first.id());
    others
        .map(|doc| {
            let message = both! {
                ja: "構築工程計画 (phase-plan) が二つ以上あります",
                en: "there is more than one construction plan (`phase-plan`)",
            };
            doc.finding(doc.grip().span, "/kind", "phase-plan", message)
                .label(first.grip(), both! { ja: "一つ目の計画です", en: "the first plan" })
                .help(both! { ja: "一つにまとめてください", en: "make one plan of them" })
        })
        .collect()
}
