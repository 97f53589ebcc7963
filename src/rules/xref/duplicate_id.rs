//! The same id twice within one namespace, or two entries of one list with the same identity.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{Corpus, Location, View};
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
    let twins: Vec<Twin<'_>> = entities(corpus).chain(entries(corpus)).chain(keys(corpus)).collect();
    let first_of: BTreeMap<Location, Location> =
        twins.iter().map(|twin| (twin.entry.location(), twin.first.location())).collect();
    // What stands in an entry that is written twice is written twice with it: the entry speaks for it.
    let is_said = |twin: &Twin<'_>| {
        let around = |view: View<'_>| {
            let parents = std::iter::successors(view.node().parent(), |node| node.parent());
            parents.map(|node| view.doc().view(node).location()).collect::<Vec<_>>()
        };
        let around_first = around(twin.first);
        around(twin.entry).iter().filter_map(|entry| first_of.get(entry)).any(|first| around_first.contains(first))
    };
    let twins = twins.iter().filter(|twin| !is_said(twin)).map(Twin::finding);
    twins.chain(documents(corpus)).chain(plans(corpus)).for_each(|finding| sink.report(finding));
}

/// An entry whose id or identity an earlier one has.
struct Twin<'c> {
    entry: View<'c>,
    first: View<'c>,
    by: By<'c>,
}

/// How the two are found to be the same.
enum By<'c> {
    /// The scalar of the id, that of the first, and what it is the id of.
    Id(View<'c>, View<'c>, Both),
    /// What tells the entries of their list apart.
    Identity(String),
}

/// Every place after the first is a twin of it.
fn repeated<'c>(ids: impl Iterator<Item = View<'c>>, what: Both) -> impl Iterator<Item = Twin<'c>> {
    let mut ids = ids;
    let first = ids.next();
    let entry = |id: View<'c>| id.node().parent().map_or(id, |entry| id.doc().view(entry));
    ids.zip(std::iter::repeat(first)).filter_map(move |(id, first)| {
        let first = first?;
        Some(Twin { entry: entry(id), first: entry(first), by: By::Id(id, first, what.clone()) })
    })
}

fn entities(corpus: &Corpus) -> impl Iterator<Item = Twin<'_>> {
    let several = corpus.entities().defined().filter(|(_, _, places)| places.len() > 1);
    several.flat_map(|(kind, _, places)| repeated(places.iter().map(|place| corpus.view(*place)), type_words(kind)))
}

fn entries(corpus: &Corpus) -> impl Iterator<Item = Twin<'_>> {
    corpus.documents().flat_map(move |doc| {
        let several = corpus.entities().entries_of(doc.index()).filter(|(_, places)| places.len() > 1);
        several.flat_map(move |(_, places)| {
            let ids = places.iter().map(move |place| doc.view(doc.checked().tree.node(place.node)));
            repeated(ids, both! { ja: "この文書の中", en: "entry" })
        })
    })
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
fn keys(corpus: &Corpus) -> Vec<Twin<'_>> {
    let mut twins = Vec::new();
    for doc in corpus.documents() {
        let checked = doc.checked();
        let Some(typing) = &checked.typing else { continue };
        for (list, shape) in checked.tree.nodes().zip(typing.shapes()) {
            if shape.is_none_or(|shape| shape.key.is_empty()) || list.items().len() < 2 {
                continue;
            }
            let mut seen: BTreeMap<String, View<'_>> = BTreeMap::new();
            for entry in list.items() {
                let Some(identity) = schema::identity(typing, list, entry) else { continue };
                let view = doc.view(entry);
                match seen.get(&identity) {
                    Some(first) => twins.push(Twin { entry: view, first: *first, by: By::Identity(identity) }),
                    None => {
                        seen.insert(identity, view);
                    }
                }
            }
        }
    }
    twins
}

impl Twin<'_> {
    fn finding(&self) -> Finding {
        let label = both! { ja: "一つ目はここです", en: "the first is here" };
        match &self.by {
            By::Id(id, first, what) => {
                let written = Foreign::new(id.text().unwrap_or_default());
                let message = both! {
                    what;
                    ja: "{what}の ID「{written}」は、すでに使われています",
                    en: "the {what} id `{written}` is taken already"
                };
                id.finding(message).label(first.place(), label).help(both! {
                    ja: "同じものなら一つにまとめ、別のものなら ID を変えてください",
                    en: "make one of the two if they are the same thing; else give this one another id",
                })
            }
            By::Identity(identity) => {
                // Parts that may be absent are empty there.
                let parts = identity.split('+').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
                let name = Foreign::new(&parts);
                let message = both! {
                    ja: "「{name}」の項目が、この一覧に二度あります",
                    en: "the entry `{name}` stands twice in this list",
                };
                let help = both! { ja: "一つにまとめてください", en: "make one entry of the two" };
                self.entry.finding(message).label(self.first.grip(), label).help(help)
            }
        }
    }
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
