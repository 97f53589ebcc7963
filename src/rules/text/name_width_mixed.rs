//! One name that is written in full and in half width.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::both;
use crate::corpus::View;
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
    let corpus = context.corpus;
    let mut known: BTreeMap<(&str, String), (&str, View<'_>)> = BTreeMap::new();
    for (kind, _, places) in corpus.entities().defined() {
        for place in places {
            let id = corpus.view(*place);
            let entry = id.node().parent().map(|entry| id.doc().view(entry));
            let Some(name) = entry.and_then(|entry| entry.get_any("name")).filter(|_| !id.doc().is_over()) else {
                continue;
            };
            let texts: Vec<View<'_>> = match name.text() {
                Some(_) => vec![name],
                None => name.entries().map(|entry| id.doc().view(entry.value)).collect(),
            };
            for (view, text) in texts.into_iter().filter_map(|view| Some((view, view.text()?))) {
                let plain: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
                match known.get(&(kind, plain.clone())) {
                    Some((other, at)) if *other != text && is_width(other, text) => sink.report(mixed(view, text, *at)),
                    Some(_) => {}
                    None => {
                        known.insert((kind, plain), (text, view));
                    }
                }
            }
        }
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
