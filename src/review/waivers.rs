//! Waivers that a change adds, or makes wider.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::corpus::Corpus;
use crate::engine::Outcome;
use crate::finding::{Finding, Identity};
use crate::rules::gate::waiver_added;
use crate::rules::{Sink, waiver};

/// A waiver as it can be told from others: where, of what rule, by whom and why.
type Key = (String, String, String);

/// One waiver, and how far it goes.
struct Waiver<'c> {
    key: Key,
    rule: String,
    until: Option<Date>,
    /// What it is for, as written.
    target: String,
    about: waiver::About<'c>,
}

/// Reports every waiver that the base does not have, or that lasts longer or holds back something else than there.
pub(super) fn added(base: &Outcome, head: &Outcome, findings: &mut Vec<Finding>) {
    let mut known: BTreeMap<Key, Vec<Waiver<'_>>> = BTreeMap::new();
    for waiver in all(&base.corpus) {
        known.entry(waiver.key.clone()).or_default().push(waiver);
    }
    let mut sink = Sink::new(&waiver_added::RULE, findings);
    for waiver in all(&head.corpus) {
        let same = known.get_mut(&waiver.key);
        let at = same.as_ref().and_then(|same| {
            let as_wide = |old: &Waiver<'_>| {
                old.rule == waiver.rule
                    && old.target == waiver.target
                    && (old.until.is_none() || waiver.until <= old.until)
            };
            same.iter().position(as_wide).map(|at| (at, false)).or((!same.is_empty()).then_some((0, true)))
        });
        let is_wider = match (same, at) {
            (Some(same), Some((at, is_wider))) => {
                same.remove(at);
                is_wider
            }
            _ => {
                sink.report(waiver_added::added(waiver.about, &waiver.rule, waiver.until));
                continue;
            }
        };
        if is_wider {
            sink.report(waiver_added::widened(waiver.about, &waiver.rule, waiver.until));
        }
    }
}

fn all(corpus: &Corpus) -> Vec<Waiver<'_>> {
    let name = |identity: Identity| match identity {
        Identity::Document { kind, id } => format!("{kind}:{id}"),
        Identity::Path(path) => path.to_string(),
    };
    let inline = corpus.documents().flat_map(|doc| {
        let name = name(doc.identity());
        doc.checked().waivers.iter().filter_map(move |inline| {
            let said = inline.said.as_ref().ok()?;
            // A comment that moves along with its lines stays the same.
            let target = said.covers.iter().filter_map(|span| doc.checked().source.text().get(span.range()));
            let target: Vec<&str> = target.map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
            Some(Waiver {
                key: (name.clone(), said.rule.clone(), target.first().copied().unwrap_or_default().to_owned()),
                rule: said.rule.clone(),
                until: Some(said.until),
                target: String::new(),
                about: waiver::About::Comment(doc, inline.span),
            })
        })
    });
    let entries = corpus.of_kind("waivers").flat_map(move |doc| {
        let name = name(doc.identity());
        doc.root().into_iter().flat_map(|root| root.list("waivers")).map(move |entry| {
            let text = |field: &str| entry.text_of(field).unwrap_or_default().to_owned();
            let target = entry.get("target").map(|target| {
                let part = |field: &str| target.text_of(field).unwrap_or_default();
                format!("{} {}", part("ref"), part("path"))
            });
            Waiver {
                key: (name.clone(), "entry".to_owned(), text("id")),
                rule: text("rule"),
                until: entry.date_of("expires"),
                target: target.unwrap_or_default(),
                about: waiver::About::Entry(entry),
            }
        })
    });
    inline.chain(entries).collect()
}
