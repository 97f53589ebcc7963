//! What `check` and `review` share: how a tree is judged, what is shown of it, and where the reports go.

use jiff::civil::Date;

use super::args::Shown;
use super::failure::Failure;
use super::formats::{self, Output};
use super::{NOT_CHECKED, page};
use crate::engine::{Outcome, Refused, Today};
use crate::finding::Severity;
use crate::git::Rooted;
use crate::report::{Compared, Page};
use crate::text::RepoPath;

/// How it was asked to judge and to report.
#[derive(Debug)]
pub(super) struct Judging {
    /// In which forms, and where each goes.
    pub outputs: Vec<Output>,
    /// The date of the run; today where it is not given.
    pub today: Option<Date>,
    /// The least severity that decides; nothing means never.
    pub fail_on: Option<Severity>,
    /// Whether waivers hold anything back.
    pub waivers: bool,
    /// How many threads work.
    pub threads: usize,
    /// How it is shown.
    pub shown: Shown,
}

impl Judging {
    /// Returns the date of the run.
    pub(super) fn today(&self) -> Today {
        self.today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given)
    }

    /// Writes the reports of an outcome, of a change with what it was compared with; returns the exit status.
    pub(super) fn report(&self, outcome: &Outcome, at: &Rooted, compared: Option<Compared>) -> Result<u8, Failure> {
        let status = page::status(outcome, self.fail_on);
        let texts = page::of_outcome(outcome, &self.asked(at), status, |page| {
            page.compared = compared;
            self.texts(page)
        });
        formats::put(&self.outputs, &texts, status)
    }

    /// Writes the reports of settings that cannot be obeyed.
    pub(super) fn refuse(&self, refused: Refused, at: &Rooted) -> Result<u8, Failure> {
        match refused {
            Refused::Settings { document, findings } => {
                let texts = page::of_settings(&document, &findings, &self.asked(at), |page| self.texts(page));
                formats::put(&self.outputs, &texts, NOT_CHECKED)
            }
            Refused::Unreadable(why) => Err(Failure::new(why)),
        }
    }

    fn asked<'a>(&'a self, at: &'a Rooted) -> page::Asked<'a> {
        page::Asked {
            shown: &self.shown,
            fail_on: self.fail_on,
            today: self.today,
            prefix: page::prefix(&at.prefix),
            revision: at.revision.as_deref(),
            notes: &at.notes,
        }
    }

    fn texts(&self, page: &mut Page<'_>) -> Vec<String> {
        self.outputs.iter().map(|output| output.write(page, &self.shown)).collect()
    }
}

/// Returns the path that was asked for, where it is not the root itself.
pub(super) fn below(at: &Rooted) -> Option<RepoPath> {
    Some(&at.inside).filter(|path| !path.as_bytes().is_empty()).cloned()
}
