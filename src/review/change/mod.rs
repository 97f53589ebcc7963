//! What a change means: documents and entries aligned by who they are, field by field, a sentence each.
//!
//! Which way a change goes is what the schema declares. What it does not declare is unknown, and never guessed.

mod class;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::corpus::{Corpus, Doc, View};
use crate::finding::Place;
use crate::lang::{Both, Words};
use crate::schema::{self, Change as Weight, Shape};
use crate::settings::Settings;
use crate::yaml::Value;

/// One change, said in a sentence.
#[derive(Debug, Clone)]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// Where it is: in the later tree, or in the earlier one if it is gone.
    pub place: Place,
    /// Whether the place lies in the earlier tree.
    pub is_gone: bool,
    /// What changes.
    pub sentence: Both,
    /// Whether it changes what holds, and not only how things are run or worded.
    pub is_normative: bool,
}

/// What a change means. The order is the one in which changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Less is demanded, or less is protected.
    Weakening,
    /// Nobody declared what it means.
    Unknown,
    /// The scope grows.
    Wider,
    /// The scope shrinks.
    Narrower,
    /// More is demanded, or more is protected.
    Strengthening,
    /// It is no matter of more or less.
    Neutral,
    /// It is about wording or bookkeeping.
    Editorial,
}

impl Class {
    /// Returns what people call it.
    pub fn words(self) -> Words {
        match self {
            Class::Weakening => Words { ja: "弱まる", en: "weaker" },
            Class::Unknown => Words { ja: "要確認", en: "to be judged" },
            Class::Wider => Words { ja: "範囲が広がる", en: "wider scope" },
            Class::Narrower => Words { ja: "範囲が狭まる", en: "narrower scope" },
            Class::Strengthening => Words { ja: "強まる", en: "stronger" },
            Class::Neutral => Words { ja: "強弱なし", en: "neutral" },
            Class::Editorial => Words { ja: "表記・記録", en: "wording and records" },
        }
    }

    /// Returns its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Class::Weakening => "weakening",
            Class::Unknown => "unknown",
            Class::Wider => "wider",
            Class::Narrower => "narrower",
            Class::Strengthening => "strengthening",
            Class::Neutral => "neutral",
            Class::Editorial => "editorial",
        }
    }

    fn opposite(self) -> Class {
        match self {
            Class::Weakening => Class::Strengthening,
            Class::Strengthening => Class::Weakening,
            Class::Wider => Class::Narrower,
            Class::Narrower => Class::Wider,
            other => other,
        }
    }
}

/// Returns what changed between two trees, what weakens first.
pub fn changes(base: &Corpus, head: &Corpus, settings: &Settings, today: Date) -> Vec<Change> {
    let by_identity = |corpus| super::known(corpus).collect::<BTreeMap<_, _>>();
    let (before, after) = (by_identity(base), by_identity(head));
    let mut comparison = Comparison { settings, today, found: Vec::new() };
    for (key, doc) in &after {
        match before.get(key) {
            Some(old) => comparison.document(*old, *doc),
            None => comparison.say(Weight::Normative, Class::Unknown, doc.grip(), false, words::document_added(*doc)),
        }
    }
    for (_, doc) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        comparison.say(Weight::Normative, Class::Unknown, doc.grip(), true, words::document_removed(*doc));
    }
    let mut found = comparison.found;
    found.sort_by(|one, other| {
        let key = |change: &Change| (change.class, change.place.path.clone(), change.place.span);
        key(one).cmp(&key(other))
    });
    found
}

/// Where a field stands, and what those above it say of it.
#[derive(Clone)]
struct Field<'c> {
    /// The nearest thing with a name.
    thing: Both,
    /// The fields from the thing down, as people call them.
    labels: Vec<Both>,
    shape: &'static Shape,
    direction: Option<&'static str>,
    weight: Weight,
    /// What is said of it stands here where the field itself is gone.
    near: View<'c>,
}

struct Comparison<'s> {
    settings: &'s Settings,
    today: Date,
    found: Vec<Change>,
}

