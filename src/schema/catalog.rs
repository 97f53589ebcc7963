//! The kinds of document and their schemas, embedded as they stand in `schemas/`, compiled on first use.

use std::collections::HashSet;
use std::fmt;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::keywords;
use super::shape::Shape;
use super::validate::Validator;
use crate::lang::Words;

/// Embeds `schemas/NAME.schema.json` for each name.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../schemas/", $name, ".schema.json")))),*]
    };
}

/// The schemas there are. A kind that is not built yet has none.
static FILES: &[(&str, &str)] = embedded![
    "common",
    "contact-directory",
    "departments",
    "organization",
    "party-directory",
    "people",
    "phase-plan",
    "project-charter",
    "protected-services",
    "role-catalog",
    "scope-statement",
    "settings",
    "study",
    "waivers"
];

/// What several schemas share, and one refers to as `common.schema.json#/$defs/NAME`.
const COMMON: &str = "common";

/// A kind of document.
#[derive(Debug)]
pub struct Kind {
    /// As `kind:` says it.
    pub name: &'static str,
    /// As people call it.
    pub title: Words,
    /// The phases of the construction flow that make it; none for a registry.
    pub phases: Vec<&'static str>,
    /// 1 for what the flow delivers, 2 for cross-checks, 3 for assurance.
    pub tier: u8,
    /// Whether it has a schema already.
    pub built: bool,
    schema: OnceLock<Option<Schema>>,
}

/// A type of thing that documents define; the kinds are such types besides.
#[derive(Debug, Clone, Copy)]
pub struct EntityType {
    /// As references say it.
    pub name: &'static str,
    /// As people call it.
    pub title: Words,
}

/// An action that needs authority, which resolves without being declared.
#[derive(Debug, Clone, Copy)]
pub struct AuthorityAction {
    /// The id.
    pub id: &'static str,
    /// As people call it.
    pub name: Words,
}

/// A schema, read and compiled.
pub struct Schema {
    /// The kind, or `settings`.
    pub name: &'static str,
    /// The shape of the whole document.
    pub shape: &'static Shape,
    pub(super) validator: Validator,
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schema({})", self.name)
    }
}

impl Schema {
    /// Reads and compiles a schema. The faults are for its author.
    ///
    /// # Errors
    ///
    /// What keeps it from being compiled at all.
    fn read(name: &'static str, bundle: &'static Value) -> Result<(Schema, Vec<String>), String> {
        let (shape, faults) = keywords::read(bundle);
        Ok((Schema { name, shape, validator: Validator::compile(bundle)? }, faults))
    }

    /// Compiles the schema of a test.
    #[cfg(test)]
    pub(super) fn of(schema: Value) -> &'static Schema {
        let bundle = Box::leak(Box::new(bundle(&schema, common())));
        Box::leak(Box::new(Schema::read("test", bundle).expect("the schema of a test compiles").0))
    }

    fn embedded(name: &'static str) -> Option<Schema> {
        let bundle = Box::leak(Box::new(bundle(&parse(file(name)?), common())));
        Some(Schema::read(name, bundle).expect("a test reads every embedded schema").0)
    }
}

impl Kind {
    /// Returns the schema of the kind, if it is built. The first call compiles it.
    pub fn schema(&'static self) -> Option<&'static Schema> {
        self.schema.get_or_init(|| Schema::embedded(self.name)).as_ref()
    }
}

/// Returns all kinds, built or not, in the order of the flow.
pub fn kinds() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let entries = entries(include_str!("../../schemas/kinds.json"));
        let kind = |entry: &'static Value| Kind {
            name: text_of(entry, "name"),
            title: words_of(entry, "title"),
            phases: entry["phase"].as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
            tier: entry["tier"].as_u64().and_then(|tier| u8::try_from(tier).ok()).unwrap_or(1),
            built: entry["built"] == Value::Bool(true),
            schema: OnceLock::new(),
        };
        entries.iter().map(kind).collect()
    })
}

/// Returns a kind by its name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    kinds().iter().find(|kind| kind.name == name)
}

/// Returns the types of thing that documents define, without the kinds.
pub fn entity_types() -> &'static [EntityType] {
    static TYPES: OnceLock<Vec<EntityType>> = OnceLock::new();
    TYPES.get_or_init(|| {
        let entries = entries(include_str!("../../schemas/entity-types.json"));
        entries
            .iter()
            .map(|entry| EntityType { name: text_of(entry, "name"), title: words_of(entry, "title") })
            .collect()
    })
}

