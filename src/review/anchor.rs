//! Where a new finding is shown: at the line that caused it, since a forge shows only what lies in the change.
//!
//! Who it is stays as it was. The place of the victim becomes a label.

use std::collections::{BTreeMap, HashMap};

use crate::both;
use crate::corpus::{Corpus, Doc, Location, Reference};
use crate::engine::Outcome;
use crate::finding::{Finding, Identity, Label, Place};
use crate::git::{Hunk, changed_lines};
use crate::lang::Both;
use crate::settings::FILE_NAME;
use crate::text::{RepoPath, Span};

/// The lines that changed, by the path after the change.
struct Changed<'c> {
    head: &'c Corpus,
    hunks: HashMap<RepoPath, Vec<Hunk>>,
}

/// Moves every finding whose own place did not change to the nearest thing that did.
pub(super) fn blame(findings: &mut [Finding], base: &Outcome, head: &Outcome) {
    let changed = Changed::between(&base.corpus, &head.corpus);
    for finding in findings {
        if finding.subject.place.path.as_bytes().is_empty() || changed.holds(&finding.subject.place) {
            continue;
        }
        let read = finding.labels.iter().map(|label| &label.place).find(|place| changed.holds(place)).cloned();
        let cause =
            read.map(|place| (place, None)).or_else(|| of_target(finding, base, head, &changed)).or_else(|| {
                let settings = RepoPath::new(FILE_NAME);
                let hunk = *changed.hunks.get(&settings)?.first()?;
                Some((changed.place_of(&settings, hunk)?, None))
            });
        match cause {
            Some((place, gone)) => move_to(finding, place, gone),
            None => finding.labels.extend(nobody_knows(finding)),
        }
    }
}

impl<'c> Changed<'c> {
    fn between(base: &Corpus, head: &'c Corpus) -> Changed<'c> {
        let before: BTreeMap<Identity, Doc<'_>> = base.documents().map(|doc| (doc.identity(), doc)).collect();
        let mut hunks = HashMap::new();
        for doc in head.documents() {
            let source = &doc.checked().source;
            let path = source.path();
            // A file that moved is compared with what it was.
            let old = base.at_path(path).map(|checked| checked.source.text());
            let old =
                old.or_else(|| before.get(&doc.identity()).map(|doc| doc.checked().source.text())).unwrap_or_default();
            if old != source.text() {
                hunks.insert(path.clone(), changed_lines(old.as_bytes(), source.text().as_bytes()));
            }
        }
        Changed { head, hunks }
    }

    /// Says whether a place lies on a line that is new. A file that holds no document has no lines, and is new itself.
    fn holds(&self, place: &Place) -> bool {
        let Some(checked) = self.head.at_path(&place.path) else { return true };
        let Some(hunks) = self.hunks.get(&place.path) else { return false };
        let lines = checked.source.lines();
        let line = |offset: u32| u32::try_from(lines.line_of(offset) + 1).unwrap_or(u32::MAX);
        let (first, last) = (line(place.span.start), line(place.span.end));
        hunks.iter().any(|hunk| hunk.count > 0 && hunk.start <= last && first < hunk.start + hunk.count)
    }

    /// Returns the first new line of a hunk, or the line before its gap.
    fn place_of(&self, path: &RepoPath, hunk: Hunk) -> Option<Place> {
        let source = &self.head.at_path(path)?.source;
        let line = usize::try_from(hunk.start.max(1)).ok()? - 1;
        Some(Place { path: path.clone(), span: source.lines().line_span(line, source.text()) })
    }

    /// Returns the changed place of a file that lies nearest to a line of it.
    fn nearest(&self, path: &RepoPath, line: u32) -> Option<Place> {
        let hunks = self.hunks.get(path)?;
        let hunk = hunks.iter().min_by_key(|hunk| hunk.start.abs_diff(line))?;
        self.place_of(path, *hunk)
    }
}

/// What a finding sought, and does not find any more: where it stood tells where it went.
fn of_target(
    finding: &Finding,
    base: &Outcome,
    head: &Outcome,
    changed: &Changed<'_>,
) -> Option<(Place, Option<Label>)> {
    let sought = Reference::parse(&finding.subject.value).id;
    if sought.is_empty() {
        return None;
    }
    let (doc, line, name) = defined(&base.corpus, sought)?;
    let now = head.corpus.documents().find(|other| other.identity() == doc.identity());
    let Some(now) = now else {
        let path = doc.checked().source.path().clone();
        let title = doc.title();
        let text =
            both! { title; ja: "「{title}」がここからなくなったためです", en: "because `{title}` is gone from here" };
        let label = Label { place: Place { path, span: Span::default() }, text };
        // A deleted file has no line to point at.
        return Some((finding.subject.place.clone(), Some(label)));
    };
    let path = now.checked().source.path();
    // The thing may live on under another id.
    let renamed = name.and_then(|name| {
        let here = head.corpus.entities().defined().flat_map(|(_, _, locations)| locations.iter().copied());
        here.filter(|at| head.corpus.checked(at.document).source.path() == path)
            .find(|at| thing_name(&head.corpus, *at).as_ref() == Some(&name))
    });
    if let Some(at) = renamed {
        let place = head.corpus.view(at).place();
        if changed.holds(&place) {
            let text = both! {
                ja: "ここで ID が変わったようです", en: "it looks renamed here"
            };
            return Some((place.clone(), Some(Label { place, text })));
        }
    }
    changed.nearest(path, line).map(|place| (place, None))
}

/// Returns where an id was defined: its document, its line, and the name of the thing.
fn defined<'c>(corpus: &'c Corpus, id: &str) -> Option<(Doc<'c>, u32, Option<Both>)> {
    let location = |corpus: &'c Corpus| {
        let all = corpus.entities().defined();
        all.filter(|(_, known, _)| *known == id).flat_map(|(_, _, locations)| locations.iter().copied()).next()
    };
    if let Some(at) = location(corpus) {
        let view = corpus.view(at);
        let source = &view.doc().checked().source;
        let line = u32::try_from(source.lines().line_of(view.place().span.start) + 1).unwrap_or(1);
        return Some((view.doc(), line, thing_name(corpus, at)));
    }
    corpus.documents().find(|doc| doc.id() == Some(id)).map(|doc| (doc, 1, None))
}

fn thing_name(corpus: &Corpus, id: Location) -> Option<Both> {
    let view = corpus.view(id);
    let thing = view.doc().view(view.node().parent()?);
    ["name", "title"].into_iter().find_map(|field| thing.get_any(field)?.words())
}

fn move_to(finding: &mut Finding, place: Place, label: Option<Label>) {
    let victim = std::mem::replace(&mut finding.subject.place, place);
    if victim != finding.subject.place {
        let text = both! { ja: "この変更の影響を受けるのはここです", en: "this is what the change breaks" };
        finding.labels.insert(0, Label { place: victim.clone(), text });
        finding.victim = Some(victim);
    }
    finding.labels.extend(label);
}

fn nobody_knows(finding: &Finding) -> Option<Label> {
    let text = both! {
        ja: "原因となった行は特定できませんでした", en: "which line caused it is not known"
    };
    Some(Label { place: finding.subject.place.clone(), text })
}
