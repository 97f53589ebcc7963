//! `sekisho status`: where the construction stands, and what to do next.

use std::path::PathBuf;

use jiff::civil::Date;

use super::failure::Failure;
use super::{NOT_CHECKED, PASSED, output, watchdog};
use crate::both;
use crate::engine::{self, Refused, Request, Today};
use crate::git::Root;
use crate::lang::Lang;
use crate::report::standing::{self, StandingPage};
use crate::report::{Counts, Unchecked};
use crate::settings::FILE_NAME;
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
    let snapshot = root.snapshot()?;
    let request = Request {
        snapshot: &snapshot,
        today: options.today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given),
        // A phase is more than the folder that was named.
        below: None,
        waivers: true,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        known: None,
    };
    let outcome = engine::check(&request).map_err(|refused| match refused {
        Refused::Unreadable(why) => Failure::new(why),
        Refused::Settings { .. } => Failure::new(both! {
            ja: "設定 ({FILE_NAME}) に誤りがあるため、状況が分かりません",
            en: "the settings ({FILE_NAME}) are wrong, so nothing can be said",
        })
        .hint(both! { ja: "「sekisho check」で誤りを確かめてください", en: "see what `sekisho check` says" }),
    })?;
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
        prefix: super::check::prefix(&root),
    };
    let text = match options.form {
        Form::Terminal => standing::terminal(&page, output::style(&options.shown)),
        Form::Markdown => standing::markdown(&page),
        Form::Json => standing::json(&page),
    };
    output::print(&text, if outcome.is_complete() { PASSED } else { NOT_CHECKED })
}
