//! The sources of logs that are kept, and for how long.

use jiff::Span as Duration;
use jiff::civil::{Date, date};

use crate::corpus::{Corpus, Doc, Resolution, Status, View, duration};
use crate::lang::Both;

/// Returns the sources of a list of logs that are kept, or will be: what a planned one says is how it is planned.
pub(super) fn kept<'c>(doc: Doc<'c>) -> impl Iterator<Item = View<'c>> {
    let is_list = doc.kind() == Some("log-inventory") && !doc.is_over();
    let sources = doc.root().filter(|_| is_list).into_iter().flat_map(|root| root.list("sources"));
    sources.filter(|source| matches!(source.text_of("status"), Some("collecting" | "planned")))
}

/// For how long a source is kept.
pub(super) struct Kept<'c> {
    /// What the source says of it.
    pub(super) at: View<'c>,
    /// For how long it is at hand; nothing where that is not said.
    pub(super) online: Option<(View<'c>, Duration)>,
    /// For how long in all.
    pub(super) total: Duration,
}

impl<'c> Kept<'c> {
    /// Reads for how long a source is kept; nothing where it does not say, or not well.
    pub(super) fn of(source: View<'c>) -> Option<Kept<'c>> {
        let at = source.get("retention").filter(|retention| !retention.is_none() && !retention.holds_fault())?;
        let read = |field: &str| {
            let view = at.get(field)?;
            Some((view, duration::parse(view.text()?)?))
        };
        let (online, archive) = (read("online"), read("archive"));
        let total = match (&online, &archive) {
            (Some((_, online)), Some((_, archive))) => sum(*online, *archive)?,
            (Some((_, one)), None) | (None, Some((_, one))) => *one,
            (None, None) => return None,
        };
        Some(Kept { at, online, total })
    }
}

fn sum(one: Duration, other: Duration) -> Option<Duration> {
    Duration::new()
        .try_years(i64::from(one.get_years()).checked_add(i64::from(other.get_years()))?)
        .ok()?
        .try_months(i64::from(one.get_months()).checked_add(i64::from(other.get_months()))?)
        .ok()?
        .try_weeks(i64::from(one.get_weeks()).checked_add(i64::from(other.get_weeks()))?)
        .ok()?
        .try_days(i64::from(one.get_days()).checked_add(i64::from(other.get_days()))?)
        .ok()?
        .try_hours(i64::from(one.get_hours()).checked_add(i64::from(other.get_hours()))?)
        .ok()?
        .try_minutes(one.get_minutes().checked_add(other.get_minutes())?)
        .ok()
}

/// Days from which months and years are counted: short months and long ones, with and without a leap day.
const STARTS: [Date; 3] = [date(2023, 2, 1), date(2023, 7, 1), date(2024, 12, 1)];

/// Says whether a duration is shorter than another whenever both begin. Three months are not shorter than 90 days,
/// and twelve are as long as a year.
pub(super) fn is_shorter(one: Duration, other: Duration) -> bool {
    STARTS.iter().all(|start| match (start.checked_add(one), start.checked_add(other)) {
        (Ok(one), Ok(other)) => one < other,
        (Ok(_), Err(_)) => true,
        (Err(_), _) => false,
    })
}

/// Says a duration in words.
pub(super) fn in_words(duration: Duration) -> Both {
    let parts: [(i64, &str, &str); 6] = [
        (duration.get_years().into(), "年", "year"),
        (duration.get_months().into(), "か月", "month"),
        (duration.get_weeks().into(), "週間", "week"),
        (duration.get_days().into(), "日", "day"),
        (duration.get_hours().into(), "時間", "hour"),
        (duration.get_minutes(), "分", "minute"),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(number, ..)| *number != 0).collect();
    let english = |(number, _, unit): &(i64, &str, &str)| match number {
        1 => format!("1 {unit}"),
        _ => format!("{number} {unit}s"),
    };
    Both {
        ja: parts.iter().map(|(number, unit, _)| format!("{number}{unit}")).collect(),
        en: parts.iter().map(english).collect::<Vec<_>>().join(" "),
    }
}

/// Returns for how long the policy demands that a source is kept, where the source is kept shorter.
pub(super) fn policy_above<'c>(policy: Option<&(View<'c>, Duration)>, kept: &Kept<'_>) -> Option<(View<'c>, Duration)> {
    policy.filter(|(_, demanded)| is_shorter(kept.total, *demanded)).copied()
}

/// Returns for how long logs are to be kept by the policy on information that holds for a list of logs: the one it
/// names, else the only one there is. While a policy is a draft, it demands nothing.
pub(super) fn policy_of<'c>(corpus: &'c Corpus, inventory: Doc<'c>) -> Option<(View<'c>, Duration)> {
    let root = inventory.root()?;
    let policy = match root.get("retention_policy") {
        Some(named) => match corpus.links().from(named.get_any("ref")?.location())?.resolution {
            Resolution::Document(policy) => corpus.doc(policy),
            _ => return None,
        },
        None => {
            let mut policies = corpus.of_kind("information-handling-policy").filter(|doc| !doc.is_over());
            let only = policies.next().filter(|_| root.lacks("retention_policy"))?;
            let is_only = policies.next().is_none() && !corpus.may_be_hidden("information-handling-policy");
            is_only.then_some(only)?
        }
    };
    let logs =
        policy.get("retention").filter(|_| policy.status() > Status::Draft && !policy.is_over())?.get_any("logs")?;
    Some((logs, duration::parse(logs.text()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_shorter_only_if_it_always_is() {
        let read = |text: &str| duration::parse(text).expect("the cases are durations");
        for (one, other, expected) in [
            ("12mo", "1y", false),
            ("11mo", "1y", true),
            ("365d", "1y", false),
            ("364d", "1y", true),
            ("3mo", "90d", false),
            ("89d", "3mo", false),
            ("88d", "3mo", true),
            ("13w", "90d", false),
            ("1d", "2d", true),
        ] {
            assert_eq!(is_shorter(read(one), read(other)), expected, "{one} {other}");
        }
        assert!(!is_shorter(sum(read("90d"), read("275d")).expect("a year is short"), read("1y")));
    }
}
