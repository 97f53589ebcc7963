//! What documents define: entities by type and id, entries by document and local id, and what is built in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::schema::Define;
use crate::schema::catalog;
use crate::yaml::NodeId;

use super::document::{CheckedDocument, KindOf};
use super::{DocumentId, Location};

type ByKindAndId<T> = BTreeMap<&'static str, BTreeMap<String, Vec<T>>>;

/// Everything with an id.
#[derive(Debug, Default)]
pub struct Entities {
    /// By type and id, the ids that define it; more than one is a duplicate.
    defined: ByKindAndId<Location>,
    /// By kind and id.
    documents: ByKindAndId<DocumentId>,
    /// By document and local id.
    entries: BTreeMap<DocumentId, BTreeMap<String, Vec<EntryId>>>,
    /// By type, what comes with the checker.
    built_in: BTreeMap<&'static str, Vec<&'static str>>,
}

/// A local id: where it stands, and the field of the list that holds its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryId {
    /// The scalar of the id.
    pub node: NodeId,
    /// `goals`, `milestones`, …
    pub list: String,
}

impl Entities {
    pub(super) fn collect(documents: &[Arc<CheckedDocument>]) -> Entities {
        let actions = catalog::authority_actions().iter().map(|action| action.id).collect();
        let phases = super::plan::preset_phases();
        let mut entities = Entities {
            built_in: BTreeMap::from([("authority-action", actions), ("phase", phases)]),
            ..Entities::default()
        };
        for (at, document) in documents.iter().enumerate() {
            entities.add(DocumentId::at(at), document);
        }
        entities
    }

    fn add(&mut self, document: DocumentId, checked: &CheckedDocument) {
        let Some(kind) = checked.kind_name() else { return };
        if let (Some(id), false) = (checked.id(), matches!(checked.kind, KindOf::Settings(_))) {
            self.documents.entry(kind).or_default().entry(id.to_owned()).or_default().push(document);
        }
        for node in checked.defining.iter().map(|id| checked.tree.node(*id)) {
            let Some(define) = checked.shape(node.id()).and_then(|shape| shape.define) else { continue };
            let Some(id) = node.as_text() else { continue };
            match define {
                Define::Entity(kind) => {
                    let location = Location { document, node: node.id() };
                    self.defined.entry(kind).or_default().entry(id.to_owned()).or_default().push(location);
                }
                Define::Local => {
                    let list = node.parent().and_then(|entry| entry.parent()).and_then(|list| list.key());
                    let list = list.and_then(|key| key.as_text()).unwrap_or_default().to_owned();
                    let entry = EntryId { node: node.id(), list };
                    self.entries.entry(document).or_default().entry(id.to_owned()).or_default().push(entry);
                }
            }
        }
    }

    /// Returns the type and the scalar that defines an entity; the first by path and place where there are several.
    pub fn find(&self, kind: &str, id: &str) -> Option<(&'static str, Location)> {
        let (kind, ids) = self.defined.get_key_value(kind)?;
        ids.get(id)?.first().map(|location| (*kind, *location))
    }

    /// Says whether an entity exists: defined by a document, or built in.
    pub fn exists(&self, kind: &str, id: &str) -> bool {
        self.find(kind, id).is_some() || self.built_in.get(kind).is_some_and(|ids| ids.contains(&id))
    }

    /// Returns a document by kind and id; the first by path where there are several.
    pub fn document(&self, kind: &str, id: &str) -> Option<DocumentId> {
        self.documents_named(kind, id).first().copied()
    }

    /// Returns the documents that go by one kind and id, in the order of their paths; more than one is a slip.
    pub fn documents_named(&self, kind: &str, id: &str) -> &[DocumentId] {
        self.documents.get(kind).and_then(|ids| ids.get(id)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns an entry of a document by its local id.
    pub fn entry(&self, document: DocumentId, id: &str) -> Option<&EntryId> {
        self.entries.get(&document)?.get(id)?.first()
    }

    /// Returns the local ids of a document with their places, sorted.
    pub fn entries_of(&self, document: DocumentId) -> impl Iterator<Item = (&str, &[EntryId])> {
        self.entries.get(&document).into_iter().flatten().map(|(id, entries)| (id.as_str(), entries.as_slice()))
    }

    /// Returns everything that documents define: type, id, places. Sorted by type and id.
    pub fn defined(&self) -> impl Iterator<Item = (&'static str, &str, &[Location])> {
        each(&self.defined)
    }

    /// Returns all documents: kind, id, documents. Sorted by kind and id.
    pub fn documents(&self) -> impl Iterator<Item = (&'static str, &str, &[DocumentId])> {
        each(&self.documents)
    }

    /// Returns the types under which an id exists, documents' kinds included. Sorted.
    pub fn types_of(&self, id: &str) -> Vec<&'static str> {
        let defined = self.defined.iter().filter(|(_, ids)| ids.contains_key(id)).map(|(kind, _)| *kind);
        let documents = self.documents.iter().filter(|(_, ids)| ids.contains_key(id)).map(|(kind, _)| *kind);
        let built_in = self.built_in.iter().filter(|(_, ids)| ids.contains(&id)).map(|(kind, _)| *kind);
        let mut types: Vec<_> = defined.chain(documents).chain(built_in).collect();
        types.sort_unstable();
        types.dedup();
        types
    }

    /// Returns the ids of one type or kind, built-in ones included.
    pub fn ids_of(&self, kind: &str) -> impl Iterator<Item = &str> {
        let defined = self.defined.get(kind).into_iter().flatten().map(|(id, _)| id.as_str());
        let documents = self.documents.get(kind).into_iter().flatten().map(|(id, _)| id.as_str());
        let built_in = self.built_in.get(kind).into_iter().flatten().copied();
        defined.chain(documents).chain(built_in)
    }
}

fn each<T>(map: &ByKindAndId<T>) -> impl Iterator<Item = (&'static str, &str, &[T])> {
    map.iter().flat_map(|(kind, ids)| ids.iter().map(|(id, places)| (*kind, id.as_str(), places.as_slice())))
}
