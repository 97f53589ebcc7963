//! What the documents say together: documents by kind, entities by type and id, links both ways.

pub mod approvals;
pub mod cycle;
pub mod digest;
pub mod document;
pub mod duration;
pub mod entities;
pub mod escalation;
pub mod holders;
pub mod hours;
pub mod links;
pub mod plan;
pub mod reference;
pub mod view;
pub mod waiver;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use digest::Digest;
pub use document::{CheckedDocument, KindOf, Status};
pub use entities::Entities;
pub use links::{Link, Links, Resolution};
pub use reference::Reference;
pub use view::{Doc, View};

use crate::schema::{Define, Schema, Shape, Target, Violation, What};
use crate::text::RepoPath;

/// The index of a document in its corpus.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentId(u32);

/// All documents of a root, and what they say together.
#[derive(Debug)]
pub struct Corpus {
    /// Shared with the corpora that know the same texts.
    documents: Vec<Arc<CheckedDocument>>,
    by_kind: BTreeMap<&'static str, Vec<DocumentId>>,
    entities: Entities,
    links: Links,
    broken: Broken,
    /// The languages that texts may be written in, the first being that of plain text.
    languages: Vec<String>,
}

/// What the documents that cannot be read well might have said.
#[derive(Debug, Default)]
struct Broken {
    /// A document of unknown kind: it may explain anything that is missing.
    anything: bool,
    /// Entity types that a damaged document may define.
    types: BTreeSet<&'static str>,
    /// What has the name of a document, and was not read at all.
    unread: Vec<RepoPath>,
    /// Lists of documents that may have entries which cannot be read.
    lists: BTreeSet<(DocumentId, String)>,
}

impl Corpus {
    /// Puts documents together. The settings, where they have a file, come as the first, of the kind `settings`.
    pub fn new(mut documents: Vec<Arc<CheckedDocument>>, languages: Vec<String>) -> Corpus {
        documents.sort_by(|a, b| a.source.path().cmp(b.source.path()));
        let mut by_kind: BTreeMap<&'static str, Vec<DocumentId>> = BTreeMap::new();
        for (at, document) in documents.iter().enumerate() {
            if let Some(kind) = document.kind_name() {
                by_kind.entry(kind).or_default().push(DocumentId::at(at));
            }
        }
        let entities = Entities::collect(&documents);
        let links = Links::collect(&documents, &entities);
        let broken = Broken::of(&documents);
        Corpus { documents, by_kind, entities, links, broken, languages }
    }

    /// Says which paths may be documents and were not read: each may explain anything that is missing.
    #[must_use]
    pub fn with_unread(mut self, unread: Vec<RepoPath>) -> Corpus {
        self.broken.anything |= !unread.is_empty();
        self.broken.unread = unread;
        self
    }

    /// Returns what may be a document and was not read.
    pub fn unread(&self) -> &[RepoPath] {
        &self.broken.unread
    }

    /// Returns all documents, in the order of their paths, the settings among them.
    pub fn documents(&self) -> impl Iterator<Item = Doc<'_>> {
        (0..self.documents.len()).map(|at| self.doc(DocumentId::at(at)))
    }

    /// Returns a document.
    pub fn doc(&self, id: DocumentId) -> Doc<'_> {
        Doc::new(self, id)
    }

    /// Returns what was read of a document.
    pub fn checked(&self, id: DocumentId) -> &CheckedDocument {
        &self.documents[id.index()]
    }

    /// Returns the document at a path.
    pub fn at_path(&self, path: &RepoPath) -> Option<&Arc<CheckedDocument>> {
        let at = self.documents.binary_search_by(|document| document.source.path().cmp(path)).ok()?;
        Some(&self.documents[at])
    }

    /// Returns the documents of a kind, in the order of their paths.
    pub fn of_kind<'c>(&'c self, kind: &str) -> impl Iterator<Item = Doc<'c>> + use<'c> {
        self.by_kind.get(kind).into_iter().flatten().map(|id| self.doc(*id))
    }

    /// Returns what documents define.
    pub fn entities(&self) -> &Entities {
        &self.entities
    }

    /// Returns what documents refer to.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Returns the view of a node of a document.
    pub fn view(&self, at: Location) -> View<'_> {
        View::new(self.doc(at.document), self.checked(at.document).tree.node(at.node))
    }

    /// Returns the languages of the settings, the first being that of plain text.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Returns the references that name nothing, but are not judged because a damaged document may define what they name.
    pub fn references_held(&self) -> impl Iterator<Item = &Link> {
        self.links.all().iter().filter(|link| link.resolution.is_a_miss() && !link.refer.later && self.is_held(link))
    }

    /// Says whether some document cannot be read whole.
    pub fn has_damage(&self) -> bool {
        self.broken.anything || !self.broken.types.is_empty()
    }

    /// Says whether a damaged document may define what a reference names.
    pub fn is_held(&self, link: &Link) -> bool {
        if self.broken.anything {
            return true;
        }
        match link.resolution {
            Resolution::NoEntry(document) => {
                return link.refer.targets.iter().any(|target| self.hides(document, target));
            }
            // What is named is known, and stands where it must not.
            Resolution::OtherList(entry) => return self.checked(entry.document).is_damaged(),
            _ => {}
        }
        let text = self.view(link.from).text().unwrap_or_default();
        if let Some(kind) = Reference::parse(text).kind {
            return self.broken.types.contains(kind);
        }
        link.refer.targets.iter().any(|target| match target {
            Target::Entity(kind) | Target::ListOf { kind, .. } => self.broken.types.contains(kind),
            Target::LocalList(_) => self.hides(link.from.document, target),
            Target::AnyDocument | Target::Any | Target::SameKind => !self.broken.types.is_empty(),
        })
    }

    /// Says whether a document that is read may define more than its entities say.
    pub fn hides_ids(&self, document: &CheckedDocument) -> bool {
        document.violations.iter().filter_map(Violation::hides).any(holds_ids)
    }

    /// Says whether an entry that a reference means may stand in a part of a document which cannot be read.
    fn hides(&self, document: DocumentId, target: &Target) -> bool {
        match target {
            Target::LocalList(list) | Target::ListOf { list, .. } => {
                self.broken.lists.contains(&(document, (*list).to_owned()))
            }
            _ => self.broken.lists.iter().any(|(of, _)| *of == document),
        }
    }

    /// Says whether a reference stands where the schema finds fault, so that it cannot be read;
    /// `may_mean` tells which references are asked about.
    pub fn hides_references(&self, may_mean: impl Fn(&Target) -> bool) -> bool {
        let hides = |violation: &Violation| {
            let mut is_hidden = false;
            // Where nothing is written, nothing is named.
            if let Some(shape) = violation.hides().filter(|_| !violation.is_absence()) {
                shape.visit(&mut |_, shape| {
                    is_hidden |= shape.refer.is_some_and(|refer| refer.targets.iter().any(&may_mean));
                });
            }
            is_hidden
        };
        self.documents.iter().flat_map(|document| &document.violations).any(hides)
    }

    /// Returns the references that do not mean what their field allows, and that could name what `may_mean` tells.
    pub fn misses<'c>(&'c self, may_mean: impl Fn(&Target) -> bool + 'c) -> impl Iterator<Item = Reference<'c>> {
        let misses = self.links.all().iter().filter(|link| link.resolution.is_a_miss() && !link.refer.later);
        misses.filter_map(move |link| {
            let reference = Reference::parse(self.view(link.from).text()?);
            let fits = |target: &&Target| match target {
                Target::Entity(kind) | Target::ListOf { kind, .. } => reference.kind.is_none_or(|of| of == *kind),
                _ => true,
            };
            link.refer.targets.iter().filter(fits).any(&may_mean).then_some(reference)
        })
    }

    /// Says whether a document that cannot be read well may be what defines entities of `kind_or_type`,
    /// so that a rule about their absence must hold back.
    pub fn may_be_hidden(&self, kind_or_type: &str) -> bool {
        self.broken.anything || self.broken.types.contains(kind_or_type)
    }
}

