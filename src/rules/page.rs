//! A rule's page: its text in each language, and the cases that the tests run.

use super::Rule;
use crate::lang::Lang;

impl Rule {
    /// Returns the text of the page in one language, without its heading.
    ///
    /// The same text stands in `explain` and wherever a report explains the rule.
    pub fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.section("日本語"),
            Lang::En => self.section("English"),
        }
    }

    /// Returns the cases of the page: sentences, each followed by the documents it speaks of.
    pub fn cases(&self) -> &'static str {
        self.section("Cases")
    }

    fn section(&self, heading: &str) -> &'static str {
        let at = |wanted: &str| self.page.split_once(wanted).map(|(_, rest)| rest);
        let rest = at(&format!("\n## {heading}\n")).unwrap_or_default();
        rest.split("\n## ").next().unwrap_or_default().trim()
    }
}
