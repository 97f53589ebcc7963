//! The lists of ids that others publish: their values, where they come from, and what replaced a retired value.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use super::json::Json;
use super::shape::Choice;
use crate::lang::Words;

/// Embeds `schemas/vocabularies/NAME.json` for each name.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$(Entry {
            name: $name,
            text: include_str!(concat!("../../schemas/vocabularies/", $name, ".json")),
            read: OnceLock::new(),
        }),*]
    };
}

static ENTRIES: [Entry; 13] = embedded![
    "csf-subcategories",
    "exercise-types",
    "first-functions",
    "first-services",
    "iso27001-controls",
    "nca-roles",
    "pap",
    "rfc2350-items",
    "rsit",
    "rsit-classes",
    "sim3-parameters",
    "sp800-30-levels",
    "tlp",
];

struct Entry {
    name: &'static str,
    text: &'static str,
    read: OnceLock<Vocabulary>,
}

/// A list of ids that others publish.
#[derive(Debug)]
pub struct Vocabulary {
    /// As `x-vocabulary` says it.
    pub name: &'static str,
    /// As people call it.
    pub title: Words,
    /// Who publishes it, and as what.
    pub source: &'static str,
    /// The edition that the values are of.
    pub version: &'static str,
    /// The note to carry.
    pub licence: Words,
    /// The values, with short names.
    pub values: &'static [Choice],
    /// Values that are no more.
    pub replaced: &'static [Replaced],
}

/// A value that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced {
    /// The value.
    pub value: &'static str,
    /// What is written now.
    pub by: &'static str,
}

/// Returns all vocabularies, by name.
pub fn vocabularies() -> impl Iterator<Item = &'static Vocabulary> {
    ENTRIES.iter().filter_map(|entry| vocabulary(entry.name))
}

/// Returns the vocabulary that `x-vocabulary` names, with what stands before its ids: `csf:` and the subcategories of CSF
/// for `"csf:csf-subcategories"`.
pub(super) fn named(name: &str) -> Option<(&str, &'static Vocabulary)> {
    let (prefix, name) = name.split_at(name.find(':').map_or(0, |colon| colon + 1));
    vocabulary(name).map(|vocabulary| (prefix, vocabulary))
}

/// Puts vocabularies together, each value behind its prefix.
pub(super) fn joined(named: &[(&str, &'static Vocabulary)]) -> (Vec<Choice>, Vec<Replaced>) {
    let (mut values, mut replaced) = (Vec::new(), Vec::new());
    for (prefix, vocabulary) in named {
        let prefixed = |value: &'static str| match *prefix {
            "" => value,
            // As long-lived as the shape that holds it.
            prefix => String::leak(format!("{prefix}{value}")),
        };
        let old = |old: &Replaced| Replaced { value: prefixed(old.value), by: prefixed(old.by) };
        values.extend(vocabulary.values.iter().map(|choice| Choice { value: prefixed(choice.value), ..*choice }));
        replaced.extend(vocabulary.replaced.iter().map(old));
    }
    (values, replaced)
}

/// Writes out what the `x-vocabulary` of a place stands for: `enum`, `x-values` and `x-replaced`, before what is there.
pub(super) fn write_out(place: &mut Map<String, Value>) {
    let names = match place.get("x-vocabulary") {
        None => return,
        Some(Value::Array(names)) => names.clone(),
        Some(name) => vec![name.clone()],
    };
    let named: Vec<_> = names.iter().filter_map(|name| named(name.as_str()?)).collect();
    let (values, replaced) = joined(&named);
    let mut put_before = |keyword: &str, mut entries: Map<String, Value>| {
        if let Some(Value::Object(own)) = place.shift_remove(keyword) {
            entries.extend(own);
        }
        if !entries.is_empty() {
            place.insert(keyword.to_owned(), entries.into());
        }
    };
    let said = |words: Words| json!({"ja": words.ja, "en": words.en});
    put_before("x-values", values.iter().map(|choice| (choice.value.to_owned(), said(choice.words))).collect());
    put_before("x-replaced", replaced.iter().map(|old| (old.value.to_owned(), old.by.into())).collect());
    let own = place.shift_remove("enum").and_then(|own| own.as_array().cloned()).unwrap_or_default();
    let choices = values.iter().map(|choice| Value::from(choice.value)).chain(own).collect();
    place.insert("enum".to_owned(), choices);
}

/// Returns a vocabulary by its name.
pub fn vocabulary(name: &str) -> Option<&'static Vocabulary> {
    let entry = ENTRIES.iter().find(|entry| entry.name == name)?;
    Some(entry.read.get_or_init(|| read(entry).expect("a test reads every embedded file")))
}