/// Returns the actions that resolve without being declared.
pub fn authority_actions() -> &'static [AuthorityAction] {
    static ACTIONS: OnceLock<Vec<AuthorityAction>> = OnceLock::new();
    ACTIONS.get_or_init(|| {
        let entries = entries(include_str!("../../schemas/authority-actions.json"));
        entries
            .iter()
            .map(|entry| AuthorityAction { id: text_of(entry, "id"), name: words_of(entry, "name") })
            .collect()
    })
}

/// Returns the text of a preset of a phase plan.
pub fn preset(name: &str) -> Option<&'static str> {
    (name == "jpcert-8").then_some(include_str!("../../schemas/presets/jpcert-8.yaml"))
}

/// Returns the schema of `sekisho.yaml`.
pub fn settings() -> &'static Schema {
    static SETTINGS: OnceLock<Schema> = OnceLock::new();
    SETTINGS.get_or_init(|| Schema::embedded("settings").expect("the settings have a schema"))
}

/// Returns the JSON Schema of a kind, or of `settings`, as one text that refers to no other.
pub fn text(name: &str) -> Option<String> {
    let bundle = bundle(&parse(file(name).filter(|_| name != COMMON)?), common());
    Some(format!("{bundle:#}\n"))
}

fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("a test reads every embedded file")
}

fn common() -> &'static Value {
    static SHARED: OnceLock<Value> = OnceLock::new();
    SHARED.get_or_init(|| file(COMMON).map(parse).unwrap_or_default())
}

// The lists live as long as the program, and what is made of them borrows from them.
fn entries(text: &'static str) -> &'static [Value] {
    let list: &'static Value = Box::leak(Box::new(parse(text)));
    list.as_array().expect("the embedded file is a list")
}

fn text_of(entry: &'static Value, name: &str) -> &'static str {
    entry[name].as_str().expect("a test reads every embedded file")
}

fn words_of(entry: &'static Value, name: &str) -> Words {
    Words { ja: text_of(&entry[name], "ja"), en: text_of(&entry[name], "en") }
}

/// Copies a schema with every shared definition that it uses, so that it refers to nothing outside itself.
fn bundle(schema: &Value, common: &Value) -> Value {
    let mut bundle = schema.clone();
    let own: HashSet<String> =
        schema.get("$defs").and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned().collect();
    let mut wanted = Vec::new();
    refer(&mut bundle, &own, false, &mut wanted);
    let mut added = Map::new();
    while let Some(name) = wanted.pop() {
        let bundled = bundled_name(&name, &own);
        let Some(definition) = common["$defs"].get(&name).filter(|_| !added.contains_key(&bundled)) else { continue };
        let mut definition = definition.clone();
        refer(&mut definition, &own, true, &mut wanted);
        added.insert(bundled, definition);
    }
    added.sort_keys();
    if let Some(keywords) = bundle.as_object_mut().filter(|_| !added.is_empty()) {
        let definitions = keywords.entry("$defs").or_insert_with(|| Map::new().into());
        definitions.as_object_mut().into_iter().for_each(|definitions| definitions.extend(std::mem::take(&mut added)));
    }
    bundle
}

/// Rewrites references to shared definitions, and notes which they are.
fn refer(value: &mut Value, own: &HashSet<String>, is_shared: bool, wanted: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| refer(value, own, is_shared, wanted)),
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                let shared = match value.as_str().filter(|_| keyword == "$ref") {
                    Some(target) if is_shared => target.strip_prefix("#/$defs/"),
                    Some(target) => target.strip_prefix("common.schema.json#/$defs/"),
                    None => None,
                };
                match shared.map(str::to_owned) {
                    Some(name) => {
                        *value = format!("#/$defs/{}", bundled_name(&name, own)).into();
                        wanted.push(name);
                    }
                    None => refer(value, own, is_shared, wanted),
                }
            }
        }
        _ => {}
    }
}

