//! The shape of a document: what validating reports, put into words that a reader of documents knows.

mod bad_format;
mod meant;
pub(super) mod missing_field;
mod not_allowed;
mod out_of_range;
mod spelling;
mod unknown_field;
mod unknown_kind;
mod wrong_type;

use super::Rule;
use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::Finding;
use crate::lang::{Both, Words};
use crate::schema::{Choice, Field, Replaced, Shape, Types, Violation, What};
use crate::text::Foreign;

pub(super) static RULES: &[&Rule] = &[
    &bad_format::RULE,
    &missing_field::RULE,
    &not_allowed::RULE,
    &out_of_range::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &wrong_type::RULE,
];

/// Returns the violations of a document that belong to the rules of this group, each with its node.
fn violations<'c>(doc: Doc<'c>) -> impl Iterator<Item = (View<'c>, &'c Violation)> {
    owned_by(doc, None)
}

fn owned_by<'c>(doc: Doc<'c>, rule: Option<&'static str>) -> impl Iterator<Item = (View<'c>, &'c Violation)> {
    let checked = doc.checked();
    let owner = |violation: &Violation| match violation.what {
        What::NotAllowed | What::BadFormat => violation.shape.and_then(|shape| shape.rule_value),
        _ => None,
    };
    let owned = checked.violations.iter().filter(move |violation| owner(violation) == rule);
    owned.map(move |violation| (doc.view(checked.tree.node(violation.node)), violation))
}

/// Returns the findings about values whose fields give them to a rule of their own.
pub(super) fn values_of<'c>(doc: Doc<'c>, rule: &'static str) -> impl Iterator<Item = Finding> + 'c {
    owned_by(doc, Some(rule)).map(|(view, violation)| match violation.what {
        What::BadFormat => bad_format::bad(view, violation.shape),
        _ => not_allowed::not_allowed(view, violation.shape),
    })
}

/// Returns the value that was most likely meant, or lists those that there are.
pub(super) fn suggestion(written: &str, values: &'static [Choice], replaced: &'static [Replaced]) -> Both {
    not_allowed::suggestion(written, &Shape { values, replaced, ..Shape::default() })
}

/// Returns a field as people call it, with its key: 「責任」(responsibilities).
fn field_name(field: &Field) -> Both {
    let name = field.name;
    match field.shape.title {
        Some(title) => named(title, name),
        None => both! { ja: "「{name}」", en: "`{name}`" },
    }
}

fn named(title: Words, key: &str) -> Both {
    let key = Foreign::new(key);
    let (ja, en) = (title.ja, aside(title.en, &key.to_string()));
    both! { ja: "「{ja}」({key})", en: "`{key}`{en}" }
}

/// Returns the words for a name in brackets; nothing where they only repeat it.
fn aside(words: &str, name: &str) -> String {
    let said = words.to_lowercase() == name.to_lowercase().replace(['_', '-'], " ");
    if said { String::new() } else { format!(" ({words})") }
}

/// Returns the field that a value fills, as people call it; of an entry of a list, the list.
fn field_of(view: View<'_>) -> Both {
    let mut node = view.node();
    while node.key().is_none() {
        let Some(parent) = node.parent() else {
            return both! { ja: "文書全体", en: "the document" };
        };
        node = parent;
    }
    let key = node.key().and_then(|key| key.as_text()).unwrap_or_default();
    match view.doc().view(node).shape().and_then(|shape| shape.title) {
        Some(title) => named(title, key),
        None => {
            let key = Foreign::new(key);
            both! { ja: "「{key}」", en: "`{key}`" }
        }
    }
}

/// Returns the map that a field belongs to, as people call it: the document, or the entry by its name.
fn owner_of(view: View<'_>) -> Both {
    if view.node().parent().is_none() {
        return both! { ja: "この文書", en: "this document" };
    }
    let has_name = ["name", "title", "text", "id"].iter().any(|field| view.get_any(field).is_some());
    if has_name && view.node().key().is_none() {
        let name = view.name();
        return both! { name; ja: "「{name}」", en: "`{name}`" };
    }
    let field = field_of(view);
    match entry_around(view) {
        Some(entry) => both! { entry, field; ja: "「{entry}」の{field}", en: "{field} of `{entry}`" },
        None => field,
    }
}

/// Returns the name of the entry that a map stands in, if its list has more than that to tell them apart.
fn entry_around(view: View<'_>) -> Option<Both> {
    let mut node = view.node();
    while node.key().is_some() {
        node = node.parent()?;
    }
    let entry = view.doc().view(node);
    let has_name = ["name", "title", "text", "id"].iter().any(|field| entry.get_any(field).is_some());
    (node.parent().is_some() && has_name).then(|| entry.name())
}

