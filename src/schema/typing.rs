//! Which shape each node of a document has: one linear pass, on which everything else looks things up.

use super::catalog::Schema;
use super::shape::{Shape, Types};
use crate::yaml::{Node, NodeId, Tree, Value};

/// The shape of every node of one document.
#[derive(Debug)]
pub struct Typing {
    schema: &'static Schema,
    shapes: Vec<Option<&'static Shape>>,
}

impl Typing {
    /// Returns the shape of a value; nothing for keys, and below keys that the schema does not know.
    ///
    /// Where a field accepts several forms it is the form that fits the node, or the field's own shape if none does.
    pub fn shape(&self, node: NodeId) -> Option<&'static Shape> {
        self.shapes.get(node.index()).copied().flatten()
    }

    /// Returns the schema.
    pub fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Returns the shapes of all nodes, in the order of the tree.
    pub fn shapes(&self) -> impl Iterator<Item = Option<&'static Shape>> {
        self.shapes.iter().copied()
    }
}

/// Gives each node of a document its shape.
pub fn assign(schema: &'static Schema, tree: &Tree) -> Typing {
    let mut shapes = vec![None; tree.len()];
    let mut open = Vec::with_capacity(16);
    if let Some(root) = tree.root() {
        open.push((root, schema.shape));
    }
    while let Some((node, of)) = open.pop() {
        let shape = form(of, node);
        shapes[node.id().index()] = Some(shape);
        match node.value() {
            Value::Map(entries) => {
                let mut at = 0;
                for entry in entries {
                    let field = entry.key.as_text().and_then(|key| shape.field_from(&mut at, key));
                    let below = field.map(|field| field.shape).or(shape.each);
                    let Some(below) = below else { continue };
                    place(below, entry.value, &mut shapes, &mut open);
                }
            }
            Value::List(items) => {
                let Some(item) = shape.item else { continue };
                for node in items {
                    place(item, node, &mut shapes, &mut open);
                }
            }
            _ => {}
        }
    }
    Typing { schema, shapes }
}

/// Scalars are placed at once; lists and maps wait for their turn.
fn place<'t>(
    shape: &'static Shape,
    node: Node<'t>,
    shapes: &mut [Option<&'static Shape>],
    open: &mut Vec<(Node<'t>, &'static Shape)>,
) {
    if Types::of(node).meets(Types::LIST.union(Types::MAP)) {
        open.push((node, shape));
    } else {
        shapes[node.id().index()] = Some(form(shape, node));
    }
}

/// Returns the branch of a shape that a node means: by its sort, else by the keys it has.
fn form(shape: &'static Shape, node: Node<'_>) -> &'static Shape {
    if shape.branches.is_empty() {
        return shape;
    }
    let sort = Types::of(node);
    let mut fitting = shape.branches.iter().copied().filter(|branch| branch.types.contains(sort));
    let Some(first) = fitting.next() else { return shape };
    let Some(second) = fitting.next() else {
        return if is_entry_for_list(shape, first, node) { shape } else { first };
    };
    let best = [first, second].into_iter().chain(fitting).map(|branch| (n_known(branch, node), branch));
    // The first of the best: `max_by_key` would take the last.
    let (n, best) = best.reduce(|best, next| if next.0 > best.0 { next } else { best }).expect("two branches fit");
    if n > 0 { best } else { nearest(shape, sort, node).unwrap_or(first) }
}

/// Says whether a map stands where a list or `{none: …}` is wanted, and means the list: no key of it is `none`, or nearly.
fn is_entry_for_list(shape: &Shape, only: &'static Shape, node: Node<'_>) -> bool {
    let is_none = only.fields.len() == 1 && only.fields[0].name == "none";
    let list = shape.branches.iter().any(|branch| branch.types == Types::LIST);
    let meant = |key: &str| Shape::nearest_field(key, only.fields.iter()).is_some();
    let mut keys = node.entries().map(|entry| entry.key.as_text());
    is_none && list && node.entries().len() > 0 && keys.all(|key| key.is_some_and(|key| !meant(key)))
}

/// Counts the keys of a map that a branch knows. Free keys are names of languages.
fn n_known(branch: &Shape, node: Node<'_>) -> usize {
    let keys = node.entries().filter_map(|entry| entry.key.as_text());
    keys.filter(|key| branch.field(key).is_some() || (branch.each.is_some() && is_language(key))).count()
}

/// No key is known: a slip of the pen is explained best by the form that it comes near to.
fn nearest(shape: &'static Shape, sort: Types, node: Node<'_>) -> Option<&'static Shape> {
    let fits = |branch: &&'static Shape| branch.types.contains(sort);
    let meant = |branch: &&'static Shape| {
        let mut keys = node.entries().take(8).filter_map(|entry| entry.key.as_text());
        keys.any(|key| Shape::nearest_field(key, branch.fields.iter()).is_some())
    };
    let branches = || shape.branches.iter().copied().filter(fits);
    branches().find(meant).or_else(|| branches().find(|branch| branch.each.is_some()))
}

/// Says whether a key looks like the tag of a language.
fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    parts.next().is_some_and(|first| first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_lowercase()))
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::{RepoPath, SourceText};
    use crate::yaml;

    #[test]
    fn the_branch_is_told_by_the_sort_of_the_node_or_by_a_named_key() {
        let word = |ja: &str| json!({"ja": ja, "en": ja});
        let schema = Schema::of(json!({
            "type": "object", "additionalProperties": false,
            "properties": {"x": {
                "x-title": word("外"), "x-rule": "a/b",
                "oneOf": [
                    {"$ref": "common.schema.json#/$defs/text-string"},
                    {"$ref": "common.schema.json#/$defs/text-by-language"},
                    {"$ref": "common.schema.json#/$defs/none"},
                    {"type": "object", "additionalProperties": false, "required": ["ref"],
                     "properties": {"ref": {"type": "string", "x-ref": ["role", "doc", "#tasks", "study#materials"]}}},
                    {"type": "array", "items": {"type": "string"}},
                ],
            }},
        }));
        let cases = [
            ("x: a", Some(0)),
            ("x: {ja: a}", Some(1)),
            ("x: {en-GB: a, ref: b, ja: c}", Some(1)),
            ("x: {none: true}", Some(2)),
            ("x: {nnoe: true}", Some(2)),
            ("x: {ref: 'role:a'}", Some(3)),
            ("x: {reff: 'role:a'}", Some(3)),
            ("x: {}", Some(1)),
            ("x: {whatever: a}", Some(1)),
            ("x: [a]", Some(4)),
            ("x: 1", None),
            ("x:", None),
        ];
        for (text, branch) in cases {
            let tree = yaml::parse(&SourceText::new(RepoPath::new("test.yaml"), text.into())).tree;
            let typing = assign(schema, &tree);
            let x = tree.root().and_then(|root| root.get("x")).expect("stands there");
            let shape = typing.shape(x.id()).expect("the field is known");
            assert_eq!(shape.branch, branch, "{text}");
            assert_eq!((shape.title.expect("has words").ja, shape.rule), ("外", Some("a/b")), "{text}");
        }
    }
}
