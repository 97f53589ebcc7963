//! One name that is written in full and in half width.

use std::collections::BTreeMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::both;
use crate::corpus::{Corpus, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::corpus(
    "text/name-width-mixed",
    Severity::Warning,
    Words { ja: "同じ名前に全角と半角が混じっている", en: "one name is written in two widths" },
    include_str!("name_width_mixed.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    // Of two names that differ in width one at least is not written as it is kept; of most roots there is none.
    if names(context.corpus).all(|(_, _, text)| is_nfkc_quick(text.chars()) == IsNormalized::Yes) {
        return;
    }
    let mut known: BTreeMap<(&str, String), (&str, View<'_>)> = BTreeMap::new();
    for (kind, view, text) in names(context.corpus) {
        let plain = plain(text);
        match known.get(&(kind, plain.clone())) {
            Some((other, at)) if *other != text && is_width(other, text) => sink.report(mixed(view, text, *at)),
            Some(_) => {}
            None => {
                known.insert((kind, plain), (text, view));
            }
        }
    }
}

/// Returns the names of everything with an id, in each language: the type, where it stands, the text.
fn names(corpus: &Corpus) -> impl Iterator<Item = (&'static str, View<'_>, &str)> {
    let defined = corpus.entities().defined().flat_map(|(kind, _, places)| places.iter().map(move |at| (kind, *at)));
    defined.flat_map(|(kind, at)| {
        let id = corpus.view(at);
        let entry = id.node().parent().map(|entry| id.doc().view(entry));
        let name = entry.and_then(|entry| entry.get_any("name")).filter(|_| !id.doc().is_over());
        let by_language = name.into_iter().flat_map(View::entries).map(move |entry| id.doc().view(entry.value));
        let texts = name.into_iter().chain(by_language);
        texts.filter_map(move |view| Some((kind, view, view.text()?)))
    })
}

/// Returns a text without what is not seen as another name: width, letter case, blanks.
fn plain(text: &str) -> String {
    let without = |characters: &mut dyn Iterator<Item = char>| -> String {
        characters.flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
    };
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => without(&mut text.chars()),
        _ => without(&mut text.nfkc()),
    }
}

/// Says whether two texts differ in width, and not in letter case or blanks alone.
fn is_width(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    plain(one) != plain(other)
}

fn mixed(view: View<'_>, text: &str, other: View<'_>) -> Finding {
    let (name, twin) = (Foreign::new(text).to_string(), Foreign::new(other.text().unwrap_or_default()).to_string());
    let message = both! {
        ja: "「{name}」と「{twin}」は、全角と半角が違うだけの同じ名前です",
        en: "`{name}` and `{twin}` are one name in two widths",
    };
    view.finding(message).label(other.place(), both! { ja: "もう一方です", en: "the other" }).help(both! {
        ja: "どちらかの書き方にそろえてください。別のものなら、見分けられる名前にします",
        en: "write it in one way; if they are two things, give them names that can be told apart",
    })
}
