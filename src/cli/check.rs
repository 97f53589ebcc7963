//! `sekisho check`: the main job.

use std::io::Read;
use std::path::PathBuf;

use super::failure::Failure;
use super::judging::{self, Judging};
use super::{formats, watchdog};
use crate::both;
use crate::engine::{self, Request};
use crate::git::{MAX_FILE_BYTES, Rooted, Source};

/// What `check` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// Where; the current folder where it is not said.
    pub path: Option<PathBuf>,
    /// Which tree.
    pub source: Source,
    /// The file in whose place standard input is checked.
    pub given: Option<PathBuf>,
    /// How it is judged and reported.
    pub judging: Judging,
}

/// Checks, and prints the report.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    let judging = &options.judging;
    formats::refuse_impossible(&judging.outputs)?;
    watchdog::start(judging.shown.lang);
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
        today: judging.today(),
        below: judging::below(&rooted),
        waivers: judging.waivers,
        threads: judging.threads,
        known: None,
        under: None,
    };
    match engine::check(&request) {
        Ok(outcome) => {
            let reported = judging.report(&outcome, &rooted, None);
            // Freeing many trees one by one takes longer than the system needs to take them all back.
            std::mem::forget(outcome);
            reported
        }
        Err(refused) => judging.refuse(refused, &rooted),
    }
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
