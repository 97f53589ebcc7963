//! The pure function: a snapshot, settings and a date in, an ordered list of findings out.

pub mod baseline;
mod judge;
mod run;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::corpus::{CheckedDocument, Corpus};
use crate::engine::baseline::Baseline;
use crate::finding::{Disposition, Finding, Severity};
use crate::git::Snapshot;
use crate::lang::Both;
use crate::settings::{Fault, Settings};
use crate::text::RepoPath;

pub use run::check;

/// What is asked for.
pub struct Request<'s> {
    /// The tree below the root.
    pub snapshot: &'s Snapshot,
    /// The date of the run.
    pub today: Today,
    /// Only findings at or below this path count.
    pub below: Option<RepoPath>,
    /// Whether waivers hold anything back.
    pub waivers: bool,
    /// How many threads may work.
    pub threads: usize,
    /// The documents of another run: one with the same bytes at the same path is taken over, and not read again.
    pub known: Option<&'s Corpus>,
    /// What judges in place of the tree's own settings and baseline: those of the tree it is compared with.
    pub under: Option<Under<'s>>,
}

/// Settings and a baseline of another tree.
#[derive(Clone, Copy)]
pub struct Under<'s> {
    /// The settings.
    pub settings: &'s Settings,
    /// The accepted findings.
    pub baseline: &'s Baseline,
}

/// How the date of a run is known.
#[derive(Clone, Copy, Debug)]
pub enum Today {
    /// It was given.
    Given(Date),
    /// The date of this moment in the root's time zone.
    At(Timestamp),
}

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    /// Everything that was found, in the one order, whatever its disposition.
    pub findings: Vec<Finding>,
    /// What could not be checked, in the order of paths.
    pub not_checked: Vec<NotChecked>,
    /// The documents.
    pub corpus: Corpus,
    /// The settings in force.
    pub settings: Settings,
    /// The findings that were accepted at adoption.
    pub baseline: Baseline,
    /// How many of them are no longer there; nothing where that cannot be known.
    pub settled: usize,
    /// Whether the root has a file of settings.
    pub has_settings: bool,
    /// The date on which everything was judged.
    pub today: Date,
    /// What there was to check.
    pub scope: Scope,
}

/// Something that could not be checked, and why.
#[derive(Debug, Clone)]
pub struct NotChecked {
    /// The file, if it is one file's matter.
    pub path: Option<RepoPath>,
    /// Why, as a whole sentence.
    pub why: Both,
}

/// What there was to check, counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Documents that were read.
    pub documents: usize,
    /// Of these, documents whose text lives elsewhere: content not checked.
    pub external: usize,
    /// References that were not judged because a document that is not read whole may define what they name.
    pub references_held: usize,
    /// YAML files left out by `ignore` or by a dot in front of a name.
    pub left_out: usize,
    /// Links, submodules and devices that were not looked at.
    pub not_looked_at: usize,
    /// Nested roots that were not read.
    pub nested_roots: Vec<RepoPath>,
}

/// Why a run could not begin.
#[derive(Debug)]
pub enum Refused {
    /// The settings cannot be obeyed. They are shown with the findings about their text and shape.
    Settings {
        /// The document `sekisho.yaml`.
        document: Arc<CheckedDocument>,
        /// What is wrong with its text and shape, and what its rules and zones lack.
        findings: Vec<Finding>,
    },
    /// The file of settings, or the baseline, could not be read.
    Unreadable(Both),
}

/// How many active findings there are of each severity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Information.
    pub infos: usize,
    /// Held back by a waiver.
    pub waived: usize,
    /// Accepted at adoption.
    pub baselined: usize,
    /// Allowed by the settings.
    pub allowed: usize,
    /// Outside the path that was asked for.
    pub outside: usize,
}

impl Outcome {
    /// Returns the findings that count.
    pub fn active(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_active())
    }

    /// Counts the findings by severity and disposition.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for finding in &self.findings {
            let counter = match (&finding.disposition, finding.severity) {
                (Disposition::Active, Severity::Error) => &mut tally.errors,
                (Disposition::Active, Severity::Warning) => &mut tally.warnings,
                (Disposition::Active, Severity::Info) => &mut tally.infos,
                (Disposition::Waived { .. }, _) => &mut tally.waived,
                (Disposition::Baselined, _) => &mut tally.baselined,
                (Disposition::Allowed, _) => &mut tally.allowed,
                (Disposition::Outside, _) => &mut tally.outside,
            };
            *counter += 1;
        }
        tally
    }

    /// Returns the part of the baseline whose findings are there, and how many others it has.
    pub fn met_baseline(&self) -> (Baseline, usize) {
        let mut open = self.baseline.open();
        for finding in self.findings.iter().filter(|finding| finding.disposition == Disposition::Baselined) {
            open.takes(finding);
        }
        open.close()
    }

    /// Says whether everything asked for was read whole.
    pub fn is_complete(&self) -> bool {
        self.not_checked.is_empty()
    }

    /// Says whether an active finding is as grave as `least`.
    pub fn reaches(&self, least: Severity) -> bool {
        self.active().any(|finding| finding.severity >= least)
    }
}

impl Refused {
    /// Returns the faults of the settings as findings of their document.
    fn of_faults(document: Arc<CheckedDocument>, mut findings: Vec<Finding>, faults: Vec<Fault>) -> Refused {
        faults.into_iter().for_each(|fault| run::report_fault(&document, fault, &mut findings));
        crate::finding::order::sort(&mut findings);
        Refused::Settings { document, findings }
    }
}
