//! One field in a comment, with what to write there: lists with one entry, maps with the fields that they must have.

use std::fmt::Write;

use super::FIRST_ROLE;
use crate::both;
use crate::lang::Lang;
use crate::schema::{Field, Shape, Target, Types, catalog};

/// How many values of an enumeration are named before the rest is left to `explain`.
const MOST_VALUES: usize = 8;
/// How many fields a map may have and be shown whole.
const SMALL: usize = 5;
/// How deep the fields of fields are shown.
const DEEPEST: usize = 4;

/// How much a field is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The document is not complete without it.
    Required,
    /// It had better be there.
    Recommended,
}

impl Mark {
    /// Returns the mark of a field; nothing where it is left to the writer.
    pub(super) fn of(field: &Field) -> Option<Mark> {
        if field.required {
            Some(Mark::Required)
        } else if field.shape.recommended || field.shape.rule.is_some() {
            Some(Mark::Recommended)
        } else {
            None
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Mark::Required, Lang::Ja) => "必須",
            (Mark::Required, Lang::En) => "required",
            (Mark::Recommended, Lang::Ja) => "推奨",
            (Mark::Recommended, Lang::En) => "recommended",
        }
    }
}

/// A field, for readers of one language.
#[derive(Clone, Copy)]
pub(super) struct FieldText {
    /// The field.
    pub field: &'static Field,
    /// The language.
    pub lang: Lang,
}

impl FieldText {
    /// Returns what the field is, and what to write.
    pub(super) fn sentence(self) -> String {
        let shape = self.field.shape;
        let mut text = self.name();
        let description = shape.description.map(|words| words.get(self.lang)).unwrap_or_default();
        if !description.is_empty() {
            let _ = write!(text, ": {description}");
        }
        if forms(shape).any(is_none_form) {
            text.push_str(match self.lang {
                Lang::Ja => "なければ {none: 理由} と書きます。",
                Lang::En => " If there is none: {none: the reason}.",
            });
        }
        text
    }

    /// Writes the field in comments, at the left edge.
    pub(super) fn write(self, text: &mut String) {
        self.write_at(text, 0, 0, "", &[]);
    }

    /// Writes what an entry of the list may hold besides `written`, which stands above.
    pub(super) fn write_rest_of_entry(self, text: &mut String, written: &[&str]) {
        let entry = forms(self.field.shape).find_map(|form| form.item).into_iter().flat_map(forms);
        for field in entry.flat_map(|form| form.fields).filter(|field| !written.contains(&field.name)) {
            if Mark::of(field).is_some() {
                FieldText { field, lang: self.lang }.write_at(text, 4, 1, "", &[field.name]);
            }
        }
    }

    /// `dash` stands before the first field of an entry of a list. `around` are the fields on the way here.
    fn write_at(self, text: &mut String, indent: usize, depth: usize, dash: &str, around: &[&str]) {
        let name = self.field.name;
        let front = format!("#{:indent$}{dash}{name}:", "");
        let below = indent + dash.len() + 2;
        // Prose above explains the fields of the document itself.
        let note = if depth == 0 { self.values() } else { self.note() };
        let open = |text: &mut String, value: &str| {
            let gap = if note.is_empty() { String::new() } else { format!("  # {note}") };
            let value = if value.is_empty() { String::new() } else { format!(" {value}") };
            let _ = writeln!(text, "{front}{value}{gap}");
        };
        if depth >= DEEPEST {
            return open(text, "");
        }
        match Value::of(self.field.shape) {
            Value::Scalar => open(text, ""),
            Value::Scalars => open(text, "[]"),
            Value::Free => open(text, "{}"),
            Value::Entries(fields, keys) | Value::Map(fields, keys) if wanted(fields, keys).is_empty() => {
                let is_list = matches!(Value::of(self.field.shape), Value::Entries(..));
                open(text, if is_list { "[]" } else { "{}" });
            }
            Value::Entries(fields, keys) => {
                open(text, "");
                for (at, field) in wanted(fields, keys).into_iter().enumerate() {
                    let (indent, dash) = if at == 0 { (below, "- ") } else { (below + 2, "") };
                    let around = [around, &[name]].concat();
                    FieldText { field, ..self }.write_at(text, indent, depth + 1, dash, &around);
                }
            }
            Value::Map(fields, keys) => {
                open(text, "");
                for field in wanted(fields, keys) {
                    let around = [around, &[name]].concat();
                    FieldText { field, ..self }.write_at(text, below, depth + 1, "", &around);
                }
            }
        }
    }

    fn name(self) -> String {
        let title = self.field.shape.title.map(|title| title.get(self.lang)).unwrap_or(self.field.name);
        match (Mark::of(self.field), self.lang) {
            (Some(mark), Lang::Ja) => format!("{title} ({})", mark.words(self.lang)),
            (Some(mark), Lang::En) => format!("{title} ({})", mark.words(self.lang)),
            (None, _) => title.to_owned(),
        }
    }

