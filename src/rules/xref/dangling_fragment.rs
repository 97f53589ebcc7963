//! A reference `document#entry` whose document exists and whose entry does not.

use crate::both;
use crate::corpus::{DocumentId, Link, Reference, Resolution, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::Target;
use crate::text::Foreign;

use super::nearest;

pub(crate) static RULE: Rule = Rule::corpus(
    "xref/dangling-fragment",
    Severity::Error,
    Words { ja: "参照先の文書に、その項目がない", en: "the document exists, the entry in it does not" },
    include_str!("dangling_fragment.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    for link in context.corpus.links().all() {
        let document = match link.resolution {
            Resolution::NoEntry(document) => document,
            Resolution::OtherList(location) => location.document,
            _ => continue,
        };
        // The entry may stand where the document cannot be read.
        let hidden = context.corpus.is_held(link);
        let view = context.corpus.view(link.from);
        if !hidden && !link.refer.later && !view.is_faulty() {
            sink.report(dangling(view, link, document));
        }
    }
}

fn dangling(view: View<'_>, link: &Link, target: DocumentId) -> Finding {
    let reference = Reference::parse(view.text().unwrap_or_default());
    let entry = reference.entry.unwrap_or(reference.id);
    let doc = view.doc().corpus().doc(target);
    let (title, name) = (doc.title(), Foreign::new(entry));
    // The lists of the document that is named; the field may allow those of other kinds too.
    let kind = doc.kind();
    let lists = link.refer.targets.iter().filter_map(|target| match target {
        Target::ListOf { kind: of, list } => (kind == Some(*of)).then_some(*list),
        Target::LocalList(list) => Some(*list),
        _ => None,
    });
    let lists: Vec<&str> = lists.collect();
    let message = match lists.as_slice() {
        [_, ..] => {
            let list = Both {
                ja: lists.join("、"),
                en: lists.iter().map(|list| format!("`{list}`")).collect::<Vec<_>>().join(" or "),
            };
            both! {
                title, list;
                ja: "文書「{title}」の {list} に「{name}」という項目がありません",
                en: "`{title}` has no entry `{name}` in {list}"
            }
        }
        [] => both! {
            title;
            ja: "文書「{title}」に「{name}」という項目がありません",
            en: "`{title}` has no entry `{name}`"
        },
    };
    let finding =
        view.finding(message).label(doc.grip(), both! { ja: "参照先の文書です", en: "the document it names" });
    let entries = view.doc().corpus().entities().entries_of(target);
    let is_meant = |list: &str| lists.is_empty() || lists.contains(&list);
    let of_list = entries.filter(|(_, places)| places.iter().any(|place| is_meant(&place.list)));
    let ids: Vec<&str> = of_list.map(|(id, _)| id).collect();
    match nearest(entry, ids.iter().copied()) {
        Some(id) => {
            let front = view.text().and_then(|text| text.rsplit_once('#')).map_or("", |(front, _)| front);
            let joined = if front.is_empty() { id.to_owned() } else { format!("{front}#{id}") };
            let id = Foreign::new(&joined);
            finding.help(both! { ja: "「{id}」のことではありませんか", en: "did you mean `{id}`?" })
        }
        None if ids.is_empty() => finding.help(both! {
            ja: "参照先の文書にこの項目を書くか、参照を直してください",
            en: "write the entry in that document, or correct the reference",
        }),
        None => {
            let listed = ids.iter().take(8).map(|id| Foreign::new(id).to_string()).collect::<Vec<_>>().join(", ");
            finding.help(both! { ja: "そこにある項目は {listed} です", en: "it has: {listed}" })
        }
    }
}
