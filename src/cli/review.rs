//! `sekisho review`: what a change brings, judged before it is merged.

use jiff::civil::Date;

use super::args::Shown;
use super::failure::Failure;
use super::formats::{self, Output};
use super::{NOT_CHECKED, check, page, watchdog};
use crate::both;
use crate::engine::{Refused, Today};
use crate::finding::Severity;
use crate::git::{Asked, Chosen};
use crate::report::{Compared, Page};
use crate::review::{self, How, Trees};
use crate::text::Foreign;

/// What `review` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// What is compared.
    pub asked: Asked,
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

/// Compares, and prints the report.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    formats::refuse_impossible(&options.outputs)?;
    watchdog::start(options.shown.lang);
    let comparison = options.asked.open()?;
    let head = &comparison.head;
    let trees = Trees {
        bases: comparison.bases.iter().map(|(_, tree)| tree).collect(),
        head: &head.snapshot,
        authors: &comparison.authors,
    };
    let how = How {
        today: options.today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given),
        below: Some(&head.inside).filter(|path| !path.as_bytes().is_empty()).cloned(),
        waivers: options.waivers,
        threads: options.threads,
    };
    let asked = page::Asked {
        shown: &options.shown,
        fail_on: options.fail_on,
        today: options.today,
        prefix: check::prefix(&head.prefix),
        revision: head.revision.as_deref(),
        notes: &head.notes,
    };
    let write = |page: &mut Page<'_>| -> Vec<String> {
        options.outputs.iter().map(|output| output.write(page, &options.shown)).collect()
    };
    match review::review(&trees, &how) {
        Ok(review) => {
            let status = page::status(&review.outcome, options.fail_on);
            let name = Foreign::whole(&comparison.base_name).to_string();
            let chosen = comparison.chosen.map(|chosen| match chosen {
                Chosen::NotNamed => both! {
                    ja: "比べる相手は書かれていないため「{name}」にしました。コミットしていない変更は含みません",
                    en: "No base was named, so it is {name}; changes that are not committed are no part of this",
                },
                Chosen::Gone => both! {
                    ja: "指定されたコミットはここにないため、「{name}」と比べました",
                    en: "The base that was named is not here, so it is {name}",
                },
            });
            let later = (!review.base_has_settings && review.outcome.has_settings).then(|| {
                both! {
                    ja: "変更前には設定 (sekisho.yaml) がないため、変更後の設定で判定しました",
                    en: "There were no settings (sekisho.yaml) before the change, so those after it judge",
                }
            });
            let compared = Compared {
                base_name: name,
                bases: comparison.bases.iter().map(|(id, _)| id.clone()).collect(),
                resolved: review.resolved.clone(),
                carried: review.carried,
                changes: review.changes.clone(),
                needed: review.needed.clone(),
                unmatched: review.unmatched.clone(),
                remarks: chosen.into_iter().chain(later).collect(),
            };
            let texts = page::of_outcome(&review.outcome, &asked, status, |page| {
                page.compared = Some(compared);
                write(page)
            });
            formats::put(&options.outputs, &texts, status)
        }
        Err(Refused::Settings { document, findings }) => {
            let texts = page::of_settings(&document, &findings, &asked, write);
            formats::put(&options.outputs, &texts, NOT_CHECKED)
        }
        Err(Refused::Unreadable(why)) => Err(Failure::new(why)),
    }
}
