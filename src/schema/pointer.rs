//! Who a node is, wherever it stands (contract §9), and where a finding about it points.

use super::shape::{KeyPart, Shape, Target, Types};
use super::typing::Typing;
use crate::yaml::{Node, NodeId, Tree, Value};

/// Returns the pointer of a node: keys, and identities in place of indexes, each segment escaped as RFC 6901.
///
/// A key has the pointer of its value. An entry of a sequence is `-`, and so is an entry without an identity.
pub fn pointer(tree: &Tree, typing: &Typing, node: NodeId) -> String {
    let mut segments = Vec::new();
    let mut node = tree.node(node);
    // A key's parent is its map, of which it is no value.
    if let Some(parent) = node.parent()
        && let Some(entry) = parent.entries().find(|entry| entry.key.id() == node.id())
    {
        node = entry.value;
    }
    while let Some(parent) = node.parent() {
        segments.push(match node.key() {
            Some(key) => key.as_text().unwrap_or(key.source()).to_owned(),
            None => identity(typing, parent, node).unwrap_or_else(|| "-".to_owned()),
        });
        node = parent;
    }
    let mut pointer = String::new();
    for segment in segments.iter().rev() {
        pointer.push('/');
        for character in segment.chars() {
            match character {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                _ => pointer.push(character),
            }
        }
    }
    pointer
}

/// Returns the identity of an entry of a list; nothing for entries of a sequence.
pub fn identity(typing: &Typing, list: Node<'_>, entry: Node<'_>) -> Option<String> {
    let shape = typing.shape(list.id())?;
    if let Some(field) = typing.shape(entry.id()).and_then(Shape::id_field) {
        return entry.get(field.name).filter(|id| !id.is_null()).map(|id| plain(typing, id));
    }
    if !shape.key.is_empty() {
        return Some(key_identity(typing, shape.key, entry));
    }
    (shape.set && !Types::of(entry).meets(Types::MAP.union(Types::LIST))).then(|| plain(typing, entry))
}

fn key_identity(typing: &Typing, key: &[KeyPart], entry: Node<'_>) -> String {
    let is_map = Types::of(entry).meets(Types::MAP);
    let part = |(at, part): (usize, &KeyPart)| match (is_map, at) {
        (true, _) => entry.get(part.name).map(|value| plain(typing, value)).unwrap_or_default(),
        // A bare reference in such a list counts as a map with the first part alone.
        (false, 0) => plain(typing, entry),
        (false, _) => String::new(),
    };
    key.iter().enumerate().map(part).collect::<Vec<_>>().join("+")
}

/// Returns a value as one word. `role:x` where only a role may stand is `x`; a text by language is its first.
fn plain(typing: &Typing, node: Node<'_>) -> String {
    match node.value() {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Number(text) => text.to_owned(),
        Value::Text(text) => {
            let targets = typing.shape(node.id()).and_then(|shape| shape.refer).map(|refer| refer.targets);
            match (targets, text.split_once(':')) {
                (Some([Target::Entity(only)]), Some((of, id))) if of == *only => id.to_owned(),
                _ => text.trim().to_owned(),
            }
        }
        Value::List(items) => items.map(|item| plain(typing, item)).collect::<Vec<_>>().join(","),
        Value::Map(mut entries) => entries.next().map(|entry| plain(typing, entry.value)).unwrap_or_default(),
    }
}

