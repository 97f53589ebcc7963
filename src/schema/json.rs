//! JSON as it is embedded: a text that lives as long as the program is read without copying its strings.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of an embedded text.
#[derive(Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(i64),
    String(&'static str),
    Array(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// Reads an embedded text, for as long as the program lives.
    ///
    /// # Errors
    ///
    /// What the text has instead of JSON with whole numbers.
    pub(super) fn read(text: &'static str) -> Result<&'static Json, serde_json::Error> {
        serde_json::from_str(text).map(|json: Json| &*Box::leak(Box::new(json)))
    }

    /// Makes `{"$ref": …}`, for as long as the program lives.
    pub(super) fn reference(before: &str, name: &str) -> &'static Json {
        let target = Json::String(format!("{before}{name}").leak());
        Box::leak(Box::new(Json::Object(vec![("$ref", target)])))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        self.as_object()?.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub(super) fn as_object(&self) -> Option<&[(&'static str, Json)]> {
        match self {
            Json::Object(entries) => Some(entries),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the values of a list, or the only value that stands in place of one.
    pub(super) fn one_or_more(&self) -> &[Json] {
        self.as_array().unwrap_or(std::slice::from_ref(self))
    }

    pub(super) fn as_str(&self) -> Option<&'static str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_u64(&self) -> Option<u64> {
        match self {
            Json::Number(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Copies the value for those who need it in the library's form.
    pub(super) fn to_value(&self) -> serde_json::Value {
        match self {
            Json::Null => serde_json::Value::Null,
            Json::Bool(value) => (*value).into(),
            Json::Number(number) => (*number).into(),
            Json::String(text) => (*text).into(),
            Json::Array(values) => values.iter().map(Json::to_value).collect(),
            Json::Object(entries) => {
                entries.iter().map(|(name, value)| ((*name).to_owned(), value.to_value())).collect()
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_value().fmt(f)
    }
}

impl Deserialize<'static> for Json {
    fn deserialize<D: Deserializer<'static>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl Visitor<'static> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON with whole numbers")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Json, E> {
        i64::try_from(value).map(Json::Number).map_err(E::custom)
    }

    fn visit_borrowed_str<E>(self, text: &'static str) -> Result<Json, E> {
        Ok(Json::String(text))
    }

    // A text with a backslash.
    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned().leak()))
    }

    fn visit_seq<A: SeqAccess<'static>>(self, mut values: A) -> Result<Json, A::Error> {
        let mut read = Vec::new();
        while let Some(value) = values.next_element()? {
            read.push(value);
        }
        Ok(Json::Array(read))
    }

    fn visit_map<A: MapAccess<'static>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut read = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            read.push(entry);
        }
        Ok(Json::Object(read))
    }
}
