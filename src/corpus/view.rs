//! How rules look at documents: `Copy` handles that know their document, their schema and their place.

use jiff::civil::Date;

use crate::finding::{Finding, Identity, Place, Subject};
use crate::lang::{Both, Words};
use crate::schema::{self, Define, Shape, Violation, What};
use crate::text::{Foreign, Span};
use crate::yaml::{Entry, Node, Value};

use super::document::{CheckedDocument, Status};
use super::{Corpus, DocumentId, Location, Reference, Resolution};

/// A document.
#[derive(Clone, Copy)]
pub struct Doc<'c> {
    corpus: &'c Corpus,
    id: DocumentId,
}

/// A node of a document.
#[derive(Clone, Copy)]
pub struct View<'c> {
    doc: Doc<'c>,
    node: Node<'c>,
}

impl<'c> Doc<'c> {
    pub(super) fn new(corpus: &'c Corpus, id: DocumentId) -> Doc<'c> {
        Doc { corpus, id }
    }

    /// Returns the corpus.
    pub fn corpus(self) -> &'c Corpus {
        self.corpus
    }

    /// Returns the index.
    pub fn index(self) -> DocumentId {
        self.id
    }

    /// Returns what was read of it.
    pub fn checked(self) -> &'c CheckedDocument {
        self.corpus.checked(self.id)
    }

    /// Returns the kind, if it could be read.
    pub fn kind(self) -> Option<&'static str> {
        self.checked().kind_name()
    }

    /// Returns the id, the default id included.
    pub fn id(self) -> Option<&'c str> {
        self.checked().id()
    }

    /// Returns the status.
    pub fn status(self) -> Status {
        self.checked().status()
    }

    /// Says whether it was replaced or withdrawn, so that it has nothing to keep to any more.
    pub fn is_over(self) -> bool {
        matches!(self.checked().meta("status").and_then(Node::as_text), Some("superseded" | "retired"))
    }

    /// Returns the map of the document, if its text is one.
    pub fn root(self) -> Option<View<'c>> {
        self.checked().tree.root().map(|node| View { doc: self, node })
    }

    /// Returns a field of the document.
    ///
    /// # Panics
    ///
    /// In debug builds, if the schema of the kind does not know the field.
    pub fn get(self, field: &str) -> Option<View<'c>> {
        self.root()?.get(field)
    }

    /// Returns the view of a node of this document.
    pub fn view(self, node: Node<'c>) -> View<'c> {
        View { doc: self, node }
    }

    /// Returns who the document is.
    pub fn identity(self) -> Identity {
        match (self.kind(), self.id()) {
            (Some(kind), Some(id)) => Identity::Document { kind: kind.to_owned(), id: id.to_owned() },
            _ => Identity::Path(self.checked().source.path().clone()),
        }
    }

    /// Returns the place of a span of this document.
    pub fn place(self, span: Span) -> Place {
        Place { path: self.checked().source.path().clone(), span }
    }

    /// Returns the place where a finding about the document as a whole stands: its title, else its id, else its start.
    pub fn grip(self) -> Place {
        match self.root() {
            Some(root) => root.grip(),
            None => self.place(Span::default()),
        }
    }

    /// Returns the title in both languages, else the id.
    pub fn title(self) -> Both {
        let title = self.root().and_then(|root| root.get_any("title")).and_then(View::words);
        title.unwrap_or_else(|| {
            let id = Foreign::new(self.id().unwrap_or_default()).to_string();
            Both { ja: id.clone(), en: id }
        })
    }

    /// Starts a finding about a field of `meta`; where it is absent, about the document as a whole.
    pub fn finding_in_meta(self, field: &str, message: Both) -> Finding {
        match self.root().and_then(|root| root.get("meta")?.get(field)) {
            Some(value) => value.finding(message),
            None => self.finding(self.grip().span, &format!("/meta/{field}"), "", message),
        }
    }

    /// Starts a finding about a span of the document, named by a pointer and a value that hold no position.
    pub fn finding(self, span: Span, pointer: &str, value: &str, message: Both) -> Finding {
        let subject = Subject {
            place: self.place(span),
            document: self.identity(),
            pointer: pointer.to_owned(),
            value: value.to_owned(),
        };
        Finding::new(subject, message)
    }
}

