//! What a change brings: two trees checked whole, and what the one has that the other had not.

mod anchor;
mod approvers;
pub mod change;
mod gate;
mod left;
mod standing;
mod waivers;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use approvers::Needed;
pub use change::{Change, Class};

use crate::both;
use crate::corpus::{Corpus, Doc, KindOf};
use crate::engine::baseline::BASELINE_FILE;
use crate::engine::{self, NotChecked, Outcome, Refused, Request, Today, Under};
use crate::finding::{Disposition, Finding, Fingerprint, Identity, order};
use crate::git::Snapshot;
use crate::rules;
use crate::settings::{FILE_NAME, Level};
use crate::text::RepoPath;

/// What is compared.
pub struct Trees<'s> {
    /// Where the change began: one tree, or more where histories crossed.
    pub bases: Vec<&'s Snapshot>,
    /// Where it leads.
    pub head: &'s Snapshot,
    /// The addresses of those who wrote it, in lower case.
    pub authors: &'s BTreeSet<String>,
}

/// How it is judged.
#[derive(Clone, Debug)]
pub struct How {
    /// The date of the run.
    pub today: Today,
    /// Only findings at or below this path count.
    pub below: Option<RepoPath>,
    /// Whether waivers hold anything back.
    pub waivers: bool,
    /// How many threads may work.
    pub threads: usize,
}

/// What the change brings.
#[derive(Debug)]
pub struct Review {
    /// The tree after the change. Its active findings are those that the change introduced; the others were there before.
    pub outcome: Outcome,
    /// What was found before the change, and is no more.
    pub resolved: Vec<Finding>,
    /// How many findings were there before, and still are.
    pub carried: usize,
    /// What the change means, document by document; what weakens comes first.
    pub changes: Vec<Change>,
    /// Who must approve it.
    pub needed: Vec<Needed>,
    /// Addresses of authors who are no known person, so that nobody can say whether they approve their own work.
    pub unmatched: Vec<String>,
    /// Whether the tree before the change had settings of its own; without them the later ones judge.
    pub base_has_settings: bool,
}

/// Compares two trees.
///
/// Settings of the earlier tree judge both; where the later ones differ, they judge both again, and what is new under either
/// is new. The earlier baseline holds for all.
///
/// # Errors
///
/// The settings of one of the trees cannot be obeyed.
pub fn review(trees: &Trees<'_>, how: &How) -> Result<Review, Refused> {
    let own = run(trees.head, how, None, None)?;
    let mut introduced: BTreeMap<Fingerprint, Vec<Finding>> = BTreeMap::new();
    let mut resolved = Vec::new();
    let mut carried = 0;
    let mut judged_head = None;
    let mut not_checked = Vec::new();
    let mut base_has_settings = true;
    let mut changed = Vec::new();
    let (mut needed, mut unmatched) = (Vec::new(), Vec::new());
    for (index, base_tree) in trees.bases.iter().enumerate() {
        let settings_differ = differ(base_tree, trees.head, FILE_NAME);
        let mut base = run(base_tree, how, Some(&own), None)?;
        base_has_settings &= base.has_settings;
        if !base.has_settings && own.has_settings {
            let under = Under { settings: &own.settings, baseline: &base.baseline };
            base = run(base_tree, how, Some(&own), Some(under))?;
        }
        // Where the same settings and baseline judge, the head was judged already.
        let judges_differ = settings_differ || differ(base_tree, trees.head, BASELINE_FILE);
        let under = Under { settings: &base.settings, baseline: &base.baseline };
        let head_under_base = judges_differ.then(|| run(trees.head, how, Some(&base), Some(under))).transpose()?;
        let head = head_under_base.as_ref().unwrap_or(&own);
        let (mut new, gone, both) = subtract(head, &base);
        if settings_differ && own.has_settings && base.has_settings {
            let under = Under { settings: &own.settings, baseline: &base.baseline };
            let base_again = run(base_tree, how, Some(&base), Some(under))?;
            let head_again = run(trees.head, how, Some(head), Some(under))?;
            add_missing(&mut new, subtract(&head_again, &base_again).0);
        }
        let of_gate = guarded(base_tree, &base, trees.head, &own);
        let touches_the_gate = settings_differ
            || of_gate.iter().any(|finding| matches!(finding.rule, "gate/waiver-added" | "gate/baseline-grown"));
        new.extend(of_gate);
        let changes = change::changes(&base.corpus, &own.corpus, &own.settings, own.today);
        standing::went_back(&base, &own, &changes, &mut new);
        anchor::blame(&mut new, &base, &own);
        for (fingerprint, findings) in by_fingerprint(new) {
            let known = introduced.entry(fingerprint).or_default();
            if findings.len() > known.len() {
                *known = findings;
            }
        }
        not_checked.extend(before(&base));
        if own.scope.documents == 0 && base.scope.documents > 0 && own.not_checked.is_empty() {
            not_checked.push(NotChecked {
                path: None,
                why: both! {
                    ja: "この変更は、検査する文書をすべてなくします",
                    en: "the change leaves no document to check",
                },
            });
        }
        if index == 0 {
            changed = changes;
            let authors = approvers::authors(&base.corpus, &own.corpus, trees.authors);
            needed = approvers::needed(&base, &own, &authors, touches_the_gate);
            unmatched = authors.unmatched;
            resolved = gone;
            carried = both;
            judged_head = head_under_base;
        }
    }
    let mut outcome = judged_head.unwrap_or(own);
    outcome.findings.retain(|finding| !finding.is_active());
    outcome.findings.extend(introduced.into_values().flatten());
    if let Some(below) = &how.below {
        let is_outside = |finding: &Finding| !finding.subject.place.path.is_at_or_below(below.as_bytes());
        let of_gate = |finding: &Finding| finding.rule.starts_with("gate/");
        for finding in outcome.findings.iter_mut().filter(|finding| finding.is_active()) {
            if is_outside(finding) && !of_gate(finding) {
                finding.disposition = Disposition::Outside;
            }
        }
    }
    order::sort(&mut outcome.findings);
    // What weakens the check itself is what a reviewer must see before all else.
    outcome.findings.sort_by_key(|finding| !is_of_change(finding.rule));
    outcome.not_checked.extend(not_checked);
    outcome.settled = 0;
    if let Some(below) = &how.below {
        changed.retain(|change| change.place.path.is_at_or_below(below.as_bytes()));
    }
    Ok(Review { outcome, resolved, carried, changes: changed, needed, unmatched, base_has_settings })
}

