//! Settings that became looser, and a baseline that grew.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{Doc, KindOf, View};
use crate::engine::Outcome;
use crate::engine::baseline::{BASELINE_FILE, Entry};
use crate::finding::Finding;
use crate::rules::conf::label_rank;
use crate::rules::gate::{baseline_grown as grown, loosened as loose};
use crate::rules::{self, Sink};
use crate::settings::{Level, OptionValue, RuleSetting, Settings};
use crate::text::{RepoPath, Span};

/// Reports everything in the settings that is not provably equal or stricter.
pub(super) fn loosened(base: &Outcome, head: &Outcome, findings: &mut Vec<Finding>) {
    let mut sink = Sink::new(&loose::RULE, findings);
    if !base.has_settings {
        return;
    }
    if !head.has_settings {
        sink.report(loose::without_settings());
        return;
    }
    let (Some(before), Some(after)) = (settings(base), settings(head)) else { return };
    let mut say = |key: &str, what: loose::What| sink.report(loose::finding(after, place_of(after, key), key, &what));
    for (key, is_stricter_with_more) in
        [("documents", true), ("languages", true), ("ignore", false), ("nested_roots", false)]
    {
        let (was, is) = (texts(before, key), texts(after, key));
        // Without a list, every folder holds documents.
        if key == "documents" && was.is_empty() && !is.is_empty() {
            say(key, loose::What::Narrowed);
        } else if key == "documents" && is.is_empty() {
            continue;
        } else {
            let changed = if is_stricter_with_more { was.difference(&is) } else { is.difference(&was) };
            for text in changed {
                say(key, if is_stricter_with_more { loose::What::Removed(text) } else { loose::What::Added(text) });
            }
        }
    }
    let (was, is) = (&base.settings, &head.settings);
    if is.allow_empty && !was.allow_empty {
        say("allow_empty", loose::What::EmptyAllowed);
    }
    if was.time_zone_name != is.time_zone_name {
        say("time_zone", loose::What::Zone(&was.time_zone_name, &is.time_zone_name));
    }
    if is_relaxed(was.default_classification.as_deref(), is.default_classification.as_deref()) {
        say("defaults", loose::What::Classification);
    }
    for id in was.rules.keys().chain(is.rules.keys()).collect::<BTreeSet<_>>() {
        for what in of_rule(id, was.rules.get(id), is.rules.get(id)) {
            say("rules", what);
        }
    }
    for what in of_approvals(was, is) {
        say("approvals", what);
    }
}

fn settings(outcome: &Outcome) -> Option<Doc<'_>> {
    outcome.corpus.documents().find(|doc| matches!(doc.checked().kind, KindOf::Settings(_)))
}

fn place_of(doc: Doc<'_>, key: &str) -> Span {
    let value = doc.root().and_then(|root| root.get_any(key));
    value.map_or(Span::default(), |value| value.key_place().span)
}

fn texts<'c>(doc: Doc<'c>, key: &str) -> BTreeSet<&'c str> {
    doc.root().into_iter().flat_map(|root| root.list(key)).filter_map(View::text).collect()
}

/// Says whether a sharing label protects less than another, or is gone.
pub(super) fn is_relaxed(was: Option<&str>, is: Option<&str>) -> bool {
    match (was, is) {
        (Some(_), None) => true,
        (Some(old), Some(new)) if old != new => match (label_rank(old), label_rank(new)) {
            (Some(old), Some(new)) => new > old,
            // Labels of an organization's own have an order that is not known here.
            _ => true,
        },
        _ => false,
    }
}

fn of_rule<'r>(id: &'r str, was: Option<&RuleSetting>, is: Option<&RuleSetting>) -> Vec<loose::What<'r>> {
    let Some(rule) = rules::find(id) else { return Vec::new() };
    let level = |setting: Option<&RuleSetting>| match setting.and_then(|setting| setting.severity) {
        Some(Level::Severity(severity)) => Some(severity),
        Some(Level::Allow) => None,
        None => Some(rule.severity),
    };
    let mut found = Vec::new();
    // Nothing is lighter than a finding that is allowed.
    if level(is) < level(was) {
        found.push(loose::What::Severity(id));
    }
    for option in rule.options {
        let value =
            |setting: Option<&'_ RuleSetting>| setting.and_then(|setting| setting.options.get(option.name).cloned());
        let (was, is) = (value(was), value(is));
        if !is_as_strict(option.direction, was.as_ref(), is.as_ref()) {
            found.push(loose::What::Option(id, option.name));
        }
    }
    found
}

/// Says whether an option moved in its stricter direction, or not at all. Where it came or went, nothing is proved.
fn is_as_strict(direction: Option<&str>, was: Option<&OptionValue>, is: Option<&OptionValue>) -> bool {
    match (was, is) {
        (None, None) => true,
        (Some(OptionValue::Percent(was)), Some(OptionValue::Percent(is))) => match direction {
            Some("lower-is-stricter") => is <= was,
            _ => is == was,
        },
        (Some(OptionValue::Duration(was)), Some(OptionValue::Duration(is))) => {
            let order = is.compare((*was, jiff::SpanRelativeTo::days_are_24_hours())).ok();
            match (direction, order) {
                (_, Some(std::cmp::Ordering::Equal)) => true,
                (Some("shorter-is-stricter"), Some(order)) => order.is_lt(),
                _ => false,
            }
        }
        (Some(OptionValue::Texts(was)), Some(OptionValue::Texts(is))) => match direction {
            Some("more-is-weaker") => is.iter().all(|text| was.contains(text)),
            _ => was == is,
        },
        _ => false,
    }
}

/// An entry is met by one that asks for as many persons, of no other roles, for at least the same documents.
fn of_approvals<'s>(was: &'s Settings, is: &'s Settings) -> Vec<loose::What<'s>> {
    use crate::settings::Approved;
    let covers = |new: &Approved, kind: Option<&String>| match (new, kind) {
        (Approved::Settings, None) => true,
        (Approved::Kinds(kinds), Some(kind)) => kinds.contains(kind),
        _ => false,
    };
    let mut found = Vec::new();
    for old in &was.approvals {
        let things: Vec<Option<&String>> = match &old.of {
            Approved::Settings => vec![None],
            Approved::Kinds(kinds) => kinds.iter().map(Some).collect(),
        };
        for thing in things {
            let is_met = is.approvals.iter().any(|new| {
                covers(&new.of, thing)
                    && new.count >= old.count
                    && new.roles.iter().all(|role| old.roles.contains(role))
            });
            if !is_met {
                found.push(loose::What::Approvals(thing.map(String::as_str)));
            }
        }
    }
    found
}

/// Reports lines of the baseline that were not there.
pub(super) fn baseline_grown(base: &Outcome, head: &Outcome, findings: &mut Vec<Finding>) {
    let key = |entry: &Entry| (entry.fingerprint.clone(), entry.rule.clone(), entry.pointer.clone());
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    for entry in &base.baseline.entries {
        *left.entry(key(entry)).or_default() += 1;
    }
    let mut added: Vec<&Entry> = Vec::new();
    for entry in &head.baseline.entries {
        match left.get_mut(&key(entry)).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => added.push(entry),
        }
    }
    let mut sink = Sink::new(&grown::RULE, findings);
    let path = RepoPath::new(BASELINE_FILE);
    for entry in added {
        let name = rules::find(&entry.rule).map(|rule| rule.summary);
        sink.report(grown::finding(&path, &entry.fingerprint, &entry.path, &entry.rule, name));
    }
}
