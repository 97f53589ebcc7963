//! A thing that is defined and that nobody uses.

use std::collections::BTreeSet;

use crate::both;
use crate::corpus::{Corpus, Location, Reference, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::schema::Target;
use crate::text::Foreign;

use super::{nearest, type_words};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/orphan-entity",
    Severity::Info,
    Words {
        ja: "定義されているが、どこでも使われていない", en: "something is defined and used nowhere"
    },
    include_str!("orphan_entity.md"),
    check,
);

/// The types of which a forgotten entry does harm: somebody calls it at three in the morning.
///
/// What does its work by standing in its register is none of them: a control, a log, a risk, a duty to notify, a degree
/// or a type of incident holds whether or not another document names it.
const TYPES: [&str; 5] = ["person", "role", "contact", "party", "service"];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    // A document that cannot be read may be the one that uses it.
    if corpus.has_damage() {
        return;
    }
    let types: Vec<&str> = TYPES.into_iter().filter(|of| !corpus.hides_references(means(of))).collect();
    let allowing = who_allows(corpus);
    let missed: Vec<(&str, Vec<&str>)> =
        types.iter().map(|of| (*of, corpus.misses(means(of)).map(|reference| reference.id).collect())).collect();
    for (kind, id, places) in corpus.entities().defined().filter(|(kind, _, _)| types.contains(kind)) {
        let is_used = |place: &Location| {
            let named = corpus.links().to(*place).any(|link| !is_waived_there(corpus.view(link.from)));
            named || is_in_use_by_itself(kind, corpus.view(*place))
        };
        // A reference that is misspelt most likely meant this, and says so.
        let is_misspelt = || {
            let missed = missed.iter().filter(|(of, _)| *of == kind).flat_map(|(_, ids)| ids);
            missed.into_iter().any(|missed| nearest(missed, [id].into_iter()).is_some())
        };
        if !allowing.contains(&(kind, id)) && !places.iter().any(is_used) && !is_misspelt() {
            let view = corpus.view(places[0]);
            sink.report(orphan(view, kind, id));
        }
    }
}

/// Tells the targets that are things of a type.
fn means(of: &str) -> impl Fn(&Target) -> bool {
    move |target| matches!(target, Target::Entity(kind) if *kind == of)
}

/// Some things are used without being named by a document: a desk by those outside it is for, an outside party by what
/// there is between it and us, a role by those who hold it, a service by those who give it or are given it.
fn is_in_use_by_itself(kind: &str, id: View<'_>) -> bool {
    let Some(entry) = id.node().parent().map(|entry| id.doc().view(entry)) else { return false };
    match kind {
        "contact" => {
            let outside = entry.list("audience").any(|audience| audience.text().is_some_and(|word| word != "internal"));
            outside || entry.get("publish").is_some_and(|publish| publish.node().as_bool() == Some(true))
        }
        "party" => entry.list("relationship").next().is_some(),
        "role" => entry.list("held_by").next().is_some(),
        "service" => entry.get("provider").is_some() || entry.list("constituencies").next().is_some(),
        _ => false,
    }
}

/// A waiver is about a thing, and no use of it: else the waiver for this very rule would end what it waives.
fn is_waived_there(from: View<'_>) -> bool {
    from.doc().kind() == Some("waivers") && from.node().key().and_then(|key| key.as_text()) == Some("ref")
}

/// Returns the roles and persons that allow waivers written as comments.
fn who_allows(corpus: &Corpus) -> BTreeSet<(&str, &str)> {
    let waivers = corpus.documents().flat_map(|doc| &doc.checked().waivers);
    let references = waivers.filter_map(|inline| Some(Reference::parse(&inline.said.as_ref().ok()?.by)));
    references.map(|reference| (reference.kind.unwrap_or("role"), reference.id)).collect()
}

fn orphan(view: View<'_>, kind: &str, id: &str) -> Finding {
    let what = type_words(kind);
    let name = view.node().parent().map_or_else(
        || {
            let id = Foreign::new(id);
            both! { ja: "{id}", en: "{id}" }
        },
        |parent| view.doc().view(parent).name(),
    );
    let message = both! {
        what, name;
        ja: "{what}「{name}」は、どの文書からも使われていません",
        en: "the {what} `{name}` is used by no document"
    };
    view.finding(message).help(both! {
        ja: "担当や連絡先として使うところに書くか、要らなければ消してください。予備として残すなら、期限付きの例外を書けます",
        en: "name it where it is needed, or delete it; to keep it in reserve, write a waiver with an end",
    })
}
