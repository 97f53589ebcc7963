//! Where a document differs from its schema. The only module that knows the validator, which reads our tree in place.

mod compile;
mod in_place;

use std::collections::{HashMap, HashSet};

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use self::in_place::{InPlace, View, repeated};
use super::forms;
use super::json::Json;
use super::shape::{Field, Shape, Types, field_of_more_words};
use super::typing::Typing;
use crate::yaml::{Node, NodeId, Tree};

/// One place where a document differs from its schema, without words: the rules of the group `schema` have those.
#[derive(Clone, Debug)]
pub struct Violation {
    /// The node that is wrong: of a missing or unknown field, the map.
    pub node: NodeId,
    /// The shape of that node.
    pub shape: Option<&'static Shape>,
    /// What is wrong.
    pub what: What,
}

/// The sorts of violation.
#[derive(Clone, Debug)]
pub enum What {
    /// A required field is absent.
    Missing {
        /// The field.
        field: &'static Field,
    },
    /// An empty value, or an empty list or map where at least one entry is wanted.
    Empty,
    /// A key that the map does not have, or one that it has with fields of another below it.
    UnknownField {
        /// The key.
        key: NodeId,
        /// The absent field that was most likely meant.
        meant: Option<&'static Field>,
    },
    /// Another sort of value than those that are accepted.
    WrongType {
        /// What is accepted.
        accepts: Types,
        /// What stands there.
        found: Types,
        /// Whether it is a scalar that quotes would make a text that may stand there: `1.10`, `true`.
        plain_scalar: bool,
    },
    /// None of the values that are allowed.
    NotAllowed,
    /// Text of another form than is wanted.
    BadFormat,
    /// Too long, too few, …
    OutOfRange(Bound),
    /// None of the fields that are not required, of which at least one is wanted.
    AtLeastOne {
        /// The fields.
        fields: Vec<&'static Field>,
    },
    /// None, or several, of the keys of which exactly one is wanted.
    ExactlyOne {
        /// The keys.
        keys: &'static [&'static str],
        /// Those that are there, as nodes.
        present: Vec<NodeId>,
    },
}

/// The bound that a value passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// Text without a visible character.
    Blank,
    /// Text with fewer characters than this.
    TooShort(u64),
    /// Text with more characters than this.
    TooLong(u64),
    /// A list with fewer entries than this.
    TooFew(u64),
    /// A list with more entries than this.
    TooMany(u64),
    /// A number below this.
    Below(i64),
    /// A number above this.
    Above(i64),
    /// An entry of a set that stands there already.
    Repeated {
        /// Where it stands first.
        first: NodeId,
    },
}

impl Violation {
    /// Returns what would have stood there, were it right: ids and references below it may be hidden.
    pub fn hides(&self) -> Option<&'static Shape> {
        match &self.what {
            What::Missing { field } => Some(field.shape),
            What::UnknownField { meant, .. } => meant.map(|field| field.shape),
            What::AtLeastOne { .. } | What::ExactlyOne { .. } => None,
            _ => self.shape,
        }
    }

    /// Returns the node where it shows: an unknown key, else the node itself.
    pub fn at(&self) -> NodeId {
        match self.what {
            What::UnknownField { key, .. } => key,
            _ => self.node,
        }
    }

    /// Says whether it is about something that is not there.
    pub fn is_absence(&self) -> bool {
        match &self.what {
            What::Missing { .. } | What::Empty | What::AtLeastOne { .. } => true,
            What::ExactlyOne { present, .. } => present.is_empty(),
            _ => false,
        }
    }

    /// Of several things wrong with one value, the lowest speaks; 0 for what is no matter of one value.
    fn rank(&self) -> u8 {
        match self.what {
            What::Missing { .. } | What::UnknownField { .. } => 0,
            What::ExactlyOne { .. } | What::AtLeastOne { .. } => 0,
            What::OutOfRange(Bound::Repeated { .. }) => 0,
            What::Empty => 1,
            What::WrongType { .. } => 2,
            What::NotAllowed => 3,
            What::OutOfRange(_) => 4,
            What::BadFormat => 5,
        }
    }
}

