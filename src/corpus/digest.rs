//! The semantic digest `c14n-1`: what an approval is bound to.
//!
//! It depends on the data of the document alone: no layout, no comments, no order of keys, no schema, no version of the checker.

use std::fmt;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::yaml::{Node, Tree, Value};

/// Fields of `meta` that say how the document stands, not what it says.
const STANDING: [&str; 8] = ["status", "approvals", "review", "authors", "created", "updated", "change_log", "labels"];

/// The largest integer that every reader of JSON holds exactly.
const LARGEST_EXACT: u64 = (1 << 53) - 1;

/// The digest of a document, shown as `c14n-1:sha256:` and 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Computes the digest of a document whose text has no problem.
    ///
    /// A document with a number other than an integer within ±(2^53−1), or with two keys that differ in blanks alone, has none.
    pub fn of(tree: &Tree) -> Option<Digest> {
        let mut json = String::new();
        write_document(tree.root()?, &mut json)?;
        Some(Digest(Sha256::digest(json.as_bytes()).into()))
    }

    /// Returns the text over which the digest is computed: JSON as RFC 8785 writes it.
    pub fn canonical_text(tree: &Tree) -> Option<String> {
        let mut json = String::new();
        write_document(tree.root()?, &mut json)?;
        Some(json)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("c14n-1:sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What is left out below a map, by the map's own path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Document,
    Meta,
    External,
    Other,
}

impl Part {
    fn leaves_out(self, key: &str) -> bool {
        match self {
            Part::Document => key == "schema_version",
            Part::Meta => STANDING.contains(&key),
            Part::External => key == "checked",
            Part::Other => false,
        }
    }

    fn below(self, key: &str) -> Part {
        match (self, key) {
            (Part::Document, "meta") => Part::Meta,
            (Part::Document, "external") => Part::External,
            _ => Part::Other,
        }
    }
}

/// What is left to write, innermost last: depth is bounded by the reader, and nothing recurses all the same.
enum Step<'t> {
    Value(Node<'t>, Part),
    Text(String),
}

fn write_document(root: Node<'_>, json: &mut String) -> Option<()> {
    let mut steps = vec![Step::Value(root, Part::Document)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Text(text) => json.push_str(&text),
            Step::Value(node, part) => match node.value() {
                Value::Null => json.push_str("null"),
                Value::Bool(value) => json.push_str(if value { "true" } else { "false" }),
                Value::Int(value) if value.unsigned_abs() <= LARGEST_EXACT => json.push_str(&value.to_string()),
                Value::Int(_) | Value::Number(_) => return None,
                Value::Text(text) => write_text(&normalise(text), json),
                Value::List(items) => {
                    let mut inner = vec![Step::Text("[".to_owned())];
                    for (at, item) in items.enumerate() {
                        if at > 0 {
                            inner.push(Step::Text(",".to_owned()));
                        }
                        inner.push(Step::Value(item, Part::Other));
                    }
                    inner.push(Step::Text("]".to_owned()));
                    steps.extend(inner.into_iter().rev());
                }
                Value::Map(_) => steps.extend(map_steps(node, part)?.into_iter().rev()),
            },
        }
    }
    Some(())
}

fn map_steps(node: Node<'_>, part: Part) -> Option<Vec<Step<'_>>> {
    let mut entries: Vec<(String, Node<'_>, Part)> = Vec::new();
    for entry in node.entries() {
        let key = normalise(entry.key.as_text()?);
        let below = part.below(&key);
        let empty_meta = below == Part::Meta
            && entry
                .value
                .entries()
                .all(|entry| entry.key.as_text().is_some_and(|key| Part::Meta.leaves_out(&normalise(key))));
        if part.leaves_out(&key) || (empty_meta && !is_something_else(entry.value)) {
            continue;
        }
        entries.push((key, entry.value, below));
    }
    // RFC 8785 sorts by UTF-16 code units.
    entries.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
    if entries.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return None;
    }
    let mut steps = vec![Step::Text("{".to_owned())];
    for (at, (key, value, below)) in entries.into_iter().enumerate() {
        let mut front = String::from(if at > 0 { "," } else { "" });
        write_text(&key, &mut front);
        front.push(':');
        steps.push(Step::Text(front));
        steps.push(Step::Value(value, below));
    }
    steps.push(Step::Text("}".to_owned()));
    Some(steps)
}

/// Says whether `meta` holds something that is neither a map nor nothing, and so is no empty `meta`.
fn is_something_else(meta: Node<'_>) -> bool {
    !matches!(meta.value(), Value::Map(_) | Value::Null)
}

fn write_text(text: &str, json: &mut String) {
    // The string form of serde_json is that of RFC 8785: short escapes, other controls as \u00xx, the rest as it is.
    json.push_str(&serde_json::Value::from(text).to_string());
}

/// Brings a text into the one form that re-wrapping, indentation and composed characters do not change.
pub fn normalise(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let mut normal = String::with_capacity(composed.len());
    let mut pending = false;
    for character in composed.chars() {
        if is_blank(character) {
            pending = true;
            continue;
        }
        let before = normal.chars().next_back();
        if pending && before.is_some_and(|before| !joins(before) && !joins(character)) {
            normal.push(' ');
        }
        pending = false;
        normal.push(character);
    }
    normal
}

fn is_blank(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' ' | '\u{a0}' | '\u{3000}')
}

/// Says whether a character belongs to a script that is written without blanks, so that a line break means nothing.
fn joins(character: char) -> bool {
    matches!(u32::from(character),
        0x2e80..=0x312f | 0x31a0..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x20000..=0x3ffff)
}
