//! A root read and judged whole, for commands that need what its documents say together.

use jiff::civil::Date;

use super::failure::Failure;
use crate::both;
use crate::engine::{self, Outcome, Refused, Request, Today};
use crate::git::Root;
use crate::lang::Both;
use crate::settings::FILE_NAME;

/// Checks a root whole, whatever part of it was named. `without_settings` says what is not known where the settings
/// cannot be obeyed.
pub(super) fn outcome(root: &Root, today: Option<Date>, without_settings: &Both) -> Result<Outcome, Failure> {
    let snapshot = root.snapshot()?;
    let request = Request {
        snapshot: &snapshot,
        today: today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given),
        below: None,
        waivers: true,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        known: None,
        under: None,
    };
    engine::check(&request).map_err(|refused| match refused {
        Refused::Unreadable(why) => Failure::new(why),
        Refused::Settings { .. } => Failure::new(both! {
            without_settings;
            ja: "設定 ({FILE_NAME}) に誤りがあるため、{without_settings}",
            en: "the settings ({FILE_NAME}) are wrong, so {without_settings}"
        })
        .hint(both! { ja: "「sekisho check」で誤りを確かめてください", en: "see what `sekisho check` says" }),
    })
}
