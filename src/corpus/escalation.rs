//! Who is reached when an incident is passed on, from whom, and in how many minutes at the soonest.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;

use super::{Corpus, Reference, View, duration};

/// One rule of an escalation matrix.
pub struct Step<'c> {
    /// The entry.
    pub at: View<'c>,
    /// The function that is told.
    pub function: Option<&'c str>,
    /// The id of the role that passes on.
    pub from: Option<&'c str>,
    /// Who is told: the type, `role` and others, and the id.
    pub to: Option<(&'c str, &'c str)>,
    /// The time limit; nothing where there is none, or it cannot be read.
    pub within: Option<Span>,
    /// Whether the time limit runs in business hours alone.
    pub is_business: bool,
    /// The id of the role that is told if nobody answers.
    pub fallback: Option<&'c str>,
    /// Whether it is handed to a peer, not upwards.
    pub is_transfer: bool,
    /// The ids of the severities at which it applies; nothing where it applies at all.
    pub severities: Option<Vec<&'c str>>,
    /// Whether it applies under a further condition: a type, somebody involved, time passed, words.
    pub is_conditional: bool,
    /// Whether something of it cannot be read.
    pub is_unknown: bool,
}

/// Returns the rules of all escalation matrices that hold, in the order of their documents.
pub fn steps(corpus: &Corpus) -> Vec<Step<'_>> {
    let matrices = corpus.of_kind("escalation-matrix").filter(|doc| !doc.is_over());
    matrices.filter_map(|doc| doc.root()).flat_map(|root| root.list("rules")).map(Step::of).collect()
}

impl<'c> Step<'c> {
    fn of(at: View<'c>) -> Step<'c> {
        let role = |field: &str| at.get_any(field).and_then(|role| role.refers_to("role"));
        let trigger = at.get_any("trigger");
        let has =
            |field: &str| trigger.and_then(|trigger| trigger.get_any(field)).is_some_and(|view| !view.node().is_null());
        let severities = trigger
            .and_then(|trigger| trigger.get_any("severity"))
            .map(|list| list.items().filter_map(|severity| severity.refers_to("severity")).collect());
        let to = at.get_any("to").and_then(View::text).map(Reference::parse);
        let within = at.get_any("within").and_then(View::text);
        Step {
            at,
            function: at.get_any("function").and_then(View::text),
            from: role("from"),
            to: to.and_then(|to| Some((to.kind?, to.id))),
            within: within.and_then(duration::parse),
            is_business: at.get_any("clock").and_then(View::text) == Some("business"),
            fallback: role("fallback"),
            is_transfer: at.get_any("transfer").and_then(|transfer| transfer.node().as_bool()) == Some(true),
            severities,
            is_conditional: ["types", "involves", "elapsed", "condition"].into_iter().any(has),
            // A reference to something else than a role means a role that is not named here.
            is_unknown: at.holds_fault() || role("fallback").is_none() && at.get_any("fallback").is_some(),
        }
    }

    /// Says whether it may apply at a severity.
    pub fn applies_at(&self, severity: &str) -> bool {
        self.severities.as_ref().is_none_or(|severities| severities.contains(&severity))
    }

    /// Says whether there may be an incident at which both apply.
    pub fn meets(&self, other: &Step<'_>) -> bool {
        match (&self.severities, &other.severities) {
            (Some(one), Some(other)) => one.iter().any(|severity| other.contains(severity)),
            _ => true,
        }
    }

    /// Returns the roles that it leads to: who is told, and who is told if nobody answers.
    pub fn roles(&self) -> impl Iterator<Item = &'c str> {
        let told = self.to.filter(|(kind, _)| *kind == "role").map(|(_, id)| id);
        told.into_iter().chain(self.fallback)
    }
}

