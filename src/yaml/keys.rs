//! Keys that a map has twice.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::tree::{Data, NodeId, Style, Tree};
use super::{Problem, What};

/// Up to here comparing each key with each costs less than a table.
const FEW: usize = 12;

/// Reports every key of a map (`entries`: key and value in turn) that stands there already.
pub(super) fn duplicates(tree: &Tree, entries: &[NodeId], problems: &mut Vec<Problem>) {
    let (entries, _) = entries.as_chunks::<2>();
    let keys = entries.iter().map(|[key, _]| *key);
    if entries.len() <= FEW && keys.clone().all(|key| text_of(tree, key).is_none_or(is_nfc)) {
        for (index, [key, _]) in entries.iter().enumerate() {
            let Some(text) = text_of(tree, *key) else { continue };
            let mut before = entries[..index].iter();
            if let Some([first, _]) = before.find(|[other, _]| text_of(tree, *other) == Some(text)) {
                report(tree, *key, *first, text, problems);
            }
        }
        return;
    }
    let mut seen: HashMap<Cow<'_, str>, NodeId> = HashMap::with_capacity(entries.len());
    for key in keys {
        let Some(text) = text_of(tree, key) else { continue };
        let normal = if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
        match seen.get(&normal) {
            Some(first) => report(tree, key, *first, text, problems),
            None => _ = seen.insert(normal, key),
        }
    }
}

fn report(tree: &Tree, key: NodeId, first: NodeId, text: &str, problems: &mut Vec<Problem>) {
    let span_of = |id: NodeId| tree.nodes[id.index()].span;
    problems
        .push(Problem { span: span_of(key), what: What::DuplicateKey { key: text.to_owned(), first: span_of(first) } });
}

/// Returns the text of a key; nothing for what is no text, or is `<<`, which is reported for itself.
fn text_of(tree: &Tree, key: NodeId) -> Option<&str> {
    match tree.nodes[key.index()].data {
        Data::Text { style: Style::Plain, .. } if tree.node(key).as_text() == Some("<<") => None,
        Data::Text { .. } => tree.node(key).as_text(),
        _ => None,
    }
}

fn is_nfc(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes
}
