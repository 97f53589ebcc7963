//! Our tree, as the validator reads it: nothing is converted, so that there is one reading of a text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::iter::Map;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, NodeIdentity, Object};
use jsonschema_value::LazyInstance;
use serde_json::Number;

use crate::schema::shape::Types;
use crate::yaml::tree::{Entries, Items};
use crate::yaml::{Entry, Node, Sort, Value};

/// Our tree, as the validator sees it.
pub(super) struct InPlace;

/// A node, or the name of a key while names are validated.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    Node(Node<'a>),
    Name(&'a str),
}

impl View<'_> {
    /// Returns the number that the errors of a node carry; the name of a key has none.
    pub(super) fn number(self) -> Option<usize> {
        match self {
            View::Node(node) => Some(node.id().index()),
            View::Name(_) => None,
        }
    }
}

fn key_text<'t>(key: Node<'t>) -> &'t str {
    key.as_text().unwrap_or(key.source())
}

impl Json for InPlace {
    type Node<'a> = View<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    // A look-up is a walk over the keys: one walk for many look-ups is nearly always cheaper.
    const KEYS_PER_LOOKUP: usize = 64;
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(View<'_>) -> T) -> T {
        f(View::Name(string))
    }
}

impl<'a> jsonschema::json::Node<'a, InPlace> for View<'a> {
    type Object = Entries<'a>;
    type Array = Items<'a>;
    type Number = Figure<'a>;

    fn as_object(&self) -> Option<Entries<'a>> {
        match self.value() {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Items<'a>> {
        match self.value() {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self.value() {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Figure<'a>> {
        match self.value() {
            Value::Int(value) => Some(Figure::Int(value)),
            Value::Number(text) => Some(Figure::Other(text)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.value() {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.value(), Value::Null)
    }

    fn json_type(&self) -> JsonType {
        let View::Node(node) = self else { return JsonType::String };
        match node.sort() {
            Sort::Null => JsonType::Null,
            Sort::Bool => JsonType::Boolean,
            Sort::Int | Sort::Number => JsonType::Number,
            Sort::Text => JsonType::String,
            Sort::List => JsonType::Array,
            Sort::Map => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &serde_json::Value) -> bool {
        use serde_json::Value as Expected;
        match (self.value(), expected) {
            (Value::Null, Expected::Null) => true,
            (Value::Bool(value), Expected::Bool(expected)) => value == *expected,
            (Value::Int(value), Expected::Number(expected)) => Figure::Int(value).equals(expected),
            (Value::Number(text), Expected::Number(expected)) => Figure::Other(text).equals(expected),
            (Value::Text(text), Expected::String(expected)) => text == expected,
            (Value::List(items), Expected::Array(expected)) => {
                Array::len(&items) == expected.len()
                    && items.zip(expected).all(|(item, expected)| View::Node(item).equals_value(expected))
            }
            (Value::Map(mut entries), Expected::Object(expected)) => {
                let is_expected =
                    |key, value| expected.get(key).is_some_and(|expected| View::Node(value).equals_value(expected));
                Object::len(&entries) == expected.len()
                    && entries.all(|entry| is_expected(key_text(entry.key), entry.value))
            }
            _ => false,
        }
    }

    fn to_value(&self) -> Cow<'a, serde_json::Value> {
        match self {
            View::Node(node) => Cow::Owned(copy(*node)),
            View::Name(name) => Cow::Owned((*name).into()),
        }
    }

    // An error holds what this gives: a copy would be of a whole document, again and again; the number of the node
    // says where the error is, and spares a walk along its path.
    fn lazy_value(&self) -> LazyInstance<'a> {
        LazyInstance::Ready(Cow::Owned(match self {
            View::Node(node) => node.id().index().into(),
            View::Name(name) => (*name).into(),
        }))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            View::Node(node) => {
                let address = std::ptr::from_ref(node.tree()).addr();
                Some(NodeIdentity::tagged(address, u32::try_from(node.id().index()).ok()?))
            }
            View::Name(_) => None,
        }
    }
}

impl<'a> View<'a> {
    fn value(self) -> Value<'a> {
        match self {
            View::Node(node) => node.value(),
            View::Name(name) => Value::Text(name),
        }
    }
}

impl<'a> Object<'a, InPlace> for Entries<'a> {
    type Node = View<'a>;
    type MemberName = &'a str;
    type MembersIter = Map<Entries<'a>, fn(Entry<'a>) -> (&'a str, View<'a>)>;

    fn len(&self) -> usize {
        ExactSizeIterator::len(self)
    }

    fn get(&self, key: &Box<str>) -> Option<View<'a>> {
        let mut entries = *self;
        entries.find(|entry| key_text(entry.key) == &**key).map(|entry| View::Node(entry.value))
    }

    fn members(&self) -> Self::MembersIter {
        self.map(|entry| (key_text(entry.key), View::Node(entry.value)))
    }
}

