//! Judging: what a draft softens, what the settings say, what waivers hold back, and what lies outside.

use std::collections::BTreeMap;

use globset::GlobMatcher;
use jiff::civil::Date;

use crate::both;
use crate::corpus::{Corpus, KindOf, Location, Reference, Resolution, Status, View};
use crate::engine::baseline::Baseline;
use crate::finding::{Disposition, Finding, Place, Severity};
use crate::rules::{self, Context, Rule, Sink, waiver};
use crate::settings::Level;
use crate::text::{RepoPath, Span};

use super::{NotChecked, Request};

/// Gives every finding its severity and disposition, and adds what is known only then: waivers that are over, or hold nothing.
pub(super) fn judge(request: &Request<'_>, context: &Context<'_>, baseline: &Baseline, findings: &mut Vec<Finding>) {
    for finding in findings.iter_mut() {
        weigh(context, finding);
    }
    if request.waivers {
        let mut said = apply_waivers(context, findings);
        for finding in &mut said {
            weigh(context, finding);
        }
        findings.extend(said);
    }
    let mut open = baseline.open();
    for finding in findings.iter_mut().filter(|finding| finding.is_active()) {
        if open.takes(finding) {
            finding.disposition = Disposition::Baselined;
        }
    }
    if let Some(below) = &request.below {
        for finding in findings.iter_mut() {
            if finding.is_active() && !finding.subject.place.path.is_at_or_below(below.as_bytes()) {
                finding.disposition = Disposition::Outside;
            }
        }
    }
}

/// The document's status softens what is still to be written; the settings have the last word.
fn weigh(context: &Context<'_>, finding: &mut Finding) {
    let path = &finding.subject.place.path;
    let is_draft = || context.corpus.at_path(path).is_some_and(|document| document.status() == Status::Draft);
    if finding.completeness && is_draft() {
        finding.severity = Severity::Info;
        finding.raised = None;
    }
    match context.settings.rules.get(finding.rule).and_then(|setting| setting.severity) {
        Some(Level::Severity(severity)) => {
            finding.severity = severity;
            finding.raised = None;
        }
        Some(Level::Allow) => finding.disposition = Disposition::Allowed,
        None => {}
    }
}

/// One waiver, from a comment or from a document.
struct Waiver<'c> {
    rule: &'static Rule,
    target: Target,
    until: Date,
    /// Where it stands, for findings about itself.
    at: At<'c>,
    used: bool,
}

enum Target {
    /// Findings that start inside one of these places.
    Places(Vec<Place>),
    /// Findings about an entity or an entry, and all below it; `None` is the whole document.
    Thing { document: crate::corpus::DocumentId, pointer: Option<String> },
    /// Findings in files of this glob.
    Paths(Box<GlobMatcher>),
}

#[derive(Clone, Copy)]
enum At<'c> {
    Comment(crate::corpus::Doc<'c>, Span),
    Entry(View<'c>),
}

fn apply_waivers(context: &Context<'_>, findings: &mut [Finding]) -> Vec<Finding> {
    let mut waivers: Vec<Waiver<'_>> = inline_waivers(context).chain(waiver_documents(context)).collect();
    let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, waiver) in waivers.iter().enumerate() {
        by_rule.entry(waiver.rule.id).or_default().push(at);
    }
    let mut expired: Vec<usize> = Vec::new();
    for finding in findings.iter_mut().filter(|finding| finding.is_active()) {
        for at in by_rule.get(finding.rule).into_iter().flatten().copied() {
            let waiver = &mut waivers[at];
            if !waiver.target.holds(context.corpus, finding) {
                continue;
            }
            waiver.used = true;
            if waiver.until < context.today {
                expired.push(at);
                continue;
            }
            finding.disposition = Disposition::Waived { by: waiver.at.place() };
            break;
        }
    }
    expired.sort_unstable();
    expired.dedup();
    let mut said = Vec::new();
    let rule = |id| rules::find(id).expect("a test finds every rule that judging speaks for");
    let mut sink = Sink::new(rule("waiver/expired"), &mut said);
    for at in expired {
        sink.report(waiver::expired(waivers[at].at.finding_base(), waivers[at].until));
    }
    // What a damaged document holds back may be what a waiver is for.
    if context.corpus.has_damage() {
        return said;
    }
    let mut sink = Sink::new(rule("waiver/unused"), &mut said);
    for waiver in waivers.iter().filter(|waiver| !waiver.used) {
        sink.report(waiver::unused(waiver.at.finding_base(), waiver.rule, elsewhere(waiver, findings)));
    }
    said
}

/// A comment may stand a line off: returns where, in its document, its rule does report something.
fn elsewhere(waiver: &Waiver<'_>, findings: &[Finding]) -> Option<Place> {
    let Target::Places(_) = waiver.target else { return None };
    let path = waiver.at.place().path;
    let mut missed = findings.iter().filter(|finding| finding.is_active() && finding.rule == waiver.rule.id);
    missed.find(|finding| finding.subject.place.path == path).map(|finding| finding.subject.place.clone())
}

fn inline_waivers<'c>(context: &Context<'c>) -> impl Iterator<Item = Waiver<'c>> + use<'c> {
    context.corpus.documents().flat_map(|doc| {
        doc.checked().waivers.iter().filter_map(move |inline| {
            let said = inline.said.as_ref().ok()?;
            let rule = rules::find(&said.rule).filter(|rule| rule.is_waivable())?;
            let places = said.covers.iter().map(|span| doc.place(*span)).collect();
            let at = At::Comment(doc, inline.span);
            Some(Waiver { rule, target: Target::Places(places), until: said.until, at, used: false })
        })
    })
}