/// Returns the node that a finding about `node` points at: a scalar itself, a list's key, and of a map
/// its id, else its title or name, else what identifies it in its list, else its key, else its first key.
pub fn grip(tree: &Tree, typing: &Typing, node: NodeId) -> NodeId {
    let node = tree.node(node);
    let key = || node.key().map(Node::id);
    match node.value() {
        Value::Map(mut entries) => {
            let id = typing.shape(node.id()).and_then(Shape::id_field).map_or("id", |field| field.name);
            let list = node.parent().filter(|_| node.key().is_none()).and_then(|list| typing.shape(list.id()));
            let parts = list.map(|list| list.key).unwrap_or_default().iter().map(|part| part.name);
            let names = [id, "title", "name"].into_iter().chain(parts);
            let handle = names.filter_map(|name| node.get(name)).find(|value| !value.is_null());
            handle
                .map(Node::id)
                .or_else(key)
                .or_else(|| entries.next().map(|entry| entry.key.id()))
                .unwrap_or(node.id())
        }
        Value::List(_) => key().unwrap_or(node.id()),
        _ => node.id(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::{Schema, assign};
    use crate::text::{RepoPath, SourceText};
    use crate::yaml;

    fn schema() -> &'static Schema {
        let person = json!({"type": "string", "x-ref": ["person"]});
        let map = |properties: serde_json::Value| json!({"type": "object", "additionalProperties": false, "properties": properties});
        let risk = map(json!({
            "id": {"type": "string", "x-id": "risk"}, "name": {"$ref": "common.schema.json#/$defs/text"},
            "treatment": map(json!({"due": {"type": "string"}})),
        }));
        let holder = map(json!({"person": person, "post": {"$ref": "common.schema.json#/$defs/text"}}));
        let list = |keywords: serde_json::Value| {
            let mut list = json!({"type": "array"});
            list.as_object_mut().expect("a map").extend(keywords.as_object().expect("a map").clone());
            list
        };
        Schema::of(map(json!({
            "kind": {"const": "risk-assessment"}, "title": {"type": "string"},
            "risks": list(json!({"items": risk})),
            "held_by": list(json!({"x-key": ["person?", "post?"], "items": {"oneOf": [person, holder]}})),
            "members": list(json!({"uniqueItems": true, "items": person})),
            "notes": list(json!({"items": {"type": "string"}})),
        })))
    }

    fn parse(text: &str) -> Tree {
        yaml::parse(&SourceText::new(RepoPath::new("test.yaml"), text.into())).tree
    }

    #[test]
    fn identities_stand_in_place_of_indexes() {
        let tree = parse(
            "kind: risk-assessment
risks:
  - {id: ransomware, treatment: {due: A}}
  - {treatment: {due: B}}
held_by: [sato, {person: 'person:suzuki'}, {post: {ja: 課長/係長, en: x}}, {person: ito, post: c}]
members: ['person:sato', tanaka]
notes: [C]
odd: [{x: D}]
",
        );
        let typing = assign(schema(), &tree);
        let pointers: Vec<_> = tree
            .nodes()
            .filter(|node| node.as_text().is_some() || matches!(node.value(), Value::Map(_)))
            .filter(|node| !tree.nodes().any(|of| of.key().is_some_and(|key| key.id() == node.id())))
            .map(|node| pointer(&tree, &typing, node.id()))
            .collect();
        for expected in [
            "",
            "/kind",
            "/risks/ransomware",
            "/risks/ransomware/id",
            "/risks/ransomware/treatment/due",
            "/risks/-/treatment/due",
            "/held_by/sato+",
            "/held_by/suzuki+/person",
            "/held_by/+課長~1係長/post/ja",
            "/held_by/ito+c",
            "/members/sato",
            "/members/tanaka",
            "/notes/-",
            "/odd/-/x",
        ] {
            assert!(pointers.iter().any(|pointer| pointer == expected), "{expected} in {pointers:#?}");
        }
    }

    #[test]
    fn a_key_has_the_pointer_of_its_value() {
        let tree = parse("risks:\n  - id: a\n    odd: 1\n");
        let typing = assign(schema(), &tree);
        let key = tree.nodes().find(|node| node.as_text() == Some("odd")).expect("stands there");
        assert_eq!(pointer(&tree, &typing, key.id()), "/risks/a/odd");
    }

    #[test]
    fn a_finding_about_a_map_points_at_what_names_it() {
        let cases = [
            ("kind: risk-assessment\ntitle: T", "", "T"),
            ("kind: risk-assessment", "", "kind"),
            ("risks: [{treatment: {due: a}, id: R}]", "/risks/R", "R"),
            ("risks: [{treatment: {due: a}, id: R}]", "/risks/R/treatment", "treatment"),
            ("risks: [{treatment: {due: a}, id: R}]", "/risks/R/treatment/due", "a"),
            ("risks: [{treatment: {due: a}, id: R}]", "/risks", "risks"),
            ("risks: [{name: N, treatment: {due: a}}]", "/risks/-", "N"),
            ("risks: [{treatment: {due: a}}]", "/risks/-", "treatment"),
            ("held_by: [{post: P}]", "/held_by/+P", "P"),
        ];
        for (text, of, expected) in cases {
            let tree = parse(text);
            let typing = assign(schema(), &tree);
            let node = tree.nodes().find(|node| {
                pointer(&tree, &typing, node.id()) == of
                    && node.parent().is_none_or(|parent| !parent.entries().any(|entry| entry.key.id() == node.id()))
            });
            let node = node.unwrap_or_else(|| panic!("{of} in {text}"));
            assert_eq!(tree.node(grip(&tree, &typing, node.id())).source(), expected, "{of} in {text}");
        }
    }
}
