//! `sekisho-baseline.jsonl`: the findings that were there when an organization adopted the checker, one line each.
//!
//! A line holds for one finding: the same rule about the same thing. It is a multiset, so that one mended and one new
//! finding never cancel out. Lines may stand in any order, so that branches merge line by line.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::both;
use crate::finding::Finding;
use crate::lang::Both;
use crate::rules;
use crate::text::Foreign;

/// The file of the baseline, in the root.
pub const BASELINE_FILE: &str = "sekisho-baseline.jsonl";

/// One accepted finding. Everything but the fingerprint is for those who read the file, and must fit all the same.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Where it was found; a file may move.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The place in the document.
    pub pointer: String,
    /// `f1:` and 64 hex digits.
    pub fingerprint: String,
    /// Since when it is accepted, `YYYY-MM-DD`.
    pub since: String,
    /// Why.
    pub reason: String,
}

/// The accepted findings.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// One for each finding, in the order of the file.
    pub entries: Vec<Entry>,
}

impl Baseline {
    /// Reads the text of the file.
    ///
    /// # Errors
    ///
    /// A line that is no entry; the sentence says which line.
    pub fn read(bytes: &[u8]) -> Result<Baseline, Both> {
        let mut entries = Vec::new();
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let number = index + 1;
            let entry = Entry::read(line).map_err(|error| {
                let error = Foreign::new(&error);
                both! {
                    ja: "「{BASELINE_FILE}」の{number}行目が読めません ({error})。マージの印が残っていないか確かめ、直すか、その行を消してください",
                    en: "line {number} of `{BASELINE_FILE}` cannot be read ({error}); see whether a merge left its marks there, and mend or delete the line",
                }
            })?;
            if entry.reason.trim().is_empty() {
                return Err(both! {
                    ja: "「{BASELINE_FILE}」の{number}行目に理由 (reason) がありません",
                    en: "line {number} of `{BASELINE_FILE}` gives no reason",
                });
            }
            entries.push(entry);
        }
        Ok(Baseline { entries })
    }

    /// Returns the text of the file: sorted, so that the same findings make the same bytes.
    pub fn write(&self) -> String {
        let mut lines: Vec<&Entry> = self.entries.iter().collect();
        lines.sort();
        lines.into_iter().map(|entry| entry.write() + "\n").collect()
    }

    /// Says whether findings of a rule may be accepted: not what keeps a document from being read, nor what weakens
    /// the check, nor a leaked key.
    pub fn may_hold(rule: &str) -> bool {
        rules::find(rule).is_some_and(|rule| rule.is_waivable() || rule.group() == "schema")
    }

    /// Returns what is left to be found.
    pub fn open(&self) -> Open<'_> {
        let mut left: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if Baseline::may_hold(&entry.rule) {
                left.entry(entry.fingerprint.as_str()).or_default().push(index);
            }
        }
        Open { baseline: self, left, used: vec![false; self.entries.len()] }
    }
}

impl Entry {
    fn read(line: &[u8]) -> Result<Entry, String> {
        let mut values: Map<String, Value> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let mut entry = Entry::default();
        for (key, place) in entry.fields() {
            match values.remove(key) {
                Some(Value::String(text)) => *place = text,
                Some(_) => return Err(format!("`{key}` is no text")),
                None => return Err(format!("`{key}` is missing")),
            }
        }
        match values.keys().next() {
            Some(key) => Err(format!("`{key}` is unknown")),
            None => Ok(entry),
        }
    }

    fn write(&self) -> String {
        let mut entry = self.clone();
        let values: Map<String, Value> =
            entry.fields().map(|(key, text)| (key.to_owned(), Value::from(text.as_str()))).into_iter().collect();
        Value::Object(values).to_string()
    }

    fn fields(&mut self) -> [(&'static str, &mut String); 6] {
        [
            ("path", &mut self.path),
            ("rule", &mut self.rule),
            ("pointer", &mut self.pointer),
            ("fingerprint", &mut self.fingerprint),
            ("since", &mut self.since),
            ("reason", &mut self.reason),
        ]
    }

    /// Accepts a finding.
    pub fn of(finding: &Finding, since: Date, reason: &str) -> Entry {
        Entry {
            path: finding.subject.place.path.to_string(),
            rule: finding.rule.to_owned(),
            pointer: finding.subject.pointer.clone(),
            fingerprint: finding.fingerprint.to_string(),
            since: since.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// The entries that have not met their finding yet.
pub struct Open<'b> {
    baseline: &'b Baseline,
    left: HashMap<&'b str, Vec<usize>>,
    used: Vec<bool>,
}

impl Open<'_> {
    /// Says whether a finding is accepted, once for each entry.
    pub fn takes(&mut self, finding: &Finding) -> bool {
        if self.left.is_empty() {
            return false;
        }
        let Some(indexes) = self.left.get_mut(finding.fingerprint.to_string().as_str()) else { return false };
        // The line says to its reader which finding it is about, and must not say something else.
        let fits = |entry: &Entry| entry.rule == finding.rule && entry.pointer == finding.subject.pointer;
        let Some(at) = indexes.iter().position(|index| fits(&self.baseline.entries[*index])) else { return false };
        self.used[indexes.remove(at)] = true;
        true
    }

    /// Returns the entries that met their finding, and the number of those that did not.
    pub fn close(self) -> (Baseline, usize) {
        let entries = self.baseline.entries.iter().zip(&self.used).filter(|(_, used)| **used);
        let kept: Vec<Entry> = entries.map(|(entry, _)| entry.clone()).collect();
        let gone = self.baseline.entries.len() - kept.len();
        (Baseline { entries: kept }, gone)
    }
}
