//! The kinds of document and their schemas, embedded as they stand in `schemas/`, compiled on first use.

use std::collections::HashSet;
use std::fmt;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::json::Json;
use super::shape::Shape;
use super::validate::Validator;
use super::{keywords, vocabulary};
use crate::lang::Words;

/// Embeds `schemas/NAME.schema.json` for each name.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../schemas/", $name, ".schema.json")))),*]
    };
}

/// The schemas there are.
static FILES: &[(&str, &str)] = embedded![
    "announcement",
    "basic-framework",
    "budget",
    "common",
    "constituencies",
    "contact-directory",
    "control-register",
    "cooperation-agreement",
    "csirt-description",
    "current-state",
    "departments",
    "escalation-matrix",
    "establishment-approval",
    "exercise-plan",
    "exercise-procedure",
    "exercise-report",
    "improvement-report",
    "incident-classification",
    "incident-history",
    "incident-response-manual",
    "incident-response-policy",
    "information-handling-policy",
    "interview-record",
    "log-inventory",
    "maturity-assessment",
    "notification-obligations",
    "on-call-roster",
    "organization",
    "overview-brief",
    "party-directory",
    "people",
    "phase-plan",
    "playbook",
    "project-charter",
    "protected-services",
    "resource-plan",
    "responsibility-matrix",
    "review-log",
    "risk-assessment",
    "risk-tolerance",
    "role-catalog",
    "rule-survey",
    "scope-statement",
    "security-policy",
    "service-catalog",
    "settings",
    "staffing-plan",
    "study",
    "training-plan",
    "trial-operation",
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
    /// What else people write who mean it.
    pub also: Vec<&'static str>,
    /// The name of its file, where that stands above the folders of the phases.
    pub file: Option<&'static str>,
    /// The phases of the construction flow that make it; none for a registry.
    pub phases: Vec<&'static str>,
    /// The kinds whose documents it builds on.
    pub needs: Vec<&'static str>,
    /// 1 for what the flow delivers, 2 for cross-checks, 3 for assurance.
    pub tier: u8,
    schema: OnceLock<Schema>,
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
    fn read(name: &'static str, schema: &'static Json) -> Result<(Schema, Vec<String>), String> {
        let (shape, faults) = keywords::read(schema, common());
        Ok((Schema { name, shape, validator: Validator::compile(schema)? }, faults))
    }

    /// Compiles the schema of a test.
    #[cfg(test)]
    pub(super) fn of(schema: Value) -> &'static Schema {
        let schema = Json::read(schema.to_string().leak()).expect("what was written is read");
        Box::leak(Box::new(Schema::read("test", schema).expect("the schema of a test compiles").0))
    }

    fn embedded(name: &'static str) -> Schema {
        let text = file(name).expect("a test looks for the file of every kind");
        let schema = Json::read(text).expect("a test reads every embedded file");
        Schema::read(name, schema).expect("a test reads every embedded schema").0
    }
}

impl Kind {
    /// Returns the schema of the kind. The first call compiles it.
    pub fn schema(&'static self) -> &'static Schema {
        self.schema.get_or_init(|| Schema::embedded(self.name))
    }
}

/// Returns all kinds, in the order of the flow.
pub fn kinds() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let entries = entries(include_str!("../../schemas/kinds.json"));
        let kind = |entry: &'static Value| Kind {
            name: text_of(entry, "name"),
            title: words_of(entry, "title"),
            also: names_of(entry, "also"),
            file: entry["file"].as_str(),
            phases: names_of(entry, "phase"),
            needs: names_of(entry, "needs"),
            tier: entry["tier"].as_u64().and_then(|tier| u8::try_from(tier).ok()).unwrap_or(1),
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

/// Returns the entries of an embedded list of things with an id and a name.
pub(super) fn named(text: &'static str) -> impl Iterator<Item = (&'static str, Words)> {
    entries(text).iter().map(|entry| (text_of(entry, "id"), words_of(entry, "name")))
}

/// Returns the text of a preset of a phase plan.
pub fn preset(name: &str) -> Option<&'static str> {
    (name == "jpcert-8").then_some(include_str!("../../schemas/presets/jpcert-8.yaml"))
}

/// Returns the schema of `sekisho.yaml`.
pub fn settings() -> &'static Schema {
    static SETTINGS: OnceLock<Schema> = OnceLock::new();
    SETTINGS.get_or_init(|| Schema::embedded("settings"))
}