/// Finds where a document differs from its schema, in the order of the source: one violation for one fault.
///
/// A document with `external` owes no field of its kind (contract §6).
pub fn validate(tree: &Tree, typing: &Typing) -> Vec<Violation> {
    let Some(root) = tree.root() else { return Vec::new() };
    let mut found = Vec::new();
    for (node, shape) in tree.nodes().zip(typing.shapes()) {
        let Some(shape) = shape else { continue };
        let Some(form) = shape.form.filter(|form| forms::is_checked(form)) else { continue };
        if node.as_text().is_some_and(|text| !forms::is_real(form, text)) {
            found.push(Violation { node: node.id(), shape: Some(shape), what: What::BadFormat });
        }
    }
    let validator = &typing.schema().validator.0;
    if !validator.is_valid(View::Node(root)) {
        let ids = tree.nodes().map(Node::id).collect();
        let mut explainer = Explainer { tree, typing, ids, found, n_guesses: 0 };
        for error in validator.iter_errors(View::Node(root)) {
            explainer.explain(&error, None);
        }
        found = explainer.found;
        put_together_what_has_another_name(tree, typing, &mut found);
        hold_back_the_meant(&mut found);
    }
    for (node, shape) in tree.nodes().zip(typing.shapes()) {
        let is_none = || node.as_text() == Some("none") && has_none_besides(typing, node);
        if shape.is_some_and(|shape| shape.refer.is_some()) && is_none() {
            found.push(Violation { node: node.id(), shape, what: What::BadFormat });
        }
    }
    found.sort_by_key(|violation| (tree.node(violation.at()).span().start, violation.rank()));
    let is_empty = |violation: &&Violation| matches!(violation.what, What::Empty);
    let empty: HashSet<NodeId> = found.iter().filter(is_empty).map(|violation| violation.node).collect();
    let mut spoken = HashSet::new();
    found.retain(|violation| match violation.rank() {
        0 => !empty.contains(&violation.node),
        _ => spoken.insert(violation.node),
    });
    found
}

/// Says whether the field of a value may say that there is none; of the only entry of a list, that of the list.
fn has_none_besides(typing: &Typing, value: Node<'_>) -> bool {
    let list = value.parent().filter(|list| value.key().is_none() && list.items().len() == 1);
    let whole = |value: Node<'_>| {
        let around = typing.shape(value.parent()?.id())?;
        match value.key() {
            Some(key) => around.field(key.as_text()?).map(|field| field.shape),
            None => around.item,
        }
    };
    [Some(value), list].into_iter().flatten().any(|value| whole(value).is_some_and(Shape::accepts_none))
}

/// A map under a wrong name is one fault, however many fields it has that nobody would look for there.
fn put_together_what_has_another_name(tree: &Tree, typing: &Typing, found: &mut Vec<Violation>) {
    let mut n_unknown: HashMap<NodeId, usize> = HashMap::new();
    for violation in found.iter().filter(|violation| matches!(violation.what, What::UnknownField { .. })) {
        *n_unknown.entry(violation.node).or_default() += 1;
    }
    for (map, n_unknown) in n_unknown {
        let map = tree.node(map);
        if map.entries().len() != n_unknown || n_unknown > GUESSES {
            continue;
        }
        let Some((around, key)) = map.parent().zip(map.key()) else { continue };
        let Some((shape, name)) = typing.shape(around.id()).zip(key.as_text()) else { continue };
        let has_all = |field: &&'static Field| {
            let forms = std::iter::once(field.shape).chain(field.shape.branches.iter().copied());
            let has_all = |form: &Shape| {
                map.entries().all(|entry| entry.key.as_text().is_some_and(|key| form.field(key).is_some()))
            };
            around.get(field.name).is_none() && forms.into_iter().any(has_all)
        };
        let candidates = || shape.fields.iter().filter(has_all);
        let only = || candidates().next().filter(|_| n_unknown > 1 && candidates().count() == 1);
        let Some(meant) = field_of_more_words(name, candidates()).or_else(only) else { continue };
        found.retain(|violation| violation.node != map.id());
        let what = What::UnknownField { key: key.id(), meant: Some(meant) };
        found.push(Violation { node: around.id(), shape: Some(shape), what });
    }
}