impl<'a> Array<'a, InPlace> for Items<'a> {
    type Node = View<'a>;
    type ElementsIter = Map<Items<'a>, fn(Node<'a>) -> View<'a>>;

    fn len(&self) -> usize {
        ExactSizeIterator::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.map(View::Node)
    }

    fn is_unique(&self) -> bool {
        match ExactSizeIterator::len(self) {
            0 | 1 => true,
            // Sets are mostly a handful of words; a table of them costs more than comparing.
            2..=8 => {
                let sames: Vec<_> = self.map(sameness).collect();
                sames.iter().enumerate().all(|(at, same)| !sames[..at].contains(same))
            }
            _ => repeated(*self).is_empty(),
        }
    }
}

/// A number, as the validator reads it.
pub(super) enum Figure<'a> {
    Int(i64),
    Other(&'a str),
}

impl Figure<'_> {
    fn equals(&self, expected: &Number) -> bool {
        match (self, expected.as_i64()) {
            (Figure::Int(value), Some(expected)) => *value == expected,
            _ => self.as_f64() == expected.as_f64(),
        }
    }
}

impl JsonNumber for Figure<'_> {
    fn as_u64(&self) -> Option<u64> {
        match self {
            Figure::Int(value) => u64::try_from(*value).ok(),
            Figure::Other(text) => text.parse().ok(),
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match self {
            Figure::Int(value) => Some(*value),
            Figure::Other(_) => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        match self {
            // As the standard compares an integer with a number of another form: in double precision.
            #[expect(clippy::cast_precision_loss)]
            Figure::Int(value) => Some(*value as f64),
            Figure::Other(text) => text.parse().ok(),
        }
    }

    fn as_str(&self) -> Cow<'_, str> {
        match self {
            Figure::Int(value) => Cow::Owned(value.to_string()),
            Figure::Other(text) => Cow::Borrowed(text),
        }
    }

    fn to_number(&self) -> Cow<'_, Number> {
        let other = || self.as_u64().map(Number::from).or_else(|| Number::from_f64(self.as_f64()?));
        Cow::Owned(match self {
            Figure::Int(value) => (*value).into(),
            Figure::Other(_) => other().unwrap_or_else(|| 0.into()),
        })
    }

    // Stricter than the standard: `1.0` is no whole number. A document with a float has no digest.
    fn is_integer(&self) -> bool {
        match self {
            Figure::Int(_) => true,
            Figure::Other(text) => !text.contains(|character: char| !matches!(character, '0'..='9' | '-' | '+')),
        }
    }

    fn is_written_as_integer(&self) -> bool {
        self.is_integer()
    }
}

/// Finds the entries of a list that equal an earlier one, each with the first of its like.
pub(super) fn repeated<'t>(items: Items<'t>) -> Vec<(Node<'t>, Node<'t>)> {
    let mut seen = HashMap::with_capacity(Array::len(&items));
    let mut again = Vec::new();
    for item in items {
        match seen.entry(sameness(item)) {
            Slot::Occupied(first) => again.push((*first.get(), item)),
            Slot::Vacant(place) => {
                place.insert(item);
            }
        }
    }
    again
}

/// Returns what equal values share, and only they.
fn sameness(node: Node<'_>) -> (Types, Cow<'_, str>) {
    let text = match node.value() {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        Value::Int(value) => Cow::Owned(value.to_string()),
        Value::Number(text) => Cow::Borrowed(text),
        Value::Text(text) => Cow::Borrowed(text),
        Value::List(_) | Value::Map(_) => Cow::Owned(copy(node).to_string()),
    };
    (Types::of(node), text)
}

/// Copies a node, with the keys of maps in order; never for a whole document.
fn copy(node: Node<'_>) -> serde_json::Value {
    match node.value() {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => value.into(),
        Value::Int(value) => value.into(),
        Value::Number(text) => serde_json::Value::Number(Figure::Other(text).to_number().into_owned()),
        Value::Text(text) => text.into(),
        Value::List(items) => items.map(copy).collect(),
        Value::Map(entries) => {
            let mut entries: Vec<_> =
                entries.map(|entry| (key_text(entry.key).to_owned(), copy(entry.value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            entries.into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use jsonschema::json::conformance;

    use super::*;
    use crate::text::{RepoPath, SourceText};
    use crate::yaml;

    #[test]
    fn the_tree_read_in_place_keeps_what_the_validator_relies_on() {
        // JSON is YAML.
        let text = conformance::document().to_string();
        let tree = yaml::parse(&SourceText::new(RepoPath::new("test.yaml"), text.into())).tree;
        conformance::assert_conformance::<InPlace>(&View::Node(tree.root().expect("the document is not empty")));
    }

    #[test]
    fn equal_entries_are_found_whatever_their_spelling() {
        let text = "[a, 'a', 1, '1', {x: 1, y: 2}, {y: 2, x: 1}, [1], [1], true, 'true', 0x1]";
        let tree = yaml::parse(&SourceText::new(RepoPath::new("test.yaml"), text.into())).tree;
        let root = tree.root().expect("the document is not empty");
        let again: Vec<_> = repeated(root.items()).iter().map(|(_, again)| again.source()).collect();
        assert_eq!(again, ["'a'", "{y: 2, x: 1}", "[1]", "0x1"]);
    }
}
