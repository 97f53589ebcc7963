//! One document: what is written already, and in comments what may be written.

use super::FIRST_ROLE;
use super::field::{FieldText, Mark};
use crate::lang::{Lang, Words};
use crate::schema::{Field, Kind};
use crate::yaml::edit::quoted;

/// Fields of every document that the head and the end of a page speak of.
const ENVELOPE: [&str; 6] = ["kind", "title", "id", "schema_version", "external", "meta"];

/// A document to begin with.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The kind.
    pub kind: &'static Kind,
    /// The id, where it is not the only one of its kind.
    pub id: Option<&'a str>,
    /// The languages of the title and the comments.
    pub languages: &'a [Lang],
    /// Where the real text is, if it lives elsewhere.
    pub external: Option<&'a str>,
}

impl Page<'_> {
    /// Returns the text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.prose(&mut text, |lang| {
            let shape = self.kind.schema().shape;
            let description = shape.description.map(|words| words.get(lang)).unwrap_or_default();
            match lang {
                Lang::Ja => format!("{}: {description}", self.kind.title.ja),
                Lang::En => format!("{}: {description}", capitalised(self.kind.title.en)),
            }
        });
        if self.external.is_none() {
            self.say(
                &mut text,
                Words {
                    ja: "書くときは、使う項目の行の先頭の「#」を一つ消します。説明の行はそのままで構いません。",
                    en: "To fill it in, take the first # off the lines of a field. Lines of explanation may stay.",
                },
            );
        }
        text.push_str(&format!("kind: {}\n", self.kind.name));
        if let Some(id) = self.id {
            text.push_str(&format!("id: {id}\n"));
        }
        text.push_str(&format!("title: {}\n", self.title()));
        match self.external {
            Some(location) => text.push_str(&format!("external:\n  location: {}\n", quoted(location))),
            None => {
                self.fields(&mut text);
                self.elsewhere(&mut text);
            }
        }
        self.meta(&mut text);
        text
    }

    fn title(&self) -> String {
        let title = |lang: &Lang| match lang {
            Lang::Ja => self.kind.title.ja.to_owned(),
            Lang::En => capitalised(self.kind.title.en),
        };
        match self.languages {
            [one] => title(one),
            several => {
                let by = several.iter().map(|lang| format!("{}: {}", lang.code(), title(lang)));
                format!("{{{}}}", by.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Fields that must be there, or had better; then the names of the others.
    fn fields(&self, text: &mut String) {
        let fields = || self.kind.schema().shape.fields.iter().filter(|field| !ENVELOPE.contains(&field.name));
        for field in fields().filter(|field| Mark::of(field).is_some() || self.seed(field).is_some()) {
            text.push('\n');
            self.prose(text, |lang| FieldText { field, lang }.sentence());
            match self.seed(field) {
                Some(seed) => text.push_str(&seed),
                None => FieldText { field, lang: self.languages[0] }.write(text),
            }
        }
        let others: Vec<&str> = fields()
            .filter(|field| Mark::of(field).is_none() && self.seed(field).is_none())
            .map(|field| field.name)
            .collect();
        if !others.is_empty() {
            let (others, kind) = (others.join(", "), self.kind.name);
            text.push('\n');
            self.prose(text, |lang| match lang {
                Lang::Ja => format!("ほかに書ける項目: {others} (説明は sekisho explain {kind})"),
                Lang::En => format!("Further fields: {others} (see sekisho explain {kind})"),
            });
        }
    }

    /// What a new root cannot be without: where the plan begins, and the role that the settings name.
    fn seed(&self, field: &'static Field) -> Option<String> {
        match (self.kind.name, field.name) {
            ("phase-plan", "preset") => Some("preset: jpcert-8\n".to_owned()),
            ("phase-plan", "current_phase") => Some("current_phase: kickoff\n".to_owned()),
            ("role-catalog", "roles") => {
                let name = match self.languages[0] {
                    Lang::Ja => "CSIRT責任者",
                    Lang::En => "Head of the CSIRT",
                };
                let mut text = format!("roles:\n  - id: {FIRST_ROLE}\n    name: {name}\n");
                FieldText { field, lang: self.languages[0] }.write_rest_of_entry(&mut text, &["id", "name"]);
                Some(text)
            }
            _ => None,
        }
    }

    fn elsewhere(&self, text: &mut String) {
        text.push('\n');
        self.say(
            text,
            Words {
                ja: "本文が Word や紙などの別の場所にあるときは、上の項目の代わりにその場所を書けます。",
                en: "Where the text is a Word file or a paper, its place may be written instead of the fields above.",
            },
        );
        text.push_str("#external:\n#  location:\n");
    }

    fn meta(&self, text: &mut String) {
        text.push('\n');
        self.say(
            text,
            Words {
                ja: "書き終えて確認に回すときに書きます。それまでは下書き (draft) です。",
                en: "For when it is complete and goes to review; until then it is a draft.",
            },
        );
        text.push_str("#meta:\n#  status: in-review\n");
    }

    fn say(&self, text: &mut String, words: Words) {
        self.prose(text, |lang| words.get(lang).to_owned());
    }

    fn prose(&self, text: &mut String, sentence: impl Fn(Lang) -> String) {
        for lang in self.languages {
            text.push_str("# ");
            text.push_str(&sentence(*lang));
            text.push('\n');
        }
    }
}

fn capitalised(title: &str) -> String {
    let mut characters = title.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
