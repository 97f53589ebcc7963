//! A circle among things that should form a tree or an order: departments, roles, legal entities, tasks.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{Corpus, Location, Resolution, View, cycle};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/hierarchy-cycle",
    Severity::Error,
    Words { ja: "上下や前後の関係が一周している", en: "a hierarchy or an order runs in a circle" },
    include_str!("hierarchy_cycle.md"),
    check,
);

/// A field by which things of one sort lead to one another.
struct Relation {
    kind: &'static str,
    list: &'static str,
    field: &'static str,
    words: Words,
}

const RELATIONS: [Relation; 4] = [
    Relation {
        kind: "departments",
        list: "departments",
        field: "parent",
        words: Words { ja: "部署の上下関係", en: "the hierarchy of departments" },
    },
    Relation {
        kind: "role-catalog",
        list: "roles",
        field: "reports_to",
        words: Words { ja: "役割の報告先", en: "the reporting line of roles" },
    },
    Relation {
        kind: "organization",
        list: "legal_entities",
        field: "parent",
        words: Words { ja: "法人の親子関係", en: "the hierarchy of legal entities" },
    },
    Relation {
        kind: "scope-statement",
        list: "tasks",
        field: "depends_on",
        words: Words { ja: "作業の前後関係", en: "the order of tasks" },
    },
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for relation in &RELATIONS {
        circles(context.corpus, relation).into_iter().for_each(|finding| sink.report(finding));
    }
}

fn circles(corpus: &Corpus, relation: &Relation) -> Vec<Finding> {
    let mut edges: BTreeMap<Location, Vec<Location>> = BTreeMap::new();
    let mut things: BTreeMap<Location, View<'_>> = BTreeMap::new();
    for doc in corpus.of_kind(relation.kind) {
        for entry in doc.root().into_iter().flat_map(|root| root.list(relation.list)) {
            let Some(id) = entry.get_any("id") else { continue };
            things.insert(id.location(), entry);
            edges.insert(id.location(), targets(entry, relation.field));
        }
    }
    let along = |circle: Vec<Location>| circle.iter().filter_map(|location| things.get(location).copied()).collect();
    cycle::all(&edges).into_iter().filter_map(|circle| runs_in_a_circle(along(circle), relation)).collect()
}

fn targets(entry: View<'_>, field: &str) -> Vec<Location> {
    let links = entry.doc().corpus().links();
    let value = entry.get(field);
    let scalars = value.into_iter().flat_map(|value| std::iter::once(value).chain(value.items()));
    scalars
        .filter_map(|scalar| match links.from(scalar.location())?.resolution {
            Resolution::Entity(_, location) | Resolution::Entry(location) => Some(location),
            _ => None,
        })
        .collect()
}

fn runs_in_a_circle(along: Vec<View<'_>>, relation: &Relation) -> Option<Finding> {
    let what = Both::from(relation.words);
    let (first, others) = along.split_first()?;
    let way = cycle::way(&along.iter().map(|thing| thing.name()).collect::<Vec<_>>());
    let message = both! {
        what, way;
        ja: "{what}が一周しています: {way}",
        en: "{what} runs in a circle: {way}"
    };
    let value = first.get_any(relation.field).unwrap_or(*first);
    let mut finding = value.finding(message).help(both! {
        ja: "輪のどこか一か所を消すか、別のものに直してください",
        en: "break the circle in one place",
    });
    for other in others.iter().take(cycle::SHOWN) {
        let place = other.get_any(relation.field).unwrap_or(*other).key_place();
        finding = finding.label(place, both! { ja: "輪の続きです", en: "the circle goes on here" });
    }
    Some(finding)
}