/// A definition of the schema's own may have the name of a shared one.
fn bundled_name(name: &str, own: &HashSet<String>) -> String {
    if own.contains(name) { format!("common-{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::shape::{Define, Target};
    use crate::schema::validate::is_schema;

    fn names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name).filter(|name| *name != COMMON)
    }

    fn schema_of(name: &str) -> &'static Schema {
        kind(name).map_or_else(settings, |kind| kind.schema().expect("the kind has a schema"))
    }

    #[test]
    fn every_embedded_schema_is_one_and_says_only_what_the_contract_knows() {
        let mut faults = Vec::new();
        for name in names() {
            let bundle: &'static Value =
                Box::leak(Box::new(bundle(&parse(file(name).expect("is embedded")), common())));
            if let Err(error) = is_schema(bundle) {
                faults.push(format!("{name}: {error}"));
            }
            match Schema::read(name, bundle) {
                Ok((_, found)) => faults.extend(found.into_iter().map(|fault| format!("{name}{fault}"))),
                Err(error) => faults.push(format!("{name}: {error}")),
            }
        }
        faults.sort();
        faults.dedup();
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn every_shared_definition_is_sound_used_or_not() {
        let mut faults = Vec::new();
        for name in common()["$defs"].as_object().into_iter().flat_map(Map::keys) {
            let alone = serde_json::json!({"$ref": format!("#/$defs/{name}"), "$defs": common()["$defs"]});
            let (_, found) = keywords::read(Box::leak(Box::new(alone)));
            faults.extend(found.into_iter().map(|fault| format!("common {name}{fault}")));
        }
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn every_schema_file_is_embedded_and_every_built_kind_has_one() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
        let entries = std::fs::read_dir(folder).expect("the folder stands in the repository");
        for entry in entries.filter_map(Result::ok) {
            let file_name = entry.file_name().to_string_lossy().into_owned();
            // What a report looks like is no kind of document.
            if let Some(name) = file_name.strip_suffix(".schema.json").filter(|name| *name != "report") {
                assert!(file(name).is_some(), "{name} is not embedded");
                assert!(name == COMMON || name == "settings" || kind(name).is_some_and(|kind| kind.built), "{name}");
            }
        }
        assert_eq!(kinds().len(), 49);
        for kind in kinds().iter().filter(|kind| kind.built) {
            assert!(file(kind.name).is_some(), "{} has no schema", kind.name);
        }
    }

    #[test]
    fn references_and_ids_name_types_that_exist() {
        let is_type = |name: &str| kind(name).is_some() || entity_types().iter().any(|of| of.name == name);
        let mut faults = Vec::new();
        for schema in names().map(schema_of) {
            schema.shape.visit(&mut |path, shape| {
                let targets = shape.refer.map(|refer| refer.targets).unwrap_or_default();
                let is_known = targets.iter().all(|target| match target {
                    Target::Entity(name) => is_type(name),
                    Target::ListOf { kind: of, .. } => kind(of).is_some(),
                    Target::LocalList(list) => schema.shape.field(list).is_some(),
                    Target::AnyDocument | Target::Any | Target::SameKind => true,
                });
                let defines = shape.define.is_none_or(|define| match define {
                    Define::Entity(name) => entity_types().iter().any(|of| of.name == name),
                    Define::Local => true,
                });
                if !is_known || !defines {
                    faults.push(format!("{}/{}: {targets:?} {:?}", schema.name, path.join("/"), shape.define));
                }
            });
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_bundle_refers_to_nothing_outside_itself() {
        let common = serde_json::json!({"$defs": {
            "a": {"oneOf": [{"$ref": "#/$defs/b"}]}, "b": {"type": "string"}, "unused": {"type": "integer"},
        }});
        let schema = serde_json::json!({
            "properties": {"x": {"$ref": "common.schema.json#/$defs/a"}, "y": {"$ref": "#/$defs/b"}},
            "$defs": {"b": {"type": "boolean"}},
        });
        let expected = serde_json::json!({
            "properties": {"x": {"$ref": "#/$defs/a"}, "y": {"$ref": "#/$defs/b"}},
            "$defs": {
                "b": {"type": "boolean"},
                "a": {"oneOf": [{"$ref": "#/$defs/common-b"}]},
                "common-b": {"type": "string"},
            },
        });
        assert_eq!(bundle(&schema, &common), expected);
        for text in names().filter_map(text) {
            assert!(!text.contains("common.schema.json"));
        }
    }
}
