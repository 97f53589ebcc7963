//! A schema as the validator needs it: its constraints alone, with what several schemas share compiled once for all.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use jsonschema::{Draft, Keyword, PatternCache, PatternOptions, Registry, ValidationError};
use serde_json::{Map, Value, json};

use super::in_place::{InPlace, View};
use crate::schema::json::Json;
use crate::schema::shape::Shape;
use crate::schema::vocabulary::{joined, named};
use crate::schema::{catalog, forms, keywords};

type Compiled = jsonschema::Validator<InPlace>;

/// The keyword that stands for a reference to a shared definition.
const SHARED: &str = "x-shared";

/// Compiles a schema.
///
/// # Errors
///
/// What the validator says about a schema that is none.
pub(super) fn compile(schema: &Json) -> Result<Compiled, String> {
    // The patterns of ids, dates and texts are in every schema.
    static PATTERNS: OnceLock<PatternCache> = OnceLock::new();
    const AT: &str = "json-schema:///schema";
    let constraints = constraints(schema);
    let draft = Draft::Draft202012;
    let registry = Registry::new().draft(draft).add(AT, draft.create_resource_ref(&constraints));
    let registry = registry.and_then(jsonschema::RegistryBuilder::prepare).map_err(|error| error.to_string())?;
    jsonschema::options_for::<InPlace>()
        // Of a registered schema nobody asks whether it is one: a test does. Of the root it is asked, and the
        // meta-schema of this draft takes a tenth of the time to build.
        .with_draft(Draft::Draft4)
        .with_registry(&registry)
        .with_pattern_options(PatternOptions::regex())
        .with_pattern_cache(PATTERNS.get_or_init(PatternCache::new).clone())
        .with_keyword(SHARED, |_, name, _| match name.as_str().and_then(|name| shared().get_key_value(name)) {
            Some((name, definition)) => Ok(Box::new(Shared { name, definition })),
            None => Err(ValidationError::custom("no such definition")),
        })
        .offline()
        .build(&json!({"$ref": AT}))
        .map_err(|error| error.to_string())
}

/// What several schemas share, each compiled when a document first needs it.
fn shared() -> &'static HashMap<&'static str, OnceLock<Compiled>> {
    static DEFINITIONS: OnceLock<HashMap<&'static str, OnceLock<Compiled>>> = OnceLock::new();
    DEFINITIONS.get_or_init(|| {
        let definitions = catalog::common().get("$defs").and_then(Json::as_object);
        definitions.into_iter().flatten().map(|(name, _)| (*name, OnceLock::new())).collect()
    })
}

fn definition(name: &str) -> Option<&'static Json> {
    catalog::common().get("$defs")?.get(name)
}

/// A shared definition at the place where a schema refers to it.
struct Shared {
    name: &'static str,
    definition: &'static OnceLock<Compiled>,
}

impl Shared {
    fn compiled(&self) -> &'static Compiled {
        let definition = || definition(self.name).expect("the name was found among the definitions");
        let compile = || compile(definition()).expect("a test compiles every definition");
        self.definition.get_or_init(compile)
    }
}

