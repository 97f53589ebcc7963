//! `sekisho review`: what a change brings, judged before it is merged.

use super::failure::Failure;
use super::judging::{self, Judging};
use super::{formats, watchdog};
use crate::both;
use crate::git::{Asked, Chosen, Comparison};
use crate::lang::Both;
use crate::report::Compared;
use crate::review::{self, How, Review, Trees};
use crate::text::Foreign;

/// What `review` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// What is compared.
    pub asked: Asked,
    /// How it is judged and reported.
    pub judging: Judging,
}

/// Compares, and prints the report.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    let judging = &options.judging;
    formats::refuse_impossible(&judging.outputs)?;
    watchdog::start(judging.shown.lang);
    let comparison = options.asked.open()?;
    let head = &comparison.head;
    let trees = Trees {
        bases: comparison.bases.iter().map(|(_, tree)| tree).collect(),
        head: &head.snapshot,
        authors: &comparison.authors,
    };
    let how =
        How { today: judging.today(), below: judging::below(head), waivers: judging.waivers, threads: judging.threads };
    match review::review(&trees, &how) {
        Ok(review) => {
            let remarks = remarks(&comparison, &review);
            let Review { outcome, resolved, carried, changes, needed, unmatched, base_has_settings: _ } = review;
            let compared = Compared {
                base_name: Foreign::whole(&comparison.base_name).to_string(),
                bases: comparison.bases.iter().map(|(id, _)| id.clone()).collect(),
                resolved,
                carried,
                changes,
                needed,
                unmatched,
                remarks,
            };
            judging.report(&outcome, head, Some(compared))
        }
        Err(refused) => judging.refuse(refused, head),
    }
}

/// What the reader should know of the comparison.
fn remarks(comparison: &Comparison, review: &Review) -> Vec<Both> {
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
    chosen.into_iter().chain(later).collect()
}