    /// What stands behind a field of a field: its name, and the values it takes.
    fn note(self) -> String {
        let values = self.values();
        if values.is_empty() { self.name() } else { format!("{}: {values}", self.name()) }
    }

    /// The values of an enumeration, or what a reference names.
    fn values(self) -> String {
        let shape = self.field.shape;
        let all = || forms(shape).chain(forms(shape).filter_map(|form| form.item).flat_map(forms));
        if let Some(form) = all().find(|form| !form.values.is_empty()) {
            let mut values: Vec<String> = form
                .values
                .iter()
                .take(MOST_VALUES)
                .map(|choice| format!("{} ({})", choice.value, choice.words.get(self.lang)))
                .collect();
            if form.values.len() > MOST_VALUES {
                values.push("…".to_owned());
            }
            return values.join(" / ");
        }
        let targets = all().filter_map(|form| form.refer).flat_map(|refer| refer.targets);
        let mut titles: Vec<&str> = Vec::new();
        for target in targets {
            let Target::Entity(name) = target else { continue };
            let of_type = catalog::entity_types().iter().find(|of| of.name == *name).map(|of| of.title);
            let title =
                of_type.or_else(|| catalog::kind(name).map(|kind| kind.title)).map(|title| title.get(self.lang));
            titles.extend(title.filter(|title| !titles.contains(title)));
        }
        let is_typed = all()
            .filter_map(|form| form.refer)
            .any(|refer| matches!(refer.targets, [Target::Any | Target::AnyDocument, ..]) || refer.targets.len() > 1);
        if is_typed {
            return both! { ja: "種類:ID (例: role:{FIRST_ROLE})", en: "type:id, for example role:{FIRST_ROLE}" }
                .get(self.lang)
                .to_owned();
        }
        if titles.is_empty() {
            return String::new();
        }
        titles.truncate(4);
        let titles = titles.join(match self.lang {
            Lang::Ja => "・",
            Lang::En => ", ",
        });
        both! { ja: "{titles}の ID", en: "id of: {titles}" }.get(self.lang).to_owned()
    }
}

/// What is written in a field, as a beginner would.
#[derive(Clone, Copy)]
enum Value {
    Scalar,
    /// A list of scalars.
    Scalars,
    /// A list of maps, with the fields of an entry, and the keys of which one is chosen.
    Entries(&'static [Field], &'static [&'static str]),
    /// A map.
    Map(&'static [Field], &'static [&'static str]),
    /// A map with free keys.
    Free,
}

impl Value {
    fn of(shape: &'static Shape) -> Value {
        let forms: Vec<&'static Shape> = forms(shape).filter(|form| !is_none_form(form)).collect();
        if forms.iter().any(|form| form.form == Some("text")) || forms.is_empty() {
            return Value::Scalar;
        }
        if let Some(items) = forms.iter().find_map(|form| form.item) {
            let map = self::forms(items).find(|form| !form.fields.is_empty() && !is_none_form(form));
            return match map {
                Some(map) if !self::forms(items).any(|form| form.form == Some("text")) => {
                    Value::Entries(map.fields, map.one_of_keys)
                }
                _ => Value::Scalars,
            };
        }
        if forms.iter().any(|form| form.types.meets(Types::TEXT.union(Types::INTEGER).union(Types::BOOLEAN))) {
            return Value::Scalar;
        }
        if let Some(map) = forms.iter().find(|form| !form.fields.is_empty()) {
            return Value::Map(map.fields, map.one_of_keys);
        }
        if forms.iter().any(|form| form.each.is_some()) { Value::Free } else { Value::Scalar }
    }
}

/// Returns the fields of a map that are shown: all of a small one, else those that are wanted; where none is, the first.
fn wanted(fields: &'static [Field], one_of: &'static [&'static str]) -> Vec<&'static Field> {
    // A post needs no list of people to exist.
    let chosen = one_of.iter().find(|key| **key == "post").or_else(|| one_of.first());
    let is_other = |field: &&Field| one_of.contains(&field.name) && chosen != Some(&field.name);
    let fields: Vec<&'static Field> = fields.iter().filter(|field| !is_other(field)).collect();
    if fields.len() <= SMALL {
        return fields;
    }
    let wanted: Vec<&'static Field> = fields
        .iter()
        .filter(|field| Mark::of(field).is_some() || field.structural || chosen == Some(&field.name))
        .copied()
        .collect();
    if wanted.is_empty() { fields.into_iter().take(3).collect() } else { wanted }
}

fn forms(shape: &'static Shape) -> impl Iterator<Item = &'static Shape> + Clone {
    std::iter::once(shape).filter(|shape| shape.branches.is_empty()).chain(shape.branches.iter().copied())
}

fn is_none_form(form: &Shape) -> bool {
    form.fields.len() == 1 && form.fields[0].name == "none"
}