impl Comparison<'_> {
    fn say(&mut self, weight: Weight, class: Class, place: Place, is_gone: bool, sentence: Both) {
        let is_normative = weight == Weight::Normative;
        self.found.push(Change { class, place, is_gone, sentence, is_normative });
    }

    fn document(&mut self, old: Doc<'_>, new: Doc<'_>) {
        if old.checked().source.text() == new.checked().source.text() {
            return;
        }
        let (Some(was), Some(is)) = (old.root(), new.root()) else { return };
        let Some(shape) = is.shape() else { return };
        let field = Field {
            thing: new.title(),
            labels: Vec::new(),
            shape,
            direction: None,
            weight: Weight::Normative,
            near: is,
        };
        self.maps(was, is, &field);
    }

    fn maps(&mut self, was: View<'_>, is: View<'_>, above: &Field<'_>) {
        for field in above.shape.fields {
            // What identifies a thing cannot change in it.
            if matches!(field.name, "kind" | "id" | "schema_version") {
                continue;
            }
            let (old, new) = (was.get(field.name), is.get(field.name));
            let label = field.shape.title.map_or(Both { ja: field.name.into(), en: field.name.into() }, Both::from);
            let mut labels = above.labels.clone();
            labels.push(label);
            let weight = if above.weight == Weight::Normative { field.shape.change } else { above.weight };
            let below = Field {
                thing: above.thing.clone(),
                labels,
                shape: field.shape,
                direction: field.shape.direction.or(above.direction),
                weight,
                near: is,
            };
            self.values(old, new, &below);
        }
    }

    fn values(&mut self, was: Option<View<'_>>, is: Option<View<'_>>, field: &Field<'_>) {
        match (was, is) {
            (None, None) => {}
            (Some(was), Some(is)) => self.both(was, is, field),
            (None, Some(is)) => {
                let class = class::of_presence(field.direction, field.weight).opposite();
                if !self.entries(None, Some(is), field) {
                    self.say(field.weight, class, is.place(), false, words::came(field, is, class));
                }
            }
            (Some(was), None) => {
                let class = class::of_presence(field.direction, field.weight);
                if !self.entries(Some(was), None, field) {
                    self.say(field.weight, class, field.near.grip(), false, words::went(field, was, class));
                }
            }
        }
    }

    fn both(&mut self, was: View<'_>, is: View<'_>, field: &Field<'_>) {
        if same(was, is) {
            return;
        }
        // That there is none, decided, is no value.
        match (was.is_none(), is.is_none()) {
            (false, true) => {
                let class = class::of_presence(field.direction, field.weight);
                return self.say(field.weight, class, is.place(), false, words::decided_none(field, was, class));
            }
            (true, false) => {
                let class = class::of_presence(field.direction, field.weight).opposite();
                return self.say(field.weight, class, is.place(), false, words::came(field, is, class));
            }
            _ => {}
        }
        let is_list = |view: View<'_>| matches!(view.node().value(), Value::List(_));
        let is_map = |view: View<'_>| matches!(view.node().value(), Value::Map(_));
        if field.direction == Some("more-hours-is-stricter") {
            let class = class::of_hours(was, is, self.settings, self.today);
            return self.say(field.weight, class, is.place(), false, words::hours(field, class));
        }
        if is_list(was) && is_list(is) && self.entries(Some(was), Some(is), field) {
            return;
        }
        let has_fields = is.shape().is_some_and(|shape| !shape.fields.is_empty());
        if is_map(was) && is_map(is) && has_fields && was.words().is_none_or(|_| is.get_any("ja").is_none()) {
            let shape = is.shape().unwrap_or(field.shape);
            return self.maps(was, is, &Field { shape, near: is, ..field.clone() });
        }
        let class = class::of_values(was, is, field.shape, field.direction, field.weight);
        self.say(field.weight, class, is.place(), false, words::changed(field, was, is, class));
    }

    /// Aligns the entries of lists by who they are; false where they cannot be told apart.
    fn entries(&mut self, was: Option<View<'_>>, is: Option<View<'_>>, field: &Field<'_>) -> bool {
        let identified = |list: Option<View<'_>>| -> Option<Vec<(String, usize)>> {
            let Some(list) = list else { return Some(Vec::new()) };
            let typing = list.doc().checked().typing.as_ref()?;
            let all = list.items().enumerate();
            all.map(|(at, entry)| Some((schema::identity(typing, list.node(), entry.node())?, at))).collect()
        };
        let is_list = |list: Option<View<'_>>| list.is_none_or(|list| matches!(list.node().value(), Value::List(_)));
        if !is_list(was) || !is_list(is) {
            return false;
        }
        let (Some(old), Some(new)) = (identified(was), identified(is)) else { return false };
        let removed: Vec<&(String, usize)> =
            old.iter().filter(|(id, _)| new.iter().all(|(other, _)| other != id)).collect();
        let gone = class::of_entry_removed(field.direction, field.weight);
        let came = gone.opposite();
        for (id, at) in &new {
            let Some(entry) = nth(is, *at) else { continue };
            match old.iter().find(|(other, _)| other == id) {
                Some((_, before)) => {
                    if let Some(before) = nth(was, *before) {
                        self.entry(before, entry, field);
                    }
                }
                None => {
                    // The same words under another id: the thing itself has stayed.
                    let renamed =
                        removed.iter().find_map(|(_, at)| nth(was, *at).filter(|old| is_renamed(*old, entry)));
                    let sentence = match renamed {
                        Some(_) => words::renamed(field, entry),
                        None => words::entry_added(field, entry, came),
                    };
                    self.say(field.weight, came, entry.grip(), false, sentence);
                }
            }
        }
        for (_, at) in removed {
            if let Some(entry) = nth(was, *at) {
                self.say(field.weight, gone, entry.grip(), true, words::entry_removed(field, entry, gone));
            }
        }
        true
    }

    fn entry(&mut self, was: View<'_>, is: View<'_>, list: &Field<'_>) {
        if same(was, is) {
            return;
        }
        let Some(shape) = is.shape().filter(|shape| !shape.fields.is_empty()) else { return };
        let (thing, labels) = words::things(is, list);
        // The direction of a list says what it means when an entry comes or goes; the entries have their own.
        let field = Field { thing, labels, shape, direction: None, weight: list.weight, near: is };
        self.maps(was, is, &field);
    }
}

