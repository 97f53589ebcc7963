//! One checked document: its text with all that its bytes, its path and the schemas alone say.

use std::sync::{Arc, OnceLock};

use crate::schema::{self, Absence, Kind, Schema, Shape, Typing, Violation, catalog};
use crate::text::{SourceText, Span};
use crate::yaml::{self, Node, Problem, Tree, What};

use super::digest::Digest;
use super::waiver::{self, Inline};

/// The name under which the settings stand among the kinds.
pub const SETTINGS: &str = "settings";

/// A document with all that its bytes alone say.
#[derive(Debug)]
pub struct CheckedDocument {
    /// The text.
    pub source: Arc<SourceText>,
    /// The tree.
    pub tree: Tree,
    /// What is wrong with the text.
    pub problems: Vec<Problem>,
    /// What sort of document it is.
    pub kind: KindOf,
    /// Which part of its schema each node is, where there is a schema.
    pub typing: Option<Typing>,
    /// What is wrong with its shape.
    pub violations: Vec<Violation>,
    /// What it need not hold, and had better.
    pub absences: Vec<Absence>,
    /// The scalars that define an entity or a local id, in the order of the source.
    pub defining: Vec<yaml::NodeId>,
    /// The scalars that refer to something, in the order of the source.
    pub referring: Vec<yaml::NodeId>,
    /// The values of a form of their own, such as paths of files, in the order of the source.
    pub formed: Vec<yaml::NodeId>,
    /// What its comments say to the checker.
    pub waivers: Vec<Inline>,
    digest: OnceLock<Option<Digest>>,
}

/// What sort of document a file is, as far as it can be read.
#[derive(Clone, Copy, Debug)]
pub enum KindOf {
    /// A kind, and its schema.
    Known(&'static Kind, &'static Schema),
    /// `sekisho.yaml`.
    Settings(&'static Schema),
    /// A `kind` that no kind has, at this node.
    Unknown(yaml::NodeId),
    /// No `kind`, or a text that is no map.
    Unclaimed,
    /// Nothing that could be read.
    Unreadable,
}

/// The status of a document. The order is that of the gate; superseded and retired rank as approved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Status {
    /// Being written.
    Draft,
    /// Being reviewed.
    InReview,
    /// Approved, and what comes after: superseded, retired.
    Approved,
    /// Published.
    Published,
}

impl Status {
    /// Reads a status by its name in the documents.
    pub fn named(name: &str) -> Option<Status> {
        match name {
            "draft" => Some(Status::Draft),
            "in-review" => Some(Status::InReview),
            "approved" | "superseded" | "retired" => Some(Status::Approved),
            "published" => Some(Status::Published),
            _ => None,
        }
    }
}

impl CheckedDocument {
    /// Reads a document.
    pub fn read(source: Arc<SourceText>) -> CheckedDocument {
        let parsed = yaml::parse(&source);
        let kind = kind_of(&parsed.tree, &parsed.problems);
        CheckedDocument::with_kind(source, parsed, kind)
    }

    /// Reads the settings.
    pub fn read_settings(source: Arc<SourceText>) -> CheckedDocument {
        let parsed = yaml::parse(&source);
        CheckedDocument::with_kind(source, parsed, KindOf::Settings(catalog::settings()))
    }

    fn with_kind(source: Arc<SourceText>, parsed: yaml::Parsed, kind: KindOf) -> CheckedDocument {
        let yaml::Parsed { tree, problems } = parsed;
        let typing = match kind {
            KindOf::Known(_, schema) | KindOf::Settings(schema) => Some(schema::assign(schema, &tree)),
            _ => None,
        };
        let mut violations = typing.as_ref().map(|typing| schema::validate(&tree, typing)).unwrap_or_default();
        let mut absences =
            typing.as_ref().map(|typing| schema::absences(&tree, typing, &violations)).unwrap_or_default();
        // One fault, one finding: nothing is missed that a broken text may hide, or said again of what it says already.
        if may_lack_fields(&problems) {
            let said = |span: Span| problems.iter().any(|problem| problem.span.contains(span));
            violations.retain(|violation| !violation.is_absence() && !said(tree.node(violation.at()).span()));
            absences.clear();
        }
        // Found here, where documents are read in parallel, for what puts them together, one after another.
        let (mut defining, mut referring, mut formed) = (Vec::new(), Vec::new(), Vec::new());
        for node in tree.nodes() {
            let Some(shape) = typing.as_ref().and_then(|typing| typing.shape(node.id())) else { continue };
            if (shape.define.is_some() || shape.refer.is_some()) && node.as_text().is_some() {
                defining.extend(shape.define.map(|_| node.id()));
                referring.extend(shape.refer.map(|_| node.id()));
            }
            formed.extend(shape.form.map(|_| node.id()));
        }
        let waivers = waiver::inline(&source, &tree);
        CheckedDocument {
            source,
            tree,
            problems,
            kind,
            typing,
            violations,
            absences,
            defining,
            referring,
            formed,
            waivers,
            digest: OnceLock::new(),
        }
    }

