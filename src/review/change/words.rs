//! The sentences about changes. None shows a key, a pointer, a raw value of an enumeration, or the id of what has a name.

use super::{Class, Field};
use crate::both;
use crate::corpus::{Doc, KindOf, View, duration};
use crate::lang::Both;
use crate::text::Foreign;
use crate::yaml::Value;

/// A document is new.
pub(super) fn document_added(doc: Doc<'_>) -> Both {
    let (kind, title) = (kind(doc), doc.title());
    both! { kind, title; ja: "{kind}「{title}」が加わります", en: "the {kind} `{title}` will be added" }
}

/// A document is gone.
pub(super) fn document_removed(doc: Doc<'_>) -> Both {
    let (kind, title) = (kind(doc), doc.title());
    both! { kind, title; ja: "{kind}「{title}」がなくなります", en: "the {kind} `{title}` will be removed" }
}

/// A field that was absent, or decided to be none, holds something.
pub(super) fn came(field: &Field<'_>, is: View<'_>, class: Class) -> Both {
    let (what, value, class) = (subject(field), value(is), tag(class));
    both! { what, value, class; ja: "{what}に{value}が書かれます{class}", en: "{what} will be {value}, where nothing was said{class}" }
}

/// A field holds nothing any more.
pub(super) fn went(field: &Field<'_>, was: View<'_>, class: Class) -> Both {
    let (what, value, class) = (subject(field), value(was), tag(class));
    both! { what, value, class; ja: "{what}がなくなります。これまでは{value}でした{class}", en: "{what} will say nothing any more; so far: {value}{class}" }
}

/// It was decided that there is none.
pub(super) fn decided_none(field: &Field<'_>, was: View<'_>, class: Class) -> Both {
    let (what, value, class) = (subject(field), value(was), tag(class));
    both! {
        what, value, class;
        ja: "{what}は「なし」と決まります。これまでは{value}でした{class}",
        en: "{what} will be decided to be none; so far: {value}{class}"
    }
}

/// A value becomes another.
pub(super) fn changed(field: &Field<'_>, was: View<'_>, is: View<'_>, class: Class) -> Both {
    let (what, old, new, tag) = (subject(field), value(was), value(is), tag(class));
    let direction = field.direction.unwrap_or_default();
    let rises = matches!(
        (direction, class),
        ("shorter-is-stricter" | "lower-is-stricter" | "earlier-is-stricter", Class::Weakening)
            | ("longer-is-stricter" | "higher-is-stricter" | "later-is-stricter", Class::Strengthening)
    );
    match (direction, class) {
        (_, Class::Unknown | Class::Editorial | Class::Neutral) if direction != "who" => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に変わります{tag}",
            en: "{what} will change from {old} to {new}{tag}"
        },
        ("shorter-is-stricter" | "longer-is-stricter", _) if rises => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に延びます{tag}",
            en: "{what} will grow from {old} to {new}{tag}"
        },
        ("shorter-is-stricter" | "longer-is-stricter", _) => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に縮みます{tag}",
            en: "{what} will shrink from {old} to {new}{tag}"
        },
        ("higher-is-stricter" | "lower-is-stricter", _) if rises => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に上がります{tag}",
            en: "{what} will rise from {old} to {new}{tag}"
        },
        ("higher-is-stricter" | "lower-is-stricter", _) => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に下がります{tag}",
            en: "{what} will fall from {old} to {new}{tag}"
        },
        ("earlier-is-stricter" | "later-is-stricter", _) if rises => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に遅くなります{tag}",
            en: "{what} will move from {old} to the later {new}{tag}"
        },
        ("earlier-is-stricter" | "later-is-stricter", _) => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に早まります{tag}",
            en: "{what} will move from {old} to the earlier {new}{tag}"
        },
        ("who", _) => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に替わります{tag}",
            en: "{what} will pass from {old} to {new}{tag}"
        },
        ("true-is-stricter" | "false-is-stricter" | "true-is-wider", _) => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}になります{tag}",
            en: "{what} will become {new} instead of {old}{tag}"
        },
        _ => both! {
            what, old, new, tag;
            ja: "{what}が{old}から{new}に移ります{tag}",
            en: "{what} will move from {old} to {new}{tag}"
        },
    }
}

/// The hours in which somebody attends change.
pub(super) fn hours(field: &Field<'_>, class: Class) -> Both {
    let (what, tag) = (subject(field), tag(class));
    match class {
        Class::Weakening => {
            both! { what, tag; ja: "{what}が短くなります{tag}", en: "{what} will cover less time{tag}" }
        }
        Class::Strengthening => {
            both! { what, tag; ja: "{what}が長くなります{tag}", en: "{what} will cover more time{tag}" }
        }
        Class::Editorial => {
            both! { what, tag; ja: "{what}の書き方が変わります。時間は同じです{tag}", en: "{what} will be written another way, for the same time{tag}" }
        }
        _ => both! { what, tag; ja: "{what}が変わります{tag}", en: "{what} will change{tag}" },
    }
}

/// An entry of a list is new.
pub(super) fn entry_added(field: &Field<'_>, entry: View<'_>, class: Class) -> Both {
    let (what, name, tag) = (subject(field), value(entry), tag(class));
    both! { what, name, tag; ja: "{what}に{name}が加わります{tag}", en: "{what} will gain {name}{tag}" }
}

