//! `sekisho check`: the main job.

use std::io::Read;
use std::path::PathBuf;

use jiff::civil::Date;

use super::args::Shown;
use super::failure::Failure;
use super::formats::Output;
use super::{NOT_CHECKED, formats, page, watchdog};
use crate::both;
use crate::engine::{self, Refused, Request, Today};
use crate::finding::Severity;
use crate::git::{MAX_FILE_BYTES, Rooted, Source};
use crate::report::Page;
use crate::text::RepoPath;

/// What `check` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// Where; the current folder where it is not said.
    pub path: Option<PathBuf>,
    /// Which tree.
    pub source: Source,
    /// The file in whose place standard input is checked.
    pub given: Option<PathBuf>,
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

/// Checks, and prints the report.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    formats::refuse_impossible(&options.outputs)?;
    watchdog::start(options.shown.lang);
    let rooted = match (&options.path, &options.given) {
        (path, None) => options.source.open(path.as_deref())?,
        (path, Some(given)) => {
            let around = options.source.open_around(given)?;
            // Without a path of its own, what is shown is the file that was given.
            let shown = path.as_deref().map(|path| options.source.open(Some(path))).transpose()?;
            let inside = shown.map_or_else(|| around.inside.clone(), |shown| shown.inside);
            let snapshot = around.snapshot.with_given(around.inside, input()?);
            Rooted { snapshot, inside, ..around }
        }
    };
    let request = Request {
        snapshot: &rooted.snapshot,
        today: options.today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given),
        below: Some(&rooted.inside).filter(|path| !path.as_bytes().is_empty()).cloned(),
        waivers: options.waivers,
        threads: options.threads,
        known: None,
        under: None,
    };
    let revision = rooted.revision.as_deref();
    let asked = page::Asked {
        shown: &options.shown,
        fail_on: options.fail_on,
        today: options.today,
        prefix: prefix(&rooted.prefix),
        revision,
        notes: &rooted.notes,
    };
    let write = |page: &mut Page<'_>| -> Vec<String> {
        options.outputs.iter().map(|output| output.write(page, &options.shown)).collect()
    };
    match engine::check(&request) {
        Ok(outcome) => {
            let status = page::status(&outcome, options.fail_on);
            let texts = page::of_outcome(&outcome, &asked, status, write);
            // Freeing many trees one by one takes longer than the system needs to take them all back.
            std::mem::forget(outcome);
            formats::put(&options.outputs, &texts, status)
        }
        Err(Refused::Settings { document, findings }) => {
            let texts = page::of_settings(&document, &findings, &asked, write);
            formats::put(&options.outputs, &texts, NOT_CHECKED)
        }
        Err(Refused::Unreadable(why)) => Err(Failure::new(why)),
    }
}

/// Paths are shown from the top of the repository, wherever the command was given.
pub(super) fn prefix(root: &RepoPath) -> String {
    if root.as_bytes().is_empty() { String::new() } else { format!("{root}/") }
}

/// Reads standard input; of what is too large for a document, one byte too many.
fn input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        Failure::new(both! { ja: "標準入力を読めません: {error}", en: "cannot read standard input: {error}" })
    })?;
    Ok(bytes)
}
