//! Fields that need not be there, and whose absence is worth a word all the same.

use super::shape::{Field, Types};
use super::typing::Typing;
use super::validate::{Violation, What};
use crate::yaml::{Node, NodeId, Tree, Value};

/// A field that is not required, and absent.
#[derive(Clone, Copy, Debug)]
pub struct Absence {
    /// The map.
    pub map: NodeId,
    /// The field; recommended, or with a rule of its own.
    pub field: &'static Field,
    /// The empty list that stands there, if one does.
    pub empty: Option<NodeId>,
}

/// Finds the fields that are recommended or owned by an `x-rule`, not required, and absent, in the order of the source.
///
/// An empty value is no absence here, since `violations` has it; nor is a field that an unknown key most likely meant.
/// A document whose text lies elsewhere (`external`) owes none.
pub fn absences(tree: &Tree, typing: &Typing, violations: &[Violation]) -> Vec<Absence> {
    let is_meant = |map: NodeId, field: &Field| {
        violations.iter().any(|violation| match violation.what {
            What::UnknownField { meant: Some(meant), .. } => violation.node == map && std::ptr::eq(meant, field),
            _ => false,
        })
    };
    let is_empty =
        |map: NodeId| violations.iter().any(|violation| violation.node == map && matches!(violation.what, What::Empty));
    let mut absences = Vec::new();
    for (node, shape) in tree.nodes().zip(typing.shapes()) {
        let Some(shape) = shape else { continue };
        let is_elsewhere = node.parent().is_none() && node.get("external").is_some();
        if !Types::of(node).meets(Types::MAP) || is_elsewhere || is_empty(node.id()) {
            continue;
        }
        let wanted = |field: &&Field| !field.required && (field.shape.recommended || field.shape.rule.is_some());
        for field in shape.fields.iter().filter(wanted) {
            let value = node.get(field.name);
            let empty = value.filter(|value| matches!(value.value(), Value::List(items) if items.len() == 0));
            if (value.is_none() && !is_meant(node.id(), field)) || empty.is_some() {
                absences.push(Absence { map: node.id(), field, empty: empty.map(Node::id) });
            }
        }
    }
    absences.sort_by_key(|absence| tree.node(absence.map).span().start);
    absences
}