/// An entry of a list is gone.
pub(super) fn entry_removed(field: &Field<'_>, entry: View<'_>, class: Class) -> Both {
    let (what, name, tag) = (subject(field), value(entry), tag(class));
    both! { what, name, tag; ja: "{what}から{name}がなくなります{tag}", en: "{what} will lose {name}{tag}" }
}

/// An entry has the name of one that is gone.
pub(super) fn renamed(field: &Field<'_>, entry: View<'_>) -> Both {
    let (what, name) = (subject(field), value(entry));
    both! {
        what, name;
        ja: "{what}の{name}は、別の ID で書き直されたようです。これまでの ID を指す記述に注意してください",
        en: "{name} in {what} looks renamed: it has another id, and what names the old one no longer finds it"
    }
}

fn kind(doc: Doc<'_>) -> Both {
    match doc.checked().kind {
        KindOf::Known(kind, _) => Both::from(kind.title),
        _ => both! { ja: "文書", en: "document" },
    }
}

/// The class stands at the end of each sentence.
fn tag(class: Class) -> Both {
    let words = class.words();
    both! { words; ja: "（{words}）", en: " ({words})" }
}

/// What stands in front of the fields of an entry: the entry itself if it has a name; else the thing that holds it, and
/// which of its entries it is.
pub(super) fn things(entry: View<'_>, list: &Field<'_>) -> (Both, Vec<Both>) {
    if let Some(name) = named(entry) {
        return (name, Vec::new());
    }
    let mut labels = list.labels.clone();
    let name = name(entry);
    let label = labels.pop().unwrap_or(both! { ja: "", en: "" });
    labels.push(both! { label, name; ja: "{label}「{name}」", en: "{label} `{name}`" });
    (list.thing.clone(), labels)
}

/// Returns the name, title or text of an entry.
pub(super) fn named(entry: View<'_>) -> Option<Both> {
    ["name", "title", "text"].into_iter().find_map(|field| entry.get_any(field)?.words())
}

/// What an entry is called in its list: its name, or what tells it from the others.
fn name(entry: View<'_>) -> Both {
    if let Some(name) = named(entry) {
        return name;
    }
    let list = entry.node().parent().map(|list| entry.doc().view(list));
    let key = list.and_then(View::shape).map(|shape| shape.key).unwrap_or_default();
    let parts: Vec<Both> = key.iter().filter_map(|part| entry.get_any(part.name)).map(plain).collect();
    match parts.is_empty() {
        true => entry.name(),
        false => Both {
            ja: parts.iter().map(|part| part.ja.as_str()).collect::<Vec<_>>().join("・"),
            en: parts.iter().map(|part| part.en.as_str()).collect::<Vec<_>>().join(", "),
        },
    }
}

/// What changes: a field of a thing.
fn subject(field: &Field<'_>) -> Both {
    let thing = &field.thing;
    let labels = &field.labels;
    let ja = labels.iter().map(|label| label.ja.as_str()).collect::<Vec<_>>().join("の");
    let en = labels.iter().rev().map(|label| label.en.as_str()).collect::<Vec<_>>().join(" of the ");
    let label = Both { ja, en };
    both! { thing, label; ja: "「{thing}」の{label}", en: "the {label} of `{thing}`" }
}

/// A value as people say it, between quotation marks where it is a text.
fn value(view: View<'_>) -> Both {
    let quoted = |text: &Both| both! { text; ja: "「{text}」", en: "`{text}`" };
    if let Value::Map(_) = view.node().value() {
        return quoted(&name(view));
    }
    match said(view) {
        Some(text) => quoted(&text),
        None => bare(view),
    }
}

/// A value without quotation marks.
fn plain(view: View<'_>) -> Both {
    said(view).or_else(|| view.words()).unwrap_or_else(|| bare(view))
}

/// What a value of an enumeration, of a published list, or a reference is called.
fn said(view: View<'_>) -> Option<Both> {
    if let Some(words) = view.value_words() {
        return Some(Both::from(words));
    }
    let published = view.text().zip(view.shape()).and_then(|(text, shape)| {
        shape.vocabularies.iter().flat_map(|list| list.values).find(|choice| choice.value == text)
    });
    if let Some(choice) = published {
        return Some(Both::from(choice.words));
    }
    view.referred().map(name)
}

fn bare(view: View<'_>) -> Both {
    match view.node().value() {
        Value::Null => both! { ja: "空", en: "nothing" },
        Value::Bool(true) => both! { ja: "「はい」", en: "yes" },
        Value::Bool(false) => both! { ja: "「いいえ」", en: "no" },
        Value::Int(number) => both! { ja: "{number}", en: "{number}" },
        Value::Number(number) => {
            let number = Foreign::new(number);
            both! { ja: "{number}", en: "{number}" }
        }
        Value::Text(text) => {
            if let Some(duration) = duration::parse(text) {
                return duration::in_words(duration);
            }
            let text = Foreign::new(text);
            both! { ja: "「{text}」", en: "`{text}`" }
        }
        Value::List(items) => {
            let number = items.count();
            let all: Vec<Both> = view.items().take(3).map(value).collect();
            let ja = all.iter().map(|one| one.ja.as_str()).collect::<Vec<_>>().join("、");
            let en = all.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join(", ");
            let rest = number.saturating_sub(all.len());
            match rest {
                0 => Both { ja, en },
                _ => both! { ja: "{ja}ほか{rest}件", en: "{en} and {rest} more" },
            }
        }
        Value::Map(_) => name(view),
    }
}