/// Returns the sorts of value that are accepted, as people call them.
fn sorts(types: Types) -> Both {
    let words: Vec<Words> = types.iter().filter(|sort| *sort != Types::NULL).map(sort_words).collect();
    Both {
        ja: words.iter().map(|words| words.ja).collect::<Vec<_>>().join("か"),
        en: words.iter().map(|words| words.en).collect::<Vec<_>>().join(" or "),
    }
}

/// Returns a sort of value as people call it.
pub fn sort_words(sort: Types) -> Words {
    match sort {
        Types::TEXT => Words { ja: "文字", en: "text" },
        Types::INTEGER => Words { ja: "整数", en: "a whole number" },
        Types::NUMBER => Words { ja: "小数", en: "a decimal number" },
        Types::BOOLEAN => Words { ja: "「true」か「false」", en: "true or false" },
        Types::LIST => {
            Words { ja: "一覧 (「- 」で始まる行の並び)", en: "a list (lines that begin with `- `)" }
        }
        Types::MAP => {
            Words { ja: "項目の組 (「名前: 値」の並び)", en: "fields (lines like `name: value`)" }
        }
        _ => Words { ja: "空", en: "nothing" },
    }
}

/// Returns how to fill a field: what to write, and how to say that there is none.
fn how_to_fill(field: &Field) -> Both {
    let (name, shape) = (field.name, field.shape);
    // What the schema says in English is no whole sentence.
    let named = |what: Both| Both { en: format!("write `{name}`: {}", with_small_letter(&what.en)), ..what };
    let start = what_to_write(shape).map(named).unwrap_or_else(|| match choices(shape) {
        [] => both! { ja: "この項目を書いてください", en: "write this field" },
        values => one_of(values),
    });
    // Some descriptions say it themselves.
    match shape.accepts_none() && !start.en.contains("none") {
        true => none_besides(start),
        false => start,
    }
}

/// Returns a sentence of a schema in the form that a help has.
pub(super) fn as_help(words: Words) -> Both {
    Both { ja: words.ja.trim_end_matches('。').to_owned(), en: with_small_letter(words.en.trim_end_matches('.')) }
}

/// Returns a text that begins with a small letter, unless it begins with an abbreviation.
fn with_small_letter(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(characters).collect(),
        _ => text.to_owned(),
    }
}

/// Adds how it is said that there is none.
fn none_besides(start: Both) -> Both {
    both! {
        start;
        ja: "{start}。ないと決めているときは「{{none: 理由}}」と書きます",
        en: "{start}; if it is decided that there is none, write `{{none: the reason}}`"
    }
}

/// Returns what the schema says to write in a field, and for an id, a date or the like how it is written; without a final stop.
fn what_to_write(shape: &Shape) -> Option<Both> {
    let has_spelling = matches!(shape.form, Some("id" | "ref" | "typed-ref" | "date" | "time" | "duration" | "phone"));
    let sentences = match (shape.description, shape.message) {
        (Some(what), Some(how)) if has_spelling => vec![what, how],
        (what, how) => what.or(how).into_iter().collect(),
    };
    let joined = |language: fn(&Words) -> &'static str, stop: &str| {
        let parts: Vec<&str> = sentences.iter().map(|words| language(words).trim_end_matches(['。', '.'])).collect();
        parts.join(stop)
    };
    (!sentences.is_empty()).then(|| Both { ja: joined(|words| words.ja, "。"), en: joined(|words| words.en, ". ") })
}

/// Returns the values of an enumeration, or of a list of such.
fn choices(shape: &Shape) -> &'static [Choice] {
    let own = |shape: &Shape| match shape.item {
        Some(item) if shape.values.is_empty() => item.values,
        _ => shape.values,
    };
    let in_branches = || shape.branches.iter().map(|branch| own(branch)).find(|values| !values.is_empty());
    match own(shape) {
        [] => in_branches().unwrap_or_default(),
        values => values,
    }
}

/// Lists the values that may be written; of a long list, how many there are and the first of them.
fn one_of(values: &[Choice]) -> Both {
    const MOST: usize = 17;
    const OF_MORE: usize = 3;
    let n_values = values.len();
    let shown = || values.iter().take(if n_values > MOST { OF_MORE } else { MOST });
    let ja = shown().map(|choice| format!("{} ({})", choice.value, choice.words.ja)).collect::<Vec<_>>().join("、");
    let en = shown().map(|choice| format!("{}{}", choice.value, aside(choice.words.en, choice.value)));
    let en = en.collect::<Vec<_>>().join(", ");
    match n_values > MOST {
        true => both! {
            ja: "書けるのは {ja} など、{n_values} の値のどれかです",
            en: "write one of {n_values} values: {en}, …"
        },
        false => both! { ja: "書けるのは {ja} です", en: "write one of: {en}" },
    }
}
