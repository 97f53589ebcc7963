//! `sekisho check`: the main job.

use std::path::PathBuf;

use jiff::civil::Date;

use super::args::{Format, Shown};
use super::failure::Failure;
use super::{NOT_CHECKED, output, page, watchdog};
use crate::engine::{self, Refused, Request, Today};
use crate::finding::Severity;
use crate::git::Root;
use crate::lang::Lang;
use crate::report::{Page, json, terminal};
use crate::text::RepoPath;

/// What `check` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// Where.
    pub path: PathBuf,
    /// In which form.
    pub format: Format,
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
    watchdog::start(options.shown.lang);
    let root = Root::find(&options.path)?;
    let snapshot = root.snapshot()?;
    let request = Request {
        snapshot: &snapshot,
        today: options.today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given),
        below: Some(root.inside()).filter(|path| !path.as_bytes().is_empty()).cloned(),
        waivers: options.waivers,
        threads: options.threads,
        known: None,
    };
    let asked = page::Asked { options, prefix: prefix(&root) };
    match engine::check(&request) {
        Ok(outcome) => {
            let status = page::status(&outcome, options.fail_on);
            let text = page::of_outcome(&outcome, &asked, status, |page| write(page, options));
            // Freeing many trees one by one takes longer than the system needs to take them all back.
            std::mem::forget(outcome);
            output::print(&text, status)
        }
        Err(Refused::Settings { document, findings }) => {
            let text = page::of_settings(&document, &findings, &asked, |page| write(page, options));
            output::print(&text, NOT_CHECKED)
        }
        Err(Refused::Unreadable(why)) => Err(Failure::new(why)),
    }
}

fn write(page: &Page<'_>, options: &Options) -> String {
    match options.format {
        Format::Terminal => terminal::write(page, output::style(&options.shown)),
        Format::Json => json::write(page),
    }
}

/// Paths are shown from the top of the repository, wherever the command was given.
pub(super) fn prefix(root: &Root) -> String {
    let below = root.work_tree().and_then(|top| root.folder().strip_prefix(top).ok());
    match below.filter(|below| !below.as_os_str().is_empty()) {
        Some(below) => format!("{}/", RepoPath::new(below.as_os_str().as_encoded_bytes())),
        None => String::new(),
    }
}

/// The language of a report: machine formats obey `--lang` alone.
pub(super) fn language(format: Format, shown: &Shown) -> Lang {
    match format {
        Format::Terminal => shown.lang,
        Format::Json => shown.asked_lang.unwrap_or(Lang::En),
    }
}