fn read(entry: &Entry) -> Option<Vocabulary> {
    let file = Json::read(entry.text).ok()?;
    let text = |name: &str| file.get(name)?.as_str();
    let words = |words: &Json| Some(Words { ja: words.get("ja")?.as_str()?, en: words.get("en")?.as_str()? });
    let choice = |(value, name): &(&'static str, Json)| Some(Choice { value, words: words(name)? });
    let old = |(value, by): &(&'static str, Json)| Some(Replaced { value, by: by.as_str()? });
    let values: Option<Vec<Choice>> = file.get("values")?.as_object()?.iter().map(choice).collect();
    let replaced = file.get("replaced").and_then(Json::as_object).unwrap_or_default();
    let replaced: Option<Vec<Replaced>> = replaced.iter().map(old).collect();
    Some(Vocabulary {
        name: text("name")?,
        title: words(file.get("title")?)?,
        source: text("source")?,
        version: text("version")?,
        licence: words(file.get("licence")?)?,
        values: Vec::leak(values?),
        replaced: Vec::leak(replaced?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_embedded_and_says_what_it_must() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/vocabularies");
        let entries = std::fs::read_dir(folder).expect("the folder stands in the repository");
        let names = entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned());
        let names: Vec<String> = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
        assert_eq!(names.len(), ENTRIES.len(), "{names:?}");
        for name in names {
            let vocabulary = vocabulary(&name).unwrap_or_else(|| panic!("{name} is not embedded"));
            assert_eq!(vocabulary.name, name);
            let said = [vocabulary.source, vocabulary.version, vocabulary.licence.ja, vocabulary.licence.en];
            assert!(said.iter().all(|text| !text.is_empty()) && !vocabulary.values.is_empty(), "{name}");
            for replaced in vocabulary.replaced {
                let is_value = |value: &str| vocabulary.values.iter().any(|choice| choice.value == value);
                assert!(is_value(replaced.by) && !is_value(replaced.value), "{name}: {replaced:?}");
            }
        }
    }

    #[test]
    fn each_vocabulary_is_whole() {
        let counts = [
            ("csf-subcategories", 106),
            ("exercise-types", 9),
            ("first-functions", 76),
            ("first-services", 21),
            ("iso27001-controls", 93),
            ("nca-roles", 17),
            ("pap", 4),
            ("rfc2350-items", 29),
            ("rsit", 11 + 39),
            ("rsit-classes", 11),
            ("sim3-parameters", 45),
            ("sp800-30-levels", 5),
            ("tlp", 5),
        ];
        for (name, count) in counts {
            assert_eq!(vocabulary(name).expect("is embedded").values.len(), count, "{name}");
        }
        // What is derived from another says the same.
        let of = |name| vocabulary(name).expect("is embedded").values.iter().map(|choice| (choice.value, choice.words));
        assert!(of("rsit-classes").eq(of("rsit").filter(|(value, _)| !value.contains('/'))));
        let service = |function: &str| function.rsplit_once('.').map(|(service, _)| service.to_owned());
        for (function, _) in of("first-functions") {
            assert!(of("first-services").any(|(value, _)| service(function).as_deref() == Some(value)), "{function}");
        }
    }
}