fn run(tree: &Snapshot, how: &How, known: Option<&Outcome>, under: Option<Under<'_>>) -> Result<Outcome, Refused> {
    engine::check(&Request {
        snapshot: tree,
        today: how.today,
        below: how.below.clone(),
        waivers: how.waivers,
        threads: how.threads,
        known: known.map(|outcome| &outcome.corpus),
        under,
    })
}

/// Returns the documents of a kind that is known, each with who it is.
fn known(corpus: &Corpus) -> impl Iterator<Item = (Identity, Doc<'_>)> {
    let documents = corpus.documents().filter(|doc| matches!(doc.checked().kind, KindOf::Known(..)));
    documents.map(|doc| (doc.identity(), doc))
}

/// Returns those of them that have an id, and so are the same in both trees wherever they lie.
fn named(corpus: &Corpus) -> impl Iterator<Item = (Identity, Doc<'_>)> {
    known(corpus).filter(|(identity, _)| matches!(identity, Identity::Document { .. }))
}

/// Says whether a rule speaks of the change itself, and not of a tree.
fn is_of_change(rule: &str) -> bool {
    rules::find(rule).is_some_and(|rule| matches!(rule.check, rules::Check::Comparing))
}

/// Returns what is new in the head, what is gone from the base, and how many are in both.
fn subtract(head: &Outcome, base: &Outcome) -> (Vec<Finding>, Vec<Finding>, usize) {
    let mut left: HashMap<Fingerprint, Vec<&Finding>> = HashMap::new();
    for finding in base.active() {
        left.entry(finding.fingerprint).or_default().push(finding);
    }
    let (mut new, mut carried) = (Vec::new(), 0);
    for finding in head.active() {
        match left.get_mut(&finding.fingerprint).and_then(Vec::pop) {
            Some(_) => carried += 1,
            None => new.push(finding.clone()),
        }
    }
    let mut gone: Vec<Finding> = left.into_values().flatten().cloned().collect();
    order::sort(&mut gone);
    (new, gone, carried)
}

fn by_fingerprint(findings: Vec<Finding>) -> BTreeMap<Fingerprint, Vec<Finding>> {
    let mut sorted: BTreeMap<Fingerprint, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        sorted.entry(finding.fingerprint).or_default().push(finding);
    }
    sorted
}

/// Adds what is new under other settings, unless it is new already; the graver of two stays.
fn add_missing(new: &mut Vec<Finding>, more: Vec<Finding>) {
    let mut known: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
    for (index, finding) in new.iter().enumerate() {
        known.entry(finding.fingerprint).or_default().push(index);
    }
    for finding in more {
        match known.get_mut(&finding.fingerprint).and_then(Vec::pop) {
            Some(index) if finding.severity > new[index].severity => new[index] = finding,
            Some(_) => {}
            None => new.push(finding),
        }
    }
}

fn differ(base: &Snapshot, head: &Snapshot, name: &str) -> bool {
    let path = RepoPath::new(name);
    base.read(&path).ok() != head.read(&path).ok()
}

/// What of the earlier tree could not be checked makes the comparison doubtful; that there was nothing yet does not.
fn before(base: &Outcome) -> Vec<NotChecked> {
    let of_base = base.not_checked.iter().filter(|failure| failure.path.is_some() || base.scope.documents > 0);
    of_base
        .map(|failure| {
            let why = failure.why.clone();
            NotChecked {
                path: failure.path.clone(),
                why: both! { why; ja: "変更前: {why}", en: "before the change: {why}" },
            }
        })
        .collect()
}

/// Returns what the change does to the check itself. The earlier settings may make it graver, never lighter.
fn guarded(base_tree: &Snapshot, base: &Outcome, head_tree: &Snapshot, head: &Outcome) -> Vec<Finding> {
    let mut findings = Vec::new();
    gate::loosened(base, head, &mut findings);
    // Without a baseline before, this is the commit that adopts the checker.
    if base_tree.get(&RepoPath::new(BASELINE_FILE)).is_some() {
        gate::baseline_grown(base, head, &mut findings);
    }
    waivers::added(base, head, &mut findings);
    left::documents(base_tree, base, head_tree, head, &mut findings);
    for finding in &mut findings {
        let set = base.settings.rules.get(finding.rule).and_then(|setting| setting.severity);
        if let Some(Level::Severity(severity)) = set {
            finding.severity = finding.severity.max(severity);
        }
    }
    findings
}