/// Returns the least number of minutes after which each role is told, counted from the roles that begin: those that are
/// told by nobody. A step without a time limit takes no time, since nothing says how long it takes; one in business hours
/// takes at least as long on the calendar.
pub fn soonest<'c>(steps: &[Step<'c>]) -> BTreeMap<&'c str, i64> {
    let told: BTreeSet<&str> = steps.iter().flat_map(Step::roles).collect();
    let first = steps.iter().filter_map(|step| step.from).filter(|role| !told.contains(role));
    let mut soonest: BTreeMap<&'c str, i64> = first.map(|role| (role, 0)).collect();
    let mut by_role: BTreeMap<&str, Vec<&Step<'c>>> = BTreeMap::new();
    for step in steps {
        by_role.entry(step.from.unwrap_or_default()).or_default().push(step);
    }
    let mut open: BTreeSet<(i64, &'c str)> = soonest.iter().map(|(role, minutes)| (*minutes, *role)).collect();
    while let Some((minutes, role)) = open.pop_first() {
        for step in by_role.get(role).into_iter().flatten() {
            let told_at = minutes.saturating_add(step.within.map_or(0, duration::least_minutes));
            for next in step.roles() {
                let known = soonest.get(next).copied();
                if known.is_none_or(|known| told_at < known) {
                    open.remove(&(known.unwrap_or_default(), next));
                    open.insert((told_at, next));
                    soonest.insert(next, told_at);
                }
            }
        }
    }
    soonest
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::CheckedDocument;
    use crate::text::{RepoPath, SourceText};

    fn corpus(rules: &str) -> Corpus {
        let text = format!("kind: escalation-matrix\ntitle: 基準\nrules:\n{rules}");
        let source = SourceText::new(RepoPath::new("matrix.yaml"), text.into_bytes());
        Corpus::new(vec![Arc::new(CheckedDocument::read(Arc::new(source)))], vec!["ja".to_owned()])
    }

    #[test]
    fn a_role_is_told_as_soon_as_the_shortest_way_takes() {
        let corpus = corpus(
            "  - {id: a, trigger: {severity: [sev1]}, function: technical, from: desk, to: \"role:lead\", within: 1h}\n\
             \x20 - {id: b, trigger: {severity: [sev1]}, function: governance, from: lead, to: \"role:ciso\", within: 30min}\n\
             \x20 - {id: c, trigger: {severity: [sev2]}, function: governance, from: desk, to: \"role:ciso\", within: 2h}\n\
             \x20 - {id: d, trigger: {severity: [sev1]}, function: press, from: ciso, to: \"role:press\", within: {none: 随時}, fallback: lead}\n\
             \x20 - {id: e, trigger: {severity: [sev1]}, function: legal, from: ciso, to: \"party:law-firm\", within: 1d}\n",
        );
        let steps = steps(&corpus);
        let expected = BTreeMap::from([("desk", 0), ("lead", 60), ("ciso", 90), ("press", 90)]);
        assert_eq!(soonest(&steps), expected);
    }

    #[test]
    fn a_circle_ends() {
        let corpus = corpus(
            "  - {id: a, trigger: {severity: [sev1]}, function: technical, from: desk, to: \"role:lead\", within: 1h}\n\
             \x20 - {id: b, trigger: {severity: [sev1]}, function: technical, from: lead, to: \"role:ciso\", within: 1h}\n\
             \x20 - {id: c, trigger: {severity: [sev1]}, function: technical, from: ciso, to: \"role:lead\", within: 1h}\n",
        );
        assert_eq!(soonest(&steps(&corpus)), BTreeMap::from([("desk", 0), ("lead", 60), ("ciso", 120)]));
    }

    #[test]
    fn steps_meet_where_one_incident_may_need_both() {
        let corpus = corpus(
            "  - {id: a, trigger: {severity: [sev1, sev2]}, function: technical, from: desk, to: \"role:lead\", within: 1h}\n\
             \x20 - {id: b, trigger: {severity: [sev3]}, function: technical, from: desk, to: \"role:lead\", within: 1h}\n\
             \x20 - {id: c, trigger: {involves: [media]}, function: press, from: desk, to: \"role:lead\", within: 1h}\n",
        );
        let steps = steps(&corpus);
        assert!(!steps[0].meets(&steps[1]) && steps[0].meets(&steps[2]) && steps[1].meets(&steps[2]));
        assert!(steps[0].applies_at("sev2") && !steps[1].applies_at("sev2") && steps[2].applies_at("sev2"));
        assert!(!steps[0].is_conditional && steps[2].is_conditional);
    }
}
