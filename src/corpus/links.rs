//! What documents refer to: every reference, what it means, and who refers to a thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::schema::{Refer, Target, catalog};

use super::document::{CheckedDocument, KindOf};
use super::entities::Entities;
use super::reference::Reference;
use super::{DocumentId, Location};

/// One reference.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The scalar that refers.
    pub from: Location,
    /// What its field allows.
    pub refer: Refer,
    /// What it means.
    pub resolution: Resolution,
}

/// What a reference means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// An entity: the scalar that defines it.
    Entity(&'static str, Location),
    /// A document.
    Document(DocumentId),
    /// An entry of a document: the scalar of its local id.
    Entry(Location),
    /// Something that comes with the checker.
    BuiltIn,
    /// The thing exists under another type than the field allows.
    WrongKind(&'static str),
    /// The document exists, the entry does not.
    NoEntry(DocumentId),
    /// The entry exists, in another list than the field allows.
    OtherList(Location),
    /// Nothing of the name exists.
    Nothing,
}

impl Resolution {
    /// Says whether the reference does not mean what its field allows.
    pub fn is_a_miss(self) -> bool {
        matches!(
            self,
            Resolution::WrongKind(_) | Resolution::NoEntry(_) | Resolution::OtherList(_) | Resolution::Nothing
        )
    }
}

/// All references of a corpus.
#[derive(Debug, Default)]
pub struct Links {
    all: Vec<Link>,
    /// By what they refer to, indexes into `all`.
    to_entity: BTreeMap<Location, Vec<u32>>,
    to_document: BTreeMap<DocumentId, Vec<u32>>,
}

impl Links {
    pub(super) fn collect(documents: &[Arc<CheckedDocument>], entities: &Entities) -> Links {
        let mut links = Links::default();
        for (at, checked) in documents.iter().enumerate() {
            let document = DocumentId::at(at);
            let resolver = Resolver { document, checked, entities };
            for node in checked.referring.iter().map(|id| checked.tree.node(*id)) {
                let Some(refer) = checked.shape(node.id()).and_then(|shape| shape.refer) else { continue };
                let Some(text) = node.as_text() else { continue };
                let resolution = resolver.resolve(&refer, Reference::parse(text));
                links.push(Link { from: Location { document, node: node.id() }, refer, resolution });
            }
        }
        links
    }

    fn push(&mut self, link: Link) {
        let at = u32::try_from(self.all.len()).expect("nodes of all documents are fewer than four thousand million");
        match link.resolution {
            Resolution::Entity(_, location) | Resolution::Entry(location) => {
                self.to_entity.entry(location).or_default().push(at);
            }
            Resolution::Document(document) => self.to_document.entry(document).or_default().push(at),
            _ => {}
        }
        self.all.push(link);
    }

    /// Returns all references, in the order of paths and places.
    pub fn all(&self) -> &[Link] {
        &self.all
    }

    /// Returns the reference that a scalar is.
    pub fn from(&self, location: Location) -> Option<&Link> {
        let at = self.all.binary_search_by_key(&location, |link| link.from).ok()?;
        Some(&self.all[at])
    }

    /// Returns who refers to an entity or entry, by the scalar that defines it.
    pub fn to(&self, location: Location) -> impl Iterator<Item = &Link> {
        self.to_entity.get(&location).into_iter().flatten().map(|at| &self.all[*at as usize])
    }

    /// Returns who refers to a document.
    pub fn to_document(&self, document: DocumentId) -> impl Iterator<Item = &Link> {
        self.to_document.get(&document).into_iter().flatten().map(|at| &self.all[*at as usize])
    }
}

struct Resolver<'c> {
    document: DocumentId,
    checked: &'c CheckedDocument,
    entities: &'c Entities,
}

