//! A reference that names nothing.

use crate::both;
use crate::corpus::{Doc, Link, Reference, Resolution, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::Target;
use crate::text::{Foreign, Span};

use super::{is_type, nearest, targets_words, type_words, types};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/unresolved",
    Severity::Error,
    Words { ja: "参照先が定義されていない", en: "a reference names nothing that exists" },
    include_str!("unresolved.md"),
    check,
);

/// How many ids are compared before nothing more is suggested: where thousands of references name nothing, none of them
/// is a slip of the pen.
pub(super) const COMPARED: usize = 100_000;

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut left = COMPARED;
    for link in context.corpus.links().all() {
        let nothing = link.resolution == Resolution::Nothing && !link.refer.later;
        // A text that is no reference at all is the business of `schema/bad-format`.
        if nothing && !context.corpus.is_held(link) && !context.corpus.view(link.from).is_faulty() {
            sink.report(unresolved(context.corpus.view(link.from), link, &mut left));
        }
    }
    for doc in context.corpus.documents() {
        for inline in &doc.checked().waivers {
            if let Ok(waiver) = &inline.said {
                allowed_by(doc, inline.span, &waiver.by).into_iter().for_each(|finding| sink.report(finding));
            }
        }
    }
}

/// Says that a waiver names nobody who could allow it: a bare id is a role, else it is `person:x`.
fn allowed_by(doc: Doc<'_>, span: Span, by: &str) -> Option<Finding> {
    let reference = Reference::parse(by);
    let (kind, corpus) = (reference.kind.unwrap_or("role"), doc.corpus());
    let is_somebody = matches!(kind, "role" | "person") && reference.entry.is_none();
    if corpus.may_be_hidden(kind) || (is_somebody && corpus.entities().exists(kind, reference.id)) {
        return None;
    }
    let name = Foreign::new(by);
    let message = both! {
        ja: "例外を認めた「{name}」(by=) は、役割としても関係者としても定義されていません",
        en: "`{name}`, who allows this waiver (`by=`), is neither a role nor a person that is defined",
    };
    let help = both! {
        ja: "役割の ID (「csirt-lead」など) か、「person:sato」のように関係者の ID を書いてください",
        en: "write the id of a role, as in `csirt-lead`, or of a person, as in `person:sato`",
    };
    Some(doc.finding(span, "", by, message).help(help))
}

fn unresolved(view: View<'_>, link: &Link, left: &mut usize) -> Finding {
    let written = view.text().unwrap_or_default();
    let (name, reference) = (Foreign::new(written), Reference::parse(written));
    if let Some(kind) = reference.kind.filter(|kind| !is_type(kind)) {
        let kind = Foreign::new(kind);
        let message = both! {
            ja: "「{name}」の「{kind}」という種類はありません",
            en: "there is no type `{kind}`, as in `{name}`",
        };
        return view.finding(message).help(help(view, link, reference, left));
    }
    let what = match reference.kind {
        Some(kind) => type_words(kind),
        None => targets_words(link.refer.targets),
    };
    let message = both! {
        what;
        ja: "{what}「{name}」は、どこにも定義されていません",
        en: "no such {what} is defined: `{name}`"
    };
    view.finding(message).help(help(view, link, reference, left))
}

fn help(view: View<'_>, link: &Link, reference: Reference<'_>, left: &mut usize) -> Both {
    if let Some(meant) = meant(view, link, reference, left) {
        let meant = Foreign::new(&meant);
        return both! { ja: "「{meant}」のことではありませんか", en: "did you mean `{meant}`?" };
    }
    let is_written = |target: &&Target| matches!(target, Target::Entity(kind) if Some(*kind) == reference.kind);
    let what = match link.refer.targets.iter().find(is_written) {
        Some(target) => targets_words(std::slice::from_ref(target)),
        None => targets_words(link.refer.targets),
    };
    both! {
        what;
        ja: "{what}を定義するか、書かれている ID を直してください",
        en: "define the {what}, or correct the id"
    }
}

/// Returns the nearest reference that names something its field allows, written in the form of the one that does not.
/// `left` is how many ids may still be compared.
pub(super) fn meant(view: View<'_>, link: &Link, reference: Reference<'_>, left: &mut usize) -> Option<String> {
    let entities = view.doc().corpus().entities();
    // A type that does not exist is what is misspelt, not the id behind it.
    if let Some(kind) = reference.kind.filter(|kind| !is_type(kind)) {
        return Some(written(nearest(kind, types())?, reference.id, reference));
    }
    let ids = |kind: &'static str| entities.ids_of(kind).map(move |id| (kind, id));
    let candidates = link.refer.targets.iter().flat_map(|target| -> Vec<(&str, &str)> {
        match target {
            Target::Entity(kind) | Target::ListOf { kind, .. } => ids(kind).collect(),
            Target::SameKind => view.doc().kind().map(ids).into_iter().flatten().collect(),
            Target::LocalList(list) => entities
                .entries_of(view.doc().index())
                .filter(|(_, places)| places.iter().any(|place| place.list == *list))
                .map(|(id, _)| ("", id))
                .collect(),
            Target::AnyDocument | Target::Any => {
                let kind = types().find(|kind| Some(*kind) == reference.kind);
                kind.map(ids).into_iter().flatten().collect()
            }
        }
    });
    let candidates: Vec<(&str, &str)> = candidates.collect();
    *left = left.checked_sub(candidates.len())?;
    let near = |may_be: &dyn Fn(&str) -> bool| {
        let ids = candidates.iter().filter(|(kind, _)| may_be(kind));
        let id = nearest(reference.id, ids.clone().map(|(_, id)| *id))?;
        ids.into_iter().find(|(_, known)| *known == id).copied()
    };
    // Who writes a type means it, where one of that type is near.
    let (kind, id) = near(&|kind| Some(kind) == reference.kind).or_else(|| near(&|_| true))?;
    Some(written(kind, id, reference))
}

/// Writes a reference with a type in front and an entry behind, if `like` has them.
fn written(kind: &str, id: &str, like: Reference<'_>) -> String {
    let front = like.kind.map(|_| format!("{kind}:")).unwrap_or_default();
    let back = like.entry.map(|entry| format!("#{entry}")).unwrap_or_default();
    format!("{front}{id}{back}")
}