/// A key that most likely meant an absent field speaks for that field's absence.
fn hold_back_the_meant(found: &mut Vec<Violation>) {
    let mut meant: HashMap<NodeId, Vec<&'static str>> = HashMap::new();
    for violation in found.iter() {
        if let What::UnknownField { meant: Some(field), .. } = violation.what {
            meant.entry(violation.node).or_default().push(field.name);
        }
    }
    let is_meant = |map: NodeId, name: &str| meant.get(&map).is_some_and(|names| names.contains(&name));
    let is_unknown = |violation: &Violation| matches!(violation.what, What::UnknownField { .. });
    let with_unknown: HashSet<NodeId> =
        found.iter().filter(|violation| is_unknown(violation)).map(|violation| violation.node).collect();
    found.retain(|violation| match &violation.what {
        // Only the map of a document has `external`, which would owe no field of the kind.
        What::Missing { field } if !field.structural && is_meant(violation.node, "external") => false,
        What::Missing { field } => !is_meant(violation.node, field.name),
        What::ExactlyOne { keys, present } => match present.len() {
            // Which keys there are is said of the unknown one.
            0 => !keys.iter().any(|key| is_meant(violation.node, key)) && !with_unknown.contains(&violation.node),
            // The validator counted an unknown key.
            1 => false,
            _ => true,
        },
        _ => true,
    });
}

/// How many unknown keys of one document are compared with the fields they may have meant.
const GUESSES: usize = 500;

struct Explainer<'t> {
    tree: &'t Tree,
    typing: &'t Typing,
    ids: Vec<NodeId>,
    found: Vec<Violation>,
    n_guesses: usize,
}