impl Resolver<'_> {
    fn resolve(&self, refer: &Refer, reference: Reference<'_>) -> Resolution {
        // A type in front must be one that the field allows; without it, the field's own types are tried in turn.
        let mut best = Resolution::Nothing;
        for target in refer.targets {
            let found = self.look_up(*target, reference);
            match found {
                Resolution::Nothing => {}
                Resolution::NoEntry(_) | Resolution::OtherList(_) => best = found,
                _ => return found,
            }
        }
        if best != Resolution::Nothing {
            return best;
        }
        match self.elsewhere(reference) {
            Some(kind) => Resolution::WrongKind(kind),
            None => Resolution::Nothing,
        }
    }

    fn look_up(&self, target: Target, reference: Reference<'_>) -> Resolution {
        let named = |kind: &str| reference.kind.is_none_or(|written| written == kind);
        match (target, reference.entry) {
            (Target::Entity(kind), None) if named(kind) => self.entity_or_document(kind, reference.id),
            (Target::SameKind, None) => match self.checked.kind {
                KindOf::Known(kind, _) if named(kind.name) => self.entity_or_document(kind.name, reference.id),
                _ => Resolution::Nothing,
            },
            (Target::AnyDocument, None) => match reference.kind {
                Some(kind) => {
                    self.entities.document(kind, reference.id).map_or(Resolution::Nothing, Resolution::Document)
                }
                None => Resolution::Nothing,
            },
            (Target::Any, None) => match reference.kind {
                Some(kind) => self.entity_or_document(kind, reference.id),
                None => Resolution::Nothing,
            },
            (Target::Any, Some(entry)) => {
                reference.kind.map_or(Resolution::Nothing, |kind| self.entry_of(kind, reference.id, None, entry))
            }
            (Target::LocalList(list), None) if reference.kind.is_none() => {
                match self.entities.entry(self.document, reference.id) {
                    Some(_) => self.entry(self.document, Some(list), reference.id),
                    None => Resolution::Nothing,
                }
            }
            (Target::ListOf { kind, list }, Some(entry)) if named(kind) => {
                self.entry_of(kind, reference.id, Some(list), entry)
            }
            _ => Resolution::Nothing,
        }
    }

    fn entity_or_document(&self, kind: &str, id: &str) -> Resolution {
        if let Some(document) = self.entities.document(kind, id) {
            return Resolution::Document(document);
        }
        match self.entities.find(kind, id) {
            Some((kind, location)) => Resolution::Entity(kind, location),
            None if self.entities.exists(kind, id) => Resolution::BuiltIn,
            None => Resolution::Nothing,
        }
    }

    /// Looks in each document that goes by the id: where several do, that is one slip, and their entries are none.
    fn entry_of(&self, kind: &str, id: &str, list: Option<&str>, entry: &str) -> Resolution {
        let documents = self.entities.documents_named(kind, id);
        let has_it = |document: &&DocumentId| self.entities.entry(**document, entry).is_some();
        let document = documents.iter().find(has_it).or(documents.first());
        document.map_or(Resolution::Nothing, |document| self.entry(*document, list, entry))
    }

    fn entry(&self, document: DocumentId, list: Option<&str>, id: &str) -> Resolution {
        match self.entities.entry(document, id) {
            Some(entry) => {
                let location = Location { document, node: entry.node };
                if list.is_none_or(|list| entry.list == list) {
                    Resolution::Entry(location)
                } else {
                    Resolution::OtherList(location)
                }
            }
            None => Resolution::NoEntry(document),
        }
    }

    /// Returns a type under which the id exists although the field does not allow it.
    fn elsewhere(&self, reference: Reference<'_>) -> Option<&'static str> {
        // Only documents have entries: a phase of the same name is not what is meant.
        let may_be = |of: &&'static str| reference.entry.is_none() || catalog::kind(of).is_some();
        let types: Vec<&str> = self.entities.types_of(reference.id).into_iter().filter(may_be).collect();
        match reference.kind {
            Some(written) => types.into_iter().find(|kind| *kind == written),
            None => types.into_iter().next(),
        }
    }
}