/// A node of a document of a corpus.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    /// The document.
    pub document: DocumentId,
    /// The node.
    pub node: crate::yaml::NodeId,
}

impl DocumentId {
    fn at(index: usize) -> DocumentId {
        DocumentId(u32::try_from(index).expect("a tree holds at most a million entries"))
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

impl Broken {
    fn of(documents: &[Arc<CheckedDocument>]) -> Broken {
        let mut broken = Broken::default();
        for (at, document) in documents.iter().enumerate() {
            match document.kind {
                KindOf::Unknown(_) | KindOf::Unclaimed | KindOf::Unreadable => broken.anything = true,
                KindOf::Known(kind, schema) => broken.add(DocumentId::at(at), document, kind.name, schema),
                KindOf::Settings(_) => {}
            }
        }
        broken
    }

    fn add(&mut self, id: DocumentId, document: &CheckedDocument, kind: &'static str, schema: &'static Schema) {
        if document.is_damaged() {
            self.types.insert(kind);
        }
        // What a text that lives elsewhere defines is not known here either.
        if document.is_damaged() || document.is_external() {
            self.hide(id, "", schema.shape);
        }
        for violation in &document.violations {
            let Some(shape) = violation.hides() else { continue };
            if schema.shape.field("id").is_some_and(|field| std::ptr::eq(field.shape, shape)) {
                self.types.insert(kind);
            }
            self.hide(id, list_around(document, violation, shape), shape);
        }
    }

    /// Notes the ids that could have stood in a part of a document. `list` holds what is no list itself.
    fn hide(&mut self, id: DocumentId, list: &str, shape: &'static Shape) {
        shape.visit(&mut |path, shape| match shape.define {
            Some(Define::Entity(kind)) => {
                self.types.insert(kind);
            }
            Some(Define::Local) => {
                let at = path.iter().rposition(|segment| *segment == "[]");
                let list = at.and_then(|at| path.get(at.checked_sub(1)?)).map_or(list, |list| *list);
                self.lists.insert((id, list.to_owned()));
            }
            None => {}
        });
    }
}

/// Says whether ids stand in a part of a document.
fn holds_ids(shape: &'static Shape) -> bool {
    let mut holds = false;
    shape.visit(&mut |_, shape| holds |= shape.define.is_some());
    holds
}

/// Returns the key of the list that a violation is about, or stands in.
fn list_around<'d>(document: &'d CheckedDocument, violation: &Violation, hidden: &Shape) -> &'d str {
    let is_list = hidden.item.is_some() || hidden.branches.iter().any(|branch| branch.item.is_some());
    let mut node = document.tree.node(violation.node);
    match violation.what {
        What::Missing { field } if is_list => return field.name,
        What::UnknownField { meant: Some(field), .. } if is_list => return field.name,
        _ => {}
    }
    // From a value inside an entry up to the entry, and from there to its list.
    while let Some(parent) = node.parent().filter(|_| !is_list && node.key().is_some()) {
        node = parent;
    }
    let list = if is_list { Some(node) } else { node.parent() };
    list.and_then(crate::yaml::Node::key).and_then(|key| key.as_text()).unwrap_or_default()
}
