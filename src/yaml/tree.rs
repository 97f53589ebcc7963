//! The tree of one text: an arena of spanned nodes, and `Copy` handles to look at it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::text::Span;

/// The index of a node in its tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// Returns the index, for tables that stand beside a tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn at(index: usize) -> NodeId {
        NodeId(u32::try_from(index).expect("a tree has at most 100,000 nodes"))
    }
}

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A comment of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    /// From `#` to the end of the line.
    pub span: Span,
    /// Whether something else stands before it on its line.
    pub trailing: bool,
    /// The node it belongs to: trailing, the scalar or key on its line; alone, the key or item that follows it.
    pub owner: Option<NodeId>,
}

/// The arena. Node 0, if there is one, is the root.
#[derive(Debug)]
pub struct Tree {
    pub(super) text: Arc<str>,
    pub(super) nodes: Vec<NodeData>,
    /// Values of scalars that are no plain slice of the text.
    pub(super) decoded: String,
    /// Children of lists, and key and value in turn of maps, each collection's in one run.
    pub(super) children: Vec<NodeId>,
    pub(super) comments: Vec<Comment>,
    /// The values of the keys of large maps, made on first use: without them, as many faults as keys would cost the square.
    pub(super) large: OnceLock<HashMap<NodeId, ByKey>>,
}

/// Key and value of each entry, sorted by the text of the key; of equal keys, the first alone.
pub(super) type ByKey = Vec<(NodeId, NodeId)>;

/// Up to here looking at each key costs less than a table.
const FEW: usize = 64;

#[derive(Debug, Clone, Copy)]
pub(super) struct NodeData {
    pub(super) span: Span,
    /// The map or list that holds the node; the root holds itself.
    pub(super) parent: NodeId,
    /// For the value of an entry, its key.
    pub(super) key: Option<NodeId>,
    pub(super) data: Data,
}

impl NodeData {
    pub(super) fn is_scalar(&self) -> bool {
        !matches!(self.data, Data::List(_) | Data::Map(_))
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Data {
    Null,
    Bool(bool),
    Int(i64),
    /// A number of the core schema that is no `i64`: a float, or a larger integer. Its text is its value.
    Number,
    /// `text`: a range of the source text, or of `decoded`.
    Text {
        range: Span,
        decoded: bool,
        style: Style,
    },
    /// A range of `children`.
    List(Span),
    /// A range of `children`, key and value in turn.
    Map(Span),
}

/// What a node holds, by the core schema of YAML 1.2.
#[derive(Clone, Copy, Debug)]
pub enum Value<'t> {
    /// Nothing: an empty value, `~`, `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// Another number, as it is written.
    Number(&'t str),
    /// Text.
    Text(&'t str),
    /// A list.
    List(Items<'t>),
    /// A map.
    Map(Entries<'t>),
}

/// The sorts of node, by the core schema of YAML 1.2.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Nothing.
    Null,
    /// `true`, `false`.
    Bool,
    /// An integer of 64 bits.
    Int,
    /// Another number.
    Number,
    /// Text.
    Text,
    /// A list.
    List,
    /// A map.
    Map,
}

/// A handle to one node.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

/// One entry of a map.
#[derive(Clone, Copy)]
pub struct Entry<'t> {
    /// The key; always a scalar of text unless the text has a problem there.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
}

impl Tree {
    pub(super) fn empty(text: Arc<str>) -> Tree {
        Tree {
            text,
            nodes: Vec::new(),
            decoded: String::new(),
            children: Vec::new(),
            comments: Vec::new(),
            large: OnceLock::new(),
        }
    }

    /// Returns the root, if the text holds anything.
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.is_empty()).then_some(Node { tree: self, id: NodeId(0) })
    }

    /// Returns the node of an id of this tree.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    /// Returns how many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Says whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the comments, in the order of the source.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Returns the text the spans speak of.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns all nodes in the order of the arena.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.nodes.len()).map(|at| Node { tree: self, id: NodeId::at(at) })
    }

    /// Returns the value of a scalar of text.
    fn slice(&self, range: Span, decoded: bool) -> &str {
        let text: &str = if decoded { &self.decoded } else { &self.text };
        &text[range.range()]
    }

    /// Returns the table of a map that has many keys.
    fn large(&self, map: NodeId) -> Option<&ByKey> {
        let tables = self.large.get_or_init(|| {
            let maps = self.nodes().filter(|node| node.entries().len() > FEW);
            maps.map(|map| (map.id, self.by_key(map))).collect()
        });
        tables.get(&map)
    }

    fn by_key(&self, map: Node<'_>) -> ByKey {
        let of_text = map.entries().filter(|entry| entry.key.as_text().is_some());
        let mut table: ByKey = of_text.map(|entry| (entry.key.id, entry.value.id)).collect();
        // A stable sort: of equal keys, the first stays the first.
        table.sort_by_key(|(key, _)| self.node(*key).as_text());
        table.dedup_by_key(|(key, _)| self.node(*key).as_text());
        table
    }