fn nth(list: Option<View<'_>>, at: usize) -> Option<View<'_>> {
    list?.items().nth(at)
}

/// Says whether two values are the same, however they are written.
fn same(one: View<'_>, other: View<'_>) -> bool {
    let mut pending = vec![(one.node(), other.node())];
    while let Some((one, other)) = pending.pop() {
        match (one.value(), other.value()) {
            (Value::Map(_), Value::Map(_)) => {
                if one.entries().len() != other.entries().len() {
                    return false;
                }
                for entry in one.entries() {
                    let Some(value) = entry.key.as_text().and_then(|key| other.get(key)) else { return false };
                    pending.push((entry.value, value));
                }
            }
            (Value::List(mine), Value::List(theirs)) => {
                let (mine, theirs) = (mine.collect::<Vec<_>>(), theirs.collect::<Vec<_>>());
                if mine.len() != theirs.len() {
                    return false;
                }
                pending.extend(mine.into_iter().zip(theirs));
            }
            (Value::Map(_) | Value::List(_), _) | (_, Value::Map(_) | Value::List(_)) => return false,
            _ => {
                let text = |node: crate::yaml::Node<'_>| {
                    node.as_text().unwrap_or(node.source()).split_whitespace().collect::<Vec<_>>().join(" ")
                };
                if text(one) != text(other) {
                    return false;
                }
            }
        }
    }
    true
}

/// Says whether an entry looks like another under a new id: it has the same name.
fn is_renamed(old: View<'_>, new: View<'_>) -> bool {
    words::named(old).is_some_and(|old| Some(old) == words::named(new))
}
