//! What all formats share: the findings that are shown, the numbers, and what was not checked.

use crate::finding::{Finding, Severity};
use crate::lang::{Both, Lang, Words};
use crate::review::{Change, Needed};
use crate::text::{RepoPath, SourceText};

/// A report, ready to be written. Nothing is computed behind it: no threshold, no filter, no order.
pub struct Page<'o> {
    /// The reader's language.
    pub lang: Lang,
    /// The findings that are shown, in the one order.
    pub findings: Vec<&'o Finding>,
    /// Returns the text of a file that a finding points into.
    pub source: &'o dyn Fn(&RepoPath) -> Option<&'o SourceText>,
    /// Returns what is known of a rule.
    pub about_rule: &'o dyn Fn(&str) -> Option<AboutRule>,
    /// Returns who answers for a document: the id of a role.
    pub owner: &'o dyn Fn(&RepoPath) -> Option<String>,
    /// The documents that were read, in order.
    pub documents: Vec<&'o RepoPath>,
    /// Active findings by severity, shown or not.
    pub counts: Counts,
    /// Findings that are not shown, and why.
    pub not_shown: NotShown,
    /// What could not be checked, in order.
    pub unchecked: Vec<Unchecked<'o>>,
    /// What there was to check.
    pub scope: ScopeNumbers,
    /// The date of the run, `YYYY-MM-DD`; nothing where the settings that know the time zone cannot be obeyed.
    pub today: Option<String>,
    /// The version of the checker.
    pub version: &'static str,
    /// The path of the root inside the work tree, with `/` behind it, or nothing: what stands before every path that is shown.
    pub prefix: String,
    /// The commit or tree that was checked, by its id, where it is not what lies on the disk or is staged.
    pub revision: Option<&'o str>,
    /// What it was compared with, where the findings are those of a change.
    pub compared: Option<Compared>,
    /// What the reader should know of the repository, as whole sentences.
    pub notes: Vec<Both>,
    /// Whether the root has settings; without them the defaults hold, and the summary says so.
    pub has_settings: bool,
    /// The least severity that decides the exit status; nothing means never.
    pub fail_on: Option<Severity>,
    /// The exit status: 0, 1 or 2.
    pub status: u8,
}

/// What a change was compared with.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// The name of the base, safe to show.
    pub base_name: String,
    /// The ids of the commits that both sides have in common.
    pub bases: Vec<String>,
    /// What was found before the change, and is no more.
    pub resolved: Vec<Finding>,
    /// How many findings were there before, and still are.
    pub carried: usize,
    /// What the change means, what weakens first.
    pub changes: Vec<Change>,
    /// Who must approve it.
    pub needed: Vec<Needed>,
    /// Addresses of authors who are no known person.
    pub unmatched: Vec<String>,
    /// What the reader should know of the comparison.
    pub remarks: Vec<Both>,
}

/// What is known of a rule.
#[derive(Debug, Clone, Copy)]
pub struct AboutRule {
    /// What is wrong, in a few words.
    pub summary: Words,
    /// What that means and what helps: some paragraphs of Markdown.
    pub text: Words,
    /// How grave its findings usually are.
    pub severity: Severity,
}

/// Active findings by severity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Information.
    pub infos: usize,
}

/// Findings that are not shown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct NotShown {
    /// Active, but lighter than `--min-severity`.
    pub lighter: usize,
    /// Active, but beyond the number that is shown of one rule in one file, or in all.
    pub over_cap: usize,
    /// Held back by waivers.
    pub waived: usize,
    /// Accepted at adoption.
    pub baselined: usize,
    /// Allowed by the settings.
    pub allowed: usize,
    /// Outside the path that was asked for.
    pub outside: usize,
    /// No findings at all: lines of the baseline whose findings are gone.
    pub settled: usize,
}

/// What there was to check.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ScopeNumbers {
    /// Documents that were read.
    pub documents: usize,
    /// Of these, documents whose text lives elsewhere: content not checked.
    pub external: usize,
    /// References not judged because a document that is not read whole may define what they name.
    pub references_held: usize,
    /// YAML files left out by `ignore` or by a dot in front of a name.
    pub left_out: usize,
    /// Links, submodules and devices that were not looked at.
    pub not_looked_at: usize,
    /// Nested roots that were not read.
    pub nested_roots: Vec<String>,
}

/// Something that could not be checked.
#[derive(Debug, Clone, Copy)]
pub struct Unchecked<'o> {
    /// The file, if it is one file's matter.
    pub path: Option<&'o RepoPath>,
    /// Why, as a whole sentence.
    pub why: &'o Both,
}