fn waiver_documents<'c>(context: &Context<'c>) -> impl Iterator<Item = Waiver<'c>> + use<'c> {
    let corpus = context.corpus;
    corpus.of_kind("waivers").flat_map(|doc| doc.root()).flat_map(|root| root.list("waivers")).filter_map(|entry| {
        let rule = rules::find(entry.text_of("rule")?).filter(|rule| rule.is_waivable())?;
        // Without a reason and two who answer for it, it is no waiver, in a draft neither.
        ["reason", "requested_by", "approved_by"].iter().try_for_each(|field| entry.get(field).map(|_| ()))?;
        let until = entry.date_of("expires")?;
        let target = target_of(entry.get("target")?)?;
        Some(Waiver { rule, target, until, at: At::Entry(entry), used: false })
    })
}

fn target_of(target: View<'_>) -> Option<Target> {
    if let Some(glob) = target.text_of("path") {
        return Some(Target::Paths(Box::new(waiver::matcher(glob)?)));
    }
    let corpus = target.doc().corpus();
    let named = target.get("ref")?;
    match corpus.links().from(named.location())?.resolution {
        Resolution::Document(document) => Some(Target::Thing { document, pointer: None }),
        Resolution::Entity(_, location) | Resolution::Entry(location) => Some(thing_at(corpus, location)),
        Resolution::BuiltIn => Some(built_in(corpus, Reference::parse(named.text()?))),
        _ => None,
    }
}

/// A phase of the preset has findings although the plan has no entry for it; other built-in things have none.
fn built_in(corpus: &Corpus, reference: Reference<'_>) -> Target {
    let plan = corpus.of_kind("phase-plan").next().filter(|_| reference.kind == Some("phase"));
    match plan {
        Some(plan) => Target::Thing { document: plan.index(), pointer: Some(format!("/phases/{}", reference.id)) },
        None => Target::Places(Vec::new()),
    }
}

/// The thing that an id defines is the map that holds the id.
fn thing_at(corpus: &Corpus, id: Location) -> Target {
    let view = corpus.view(id);
    let thing = view.node().parent().map_or(view, |parent| view.doc().view(parent));
    Target::Thing { document: id.document, pointer: Some(thing.pointer()) }
}

impl Target {
    fn holds(&self, corpus: &Corpus, finding: &Finding) -> bool {
        let place = &finding.subject.place;
        match self {
            Target::Places(places) => {
                places.iter().any(|covered| covered.path == place.path && covers(covered.span, place.span))
            }
            Target::Paths(glob) => place.path.as_str().is_some_and(|path| glob.is_match(path)),
            Target::Thing { document, pointer } => {
                let same = corpus.checked(*document).source.path() == &place.path;
                same && pointer.as_ref().is_none_or(|pointer| {
                    let found = &finding.subject.pointer;
                    found.strip_prefix(pointer.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
            }
        }
    }
}

/// A finding belongs to the line it starts on, the end of the line included: something may be missing there.
fn covers(line: Span, span: Span) -> bool {
    line.start <= span.start && span.start <= line.end
}

impl<'c> At<'c> {
    fn place(self) -> Place {
        match self {
            At::Comment(doc, span) => doc.place(span),
            At::Entry(entry) => entry.grip(),
        }
    }

    /// The subject of a finding about the waiver itself.
    fn finding_base(self) -> waiver::About<'c> {
        match self {
            At::Comment(doc, span) => waiver::About::Comment(doc, span),
            At::Entry(entry) => waiver::About::Entry(entry),
        }
    }
}

/// Where findings below a path were held back because of what cannot be read outside it, that is "not checked".
pub(super) fn causes_outside(request: &Request<'_>, context: &Context<'_>) -> Option<NotChecked> {
    let (below, corpus) = (request.below.as_ref()?, context.corpus);
    let inside = |path: &RepoPath| path.is_at_or_below(below.as_bytes());
    let references = corpus.references_held();
    let held = references.filter(|link| inside(corpus.checked(link.from.document).source.path())).count();
    let plan = context.plan.filter(|plan| inside(plan.doc.checked().source.path()));
    if held == 0 && plan.is_none_or(|_| rules::phase::deliverables_held(context) == 0) {
        return None;
    }
    let damaged = corpus.documents().map(|doc| doc.checked()).filter(|checked| {
        checked.is_damaged()
            || corpus.hides_ids(checked)
            || matches!(checked.kind, KindOf::Unknown(_) | KindOf::Unclaimed)
    });
    let paths = damaged.map(|checked| checked.source.path()).chain(corpus.unread());
    let path = paths.filter(|path| !inside(path)).min()?.clone();
    let why = match held {
        0 => both! {
            ja: "「{path}」を読めないため、工程の成果物がそろっているかを確かめられません。これを先に直してください",
            en: "whether the deliverables of the phases exist cannot be checked because `{path}` cannot be read; mend it first",
        },
        _ => both! {
            ja: "「{path}」が壊れているため、参照 {held} 件を確かめられません。この文書を先に直してください",
            en: "{held} references cannot be checked because `{path}` is damaged; mend it first",
        },
    };
    Some(NotChecked { why, path: Some(path) })
}
