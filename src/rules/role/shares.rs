//! Who has which share in the activities of a responsibility matrix.

use std::collections::BTreeMap;

use crate::corpus::{Doc, View};

/// An activity, with the shares that roles and departments have in it.
pub(super) struct Activity<'c> {
    /// The entry.
    pub at: View<'c>,
    /// The shares at all hours.
    pub shares: Vec<Share<'c>>,
    /// The shares that hold out of hours in their place.
    pub out_of_hours: Vec<Share<'c>>,
}

/// A share in an activity.
#[derive(Clone, Copy)]
pub(super) struct Share<'c> {
    /// The entry.
    pub at: View<'c>,
    /// The reference to the role or department.
    pub who: View<'c>,
    /// `R`, `A`, `A/R` and others.
    pub letter: &'c str,
}

impl Share<'_> {
    pub(super) fn is_accountable(&self) -> bool {
        matches!(self.letter, "A" | "A/R")
    }

    pub(super) fn is_responsible(&self) -> bool {
        matches!(self.letter, "R" | "A/R")
    }
}

/// Returns the activities of a matrix; none where it is no matrix that holds, or where some share cannot be read, since it
/// may be any.
pub(super) fn activities(doc: Doc<'_>) -> Vec<Activity<'_>> {
    let Some(root) = doc.root().filter(|_| doc.kind() == Some("responsibility-matrix") && !doc.is_over()) else {
        return Vec::new();
    };
    let lists = ["assignments", "department_assignments", "out_of_hours"];
    let is_unknown = |list: &&str| match root.get_any(list) {
        Some(shares) => shares.holds_fault(),
        None => !root.lacks(list),
    };
    // A matrix without any assignment is said to lack them.
    if lists.iter().any(is_unknown) || root.list("assignments").next().is_none() {
        return Vec::new();
    }
    let mut by_activity: BTreeMap<&str, [Vec<Share<'_>>; 2]> = BTreeMap::new();
    for list in lists {
        for share in root.list(list) {
            // A share in what does not exist may be one in any activity.
            if share.get("activity").is_none_or(|activity| activity.referred().is_none()) {
                return Vec::new();
            }
            let who = share.get_any("role").or_else(|| share.get_any("department"));
            let Some(((activity, who), letter)) = share.text_of("activity").zip(who).zip(share.text_of("raci")) else {
                return Vec::new();
            };
            let at = usize::from(list == "out_of_hours");
            by_activity.entry(activity).or_default()[at].push(Share { at: share, who, letter });
        }
    }
    let is_meant = |activity: &View<'_>| activity.get("id").is_some_and(View::is_what_others_mean);
    let activities = root.list("activities").filter(|activity| is_meant(activity) && !activity.holds_fault());
    activities
        .filter_map(|at| {
            let [shares, out_of_hours] = by_activity.remove(at.text_of("id")?).unwrap_or_default();
            Some(Activity { at, shares, out_of_hours })
        })
        .collect()
}
