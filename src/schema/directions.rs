//! Every field that binds says which way a change of it is weaker, and every `neutral` has its reason.

use std::collections::BTreeSet;

use super::kinds;
use super::shape::{Change, Field, KeyPart, Shape};

/// What every document has; counted once, not for each kind.
const ENVELOPE: [&str; 5] = ["title", "id", "schema_version", "external", "meta"];

/// The binding fields of all kinds, sorted by what they say of their direction.
#[derive(Default)]
struct Survey {
    directed: BTreeSet<String>,
    undirected: BTreeSet<String>,
    neutral: BTreeSet<String>,
}

impl Survey {
    fn of_all_kinds() -> Survey {
        let mut survey = Survey::default();
        for (at, kind) in kinds().iter().enumerate() {
            for field in kind.schema().shape.fields {
                match ENVELOPE.contains(&field.name) {
                    true if at == 0 => survey.field(&format!("(every kind).{}", field.name), field, &[], false),
                    true => {}
                    false => survey.field(&format!("{}.{}", kind.name, field.name), field, &[], false),
                }
            }
        }
        survey
    }

    /// Sorts a field and those below it. `is_settled` says that something above speaks for the field.
    fn field(&mut self, path: &str, field: &'static Field, keys: &[KeyPart], is_settled: bool) {
        let shape = field.shape;
        if shape.direction == Some("neutral") {
            self.neutral.insert(path.to_owned());
        }
        // With another value of what identifies it, an entry is another entry.
        let is_identity = field.structural || keys.iter().any(|part| part.name == field.name);
        let is_bookkeeping = shape.change != Change::Normative;
        let forms = if shape.branches.is_empty() { vec![shape] } else { shape.branches.to_vec() };
        let is_list = forms.iter().any(|form| form.item.is_some());
        let mut is_leaf = true;
        for form in forms {
            // The direction of a map speaks for all that is in it.
            is_leaf &= !self.fields(path, form, &[], is_settled || is_bookkeeping || shape.direction.is_some());
            // That of a list says what it means when an entry comes or goes; the entries have their own.
            for item in form.item.into_iter().flat_map(|item| [&[item], item.branches].concat()) {
                is_leaf &= !self.fields(&format!("{path}[]"), item, form.key, is_settled || is_bookkeeping);
            }
        }
        let owes_direction = (is_leaf || is_list) && !is_settled && !is_identity && !is_bookkeeping;
        match shape.direction {
            // Both wordings are shown of a text; of a number, a date or a choice that is no direction.
            None => drop(owes_direction.then(|| self.undirected.insert(path.to_owned()))),
            Some("prose") if !is_text(shape) => drop(owes_direction.then(|| self.undirected.insert(path.to_owned()))),
            Some("prose" | "who") => {}
            Some(_) if !is_bookkeeping && !is_settled => drop(self.directed.insert(path.to_owned())),
            Some(_) => {}
        }
    }

    /// Sorts the fields of a map, and says whether it has any.
    fn fields(&mut self, path: &str, shape: &'static Shape, keys: &[KeyPart], is_settled: bool) -> bool {
        let fields = || shape.fields.iter().filter(|field| !matches!(field.name, "none" | "ref"));
        fields().for_each(|field| self.field(&format!("{path}.{}", field.name), field, keys, is_settled));
        fields().count() > 0
    }
}

/// Says whether a field holds words, or a list of such.
fn is_text(shape: &'static Shape) -> bool {
    let forms = |shape: &'static Shape| if shape.branches.is_empty() { vec![shape] } else { shape.branches.to_vec() };
    let is_words = |shape: &Shape| {
        matches!(shape.form, Some("text" | "text-string" | "text-by-language" | "string" | "location" | "uri" | "file"))
    };
    let own = forms(shape);
    let items: Vec<&Shape> = own.iter().filter_map(|form| form.item).flat_map(forms).collect();
    own.into_iter().chain(items).any(is_words)
}

#[test]
fn it_lacks_a_direction_at_one_binding_field_in_ten_at_most() {
    let Survey { directed, undirected, .. } = Survey::of_all_kinds();
    let lacking: Vec<_> = undirected.into_iter().collect();
    let n_all = directed.len() + lacking.len();
    assert!(lacking.len() * 10 <= n_all, "{} of {n_all} lack a direction\n{}", lacking.len(), lacking.join("\n"));
}

#[test]
fn every_neutral_field_has_its_reason_and_every_reason_its_field() {
    let table = include_str!("../../docs/neutral-fields.md").lines().filter_map(|line| line.strip_prefix("| `"));
    let rows: Vec<_> = table.filter_map(|row| row.split_once("` | ")).collect();
    let bare: Vec<_> = rows.iter().filter(|(_, reason)| reason.trim_matches([' ', '|']).is_empty()).collect();
    assert!(bare.is_empty(), "without a reason: {bare:?}");
    let said: BTreeSet<_> = rows.iter().map(|(field, _)| (*field).to_owned()).collect();
    assert_eq!(said.len(), rows.len(), "a field stands twice");
    let Survey { neutral, .. } = Survey::of_all_kinds();
    let missing: Vec<_> = neutral.difference(&said).collect();
    let idle: Vec<_> = said.difference(&neutral).collect();
    assert!(missing.is_empty() && idle.is_empty(), "not in the table: {missing:#?}\nnot neutral: {idle:#?}");
}