impl Explainer<'_> {
    /// Turns an error into violations. `inside` is the node whose branch is being explained.
    fn explain(&mut self, error: &ValidationError<'_>, inside: Option<NodeId>) {
        if let ValidationErrorKind::Custom { message, .. } = error.kind() {
            let Some((definition, at)) = compile::shared_fault(message) else { return };
            let Some(node) = self.ids.get(at).map(|id| self.tree.node(*id)) else { return };
            return definition.iter_errors(View::Node(node)).for_each(|error| self.explain(&error, inside));
        }
        // An error carries the number of its node in place of a copy of it.
        let Some(id) = error.instance().as_u64().and_then(|at| self.ids.get(usize::try_from(at).ok()?)).copied() else {
            return;
        };
        let node = self.tree.node(id);
        if node.is_null() {
            return self.say(id, What::Empty);
        }
        let shape = self.typing.shape(id);
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let is_elsewhere = node.parent().is_none() && node.get("external").is_some();
                // `{}` is no more than an empty value, however much it lacks.
                if node.entries().len() == 0 && node.parent().is_some() {
                    return self.say(id, What::Empty);
                }
                let field = property.as_str().and_then(|name| shape?.field(name));
                if let Some(field) = field.filter(|field| field.structural || !is_elsewhere) {
                    self.say(id, What::Missing { field });
                }
            }
            ValidationErrorKind::AdditionalProperties { .. } => {
                let knows = |key: &str| shape.is_some_and(|shape| shape.field(key).is_some());
                for entry in node.entries() {
                    if entry.key.as_text().is_some_and(|key| !knows(key)) {
                        self.unknown(node, entry.key);
                    }
                }
            }
            ValidationErrorKind::PropertyNames { error } => {
                let name = error.instance().as_str();
                if let Some(entry) = node.entries().find(|entry| name.is_some() && entry.key.as_text() == name) {
                    self.unknown(node, entry.key);
                }
            }
            ValidationErrorKind::Type { .. } => self.wrong_type(node, shape),
            ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::OneOfMultipleValid { context } => {
                self.one_of(node, shape, context, inside);
            }
            ValidationErrorKind::Pattern { .. } | ValidationErrorKind::Format { .. } => {
                let is_blank = node.as_text().is_some_and(|text| text.trim().is_empty());
                self.say(id, if is_blank { What::OutOfRange(Bound::Blank) } else { What::BadFormat });
            }
            ValidationErrorKind::MinLength { limit } => {
                let is_blank = node.as_text().is_some_and(|text| text.trim().is_empty());
                self.say(id, What::OutOfRange(if is_blank { Bound::Blank } else { Bound::TooShort(*limit) }));
            }
            ValidationErrorKind::MaxLength { limit } => self.say(id, What::OutOfRange(Bound::TooLong(*limit))),
            ValidationErrorKind::MinItems { limit } => {
                let what = if node.items().len() == 0 { What::Empty } else { What::OutOfRange(Bound::TooFew(*limit)) };
                self.say(id, what);
            }
            ValidationErrorKind::MaxItems { limit } => self.say(id, What::OutOfRange(Bound::TooMany(*limit))),
            ValidationErrorKind::Minimum { limit } => {
                self.say(id, What::OutOfRange(Bound::Below(limit.as_i64().unwrap_or(i64::MIN))));
            }
            ValidationErrorKind::Maximum { limit } => {
                self.say(id, What::OutOfRange(Bound::Above(limit.as_i64().unwrap_or(i64::MAX))));
            }
            ValidationErrorKind::MinProperties { limit } if shape.is_none_or(|shape| shape.one_of_keys.is_empty()) => {
                let (required, others): (Vec<&'static Field>, Vec<_>) =
                    shape.into_iter().flat_map(|shape| shape.fields).partition(|field| field.required);
                // Otherwise a required field is absent, and that says it all.
                if *limit > required.len() as u64 {
                    let is_free = required.is_empty() && others.is_empty();
                    self.say(id, if is_free { What::Empty } else { What::AtLeastOne { fields: others } });
                }
            }
            ValidationErrorKind::MinProperties { .. } | ValidationErrorKind::MaxProperties { .. } => {
                self.exactly_one(node, shape);
            }
            ValidationErrorKind::UniqueItems => {
                for (first, again) in repeated(node.items()) {
                    self.say(again.id(), What::OutOfRange(Bound::Repeated { first: first.id() }));
                }
            }
            _ => self.say(id, What::NotAllowed),
        }
    }

    /// Never reports the `oneOf` itself: the branch that the typing chose is what the author meant.
    fn one_of(
        &mut self,
        node: Node<'_>,
        shape: Option<&'static Shape>,
        context: &[Vec<ValidationError<'_>>],
        inside: Option<NodeId>,
    ) {
        let chosen = shape.and_then(|shape| shape.branch).filter(|_| inside != Some(node.id()));
        match chosen.and_then(|branch| context.get(branch)) {
            Some(errors) if !errors.is_empty() => {
                for error in errors {
                    self.explain(error, Some(node.id()));
                }
            }
            _ if shape.is_some_and(|shape| !shape.branches.is_empty()) => self.wrong_type(node, shape),
            _ if shape.is_some_and(|shape| !shape.one_of_keys.is_empty()) => self.exactly_one(node, shape),
            _ => self.say(node.id(), What::NotAllowed),
        }
    }

    fn wrong_type(&mut self, node: Node<'_>, shape: Option<&'static Shape>) {
        let found = Types::of(node);
        let accepts = match shape.map(|shape| shape.types).unwrap_or_default() {
            // Fields that are an entry without its dash: what is wanted is the list, not `{none: …}`.
            types if types.contains(found) && types.contains(Types::LIST) => Types::LIST,
            types => types,
        };
        let scalars = Types::INTEGER.union(Types::NUMBER).union(Types::BOOLEAN);
        let plain_scalar = accepts.contains(Types::TEXT) && found.meets(scalars);
        if plain_scalar && let Some(text) = shape.and_then(|shape| refused_in_quotes(shape, node.source())) {
            let what = if text.values.is_empty() { What::BadFormat } else { What::NotAllowed };
            return self.found.push(Violation { node: node.id(), shape: Some(text), what });
        }
        self.say(node.id(), What::WrongType { accepts, found, plain_scalar });
    }

    fn exactly_one(&mut self, node: Node<'_>, shape: Option<&'static Shape>) {
        // What is no map meets every `required`, and has the wrong sort already.
        if Types::of(node) != Types::MAP {
            return;
        }
        let keys = shape.map(|shape| shape.one_of_keys).unwrap_or_default();
        let is_one = |key: Node<'_>| key.as_text().is_some_and(|key| keys.contains(&key));
        let present = node.entries().map(|entry| entry.key).filter(|key| is_one(*key)).map(Node::id).collect();
        self.say(node.id(), What::ExactlyOne { keys, present });
    }

    fn unknown(&mut self, map: Node<'_>, key: Node<'_>) {
        self.n_guesses += 1;
        let text = key.as_text().filter(|_| self.n_guesses <= GUESSES);
        let meant = text.zip(self.typing.shape(map.id())).and_then(|(text, shape)| {
            // A value may have run together with its key.
            let name = text.split([':', '：']).next().unwrap_or(text);
            let absent = || shape.fields.iter().filter(|field| map.get(field.name).is_none());
            // What identifies an entry has another name in some lists.
            let identity = || {
                let list = map.parent().filter(|_| text == "id" && map.key().is_none())?;
                let part = self.typing.shape(list.id())?.key.first()?;
                absent().find(|field| field.name == part.name)
            };
            // Version and status of a document are looked for at its top.
            let is_of_meta = || {
                let meta = shape.field("meta").filter(|_| map.parent().is_none());
                meta.is_some_and(|meta| meta.shape.field(text).is_some())
            };
            // `internal` is near to `external` by its letters, and to `internal_notice` by its sense; one wrong letter
            // is a slip all the same.
            let near = Shape::nearest_with_distance(name, absent());
            let slip = near.filter(|(distance, _)| *distance <= 1).map(|(_, field)| field);
            let more = || field_of_more_words(name, absent()).filter(|_| !is_of_meta());
            slip.or_else(more).or(near.map(|(_, field)| field)).or_else(identity)
        });
        self.say(map.id(), What::UnknownField { key: key.id(), meant });
    }

    fn say(&mut self, node: NodeId, what: What) {
        self.found.push(Violation { node, shape: self.typing.shape(node), what });
    }
}