/// Returns the JSON Schema of a kind, or of `settings`, as one text that refers to no other.
pub fn text(name: &str) -> Option<String> {
    let mut bundle = bundle(&parse(file(name).filter(|_| name != COMMON)?), &parse(&common_text()));
    write_out(&mut bundle);
    Some(format!("{bundle:#}\n"))
}

/// Returns what the schemas share under a name: `date`, `duration`, `schedule`, …
pub fn shared(name: &str) -> Option<&'static Shape> {
    common().get("$defs")?.get(name)?;
    Some(keywords::read(Json::reference(keywords::SHARED, name), common()).0)
}

fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("a test reads every embedded file")
}

/// Returns what several schemas share. References in it are written as those of other schemas to it.
pub(super) fn common() -> &'static Json {
    static COMMON: OnceLock<&'static Json> = OnceLock::new();
    COMMON.get_or_init(|| Json::read(common_text().leak()).expect("a test reads every embedded file"))
}

fn common_text() -> String {
    let text = file(COMMON).expect("it is among the files");
    text.replace("\"#/$defs/", &format!("\"{}", keywords::SHARED))
}

// The lists live as long as the program, and what is made of them borrows from them.
fn entries(text: &'static str) -> &'static [Value] {
    let list: &'static Value = Box::leak(Box::new(parse(text)));
    list.as_array().expect("the embedded file is a list")
}

fn text_of(entry: &'static Value, name: &str) -> &'static str {
    entry[name].as_str().expect("a test reads every embedded file")
}

fn names_of(entry: &'static Value, name: &str) -> Vec<&'static str> {
    entry[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn words_of(entry: &'static Value, name: &str) -> Words {
    Words { ja: text_of(&entry[name], "ja"), en: text_of(&entry[name], "en") }
}

/// Copies a schema with every shared definition that it uses, so that it refers to nothing outside itself.
fn bundle(schema: &Value, shared: &Value) -> Value {
    let mut bundle = schema.clone();
    let own: HashSet<String> =
        schema.get("$defs").and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned().collect();
    let mut wanted = Vec::new();
    let refer = |target: &mut String, wanted: &mut Vec<String>| {
        if let Some(name) = target.strip_prefix(keywords::SHARED).map(str::to_owned) {
            *target = format!("#/$defs/{}", bundled_name(&name, &own));
            wanted.push(name);
        }
    };
    each_reference(&mut bundle, &mut |target| refer(target, &mut wanted));
    let mut added = Map::new();
    while let Some(name) = wanted.pop() {
        let bundled = bundled_name(&name, &own);
        let Some(definition) = shared["$defs"].get(&name).filter(|_| !added.contains_key(&bundled)) else { continue };
        let mut definition = definition.clone();
        each_reference(&mut definition, &mut |target| refer(target, &mut wanted));
        added.insert(bundled, definition);
    }
    added.sort_keys();
    if let Some(keywords) = bundle.as_object_mut().filter(|_| !added.is_empty()) {
        let definitions = keywords.entry("$defs").or_insert_with(|| Map::new().into());
        definitions.as_object_mut().into_iter().for_each(|definitions| definitions.extend(std::mem::take(&mut added)));
    }
    bundle
}

/// Calls `visit` with every reference in a schema.
fn each_reference(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| each_reference(value, visit)),
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                match value {
                    Value::String(target) if keyword == "$ref" => visit(target),
                    _ => each_reference(value, visit),
                }
            }
        }
        _ => {}
    }
}

/// Writes out the vocabularies, so that editors know their values.
fn write_out(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(write_out),
        Value::Object(keywords) => {
            vocabulary::write_out(keywords);
            keywords.values_mut().for_each(write_out);
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
        kind(name).map_or_else(settings, Kind::schema)
    }

    #[test]
    fn every_embedded_schema_is_one_and_says_only_what_the_contract_knows() {
        let mut faults = Vec::new();
        for name in names() {
            let text = text(name).expect("is embedded");
            if let Err(error) = is_schema(&parse(&text)) {
                faults.push(format!("{name}: {error}"));
            }
            match Schema::read(name, Json::read(file(name).expect("is embedded")).expect("is JSON")) {
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
        for (name, definition) in common().get("$defs").and_then(Json::as_object).expect("is a map") {
            let alone = Json::reference(keywords::SHARED, name);
            let (_, found) = keywords::read(alone, common());
            faults.extend([alone, definition].map(Validator::compile).into_iter().filter_map(Result::err));
            faults.extend(found.into_iter().map(|fault| format!("common {name}{fault}")));
        }
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn every_schema_file_is_embedded_and_every_kind_has_one() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
        let entries = std::fs::read_dir(folder).expect("the folder stands in the repository");
        for entry in entries.filter_map(Result::ok) {
            let file_name = entry.file_name().to_string_lossy().into_owned();
            // What a report looks like is no kind of document.
            if let Some(name) =
                file_name.strip_suffix(".schema.json").filter(|name| !matches!(*name, "report" | "status"))
            {
                assert!(file(name).is_some(), "{name} is not embedded");
                assert!(name == COMMON || name == "settings" || kind(name).is_some(), "{name}");
            }
        }
        assert_eq!(kinds().len(), 49);
        for kind in kinds() {
            assert!(file(kind.name).is_some(), "{} has no schema", kind.name);
        }
    }

    #[test]
    fn references_and_ids_name_types_that_exist() {
        // The list may stand at any depth: local ids are one namespace per document.
        let has_list = |shape: &'static Shape, list: &str| {
            let mut is_found = false;
            shape.visit(&mut |path, _| is_found |= path.last() == Some(&list));
            is_found
        };
        let is_type = |name: &str| kind(name).is_some() || entity_types().iter().any(|of| of.name == name);
        let mut faults = Vec::new();
        for schema in names().map(schema_of) {
            schema.shape.visit(&mut |path, shape| {
                let targets = shape.refer.map(|refer| refer.targets).unwrap_or_default();
                let is_known = targets.iter().all(|target| match target {
                    Target::Entity(name) => is_type(name),
                    Target::ListOf { kind: of, .. } => kind(of).is_some(),
                    Target::LocalList(list) => has_list(schema.shape, list),
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
    fn a_shared_definition_that_names_lists_of_several_kinds_means_the_one_that_is_there() {
        let step = serde_json::json!({"type": "string", "x-ref": ["#flow", "#steps"]});
        let targets = |list: &str| {
            let field = serde_json::json!({"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/step"}});
            let schema = serde_json::json!({
                "type": "object",
                "properties": {list: field},
                "additionalProperties": false,
                "$defs": {"step": step},
            });
            let shape = Schema::of(schema).shape;
            let refer = shape.field(list).and_then(|field| field.shape.item).and_then(|item| item.refer);
            refer.map(|refer| refer.targets).unwrap_or_default()
        };
        assert_eq!(targets("flow"), [Target::LocalList("flow")]);
        assert_eq!(targets("steps"), [Target::LocalList("steps")]);
        assert_eq!(targets("others"), [Target::LocalList("flow"), Target::LocalList("steps")]);
    }

    #[test]
    fn the_public_description_holds_every_item_of_rfc_2350() {
        let mut held: HashSet<&str> = HashSet::new();
        let description = kind("csirt-description").map(Kind::schema).expect("there is such a kind");
        description.shape.visit(&mut |_, shape| held.extend(shape.rfc2350));
        // An item is held with all that stands below it.
        let holds = |item: &str| {
            held.iter().any(|held| *held == item || held.strip_prefix(item).is_some_and(|rest| rest.starts_with('.')))
        };
        let items = vocabulary::vocabulary("rfc2350-items").expect("is embedded").values.iter();
        let missing: Vec<&str> = items.map(|item| item.value).filter(|item| !holds(item)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn what_is_printed_for_editors_has_the_values_that_are_validated() {
        fn enumerations(value: &Value, found: &mut Vec<Vec<String>>) {
            if let Some(choices) = value.get("enum").and_then(Value::as_array) {
                let texts = choices.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                assert!(choices.iter().all(|choice| value["x-values"].get(choice.as_str().unwrap_or("")).is_some()));
                found.push(texts);
            }
            match value {
                Value::Array(values) => values.iter().for_each(|value| enumerations(value, found)),
                Value::Object(keywords) => keywords.values().for_each(|value| enumerations(value, found)),
                _ => {}
            }
        }
        for name in names() {
            let printed = parse(&text(name).expect("is embedded"));
            let mut of_text = Vec::new();
            enumerations(&printed, &mut of_text);
            schema_of(name).shape.visit(&mut |path, shape| {
                let values: Vec<String> = shape.values.iter().map(|choice| choice.value.to_owned()).collect();
                // A constant is no enumeration.
                assert!(values.len() < 2 || of_text.contains(&values), "{name}/{}", path.join("/"));
            });
        }
    }

    #[test]
    fn a_bundle_refers_to_nothing_outside_itself() {
        let common = serde_json::json!({"$defs": {
            "a": {"oneOf": [{"$ref": "common.schema.json#/$defs/b"}]},
            "b": {"type": "string"}, "unused": {"type": "integer"},
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
