//! A weakness that an exercise showed, and nobody decided what is done about it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span as Duration, civil::Date};

use crate::both;
use crate::corpus::{Corpus, Doc, DocumentId, Location, Resolution, Status, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;

const ID: &str = "exercise/finding-undecided";

pub(crate) static RULE: Rule = Rule::corpus(
    ID,
    Severity::Error,
    Words {
        ja: "演習で見つかった弱点の扱いが決まっていない", en: "nothing was decided about a weakness"
    },
    include_str!("finding_undecided.md"),
    check,
)
.completeness()
.options(&[RuleOption { name: "grace", form: OptionForm::Duration, direction: Some("shorter-is-stricter") }]);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let mut improvements: Vec<Doc<'_>> = corpus.of_kind("improvement-report").filter(|doc| !doc.is_over()).collect();
    let elsewhere = improvements.iter().any(|doc| doc.checked().is_external());
    if elsewhere || corpus.may_be_hidden("improvement-report") {
        return;
    }
    let Some(decided) = decided(corpus, &improvements) else { return };
    let grace = context.duration(ID, "grace").unwrap_or_else(|| Duration::new().days(30));
    // The improvement report that has come furthest answers for a report that several take as a source.
    improvements.sort_by_key(|doc| std::cmp::Reverse(doc.status()));
    let mut taken: BTreeMap<DocumentId, Vec<Doc<'_>>> = BTreeMap::new();
    for improvement in improvements {
        for source in improvement.root().into_iter().flat_map(|root| root.list("sources")) {
            if let Some(report) = report_of(corpus, source) {
                taken.entry(report.index()).or_default().push(improvement);
            }
        }
    }
    // Where no decision is written at all, that is said once, by the shape.
    let decides = |improvement: &Doc<'_>| improvement.root().is_some_and(|root| root.get("decisions").is_some());
    for (report, improvements) in taken.iter().filter(|(_, improvements)| improvements.iter().all(decides)) {
        let (report, improvement) = (corpus.doc(*report), improvements[0]);
        let ends = held_on(report).and_then(|day| day.checked_add(grace).ok());
        let severity = match improvement.status() {
            Status::Draft => Severity::Info,
            _ if ends.is_some_and(|day| day >= context.today) => Severity::Warning,
            _ => RULE.severity,
        };
        for weakness in report.root().into_iter().flat_map(|root| root.list("findings")) {
            let is_weakness = weakness.text_of("type") == Some("weakness");
            let Some(id) = weakness.get("id").filter(|id| is_weakness && id.is_what_others_mean()) else { continue };
            if !decided.contains(&id.location()) {
                sink.report_as(undecided(improvement, weakness, id), severity);
            }
        }
    }
}

/// Returns what was decided about; nothing where a decision does not say about what.
fn decided(corpus: &Corpus, improvements: &[Doc<'_>]) -> Option<BTreeSet<Location>> {
    let mut decided = BTreeSet::new();
    for improvement in improvements {
        let root = improvement.root()?;
        if root.get("decisions").is_none_or(View::is_faulty) && !root.lacks("decisions") {
            return None;
        }
        for decision in root.list("decisions") {
            match corpus.links().from(decision.get("finding")?.location())?.resolution {
                Resolution::Entry(finding) => decided.insert(finding),
                _ => return None,
            };
        }
    }
    Some(decided)
}

fn report_of<'c>(corpus: &'c Corpus, source: View<'c>) -> Option<Doc<'c>> {
    let Resolution::Document(document) = corpus.links().from(source.location())?.resolution else { return None };
    let doc = corpus.doc(document);
    (doc.kind() == Some("exercise-report") && !doc.is_over()).then_some(doc)
}

/// Returns the last day of the exercise.
fn held_on(report: Doc<'_>) -> Option<Date> {
    report.root()?.list("held_on").filter_map(View::date).max()
}

fn undecided(improvement: Doc<'_>, weakness: View<'_>, id: View<'_>) -> Finding {
    let name = weakness.name();
    let message = both! {
        name;
        ja: "演習で見つかった弱点「{name}」をどうするかが決まっていません",
        en: "nothing was decided about the weakness `{name}`"
    };
    let decisions = improvement.root().and_then(|root| root.get("decisions"));
    let span = decisions.map_or_else(|| improvement.grip(), View::key_place).span;
    let finding = improvement.finding(span, "/decisions", id.text().unwrap_or_default(), message);
    finding.label(weakness.grip(), both! { ja: "報告書にある弱点です", en: "the weakness in the report" }).help(both! {
        ja: "decisions に、直す (fix)、受け入れる (accept)、先に延ばす (defer)、直さない (reject) のどれかを理由とともに書いてください",
        en: "add it to `decisions` with fix, accept, defer or reject, and the reason",
    })
}
