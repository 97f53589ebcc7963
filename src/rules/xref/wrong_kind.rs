//! A reference to a thing of another type than its field allows.

use crate::both;
use crate::corpus::{Link, Reference, Resolution, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::unresolved::{COMPARED, meant};
use super::{targets_words, type_words};

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/wrong-kind",
    Severity::Error,
    Words {
        ja: "参照先の種類が、その項目に書けるものと違う", en: "a reference names a thing of another type"
    },
    include_str!("wrong_kind.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut left = COMPARED;
    for link in context.corpus.links().all() {
        if let Resolution::WrongKind(kind) = link.resolution {
            let view = context.corpus.view(link.from);
            // The right thing may be defined in a document that cannot be read; and where a type in front is missing,
            // `schema/bad-format` says so.
            if !context.corpus.is_held(link) && !view.is_faulty() {
                sink.report(wrong_kind(view, link, kind, &mut left));
            }
        }
    }
}

fn wrong_kind(view: View<'_>, link: &Link, found: &str, left: &mut usize) -> Finding {
    let written = view.text().unwrap_or_default();
    let name = Foreign::new(written);
    let (wanted, is) = (targets_words(link.refer.targets), type_words(found));
    let message = both! {
        wanted, is;
        ja: "ここには{wanted}を書きますが、「{name}」は{is}です",
        en: "`{name}` is of the type {is}, but this field takes the type {wanted}"
    };
    let reference = Reference::parse(written);
    let help = match meant(view, link, reference, left) {
        Some(meant) => {
            let meant = Foreign::new(&meant);
            both! { ja: "「{meant}」のことではありませんか", en: "did you mean `{meant}`?" }
        }
        None => both! {
            wanted;
            ja: "{wanted}の ID を書いてください",
            en: "write an id of the type {wanted}"
        },
    };
    let finding = view.finding(message).help(help);
    let id = reference.id;
    match view.doc().corpus().entities().find(found, id) {
        Some((_, location)) => {
            let place = view.doc().corpus().view(location).place();
            finding.label(
                place,
                both! { is; ja: "ここで{is}として定義されています", en: "defined here, as the type {is}" },
            )
        }
        None => finding,
    }
}
