//! `sekisho status`: where the construction stands, and what to do next.

use std::path::PathBuf;

use jiff::civil::Date;

use super::failure::Failure;
use super::{NOT_CHECKED, PASSED, output, watchdog, whole};
use crate::both;
use crate::git::Root;
use crate::lang::Lang;
use crate::report::standing::{self, StandingPage};
use crate::report::{Counts, Unchecked};
use crate::standing::Standing;

use super::args::Shown;

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// For people at a terminal.
    Terminal,
    /// For a page on a forge.
    Markdown,
    /// For programs.
    Json,
}

/// What `status` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// Where.
    pub path: PathBuf,
    /// In which form.
    pub form: Form,
    /// The date of the run; today where it is not given.
    pub today: Option<Date>,
    /// How it is shown.
    pub shown: Shown,
}

/// Prints where the root stands. What was found never fails; what could not be checked does.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    watchdog::start(options.shown.lang);
    let root = Root::find(&options.path)?;
    let unknown = both! { ja: "状況が分かりません", en: "nothing can be said" };
    let outcome = whole::outcome(&root, options.today, &unknown)?;
    let tally = outcome.tally();
    let place = Standing::of(&outcome);
    let page = StandingPage {
        lang: match options.form {
            Form::Json => options.shown.asked_lang.unwrap_or(Lang::En),
            _ => options.shown.lang,
        },
        standing: &place,
        counts: Counts { errors: tally.errors, warnings: tally.warnings, infos: tally.infos },
        unchecked: outcome
            .not_checked
            .iter()
            .map(|failure| Unchecked { path: failure.path.as_ref(), why: &failure.why })
            .collect(),
        today: outcome.today.to_string(),
        version: env!("CARGO_PKG_VERSION"),
        prefix: super::page::prefix(&root.prefix()),
    };
    let text = match options.form {
        Form::Terminal => standing::terminal(&page, output::style(&options.shown)),
        Form::Markdown => standing::markdown(&page),
        Form::Json => standing::json(&page),
    };
    output::print(&text, if outcome.is_complete() { PASSED } else { NOT_CHECKED })
}