    fn data(&self, id: NodeId) -> &NodeData {
        &self.nodes[id.index()]
    }
}

impl<'t> Node<'t> {
    /// Returns the id.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Returns the tree.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// Returns the bytes of the node, quotes and block headers included; zero-width for an empty value, right after its colon or dash.
    pub fn span(self) -> Span {
        self.tree.data(self.id).span
    }

    /// Returns the bytes as they are written.
    pub fn source(self) -> &'t str {
        &self.tree.text[self.span().range()]
    }

    /// Returns what the node holds.
    pub fn value(self) -> Value<'t> {
        match self.tree.data(self.id).data {
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(value),
            Data::Int(value) => Value::Int(value),
            Data::Number => Value::Number(self.source()),
            Data::Text { range, decoded, .. } => Value::Text(self.tree.slice(range, decoded)),
            Data::List(range) => Value::List(Items { tree: self.tree, ids: &self.tree.children[range.range()] }),
            Data::Map(range) => Value::Map(Entries { tree: self.tree, ids: &self.tree.children[range.range()] }),
        }
    }

    /// Returns how a scalar of text is written; plain for everything else.
    pub fn style(self) -> Style {
        match self.tree.data(self.id).data {
            Data::Text { style, .. } => style,
            _ => Style::Plain,
        }
    }

    /// Returns the text, if the node is a scalar of text.
    pub fn as_text(self) -> Option<&'t str> {
        match self.tree.data(self.id).data {
            Data::Text { range, decoded, .. } => Some(self.tree.slice(range, decoded)),
            _ => None,
        }
    }

    /// Returns the integer, if the node is one.
    pub fn as_int(self) -> Option<i64> {
        match self.value() {
            Value::Int(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the truth value, if the node is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.value() {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Says what sort of node it is, without looking at what it holds.
    pub fn sort(self) -> Sort {
        match self.tree.data(self.id).data {
            Data::Null => Sort::Null,
            Data::Bool(_) => Sort::Bool,
            Data::Int(_) => Sort::Int,
            Data::Number => Sort::Number,
            Data::Text { .. } => Sort::Text,
            Data::List(_) => Sort::List,
            Data::Map(_) => Sort::Map,
        }
    }

    /// Says whether the node is `null` in any spelling, nothing included.
    pub fn is_null(self) -> bool {
        matches!(self.tree.data(self.id).data, Data::Null)
    }

    /// Returns the entries of a map; none for anything else.
    pub fn entries(self) -> Entries<'t> {
        let ids = match self.tree.data(self.id).data {
            Data::Map(range) => &self.tree.children[range.range()],
            _ => &[],
        };
        Entries { tree: self.tree, ids }
    }

    /// Returns the items of a list; none for anything else.
    pub fn items(self) -> Items<'t> {
        let ids = match self.tree.data(self.id).data {
            Data::List(range) => &self.tree.children[range.range()],
            _ => &[],
        };
        Items { tree: self.tree, ids }
    }

    /// Returns the value of a key of a map.
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        let mut entries = self.entries();
        if entries.len() <= FEW {
            return entries.find(|entry| entry.key.as_text() == Some(key)).map(|entry| entry.value);
        }
        let table = self.tree.large(self.id)?;
        let at = table.binary_search_by_key(&Some(key), |(key, _)| self.tree.node(*key).as_text()).ok()?;
        Some(self.tree.node(table[at].1))
    }

    /// Returns the map or list that holds the node; nothing for the root.
    pub fn parent(self) -> Option<Node<'t>> {
        let parent = self.tree.data(self.id).parent;
        (parent != self.id).then_some(Node { tree: self.tree, id: parent })
    }

    /// Returns the key of which the node is the value.
    pub fn key(self) -> Option<Node<'t>> {
        self.tree.data(self.id).key.map(|id| Node { tree: self.tree, id })
    }
}

/// The items of a list.
#[derive(Clone, Copy, Debug)]
pub struct Items<'t> {
    tree: &'t Tree,
    ids: &'t [NodeId],
}

impl<'t> Items<'t> {
    /// Returns the ids of the items, for reaching one by its index.
    pub fn ids(self) -> &'t [NodeId] {
        self.ids
    }
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let (first, rest) = self.ids.split_first()?;
        self.ids = rest;
        Some(Node { tree: self.tree, id: *first })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.ids.len(), Some(self.ids.len()))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The entries of a map, in the order of the source.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'t> {
    tree: &'t Tree,
    ids: &'t [NodeId],
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let [key, value, rest @ ..] = self.ids else { return None };
        self.ids = rest;
        Some(Entry { key: Node { tree: self.tree, id: *key }, value: Node { tree: self.tree, id: *value } })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.ids.len() / 2, Some(self.ids.len() / 2))
    }
}

impl ExactSizeIterator for Entries<'_> {}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.span(), self.source())
    }
}
