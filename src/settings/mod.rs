//! `sekisho.yaml`: which files are documents, what is demanded of them, and how grave what is found is.

mod approvals;
mod file;
pub mod select;

use std::collections::BTreeMap;

use globset::GlobSet;
use jiff::Span as Duration;
use jiff::tz::TimeZone;

use crate::finding::Severity;
use crate::lang::Both;
use crate::text::Span;

pub use crate::git::SETTINGS_FILE as FILE_NAME;
pub use approvals::{ApprovalDemand, Approved};
pub use select::{MAX_DOCUMENTS, Selection};

/// The settings in force.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folders that hold documents; empty means the root itself.
    pub documents: Vec<String>,
    /// Paths that are no documents.
    pub ignore: GlobSet,
    /// Folders below with settings of their own, known to be separate.
    pub nested_roots: Vec<String>,
    /// Whether a root without documents is in order.
    pub allow_empty: bool,
    /// Languages that public and approved texts must have; the first is that of plain text.
    pub languages: Vec<String>,
    /// The zone in which days begin and end.
    pub time_zone: TimeZone,
    /// The name of that zone.
    pub time_zone_name: String,
    /// Whether every document has an owner unless it names its own.
    pub default_owner: Option<String>,
    /// The sharing label of documents that name none.
    pub default_classification: Option<String>,
    /// What is said of single rules.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Who must approve what.
    pub approvals: Vec<ApprovalDemand>,
}

/// What the settings say of one rule.
#[derive(Debug, Clone, Default)]
pub struct RuleSetting {
    /// How grave its findings are.
    pub severity: Option<Level>,
    /// Its options.
    pub options: BTreeMap<String, OptionValue>,
}

/// What is written in an option of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionForm {
    /// A duration: `14d`.
    Duration,
    /// A whole number of percent, 0 to 100.
    Percent,
    /// A list of texts.
    Texts,
}

/// The value of an option of a rule.
#[derive(Debug, Clone)]
pub enum OptionValue {
    /// A duration.
    Duration(Duration),
    /// A number of percent, 0 to 100.
    Percent(u8),
    /// A list of texts.
    Texts(Vec<String>),
}

/// A severity in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Findings are shown, and count, with this severity.
    Severity(Severity),
    /// Findings are counted, and neither shown nor decisive.
    Allow,
}

/// Something in the settings that cannot be obeyed.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The rule about shape that it breaks, as the same fault in a document would.
    pub rule: &'static str,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: Both,
    /// What to do.
    pub help: Option<Both>,
}

/// What the reader of the settings must know of a rule.
#[derive(Debug, Clone)]
pub struct KnownRule {
    /// Its id.
    pub id: &'static str,
    /// Whether its severity may be changed.
    pub adjustable: bool,
    /// The names of its options, and what is written in them.
    pub options: Vec<(&'static str, OptionForm)>,
}

impl Default for Settings {
    /// The settings of a folder without `sekisho.yaml`.
    fn default() -> Settings {
        Settings {
            documents: Vec::new(),
            ignore: GlobSet::empty(),
            nested_roots: Vec::new(),
            allow_empty: false,
            languages: Vec::new(),
            time_zone: TimeZone::UTC,
            time_zone_name: "UTC".to_owned(),
            default_owner: None,
            default_classification: None,
            rules: BTreeMap::new(),
            approvals: Vec::new(),
        }
    }
}
