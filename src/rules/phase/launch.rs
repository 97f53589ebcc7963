//! When the CSIRT began to work, as its documents say.

use jiff::civil::Date;

use crate::corpus::{Corpus, Doc, View};
use crate::lang::Words;

/// A day on which the CSIRT is at work, and where it stands.
pub(super) struct Launch<'c> {
    pub date: Date,
    pub at: View<'c>,
    pub what: Words,
}

/// Where documents say on which day the CSIRT is at work: kind, fields from the top, what it is.
const PLACES: [(&str, &[&str], Words); 5] = [
    ("announcement", &["internal_notice", "date"], Words { ja: "社内への告知", en: "the announcement inside" }),
    ("announcement", &["external_notice", "date"], Words { ja: "社外への告知", en: "the announcement outside" }),
    ("trial-operation", &["decision", "date"], Words { ja: "本運用の決定", en: "the decision to go live" }),
    ("csirt-description", &["team", "established_on"], Words { ja: "設置日", en: "the day of establishment" }),
    ("establishment-approval", &["effective_from"], Words { ja: "正式に始める日", en: "the formal start" }),
];

const FIRST_DUTY: Words = Words { ja: "最初の当番", en: "the first duty" };

/// Returns the days on which documents say that the CSIRT is at work.
pub(super) fn launches(corpus: &Corpus) -> Vec<Launch<'_>> {
    let mut launches = Vec::new();
    for (kind, fields, what) in PLACES {
        // A trial that ended otherwise brought nobody to work.
        let counts = |doc: &Doc<'_>| kind != "trial-operation" || decision_of(*doc) == Some("go-live");
        for doc in corpus.of_kind(kind).filter(counts) {
            let day = fields.iter().try_fold(doc.root(), |view, field| Some(view?.get_any(field))).flatten();
            launches.extend(day.and_then(|at| Some(Launch { date: at.date()?, at, what })));
        }
    }
    launches.extend(corpus.of_kind("on-call-roster").filter_map(first_duty));
    launches
}

/// Returns what the decision that a document records came to.
pub(super) fn decision_of(doc: Doc<'_>) -> Option<&str> {
    doc.root()?.get_any("decision")?.get_any("result")?.text()
}

/// Of a roster only its first day counts, not every shift.
fn first_duty(roster: Doc<'_>) -> Option<Launch<'_>> {
    let root = roster.root()?;
    let rotation = root.get("rotation").and_then(|rotation| rotation.get_any("start"));
    let shifts = root.list("shifts").filter_map(|shift| shift.get_any("from"));
    let days = rotation.into_iter().chain(shifts).filter_map(|at| {
        let date = at.text()?.get(..10)?.parse().ok()?;
        Some(Launch { date, at, what: FIRST_DUTY })
    });
    days.min_by_key(|launch| launch.date)
}
