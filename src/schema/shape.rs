//! What a schema says about one place of a document: what may stand there, what it means, how people call it.

use std::fmt;

use super::vocabulary::{Replaced, Vocabulary};
use crate::lang::Words;
use crate::yaml::{Node, Sort};

/// What a schema says about one place of a document.
///
/// A field whose value has several forms has [`Shape::branches`]; each of them repeats the words and marks of the field.
#[derive(Default)]
pub struct Shape {
    /// The reader's word for the field.
    pub title: Option<Words>,
    /// What to write here, one sentence.
    pub description: Option<Words>,
    /// How to write it, with an example; said when the value has another form.
    pub message: Option<Words>,
    /// The machine name of the shared type: `date`, `duration`, `tz`, …
    pub form: Option<&'static str>,
    /// The form of a text, as a regular expression.
    pub pattern: Option<&'static str>,
    /// What sorts of value are accepted.
    pub types: Types,
    /// The values of an enumeration, with their words.
    pub values: &'static [Choice],
    /// Values that are no more, each with what is written in its place.
    pub replaced: &'static [Replaced],
    /// Where values come from that others publish.
    pub vocabularies: &'static [&'static Vocabulary],
    /// The scalar defines an entity or a local id.
    pub define: Option<Define>,
    /// The scalar refers to something.
    pub refer: Option<Refer>,
    /// What identifies the entries of a list of maps without ids.
    pub key: &'static [KeyPart],
    /// Whether a list is a set of scalars, each identified by itself.
    pub set: bool,
    /// Whether absence is a warning from `in-review` on.
    pub recommended: bool,
    /// The rule that owns the absence of the field.
    pub rule: Option<&'static str>,
    /// The rule that owns a wrong type or value of the field.
    pub rule_value: Option<&'static str>,
    /// The flow items that the field holds.
    pub flow: &'static [&'static str],
    /// The items of RFC 2350 that the field holds.
    pub rfc2350: &'static [&'static str],
    /// What a change of the field means; normative where nothing is said.
    pub change: Change,
    /// Which way a change is weaker or wider (contract §7).
    pub direction: Option<&'static str>,
    /// The rungs of a ladder, strict or wide first, as `direction` says.
    pub ladder: &'static [&'static str],
    /// Whether the field may appear in the public description.
    pub public: bool,
    /// The fields of a map, in the order of the schema.
    pub fields: &'static [Field],
    /// The entries of a list.
    pub item: Option<&'static Shape>,
    /// The values of a map whose keys are free.
    pub each: Option<&'static Shape>,
    /// The forms the value may have, told apart by node type or by a named key.
    pub branches: &'static [&'static Shape],
    /// Which branch of its field this shape is.
    pub branch: Option<usize>,
    /// Keys of which a map holds exactly one.
    pub one_of_keys: &'static [&'static str],
}

/// A field of a map.
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub shape: &'static Shape,
    /// Whether it must be there for the document to be complete.
    pub required: bool,
    /// Whether the document cannot be understood without it: its absence never softens in drafts.
    pub structural: bool,
}

/// One value of an enumeration.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// As it is written.
    pub value: &'static str,
    /// As people say it.
    pub words: Words,
}

/// What a scalar defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Define {
    /// An entity of this type.
    Entity(&'static str),
    /// An id inside the document.
    Local,
}

/// What a scalar refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refer {
    /// What it may name.
    pub targets: &'static [Target],
    /// Whether the target may be named before it exists.
    pub later: bool,
    /// Whether absence means the only document of that kind.
    pub default_only: bool,
}

/// What a reference may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An entity of this type, or a document of this kind.
    Entity(&'static str),
    /// Any document.
    AnyDocument,
    /// Any entity, document or entry.
    Any,
    /// A document of the kind that holds the reference.
    SameKind,
    /// An entry of this list in the same document.
    LocalList(&'static str),
    /// An entry of a list of another document.
    ListOf {
        /// The kind of that document.
        kind: &'static str,
        /// The list.
        list: &'static str,
    },
}

/// One part of what identifies an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyPart {
    /// The field.
    pub name: &'static str,
    /// Whether it may be absent, and then counts as empty.
    pub optional: bool,
}

/// What a change of a field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Change {
    /// It changes what holds.
    #[default]
    Normative,
    /// It changes how things are run.
    Administrative,
    /// It changes wording.
    Editorial,
}

/// A set of sorts of value.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Types(u8);

impl Types {
    /// Nothing.
    pub const NONE: Types = Types(0);
    /// Text.
    pub const TEXT: Types = Types(1);
    /// A whole number.
    pub const INTEGER: Types = Types(2);
    /// Another number.
    pub const NUMBER: Types = Types(4);
    /// `true` or `false`.
    pub const BOOLEAN: Types = Types(8);
    /// A list.
    pub const LIST: Types = Types(16);
    /// A map.
    pub const MAP: Types = Types(32);
    /// An empty value.
    pub const NULL: Types = Types(64);

    const EACH: [(Types, &'static str); 7] = [
        (Types::TEXT, "text"),
        (Types::INTEGER, "integer"),
        (Types::NUMBER, "number"),
        (Types::BOOLEAN, "boolean"),
        (Types::LIST, "list"),
        (Types::MAP, "map"),
        (Types::NULL, "null"),
    ];

    /// Returns the sort of a node.
    pub fn of(node: Node<'_>) -> Types {
        match node.sort() {
            Sort::Null => Types::NULL,
            Sort::Bool => Types::BOOLEAN,
            Sort::Int => Types::INTEGER,
            Sort::Number if is_whole(node.source()) => Types::INTEGER,
            Sort::Number => Types::NUMBER,
            Sort::Text => Types::TEXT,
            Sort::List => Types::LIST,
            Sort::Map => Types::MAP,
        }
    }

    /// Says whether all of `other` is in the set.
    pub const fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }

    /// Says whether the two sets share a sort.
    pub const fn meets(self, other: Types) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns both sets together.
    #[must_use]
    pub const fn union(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// Returns the sorts one by one, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Types> {
        Types::EACH.into_iter().map(|(sort, _)| sort).filter(move |sort| self.contains(*sort))
    }
}

// A shape holds all that may stand below it, which nobody wants to see.
impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shape({}: {:?})", self.title.map_or("", |title| title.en), self.types)
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.name)
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> =
            Types::EACH.iter().filter(|(sort, _)| self.contains(*sort)).map(|(_, name)| *name).collect();
        f.write_str(&names.join("|"))
    }
}

impl Shape {
    /// Returns a field of the map by its key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.field_from(&mut 0, key)
    }

    /// Returns a field by its key, looking first at `at`, which is moved behind it:
    /// documents name their fields mostly in the order of the schema.
    pub(super) fn field_from(&self, at: &mut usize, key: &str) -> Option<&'static Field> {
        let (before, behind) = self.fields.split_at(*at);
        let found = behind.iter().position(|field| field.name == key).map(|found| *at + found);
        let found = found.or_else(|| before.iter().position(|field| field.name == key))?;
        *at = found + 1;
        Some(&self.fields[found])
    }

    /// Returns the words of a value of an enumeration.
    pub fn value_words(&self, value: &str) -> Option<Words> {
        self.values.iter().find(|choice| choice.value == value).map(|choice| choice.words)
    }

    /// Returns the field that defines the entry: its `x-id`.
    pub fn id_field(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.shape.define.is_some())
    }

    /// Says whether `{none: …}` may stand there.
    pub fn accepts_none(&self) -> bool {
        let is_none = |shape: &Shape| shape.fields.len() == 1 && shape.fields[0].name == "none";
        is_none(self) || self.branches.iter().any(|branch| is_none(branch))
    }

    /// Calls `visit` with the shape and all below it, branches included, and the path to each:
    /// keys, `[]` for the entries of a list, `*` for the values of free keys.
    pub fn visit(&'static self, visit: &mut impl FnMut(&[&'static str], &'static Shape)) {
        self.visit_below(&mut Vec::new(), visit);
    }

    fn visit_below(
        &'static self,
        path: &mut Vec<&'static str>,
        visit: &mut impl FnMut(&[&'static str], &'static Shape),
    ) {
        visit(path, self);
        let fields = self.fields.iter().map(|field| (field.name, field.shape));
        let below = fields.chain(self.item.map(|item| ("[]", item))).chain(self.each.map(|each| ("*", each)));
        for (segment, shape) in below {
            path.push(segment);
            shape.visit_below(path, visit);
            path.pop();
        }
        for branch in self.branches {
            branch.visit_below(path, visit);
        }
    }

    /// Returns the field among `candidates` that a wrong key most likely meant.
    pub(super) fn nearest_field(key: &str, candidates: impl Iterator<Item = &'static Field>) -> Option<&'static Field> {
        Shape::nearest_with_distance(key, candidates).map(|(_, field)| field)
    }

    /// Returns the nearest field, and by how many letters a key misses it; none where the key is the word for the field.
    pub(super) fn nearest_with_distance(
        key: &str,
        candidates: impl Iterator<Item = &'static Field>,
    ) -> Option<(usize, &'static Field)> {
        let plain = plain(key);
        let n_characters = plain.chars().count();
        // No key of a schema is nearly this long, and the distance costs the product of both lengths.
        if n_characters > 48 {
            return None;
        }
        candidates
            .filter_map(|field| {
                let said = field.shape.title.is_some_and(|title| title.ja == key || self::plain(title.en) == plain);
                if said {
                    return Some((0, field));
                }
                let allowed = (n_characters.min(field.name.len()) / 3).max(1);
                if n_characters.abs_diff(field.name.len()) > allowed {
                    return None;
                }
                let distance = strsim::osa_distance(&plain, field.name);
                (distance <= allowed).then_some((distance, field))
            })
            .min_by_key(|(distance, _)| *distance)
    }
}

/// Returns the only one of the candidates whose name goes on where a key ends, or begins before it, or the other way
/// round: `internal` for `internal_notice`, `incident_types` for `types`.
pub(super) fn field_of_more_words(
    key: &str,
    candidates: impl Iterator<Item = &'static Field>,
) -> Option<&'static Field> {
    // What fits nearly everything says nothing.
    const LEAST: usize = 4;
    let key = plain(key);
    let adds = |longer: &str, shorter: &str| {
        let rest = longer.strip_prefix(shorter).and_then(|rest| rest.strip_prefix('_'));
        let rest = rest.or_else(|| longer.strip_suffix(shorter)?.strip_suffix('_'));
        shorter.len() >= LEAST && rest.is_some_and(|rest| !rest.is_empty())
    };
    let mut found = candidates.filter(|field| adds(&key, field.name) || adds(field.name, &key));
    found.next().filter(|_| found.next().is_none())
}

/// An integer beyond 64 bits is one all the same.
fn is_whole(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+'))
}

fn plain(key: &str) -> String {
    key.trim()
        .chars()
        .map(|character| if matches!(character, '-' | ' ') { '_' } else { character })
        .flat_map(char::to_lowercase)
        .collect()
}
