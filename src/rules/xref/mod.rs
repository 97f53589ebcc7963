//! References between documents.

mod dangling_fragment;
mod derived_mismatch;
mod duplicate_id;
mod file_missing;
mod files;
mod hierarchy_cycle;
mod orphan_entity;
mod path_escape;
mod standing;
mod supersede_fork;
mod target_draft;
mod target_retired;
mod unresolved;
mod wrong_kind;

use super::Rule;
use crate::both;
use crate::lang::Both;
use crate::schema::{Target, catalog};
use crate::text::{self, Foreign, Slack};

pub(super) static RULES: &[&Rule] = &[
    &dangling_fragment::RULE,
    &derived_mismatch::RULE,
    &duplicate_id::RULE,
    &file_missing::RULE,
    &hierarchy_cycle::RULE,
    &orphan_entity::RULE,
    &path_escape::RULE,
    &supersede_fork::RULE,
    &target_draft::RULE,
    &target_retired::RULE,
    &unresolved::RULE,
    &wrong_kind::RULE,
];

/// Returns what people call a type of thing: an entity type, or a kind of document.
fn type_words(kind: &str) -> Both {
    let known = catalog::entity_types().iter().find(|known| known.name == kind).map(|known| known.title);
    match known.or_else(|| catalog::kind(kind).map(|kind| kind.title)) {
        Some(words) => words.into(),
        None => {
            let name = Foreign::new(kind);
            both! { ja: "{name}", en: "{name}" }
        }
    }
}

/// Returns everything that may stand in front of an id: entity types, and kinds of document.
fn types() -> impl Iterator<Item = &'static str> {
    catalog::entity_types().iter().map(|known| known.name).chain(catalog::kinds().iter().map(|kind| kind.name))
}

fn is_type(name: &str) -> bool {
    types().any(|known| known == name)
}

/// Returns what a field allows, as people call it: 「役割か部署」.
fn targets_words(targets: &[Target]) -> Both {
    let words: Vec<Both> = targets
        .chunk_by(|one, next| matches!((one, next), (Target::ListOf { kind, .. }, Target::ListOf { kind: of, .. }) if kind == of))
        .map(|alike| match alike {
            [Target::ListOf { kind, .. }, _, ..] => lists_words(kind, alike),
            _ => target_words(&alike[0]),
        })
        .collect();
    Both {
        ja: words.iter().map(|words| words.ja.as_str()).collect::<Vec<_>>().join("か"),
        en: words.iter().map(|words| words.en.as_str()).collect::<Vec<_>>().join(" or "),
    }
}

/// Several lists of one kind are named in one breath.
fn lists_words(kind: &str, targets: &[Target]) -> Both {
    let lists = targets.iter().filter_map(|target| match target {
        Target::ListOf { list, .. } => Some(*list),
        _ => None,
    });
    let lists: Vec<&str> = lists.collect();
    let list = Both { ja: lists.join("、"), en: format!("`{}`", lists.join("`, `")) };
    let kind = type_words(kind);
    both! { kind, list; ja: "{kind}の {list} の項目", en: "entry of {list} in a {kind}" }
}

fn target_words(target: &Target) -> Both {
    match target {
        Target::Entity(kind) => type_words(kind),
        Target::AnyDocument => both! { ja: "文書", en: "document" },
        Target::Any => both! { ja: "もの", en: "thing" },
        Target::SameKind => both! { ja: "同じ種類の文書", en: "document of the same kind" },
        Target::LocalList(list) => both! { ja: "この文書の {list} の項目", en: "entry of `{list}` in this document" },
        Target::ListOf { kind, list } => {
            let kind = type_words(kind);
            both! { kind; ja: "{kind}の {list} の項目", en: "entry of `{list}` in a {kind}" }
        }
    }
}

/// Returns the nearest of some ids, if one is near enough to be what was meant.
fn nearest<'i>(written: &str, ids: impl Iterator<Item = &'i str>) -> Option<&'i str> {
    // Several types are asked one after another: of equally near ids the first by name is meant, whatever its type.
    text::near(written, ids, Slack::Third).min().map(|(_, id)| id)
}
