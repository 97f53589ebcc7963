//! A field that must be there, or had better be, is absent or empty.

use crate::both;
use crate::corpus::{Doc, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Field, What};
use crate::text::Foreign;

use super::{as_help, field_name, field_of, how_to_fill, owner_of};

pub(crate) static RULE: Rule = Rule::document(
    "schema/missing-field",
    Severity::Error,
    Words { ja: "書くべき項目がない", en: "a field that must be there is missing" },
    include_str!("missing_field.md"),
    check,
)
.completeness();

/// A field whose absence was found.
pub(in crate::rules) struct Gap<'c> {
    /// The map.
    pub(in crate::rules) map: View<'c>,
    /// The field; nothing for an empty value that no field of a schema holds.
    pub(in crate::rules) field: Option<&'static Field>,
    /// The fields that would do as well.
    others: Vec<&'static Field>,
    /// The key, as it is or would be written.
    key: String,
    /// How much the document needs it.
    need: Need,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// The document cannot be understood without it.
    Structural,
    Required,
    Recommended,
}

/// Returns every absence that the schema of a document knows, those with a rule of their own among them.
pub(in crate::rules) fn gaps<'c>(doc: Doc<'c>) -> impl Iterator<Item = Gap<'c>> {
    let checked = doc.checked();
    let required = super::violations(doc).flat_map(|(view, violation)| -> Vec<Gap<'c>> {
        match &violation.what {
            What::Missing { field } => vec![gap(view, field)],
            What::Empty => vec![empty(view)],
            What::AtLeastOne { fields } => one_of(view, fields).into_iter().collect(),
            What::ExactlyOne { keys, present } if present.is_empty() => {
                let fields: Vec<_> = keys.iter().filter_map(|key| view.shape()?.field(key)).collect();
                one_of(view, &fields).map(|gap| Gap { need: Need::Required, ..gap }).into_iter().collect()
            }
            _ => Vec::new(),
        }
    });
    let recommended = checked.absences.iter().map(move |absence| Gap {
        map: doc.view(checked.tree.node(absence.map)),
        field: Some(absence.field),
        others: Vec::new(),
        key: absence.field.name.to_owned(),
        need: Need::Recommended,
    });
    required.chain(recommended)
}

fn gap<'c>(map: View<'c>, field: &'static Field) -> Gap<'c> {
    let need = if field.structural { Need::Structural } else { Need::Required };
    Gap { map, field: Some(field), others: Vec::new(), key: field.name.to_owned(), need }
}

/// Any of the fields would fill the gap; it counts as that of the first.
fn one_of<'c>(map: View<'c>, fields: &[&'static Field]) -> Option<Gap<'c>> {
    let (first, others) = fields.split_first()?;
    Some(Gap { others: others.to_vec(), ..gap(map, first) })
}

/// A key without a value is the absence of its field.
fn empty(value: View<'_>) -> Gap<'_> {
    let map = value.node().parent().map_or(value, |parent| value.doc().view(parent));
    let key = value.node().key().and_then(|key| key.as_text()).unwrap_or_default();
    let field = map.shape().and_then(|shape| shape.field(key));
    match field {
        Some(field) => gap(map, field),
        None => Gap { map: value, field: None, others: Vec::new(), key: key.to_owned(), need: Need::Structural },
    }
}

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for gap in gaps(doc).filter(|gap| gap.field.is_none_or(|field| field.shape.rule.is_none())) {
        match gap.need {
            Need::Structural => sink.report_structural(finding(&gap)),
            Need::Required => sink.report(finding(&gap)),
            Need::Recommended if doc.status() == Status::Draft => {}
            Need::Recommended => sink.report_as(finding(&gap), Severity::Warning),
        }
    }
}

/// Says what is missing, where, and how to fill it.
pub(in crate::rules) fn finding(gap: &Gap<'_>) -> Finding {
    let Some(field) = gap.field else {
        let message = match gap.map.node().key() {
            Some(_) => {
                let key = Foreign::new(&gap.key);
                both! { ja: "「{key}」に値がありません", en: "`{key}` has no value" }
            }
            None => {
                let list = field_of(gap.map);
                both! { list; ja: "{list}に空の行があります", en: "an entry of {list} is empty" }
            }
        };
        return gap.map.finding(message).help(both! {
            ja: "値を書くか、この行を消してください",
            en: "write a value, or delete the line",
        });
    };
    let owner = owner_of(gap.map);
    if !gap.others.is_empty() {
        let names: Vec<Both> = std::iter::once(&field).chain(&gap.others).map(|field| field_name(field)).collect();
        // Of many, the first is what is mostly meant, and the map itself says what else would do.
        const MOST: usize = 5;
        let about = gap.map.shape().and_then(|shape| shape.description).filter(|_| names.len() > MOST);
        if let Some(about) = about {
            let name = &names[0];
            let message = both! {
                owner, name;
                ja: "{owner}に{name}も、それに代わるものもありません",
                en: "{owner} has no {name}, nor anything in its place"
            };
            return gap.map.finding_missing(field.name, message).help(as_help(about));
        }
        let joined = |language: fn(&Both) -> &str, or: &str| names.iter().map(language).collect::<Vec<_>>().join(or);
        let name = Both { ja: joined(|name| &name.ja, "も"), en: joined(|name| &name.en, " nor ") };
        let message = both! { owner, name; ja: "{owner}に{name}もありません", en: "{owner} has neither {name}" };
        return gap.map.finding_missing(field.name, message).help(both! {
            ja: "どれか一つを書いてください",
            en: "write one of them",
        });
    }
    let name = field_name(field);
    let stands_empty = gap.map.get_any(field.name).is_some();
    let message = match (stands_empty, gap.need) {
        (true, _) => both! { owner, name; ja: "{owner}の{name}が空です", en: "{name} of {owner} is empty" },
        (false, Need::Recommended) => both! {
            owner, name;
            ja: "{owner}に{name}がありません (書くことを勧めます)",
            en: "{owner} has no {name}, which is recommended"
        },
        (false, _) => both! { owner, name; ja: "{owner}に{name}がありません", en: "{owner} has no {name}" },
    };
    gap.map.finding_missing(field.name, message).help(how_to_fill(field))
}
