//! What is handed to a rule: all documents, the paths of the tree, the settings, and today's date.

use jiff::Span as Duration;
use jiff::civil::Date;

use crate::corpus::Corpus;
use crate::corpus::plan::Plan;
use crate::git::Snapshot;
use crate::settings::{OptionValue, Selection, Settings};

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// All documents.
    pub corpus: &'c Corpus,
    /// Every path of the tree, not only documents.
    pub snapshot: &'c Snapshot,
    /// Which of them are documents.
    pub selection: &'c Selection,
    /// The settings in force.
    pub settings: &'c Settings,
    /// The date of the run, in the root's zone.
    pub today: Date,
    /// The construction plan, if the root has one that can be read.
    pub plan: Option<&'c Plan<'c>>,
}

impl Context<'_> {
    /// Returns a duration that the settings give for a rule.
    pub fn duration(&self, rule: &str, option: &str) -> Option<Duration> {
        match self.option(rule, option)? {
            OptionValue::Duration(duration) => Some(*duration),
            _ => None,
        }
    }

    /// Returns a number of percent that the settings give for a rule.
    pub fn percent(&self, rule: &str, option: &str) -> Option<u8> {
        match self.option(rule, option)? {
            OptionValue::Percent(percent) => Some(*percent),
            _ => None,
        }
    }

    /// Returns the texts that the settings list for a rule.
    pub fn texts(&self, rule: &str, option: &str) -> &[String] {
        match self.option(rule, option) {
            Some(OptionValue::Texts(texts)) => texts,
            _ => &[],
        }
    }

    fn option(&self, rule: &str, option: &str) -> Option<&OptionValue> {
        self.settings.rules.get(rule)?.options.get(option)
    }
}
