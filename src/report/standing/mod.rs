//! Where the construction stands, as bytes: for a terminal, for a page on a forge, for programs.

mod json;
mod markdown;
mod terminal;

use crate::corpus::Status;
use crate::corpus::plan::PhaseStatus;
use crate::lang::{Lang, Words};
use crate::schema::catalog;
use crate::standing::{DeliverableStanding, Documents, Standing, Task};

use super::page::{Counts, Unchecked};

pub use json::write as json;
pub use markdown::write as markdown;
pub use terminal::write as terminal;

/// What all forms of the report share.
pub struct StandingPage<'o> {
    /// The reader's language.
    pub lang: Lang,
    /// Where the root stands.
    pub standing: &'o Standing,
    /// Active findings by severity.
    pub counts: Counts,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked<'o>>,
    /// The date of the run, `YYYY-MM-DD`.
    pub today: String,
    /// The version of the checker.
    pub version: &'static str,
    /// The path of the root inside the work tree, with `/` behind it, or nothing.
    pub prefix: String,
}

impl StandingPage<'_> {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        Words { ja, en }.get(self.lang)
    }

    fn title(&self) -> String {
        let today = &self.today;
        match self.lang {
            Lang::Ja => format!("CSIRT 構築の状況 ({today})"),
            Lang::En => format!("Building the CSIRT, as of {today}"),
        }
    }

    /// The risk evaluation in one line.
    fn risk(&self) -> String {
        let risk = &self.standing.risk;
        let [characteristics, approaches, treated] =
            [risk.characteristics, risk.approaches, risk.treated].map(|share| format!("{}/{}", share.have, share.of));
        let elsewhere = match risk.is_external {
            true => self.say("、本文は別の場所", "; text kept elsewhere"),
            false => "",
        };
        match self.lang {
            Lang::Ja => {
                format!("組織の特性 {characteristics}、手法 {approaches}、対応を決めたリスク {treated}{elsewhere}")
            }
            Lang::En => {
                format!(
                    "characteristics {characteristics}, approaches {approaches}, risks treated {treated}{elsewhere}"
                )
            }
        }
    }

    /// The documents in one line.
    fn documents(&self) -> String {
        let Documents { total, draft, in_review, approved, published, over, external } = self.standing.documents;
        match self.lang {
            Lang::Ja => format!(
                "文書{total}件: 下書き{draft}、確認中{in_review}、承認済み{approved}、公開済み{published}、終了{over}。うち本文が別の場所にあり、中を検査していないもの{external}"
            ),
            Lang::En => format!(
                "{total} documents: {draft} draft, {in_review} in review, {approved} approved, {published} published, {over} over; of these {external} kept elsewhere, content not checked"
            ),
        }
    }

    /// What a check found, in one line.
    fn findings(&self) -> String {
        let Counts { errors, warnings, infos } = self.counts;
        match self.lang {
            Lang::Ja => format!("検査: エラー{errors}件、警告{warnings}件、情報{infos}件 (sekisho check)"),
            Lang::En => format!("Check: {errors} errors, {warnings} warnings, {infos} infos (sekisho check)"),
        }
    }

    /// What is to be typed or opened.
    fn task(&self, task: &Task) -> String {
        match task {
            Task::Command(command) => command.clone(),
            Task::File(path) => format!("{}{path}", self.prefix),
        }
    }

    fn nothing_next(&self) -> &'static str {
        self.say("今すぐにすることはありません。", "There is nothing to do at the moment.")
    }

    /// A deliverable: what it is, and how far it is.
    fn deliverable(&self, deliverable: &DeliverableStanding) -> (String, String) {
        let kind = catalog::kind(&deliverable.kind);
        let title = kind.map_or(deliverable.kind.as_str(), |kind| kind.title.get(self.lang));
        let far = match &deliverable.document {
            None => self.say("まだない", "not yet there").to_owned(),
            Some(document) => {
                let status = status_words(document.status).get(self.lang);
                let elsewhere = match document.is_external {
                    true => self.say("、本文は別の場所", ", kept elsewhere"),
                    false => "",
                };
                match deliverable.is_reached() {
                    true => format!("{status}{elsewhere}"),
                    false => {
                        let wanted = status_words(deliverable.wanted).get(self.lang);
                        format!("{status} → {wanted}{elsewhere}")
                    }
                }
            }
        };
        (title.to_owned(), far)
    }
}

fn status_words(status: Status) -> Words {
    match status {
        Status::Draft => Words { ja: "下書き", en: "draft" },
        Status::InReview => Words { ja: "確認中", en: "in review" },
        Status::Approved => Words { ja: "承認済み", en: "approved" },
        Status::Published => Words { ja: "公開済み", en: "published" },
    }
}

fn phase_words(status: PhaseStatus) -> Words {
    match status {
        PhaseStatus::Planned => Words { ja: "予定", en: "planned" },
        PhaseStatus::Active => Words { ja: "進行中", en: "under way" },
        PhaseStatus::Done => Words { ja: "完了", en: "done" },
        PhaseStatus::Omitted => Words { ja: "省略", en: "left out" },
        PhaseStatus::Unknown => Words { ja: "不明", en: "unknown" },
    }
}