impl<'c> View<'c> {
    pub(super) fn new(doc: Doc<'c>, node: Node<'c>) -> View<'c> {
        View { doc, node }
    }

    /// Returns the document.
    pub fn doc(self) -> Doc<'c> {
        self.doc
    }

    /// Returns the node.
    pub fn node(self) -> Node<'c> {
        self.node
    }

    /// Returns where it is in the corpus.
    pub fn location(self) -> Location {
        Location { document: self.doc.id, node: self.node.id() }
    }

    /// Returns its part of the schema.
    pub fn shape(self) -> Option<&'static Shape> {
        self.doc.checked().shape(self.node.id())
    }

    /// Returns a field that holds something; nothing where the key is absent or its value empty.
    ///
    /// # Panics
    ///
    /// In debug builds, if the schema does not know the field.
    pub fn get(self, field: &str) -> Option<View<'c>> {
        debug_assert!(
            self.shape().is_none_or(|shape| shape.field(field).is_some()),
            "no field `{field}` at {}",
            self.pointer()
        );
        self.get_any(field).filter(|view| !view.node.is_null())
    }

    /// Returns what stands under a key, whether the schema knows it or not, empty or not.
    pub fn get_any(self, key: &str) -> Option<View<'c>> {
        self.node.get(key).map(|node| self.doc.view(node))
    }

    /// Returns the entries of a map.
    pub fn entries(self) -> impl Iterator<Item = Entry<'c>> {
        self.node.entries()
    }

    /// Returns the items of a list; none where it is no list, `{none: …}` included.
    pub fn items(self) -> impl Iterator<Item = View<'c>> {
        let doc = self.doc;
        self.node.items().map(move |node| doc.view(node))
    }

    /// Returns the items of a list under a field; none where it is absent.
    pub fn list(self, field: &str) -> impl Iterator<Item = View<'c>> + use<'c> {
        self.get(field).into_iter().flat_map(View::items)
    }

    /// Returns the text of a scalar.
    pub fn text(self) -> Option<&'c str> {
        self.node.as_text()
    }

    /// Returns the text of a field.
    pub fn text_of(self, field: &str) -> Option<&'c str> {
        self.get(field)?.text()
    }

    /// Returns the id that a reference to a thing of one type names, written with its type or without.
    pub fn refers_to(self, kind: &str) -> Option<&'c str> {
        let reference = Reference::parse(self.text()?);
        (reference.kind.is_none_or(|written| written == kind) && reference.entry.is_none()).then_some(reference.id)
    }

    /// Returns the entry that a reference means, where a document defines it in a list.
    pub fn referred(self) -> Option<View<'c>> {
        let corpus = self.doc.corpus;
        match corpus.links().from(self.location())?.resolution {
            Resolution::Entity(_, location) | Resolution::Entry(location) => {
                let id = corpus.view(location);
                Some(id.doc.view(id.node.parent()?))
            }
            _ => None,
        }
    }

    /// Says whether a reference would mean what this id defines: one that is broken, or taken already, names nothing.
    pub fn is_what_others_mean(self) -> bool {
        let Some((id, define)) = self.text().zip(self.shape().and_then(|shape| shape.define)) else { return false };
        let entities = self.doc.corpus.entities();
        let meant = match define {
            Define::Entity(kind) => entities.find(kind, id).map(|(_, location)| location),
            Define::Local => {
                entities.entry(self.doc.id, id).map(|entry| Location { document: self.doc.id, node: entry.node })
            }
        };
        meant == Some(self.location()) && !self.is_faulty()
    }

    /// Returns a date.
    pub fn date(self) -> Option<Date> {
        self.text()?.parse().ok()
    }

    /// Returns the date of a field; nothing where it is absent or no date, which the schema reports.
    pub fn date_of(self, field: &str) -> Option<Date> {
        self.get(field)?.date()
    }

    /// Says whether the schema finds fault with this very value: it is there, and what it means is unknown.
    pub fn is_faulty(self) -> bool {
        self.doc.checked().violations.iter().any(|violation| violation.node == self.node.id())
    }

    /// Says whether a map is without a field, and nothing in it was meant to be that field.
    pub fn lacks(self, field: &str) -> bool {
        let is_meant = |violation: &Violation| match violation.what {
            What::UnknownField { meant: Some(meant), .. } => violation.node == self.node.id() && meant.name == field,
            _ => false,
        };
        let is_map = matches!(self.node.value(), Value::Map(_));
        is_map && self.get_any(field).is_none() && !self.doc.checked().violations.iter().any(is_meant)
    }

    /// Says whether the schema finds fault with the value or with anything in it.
    pub fn holds_fault(self) -> bool {
        let checked = self.doc.checked();
        let inside = |violation: &Violation| self.node.span().contains(checked.tree.node(violation.at()).span());
        checked.violations.iter().any(inside)
    }

    /// Says whether the node is `{none: …}`: decided absent.
    pub fn is_none(self) -> bool {
        self.node.entries().len() == 1 && self.node.get("none").is_some()
    }

    /// Returns a text in both languages, made fit to show: of a map by language each its own,
    /// where one is missing the other; of a plain string the same twice.
    pub fn words(self) -> Option<Both> {
        match self.node.value() {
            Value::Text(text) => {
                let text = Foreign::new(text).to_string();
                Some(Both { ja: text.clone(), en: text })
            }
            Value::Map(mut entries) => {
                let first = entries.next()?.value.as_text()?;
                let by = |lang: &str| self.node.get(lang).and_then(Node::as_text).unwrap_or(first);
                Some(Both { ja: Foreign::new(by("ja")).to_string(), en: Foreign::new(by("en")).to_string() })
            }
            _ => None,
        }
    }

    /// Returns the words for a value of an enumeration; nothing where it is none of its values.
    pub fn value_words(self) -> Option<Words> {
        self.shape()?.value_words(self.text()?)
    }

    /// Returns how people call the thing: its `name`, `title` or `text`, else its id, else its first scalar.
    pub fn name(self) -> Both {
        let named = ["name", "title", "text", "id"].into_iter().find_map(|field| self.get_any(field)?.words());
        let first = || self.node.entries().find_map(|entry| self.doc.view(entry.value).words());
        named.or_else(first).unwrap_or_else(|| {
            let source = Foreign::new(self.node.source()).to_string();
            Both { ja: source.clone(), en: source }
        })
    }

    /// Returns the bytes of the node.
    pub fn place(self) -> Place {
        self.doc.place(self.node.span())
    }

    /// Returns the place by which the thing is best pointed at: its id, else title or name, else its key.
    pub fn grip(self) -> Place {
        let checked = self.doc.checked();
        let grip = match &checked.typing {
            Some(typing) => checked.tree.node(schema::grip(&checked.tree, typing, self.node.id())),
            None => self.node.key().or_else(|| self.node.entries().next().map(|entry| entry.key)).unwrap_or(self.node),
        };
        self.doc.place(grip.span())
    }

    /// Returns the place of the key of which this is the value; its own where it has none.
    pub fn key_place(self) -> Place {
        self.doc.place(self.node.key().unwrap_or(self.node).span())
    }

    /// Returns the pointer, with identities in place of indexes.
    pub fn pointer(self) -> String {
        let checked = self.doc.checked();
        match &checked.typing {
            Some(typing) => schema::pointer(&checked.tree, typing, self.node.id()),
            None => String::new(),
        }
    }

    /// Starts a finding about this node: a scalar at itself, anything else at its grip.
    pub fn finding(self, message: Both) -> Finding {
        let (span, value) = match self.node.value() {
            Value::List(_) | Value::Map(_) => (self.grip().span, ""),
            _ => (self.node.span(), self.node.as_text().unwrap_or(self.node.source())),
        };
        self.doc.finding(span, &self.pointer(), value, message)
    }

    /// Starts a finding about a field that this map lacks.
    pub fn finding_missing(self, field: &str, message: Both) -> Finding {
        let pointer = format!("{}/{field}", self.pointer());
        let span = match self.get_any(field) {
            Some(empty) => empty.key_place().span,
            None => self.grip().span,
        };
        self.doc.finding(span, &pointer, "", message)
    }
}
