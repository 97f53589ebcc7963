//! To which node a comment belongs.

use super::tree::{Data, NodeData, NodeId, Style, Tree};
use crate::text::Span;

/// Sorts the comments of a tree and gives each its owner, in one walk over comments and nodes side by side.
///
/// Returns comments that stand inside a plain scalar: the library lets them pass, YAML does not.
pub(super) fn settle(tree: &mut Tree) -> Vec<Span> {
    let mut comments = std::mem::take(&mut tree.comments);
    // The library reports the comment of a block scalar's header after the scalar.
    comments.sort_by_key(|comment| comment.span);
    let mut at = 0;
    let mut last_scalar: Option<NodeId> = None;
    let mut inside = Vec::new();
    comments.retain_mut(|comment| {
        let start = comment.span.start;
        while let Some(node) = tree.nodes.get(at).filter(|node| node.span.start < start) {
            if node.is_scalar() {
                last_scalar = Some(NodeId::at(at));
            }
            at += 1;
        }
        if let Some(scalar) = last_scalar.map(|id| &tree.nodes[id.index()])
            && matches!(scalar.data, Data::Text { style: Style::Plain, .. })
            && scalar.span.end > start
        {
            inside.push(comment.span);
            return false;
        }
        let before = tree.text[..start as usize].trim_start_matches('\u{feff}');
        let last_before = before.bytes().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        comment.trailing = !matches!(last_before, None | Some(b'\n'));
        comment.owner = match last_scalar.filter(|id| comment.trailing && shares_line(tree, *id, start)) {
            Some(id) => Some(grip(tree, id)),
            // What a closing bracket ends began elsewhere, and what follows has nothing to do with it.
            None if comment.trailing && matches!(last_before, Some(b']' | b'}')) => None,
            None => following(tree, at),
        };
        true
    });
    tree.comments = comments;
    inside
}

/// Says whether the scalar ends on the line of the comment, or is a block scalar whose header the comment follows.
fn shares_line(tree: &Tree, scalar: NodeId, comment: u32) -> bool {
    let end = tree.nodes[scalar.index()].span.end;
    end > comment || !tree.text.as_bytes()[end as usize..comment as usize].contains(&b'\n')
}

/// Returns the key for a value that has no bytes of its own, else the scalar.
fn grip(tree: &Tree, scalar: NodeId) -> NodeId {
    let node = &tree.nodes[scalar.index()];
    node.key.filter(|_| node.span.is_empty()).unwrap_or(scalar)
}

/// Returns the first key, item or root scalar from the node `at` on.
fn following(tree: &Tree, at: usize) -> Option<NodeId> {
    let is_grip = |(index, node): &(usize, &NodeData)| match tree.nodes[node.parent.index()].data {
        _ if node.parent.index() == *index => node.is_scalar(),
        Data::Map(_) => node.key.is_none(),
        _ => true,
    };
    tree.nodes.iter().enumerate().skip(at).find(is_grip).map(|(index, _)| NodeId::at(index))
}