impl<'i> Keyword<'i, InPlace> for Shared {
    fn validate(&self, node: View<'i>) -> Result<(), ValidationError<'i>> {
        match self.compiled().is_valid(node) {
            true => Ok(()),
            // What is wrong is asked again by whoever explains it: the library puts a copy of the node in place of the
            // number that our errors carry.
            false => Err(ValidationError::custom(format!("{} {}", self.name, node.number().unwrap_or_default()))),
        }
    }

    fn is_valid(&self, node: View<'i>) -> bool {
        self.compiled().is_valid(node)
    }
}

/// Returns the shared definition that a message speaks of, and the number of the node that differs from it.
pub(super) fn shared_fault(message: &str) -> Option<(&'static Compiled, usize)> {
    let (name, at) = message.split_once(' ')?;
    let (name, definition) = shared().get_key_value(name)?;
    Some((Shared { name, definition }.compiled(), at.parse().ok()?))
}

/// Says whether a text is one that a place takes, as far as its form and its values tell.
pub(super) fn takes(shape: &Shape, text: &str) -> bool {
    let is_value = shape.values.is_empty() || shape.value_words(text).is_some();
    let is_real = || shape.form.is_none_or(|form| forms::is_real(form, text));
    is_value && is_real() && shape.pattern.is_none_or(|pattern| pattern_of(pattern).is_valid(View::Name(text)))
}

/// Returns what checks a single pattern, the same as in a whole schema.
fn pattern_of(pattern: &'static str) -> Arc<Compiled> {
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Arc<Compiled>>>> = LazyLock::new(Mutex::default);
    let compile = || {
        let options = jsonschema::options_for::<InPlace>().with_draft(Draft::Draft4);
        let options = options.with_pattern_options(PatternOptions::regex()).offline();
        options.build(&json!({"pattern": pattern})).expect("it is compiled as a part of its schema too")
    };
    let mut compiled = COMPILED.lock().expect("no thread panics while it holds the patterns");
    Arc::clone(compiled.entry(pattern).or_insert_with(|| Arc::new(compile())))
}

/// Copies what constrains a value: without the words for people, with vocabularies written out and shared scalars in
/// place.
fn constraints(schema: &Json) -> Value {
    let Some(keywords) = schema.as_object() else { return schema.to_value() };
    let mut kept = Map::new();
    let mut choices = Vec::new();
    for (keyword, value) in keywords {
        let each = |(name, value): &(&'static str, Json)| ((*name).to_owned(), constraints(value));
        let target = || value.as_str()?.strip_prefix(keywords::SHARED);
        let value = match *keyword {
            "properties" | "$defs" => value.as_object().into_iter().flatten().map(each).collect(),
            "items" | "additionalProperties" | "propertyNames" => constraints(value),
            "oneOf" => value.as_array().into_iter().flatten().map(constraints).collect(),
            "$ref" => match target() {
                Some(name) => {
                    refer(name, keywords, &mut kept);
                    continue;
                }
                None => value.to_value(),
            },
            "enum" => {
                choices.extend(value.as_array().into_iter().flatten().map(Json::to_value));
                continue;
            }
            "x-vocabulary" => {
                let named: Vec<_> = value.one_or_more().iter().filter_map(|name| named(name.as_str()?)).collect();
                choices.extend(joined(&named).0.iter().map(|choice| Value::from(choice.value)));
                continue;
            }
            "title" | "description" | "$schema" => continue,
            annotation if annotation.starts_with("x-") => continue,
            _ => value.to_value(),
        };
        kept.insert((*keyword).to_owned(), value);
    }
    if !choices.is_empty() {
        kept.insert("enum".to_owned(), choices.into());
    }
    Value::Object(kept)
}

/// Puts a shared definition into a place: a scalar as it is, which takes less time to compile than a reference.
fn refer(name: &str, beside: &[(&'static str, Json)], kept: &mut Map<String, Value>) {
    const OF_MANY: [&str; 5] = ["$ref", "properties", "items", "oneOf", "additionalProperties"];
    let definition = definition(name);
    let is_scalar =
        |definition: &[(&'static str, Json)]| !definition.iter().any(|(keyword, _)| OF_MANY.contains(keyword));
    match definition.and_then(Json::as_object) {
        Some(keywords) if is_scalar(keywords) && beside_is_silent(beside) => {
            let constraints = definition.map(constraints).unwrap_or_default();
            kept.extend(constraints.as_object().cloned().unwrap_or_default());
        }
        _ => {
            kept.insert(SHARED.to_owned(), name.into());
        }
    }
}

/// Says whether nothing but words stands beside a reference.
fn beside_is_silent(beside: &[(&'static str, Json)]) -> bool {
    let is_silent = |keyword: &str| matches!(keyword, "$ref" | "title" | "description") || keyword.starts_with("x-");
    beside.iter().all(|(keyword, _)| is_silent(keyword) && *keyword != "x-vocabulary")
}