    /// Returns the name of the kind, if it could be read; `settings` for the settings.
    pub fn kind_name(&self) -> Option<&'static str> {
        match self.kind {
            KindOf::Known(kind, _) => Some(kind.name),
            KindOf::Settings(_) => Some(SETTINGS),
            KindOf::Unknown(_) | KindOf::Unclaimed | KindOf::Unreadable => None,
        }
    }

    /// Returns the values to which the schema gives a form.
    pub fn of_form(&self, form: &str) -> impl Iterator<Item = Node<'_>> {
        let is_form = move |id: &yaml::NodeId| self.shape(*id).and_then(|shape| shape.form) == Some(form);
        self.formed.iter().copied().filter(is_form).map(|id| self.tree.node(id))
    }

    /// Returns the digest of what the document says; nothing where it is no map, or holds a number that JSON does not.
    pub fn digest(&self) -> Option<Digest> {
        *self.digest.get_or_init(|| Digest::of(&self.tree))
    }

    /// Returns the schema, if there is one.
    pub fn schema(&self) -> Option<&'static Schema> {
        match self.kind {
            KindOf::Known(_, schema) | KindOf::Settings(schema) => Some(schema),
            _ => None,
        }
    }

    /// Returns the id: as written, else the name of the kind.
    pub fn id(&self) -> Option<&str> {
        self.written_id().and_then(Node::as_text).or_else(|| self.kind_name())
    }

    /// Returns the part of the schema that a node is.
    pub fn shape(&self, node: yaml::NodeId) -> Option<&'static Shape> {
        self.typing.as_ref()?.shape(node)
    }

    /// Returns the node of the id that is written.
    pub fn written_id(&self) -> Option<Node<'_>> {
        match self.kind {
            KindOf::Settings(_) => None,
            _ => self.tree.root()?.get("id"),
        }
    }

    /// Returns a field of `meta`.
    pub fn meta(&self, field: &str) -> Option<Node<'_>> {
        self.tree.root()?.get("meta")?.get(field)
    }

    /// Returns the status; `draft` where none is written or it cannot be read.
    pub fn status(&self) -> Status {
        match self.kind {
            // The settings are in force, and are never softened.
            KindOf::Settings(_) => Status::Approved,
            _ => self.meta("status").and_then(Node::as_text).and_then(Status::named).unwrap_or(Status::Draft),
        }
    }

    /// Says whether the real text lives elsewhere.
    pub fn is_external(&self) -> bool {
        self.tree.root().and_then(|root| root.get("external")).is_some()
    }

    /// Says whether the text is so broken that fields it holds may be missing from the tree.
    pub fn may_lack_fields(&self) -> bool {
        may_lack_fields(&self.problems)
    }

    /// Says whether the text is so damaged that parts of it may be missing from the tree.
    pub fn is_damaged(&self) -> bool {
        !self.problems.is_empty() || matches!(self.kind, KindOf::Unreadable)
    }
}

fn kind_of(tree: &Tree, problems: &[Problem]) -> KindOf {
    let written = tree.root().and_then(|root| root.get("kind"));
    match written.map(|node| (node, node.as_text())) {
        Some((node, Some(name))) => match catalog::kind(name) {
            Some(kind) => KindOf::Known(kind, kind.schema()),
            None => KindOf::Unknown(node.id()),
        },
        // Where the text itself is broken, that is what is said, and nothing of a missing kind.
        None if may_lack_fields(problems) => KindOf::Unreadable,
        Some((node, None)) if !node.is_null() => KindOf::Unknown(node.id()),
        _ => KindOf::Unclaimed,
    }
}

/// Says whether fields may be missing from the tree because of a problem.
fn may_lack_fields(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| hides_fields(&problem.what))
}

fn hides_fields(what: &What) -> bool {
    matches!(
        what,
        What::Syntax(_)
            | What::Encoding(_)
            | What::Limit { .. }
            | What::ConflictMarker
            | What::Empty
            | What::FullWidthColon { .. }
            | What::MergeKey
            | What::KeyNotText
            | What::Anchor { .. }
            | What::Directive
            | What::ControlCharacter(_)
    )
}