/// Returns what a text would have to be where a scalar without quotes stands, if quotes alone would not make it that.
fn refused_in_quotes(shape: &'static Shape, source: &str) -> Option<&'static Shape> {
    let forms = std::iter::once(shape).filter(|shape| shape.branches.is_empty()).chain(shape.branches.iter().copied());
    let texts: Vec<&'static Shape> = forms.filter(|form| form.types.contains(Types::TEXT)).collect();
    let first = texts.first().copied()?;
    (!texts.iter().any(|text| compile::takes(text, source))).then_some(first)
}

/// A schema, compiled.
pub(super) struct Validator(jsonschema::Validator<InPlace>);

impl Validator {
    /// Compiles a schema.
    ///
    /// # Errors
    ///
    /// What the validator says about a schema that is none.
    pub(super) fn compile(schema: &Json) -> Result<Validator, String> {
        compile::compile(schema).map(Validator)
    }
}

/// Says whether a schema is one, by the meta-schema of 2020-12.
#[cfg(test)]
pub(super) fn is_schema(schema: &serde_json::Value) -> Result<(), String> {
    jsonschema::draft202012::meta::validate(schema).map_err(|error| error.to_string())
}

/// Compiles a schema as it is printed, and says of documents what anybody with that text would say.
#[cfg(test)]
pub(super) fn by_printed(text: &str) -> impl Fn(&Tree) -> bool + use<> {
    let schema = serde_json::from_str(text).expect("what is printed is JSON");
    let options = jsonschema::options_for::<InPlace>().with_draft(jsonschema::Draft::Draft202012).offline();
    let validator = options.build(&schema).expect("what is printed is a schema");
    move |tree| tree.root().is_none_or(|root| validator.is_valid(View::Node(root)))
}

/// Says what the validator alone says.
#[cfg(test)]
pub(super) fn is_valid(typing: &Typing, tree: &Tree) -> bool {
    tree.root().is_none_or(|root| typing.schema().validator.0.is_valid(View::Node(root)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::schema::{Schema, absences, assign, pointer};
    use crate::text::{RepoPath, SourceText};
    use crate::yaml;

    fn parse(text: &str) -> Tree {
        yaml::parse(&SourceText::new(RepoPath::new("test.yaml"), text.into())).tree
    }

    /// Says a violation in one line, with the pointer of where it shows.
    fn line(tree: &Tree, typing: &Typing, violation: &Violation) -> String {
        let names = |fields: &[&'static Field]| fields.iter().map(|field| field.name).collect::<Vec<_>>().join(" ");
        let what = match &violation.what {
            What::Missing { field } => format!("missing {}", field.name),
            What::UnknownField { meant, .. } => {
                format!("unknown, meant {}", meant.map_or("nothing", |field| field.name))
            }
            What::WrongType { accepts, found, plain_scalar } => {
                format!("{found:?} for {accepts:?}{}", if *plain_scalar { ", quotes would do" } else { "" })
            }
            What::AtLeastOne { fields } => format!("at least one of {}", names(fields)),
            What::ExactlyOne { keys, present } => format!("{} of {}", present.len(), keys.join(" ")),
            What::OutOfRange(Bound::Repeated { .. }) => "repeated".to_owned(),
            What::OutOfRange(bound) => format!("{bound:?}"),
            What::Empty => "empty".to_owned(),
            What::NotAllowed => "not allowed".to_owned(),
            What::BadFormat => "bad format".to_owned(),
        };
        format!("{what} at {}", pointer(tree, typing, violation.at()))
    }

    fn check(schema: Value, text: &str, expected: &[&str]) {
        let shown = schema.to_string();
        let schema = Schema::of(schema);
        let tree = parse(text);
        let typing = assign(schema, &tree);
        let found: Vec<_> = validate(&tree, &typing).iter().map(|violation| line(&tree, &typing, violation)).collect();
        assert_eq!(found, expected, "{text}\nagainst {shown}");
    }

    #[test]
    fn each_keyword_has_its_violation_at_its_place() {
        let text = json!({"$ref": "common.schema.json#/$defs/text"});
        let none = json!({"$ref": "common.schema.json#/$defs/none"});
        let list = json!({"type": "array", "minItems": 1, "items": {"type": "string"}});
        let person_or_post = json!({
            "type": "object", "additionalProperties": false,
            "properties": {"person": {"type": "string"}, "post": {"type": "string"}, "order": {"type": "integer"}},
            "oneOf": [{"required": ["person"]}, {"required": ["post"]}],
        });
        let who = json!({
            "type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
            "properties": {"person": {"type": "string"}, "post": {"type": "string"}},
        });
        let period = json!({"$ref": "common.schema.json#/$defs/period"});
        let counted = |least: u64| {
            json!({
                "type": "object", "additionalProperties": false, "required": ["a"], "minProperties": least,
                "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}},
            })
        };
        let (owing, effort) = (counted(1), counted(2));
        let money = json!({"$ref": "common.schema.json#/$defs/money"});
        let date = json!({"$ref": "common.schema.json#/$defs/date"});
        let set = json!({"type": "array", "uniqueItems": true, "items": {"type": "string"}});
        let level = json!({"type": "integer", "minimum": 0, "maximum": 4});
        let cases: &[(&Value, &str, &[&str])] = &[
            (&json!({"type": "integer"}), "x: 3", &[]),
            (&json!({"type": "integer"}), "x: three", &["text for integer at /x"]),
            (&json!({"type": "integer"}), "x: 1.0", &["number for integer at /x"]),
            (&json!({"type": "string"}), "x: 1.10", &["number for text, quotes would do at /x"]),
            (&json!({"type": "string"}), "x: true", &["boolean for text, quotes would do at /x"]),
            (&json!({"type": "string"}), "x: [a]", &["list for text at /x"]),
            (&json!({"type": "string"}), "x:", &["empty at /x"]),
            (&json!({"type": "string"}), "x: ~", &["empty at /x"]),
            (&json!({"type": "string"}), "y: a", &["unknown, meant x at /y"]),
            (&json!({"enum": ["a", "b"]}), "x: c", &["not allowed at /x"]),
            (&json!({"enum": ["a", "b"], "type": "string"}), "x: 1", &["integer for text, quotes would do at /x"]),
            (&json!({"const": "a"}), "x: b", &["not allowed at /x"]),
            (&json!({"type": "string", "pattern": "^a$"}), "x: b", &["bad format at /x"]),
            (&json!({"type": "string", "minLength": 3}), "x: ab", &["TooShort(3) at /x"]),
            (&json!({"type": "string", "maxLength": 3}), "x: abcd", &["TooLong(3) at /x"]),
            (&json!({"type": "array", "minItems": 2, "items": {"type": "string"}}), "x: [a]", &["TooFew(2) at /x"]),
            (&json!({"type": "array", "maxItems": 1, "items": {"type": "string"}}), "x: [a, b]", &["TooMany(1) at /x"]),
            (&level, "x: -1", &["Below(0) at /x"]),
            (&level, "x: 5", &["Above(4) at /x"]),
            (&level, "x: 99999999999999999999", &["Above(4) at /x"]),
            (&list, "x: []", &["empty at /x"]),
            (&list, "x: [a, ~, 1]", &["empty at /x/-", "integer for text, quotes would do at /x/-"]),
            (&set, "x: [a, b, a, c, a]", &["repeated at /x/a", "repeated at /x/a"]),
            (&date, "x: 2026-13-01", &["bad format at /x"]),
            (&date, "x: 2026-02-30", &["bad format at /x"]),
            (&effort, "x: {a: 1}", &["at least one of b c at /x"]),
            (&effort, "x: {a: 1, c: 1}", &[]),
            (&owing, "x: {}", &["empty at /x"]),
            (&effort, "x: {}", &["empty at /x"]),
            (&period, "x: {}", &["at least one of from to at /x"]),
            (&period, "x: {form: 2026-01-01}", &["unknown, meant from at /x/form"]),
            (&money, "x: {}", &["empty at /x"]),
            (&money, "x: {amount: 1}", &["missing currency at /x"]),
            (&money, "x: {amount: [1], currency: JPY}", &["list for text|integer at /x/amount"]),
            (&money, "x: {amount: a, currency: JPY}", &["bad format at /x/amount"]),
            (&money, "x: {amount: 1, currncy: JPY}", &["unknown, meant currency at /x/currncy"]),
            (&text, "x: {ja: 窓口, en: desk}", &[]),
            (&text, "x: ''", &["Blank at /x"]),
            (&text, "x: '\u{3000}'", &["Blank at /x"]),
            (&text, "x: {ja: ''}", &["Blank at /x/ja"]),
            (&text, "x: {}", &["empty at /x"]),
            (&text, "x: {日本語: 窓口}", &["unknown, meant nothing at /x/日本語"]),
            (&text, "x: [a]", &["list for text|map at /x"]),
            (&text, "x: 1.10", &["number for text|map, quotes would do at /x"]),
            (&none, "x: {none: true}", &[]),
            (&none, "x: {none: まだ}", &[]),
            (&none, "x: {none: false}", &["not allowed at /x/none"]),
            (&none, "x: {none:}", &["empty at /x/none"]),
            (&none, "x: {nome: true}", &["unknown, meant none at /x/nome"]),
            (&json!({"oneOf": [list, none]}), "x: {none: true}", &[]),
            (&json!({"oneOf": [list, none]}), "x: []", &["empty at /x"]),
            (&json!({"oneOf": [list, none]}), "x: [a, 1]", &["integer for text, quotes would do at /x/-"]),
            (&json!({"oneOf": [list, none]}), "x: {a: 1, b: 2}", &["map for list at /x"]),
            (&json!({"oneOf": [list, none]}), "x: {nome: a}", &["unknown, meant none at /x/nome"]),
            (&json!({"oneOf": [list, none]}), "x: a", &["text for list|map at /x"]),
            (&json!({"oneOf": [list, none]}), "x:", &["empty at /x"]),
            (&json!({"oneOf": [{"type": "string"}, who]}), "x: {person: a}", &[]),
            (&json!({"oneOf": [{"type": "string"}, who]}), "x: {prson: a}", &["unknown, meant person at /x/prson"]),
            (&who, "x: {person: a, post: b}", &["2 of person post at /x"]),
            (&who, "x: {person: a, note: b}", &["unknown, meant nothing at /x/note"]),
            (&who, "x: {}", &["0 of person post at /x"]),
            (&person_or_post, "x: {person: a, order: 1}", &[]),
            (&person_or_post, "x: 1.5", &["number for map at /x"]),
            (&person_or_post, "x: {order: 1}", &["0 of person post at /x"]),
            (&person_or_post, "x: {order: 1, persn: a}", &["unknown, meant person at /x/persn"]),
            (&person_or_post, "x: {post: a, person: b}", &["2 of person post at /x"]),
            (&json!({"oneOf": [{"type": "string"}, person_or_post]}), "x: {order: 1}", &["0 of person post at /x"]),
        ];
        for (schema, text, expected) in cases {
            let document = json!({"type": "object", "properties": {"x": schema}, "additionalProperties": false});
            check(document, text, expected);
        }
    }

    #[test]
    fn several_faults_stand_in_the_order_of_the_source() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["title", "owner"],
            "properties": {
                "title": {"type": "string"}, "owner": {"type": "string"}, "due": {"type": "string"},
                "risks": {"type": "array", "x-key": ["name"], "items": {
                    "type": "object", "additionalProperties": false, "required": ["name", "level"],
                    "properties": {"name": {"type": "string"}, "level": {"enum": ["high", "low"]}},
                }},
            },
        });
        check(
            schema.clone(),
            "risks:\n  - {name: a, level: hihg}\n  - {name: b/c, extra: 1}\nowner: 3\nzz: 1\n",
            &[
                "missing title at ",
                "not allowed at /risks/a/level",
                "missing level at /risks/b~1c",
                "unknown, meant nothing at /risks/b~1c/extra",
                "integer for text, quotes would do at /owner",
                "unknown, meant nothing at /zz",
            ],
        );
        check(schema, "title: a\nowner: b\nrisks: [{name: a, level: low}]\n", &[]);
    }

    #[test]
    fn a_document_that_lies_elsewhere_owes_its_envelope_alone() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["kind", "title", "purpose"],
            "properties": {
                "kind": {"const": "a"}, "title": {"type": "string"}, "purpose": {"type": "string"},
                "external": {"type": "object", "additionalProperties": {"type": "string"}},
                "hint": {"type": "string", "x-recommended": true},
            },
        });
        check(schema.clone(), "kind: a", &["missing title at ", "missing purpose at "]);
        check(schema.clone(), "kind: a\nexternal: {location: b}", &["missing title at "]);
        check(schema, "kind: a\nexternal: {location: b}\ntitle: c", &[]);
    }

    #[test]
    fn absent_recommended_fields_are_found_unless_a_slip_meant_them() {
        let schema = Schema::of(json!({
            "type": "object", "additionalProperties": false, "required": ["a"],
            "properties": {
                "a": {"type": "string", "x-rule": "x/required"},
                "owner": {"type": "string", "x-recommended": true},
                "due": {"type": "string", "x-rule": "x/due"},
                "steps": {"type": "array", "items": {"type": "string"}, "x-recommended": true},
                "free": {"type": "string"},
            },
        }));
        let names = |text: &str| {
            let tree = parse(text);
            let typing = assign(schema, &tree);
            let violations = validate(&tree, &typing);
            let absences = absences(&tree, &typing, &violations);
            absences.iter().map(|absence| (absence.field.name, absence.empty.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(names("a: b"), [("owner", false), ("due", false), ("steps", false)]);
        assert_eq!(names("ownr: b\ndue:\nsteps: []"), [("steps", true)]);
    }

    #[test]
    fn a_hostile_number_of_unknown_keys_costs_no_more_than_reading_them() {
        let text: String = (0..9_000).map(|n| format!("ke{n}: 1\n")).collect();
        let tree = parse(&text);
        let typing = assign(
            Schema::of(json!({
                "type": "object", "additionalProperties": false, "properties": {"key_1": {"type": "integer"}},
            })),
            &tree,
        );
        assert_eq!(validate(&tree, &typing).len(), 9_000);
    }
}
