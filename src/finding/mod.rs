//! What a rule says: one finding, with its place, its sentences, its identity and its disposition.

pub mod fingerprint;
pub mod order;

pub use fingerprint::Fingerprint;

use crate::lang::{Both, Words};
use crate::text::{RepoPath, Span};

/// How grave a finding is. The order is from light to grave.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Severity {
    /// Worth knowing; decides nothing by itself.
    Info,
    /// Likely wrong, or weak.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// Returns what people call it.
    pub fn words(self) -> Words {
        match self {
            Severity::Error => Words { ja: "エラー", en: "error" },
            Severity::Warning => Words { ja: "警告", en: "warning" },
            Severity::Info => Words { ja: "情報", en: "info" },
        }
    }

    /// Returns the severity one step up.
    #[must_use]
    pub fn raised(self) -> Severity {
        match self {
            Severity::Info => Severity::Warning,
            Severity::Warning | Severity::Error => Severity::Error,
        }
    }
}

/// A range of bytes in a file of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file.
    pub path: RepoPath,
    /// The bytes; zero-width where something is missing.
    pub span: Span,
}

/// The document a finding is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Identity {
    /// A document whose kind could be read: kind and id, the default id included.
    Document {
        /// The kind.
        kind: String,
        /// The id.
        id: String,
    },
    /// A file whose kind could not be read, or that is no document.
    Path(RepoPath),
}

/// The thing a finding is about: where it stands now, and who it is wherever it stands.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Where it stands.
    pub place: Place,
    /// The document that holds it.
    pub document: Identity,
    /// The pointer inside the document, with identities in place of indexes: `/risks/ransomware/treatment/due`.
    pub pointer: String,
    /// The normalised value, empty where there is none.
    pub value: String,
}

/// A second place that tells part of the story.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What the reader should see there; empty for the subject's own place where the message says it.
    pub text: Both,
}

/// Whether a finding counts, and if not, why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Disposition {
    /// It counts.
    Active,
    /// A waiver holds it back.
    Waived {
        /// Where the waiver stands.
        by: Place,
    },
    /// It was accepted when the checker was adopted.
    Baselined,
    /// The settings allow the rule.
    Allowed,
    /// It does not lie at or below the path that was asked for.
    Outside,
}

/// One thing that is wrong, said in both languages.
///
/// Rules make one with [`Finding::new`] and hand it to their sink, which alone sets `rule` and `severity`.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's id, `group/slug`.
    pub rule: &'static str,
    /// How grave, after the document's status and the settings had their say.
    pub severity: Severity,
    /// Whether it is about something still to be written, and so no more than `info` in a draft.
    pub completeness: bool,
    /// Which datum raised the severity, if one did.
    pub raised: Option<Both>,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong: one clause, no final stop.
    pub message: Both,
    /// Other places of the story.
    pub labels: Vec<Label>,
    /// What to do next, an imperative.
    pub help: Option<Both>,
    /// Who it is, wherever it stands and however it is worded.
    pub fingerprint: Fingerprint,
    /// Whether it counts.
    pub disposition: Disposition,
    /// Where it stands in truth, if its place is that of the change that caused it.
    pub victim: Option<Place>,
}

impl Finding {
    /// Starts a finding about `subject`. The sink gives it its rule and severity.
    pub fn new(subject: Subject, message: Both) -> Finding {
        Finding {
            rule: "",
            severity: Severity::Error,
            completeness: false,
            raised: None,
            subject,
            message,
            labels: Vec::new(),
            help: None,
            fingerprint: Fingerprint::default(),
            disposition: Disposition::Active,
            victim: None,
        }
    }

    /// Adds a second place of the story.
    #[must_use]
    pub fn label(mut self, place: Place, text: Both) -> Finding {
        self.labels.push(Label { place, text });
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(mut self, help: Both) -> Finding {
        self.help = Some(help);
        self
    }

    /// Says whether it counts.
    pub fn is_active(&self) -> bool {
        self.disposition == Disposition::Active
    }
}
