//! The sources of logs that are kept, and for how long.

use jiff::Span as Duration;

use crate::corpus::{Corpus, Doc, Resolution, Status, View, duration};

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
            (Some((_, online)), Some((_, archive))) => duration::sum(*online, *archive)?,
            (Some((_, one)), None) | (None, Some((_, one))) => *one,
            (None, None) => return None,
        };
        Some(Kept { at, online, total })
    }
}

/// Returns for how long the policy demands that a source is kept, where the source is kept shorter.
pub(super) fn policy_above<'c>(policy: Option<&(View<'c>, Duration)>, kept: &Kept<'_>) -> Option<(View<'c>, Duration)> {
    policy.filter(|(_, demanded)| duration::is_shorter(kept.total, *demanded)).copied()
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
