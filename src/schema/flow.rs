//! The 146 items of the construction flow, and the fields that hold them.

use std::sync::OnceLock;

use super::catalog;
use crate::lang::Words;

/// One thing that the construction flow asks for: a purpose, an activity, an effort, a style, a deliverable.
#[derive(Debug)]
pub struct Item {
    /// `S`, the phase or `R` for the page on risk, and a letter with a number: `S5-C1a`.
    pub id: &'static str,
    /// What it is, in a few words.
    pub name: Words,
    /// The fields that hold it, as `kind.field[].field`; a whole kind by its name.
    pub held_by: Vec<String>,
}

/// Returns the items in the order of the flow.
pub fn items() -> &'static [Item] {
    static ITEMS: OnceLock<Vec<Item>> = OnceLock::new();
    ITEMS.get_or_init(|| {
        let named = catalog::named(include_str!("../../schemas/flow.json"));
        let mut items: Vec<Item> = named.map(|(id, name)| Item { id, name, held_by: Vec::new() }).collect();
        for kind in catalog::kinds() {
            kind.schema().shape.visit(&mut |path, shape| {
                for item in shape.flow {
                    let Some(item) = items.iter_mut().find(|known| known.id == *item) else { continue };
                    let field = place(kind.name, path);
                    if !item.held_by.contains(&field) {
                        item.held_by.push(field);
                    }
                }
            });
        }
        items
    })
}

/// Returns an item by its id.
pub fn item(id: &str) -> Option<&'static Item> {
    items().iter().find(|item| item.id == id)
}

/// Writes the place of a field below a kind: `kind.field[].field`.
pub fn place(kind: &str, path: &[&str]) -> String {
    path.iter().fold(kind.to_owned(), |place, segment| match *segment {
        "[]" => place + "[]",
        segment => format!("{place}.{segment}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a field may hold more than two items: enumerations whose values are the items.
    const MANY: [&str; 4] = ["topics", "type", "style", "step"];

    fn each_place(mut visit: impl FnMut(&str, &[&'static str], &'static [&'static str])) {
        for kind in catalog::kinds() {
            kind.schema().shape.visit(&mut |path, shape| visit(kind.name, path, shape.flow));
        }
    }

    #[test]
    fn every_item_of_the_flow_is_held() {
        let items = items();
        assert_eq!(items.len(), 146);
        let lost: Vec<_> = items.iter().filter(|item| item.held_by.is_empty()).map(|item| item.id).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn no_field_holds_an_item_that_does_not_exist_or_more_than_two() {
        let mut faults = Vec::new();
        each_place(|kind, path, flow| {
            let name = path.iter().rev().find(|segment| **segment != "[]").copied().unwrap_or_default();
            faults.extend(flow.iter().filter(|id| item(id).is_none()).map(|id| format!("{kind} {path:?}: no {id}")));
            if flow.len() > 2 && !MANY.contains(&name) && !path.is_empty() {
                faults.push(format!("{kind} {path:?}: {flow:?}"));
            }
        });
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    /// An item stands on the narrowest field: never on a field and on one below it.
    #[test]
    fn no_item_stands_on_a_field_and_again_below_it() {
        let mut faults = Vec::new();
        for item in items() {
            for wide in &item.held_by {
                let below = |narrow: &&String| {
                    narrow.strip_prefix(wide.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']))
                };
                faults.extend(item.held_by.iter().filter(below).map(|narrow| format!("{}: {wide}, {narrow}", item.id)));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
